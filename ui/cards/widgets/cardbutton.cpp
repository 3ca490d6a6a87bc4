#include "cardbutton.h"

#include "buttoncolors.h"
#include "submissiontext.h"
#include "wrappedtitle.h"

#include "app/text/singleline.h"
#include "ui/style/icons.h"
#include "ui/style/plaintooltip.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtGui/QTextLayout>
#include <QtWidgets/QStyle>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr int kWidestWord = 200; // design pixels; with what stands around it

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

CardButton::CardButton(const QString &title, Look look, const ChatStyle &style, QWidget *parent)
    : QPushButton(parent), m_style(style), m_look(look)
{
    setObjectName(u"cardButton"_s);
    setAutoDefault(false);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    QFont words = look == Look::Flat || look == Look::LowEmphasis ? style.small() : style.body();
    if (look == Look::Link)
        words.setWeight(QFont::Medium);
    setFont(words);
    setTitle(title);
}

void CardButton::setTitle(const QString &title)
{
    m_title = singleLine(title);
    QString literal = m_title;
    setText(literal.replace(u'&', "&&"_L1));
    setAccessibleName(shownTitle());
    updateGeometry();
    update();
}

void CardButton::refuse(const QString &why)
{
    setEnabled(false);
    setPlainToolTip(*this, why);
}

void CardButton::setInk(const QColor &ink)
{
    m_ink = ink;
    update();
}

void CardButton::setExpandable(bool expandable)
{
    m_expandable = expandable;
    updateGeometry();
}

void CardButton::setExpanded(bool expanded)
{
    m_expanded = expanded;
    setAccessibleDescription(!m_expandable  ? QString()
                                 : expanded ? tr("Open below")
                                            : tr("Opens below"));
    update();
}

void CardButton::setSubmission(CardStates::Submission submission)
{
    if (submission == m_submission)
        return;
    m_submission = submission;
    QString literal = shownTitle();
    setAccessibleName(literal);
    setText(literal.replace(u'&', "&&"_L1));
    updateGeometry();
    update();
}

QString CardButton::shownTitle() const
{
    // Which of the buttons it was stays to be seen.
    return isAnswer() ? u"%1 · %2"_s.arg(m_title, submissionText(m_submission)) : m_title;
}

int CardButton::widthOf(const QString &title, int symbols) const
{
    return QFontMetrics(font()).horizontalAdvance(title) + symbols * (symbolSide() + m_style.px(6))
        + 2 * paddingX() + 2;
}

int CardButton::paddingY() const
{
    return m_style.px(m_look == Look::LowEmphasis ? 3 : m_look == Look::Link ? 4 : 6);
}

int CardButton::leastHeight() const
{
    return m_style.px(m_look == Look::LowEmphasis ? 24 : m_look == Look::Link ? 26 : 34);
}

QSize CardButton::sizeHint() const
{
    const int height = std::max(leastHeight(), QFontMetrics(font()).height() + 2 * paddingY());
    const int width = widthOf(m_title, int(m_expandable) + int(!icon().isNull()));
    return {isAnswer() ? std::max(width, widthOf(shownTitle(), isSent())) : width, height};
}

int CardButton::lineWidth(int width) const
{
    return std::max(1, width - roomBefore() - roomAfter() - 2 * paddingX());
}

int CardButton::heightForWidth(int width) const
{
    QTextLayout layout(shownTitle(), font());
    return std::max(sizeHint().height(), layOutTitle(layout, lineWidth(width)) + 2 * paddingY());
}

QSize CardButton::minimumSizeHint() const
{
    int longest = 0; // so that no word breaks, if it is of this world
    const QStringList words = m_title.split(u' ');
    for (const QString &word : words)
        longest = std::max(longest, widthOf(word, m_expandable || !icon().isNull()));
    const int least = std::max(m_style.px(72), std::min(longest, m_style.px(kWidestWord)));
    return {std::min(sizeHint().width(), least), sizeHint().height()};
}

bool CardButton::event(QEvent *event)
{
    if (changesLook(event->type()))
        update();
    return QPushButton::event(event);
}

void CardButton::paintEvent(QPaintEvent *)
{
    const ChatColors &colors = m_style.colors();
    const bool live = isEnabled() && !isAnswer();
    const bool hot = live && (underMouse() || isDown());
    auto [ground, ink, edge]
        = buttonColors(m_look, {isEnabled(), hot, m_submission}, m_ink, m_style);

    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool ring = hasFocus();
    const qreal stroke = ring ? m_style.px(2) : 1;
    // On the accent the ring stands inside, in the colour of the words.
    const bool ringInside = ring && live && m_look == Look::Primary;
    if (ring && !ringInside)
        edge = colors.link;
    painter.setPen(QPen(edge, stroke));
    painter.setBrush(ground);
    const QRectF box = QRectF(rect()).adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2);
    const qreal radius = m_style.px(8);
    painter.drawRoundedRect(box, radius, radius);
    if (ringInside) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(ink, stroke));
        const qreal inset = m_style.px(3);
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius - inset,
                                radius - inset);
    }

    QFont words = font();
    words.setUnderline(hot && m_look == Look::Link);
    QTextLayout layout(shownTitle(), words);
    const int wordsHeight = layOutTitle(layout, lineWidth(width()));
    const int before = roomBefore();
    const int after = roomAfter();
    const int used = std::min(width() - 2 * paddingX(),
                              int(std::ceil(layout.maximumWidth())) + before + after);
    const QRect content((width() - used) / 2, 0, used, height());
    const QRect line
        = QStyle::visualRect(layoutDirection(), content, content.adjusted(before, 0, -after, 0));
    painter.setPen(ink);
    // Its lines are centred in more than they need.
    layout.draw(&painter,
                QPointF(line.x() + (line.width() - lineWidth(width())) / 2.0,
                        (height() - wordsHeight) / 2.0));
    const auto markAt = [&](int x) {
        return QStyle::visualRect(
            layoutDirection(), content,
            QRect(x, (height() - symbolSide()) / 2, symbolSide(), symbolSide()));
    };
    if (isSent())
        drawSymbol(painter, Symbol::Check, markAt(content.x()), ink);
    else if (before > 0)
        icon().paint(&painter, markAt(content.x()), Qt::AlignCenter,
                     isEnabled() ? QIcon::Normal : QIcon::Disabled);
    if (after > 0) {
        const QPointF middle = QRectF(markAt(content.right() + 1 - symbolSide())).center();
        const qreal half = symbolSide() / 4.0;
        const qreal rise = (m_expanded ? -half : half) / 2;
        painter.setPen(QPen(ink, symbolSide() / 8.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(QPolygonF{middle + QPointF(-half, -rise), middle + QPointF(0, rise),
                                       middle + QPointF(half, -rise)});
    }
}

void CardButton::keyPressEvent(QKeyEvent *event)
{
    if (isEnter(event)) {
        if (!event->isAutoRepeat())
            click();
        return;
    }
    QPushButton::keyPressEvent(event);
}

void CardButton::mouseDoubleClickEvent(QMouseEvent *)
{
}

} // namespace botline
