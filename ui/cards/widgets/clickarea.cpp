#include "clickarea.h"

#include "submissiontext.h"

#include "ui/style/icons.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QStyle>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

bool isEnter(const QKeyEvent *event)
{
    return event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
}

bool changesLook(QEvent::Type type)
{
    return type == QEvent::HoverEnter || type == QEvent::HoverLeave
        || type == QEvent::EnabledChange;
}

} // namespace

ClickArea::ClickArea(const ChatStyle &style, QWidget *parent)
    : QAbstractButton(parent), m_style(style)
{
    setObjectName(u"cardArea"_s);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
}

void ClickArea::setSubmission(CardStates::Submission submission)
{
    m_sent = submission == CardStates::Submission::Sent;
    setAccessibleDescription(submissionText(submission));
    update();
}

bool ClickArea::event(QEvent *event)
{
    if (changesLook(event->type()))
        update();
    return QAbstractButton::event(event);
}

void ClickArea::paintEvent(QPaintEvent *)
{
    const ChatColors &colors = m_style.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal radius = m_style.px(8);
    if (isEnabled() && (underMouse() || isDown())) {
        QColor shade = colors.text;
        shade.setAlphaF(0.06F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(shade);
        painter.drawRoundedRect(rect(), radius, radius);
    }
    const qreal line = m_style.px(2);
    if (hasFocus() || m_sent) {
        painter.setPen(QPen(hasFocus() ? colors.link : colors.success, line));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2),
                                radius, radius);
    }
    if (m_sent) {
        const int side = m_style.px(16);
        const QRect corner(width() - side - m_style.px(4), m_style.px(4), side, side);
        drawSymbol(painter, Symbol::Check, QStyle::visualRect(layoutDirection(), rect(), corner),
                   colors.success);
    }
}

void ClickArea::keyPressEvent(QKeyEvent *event)
{
    if (isEnter(event)) {
        if (!event->isAutoRepeat())
            click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void ClickArea::mouseDoubleClickEvent(QMouseEvent *)
{
}

} // namespace botline
