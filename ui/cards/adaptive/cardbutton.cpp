#include "cardbutton.h"

#include "ui/content/safetextdocument.h"
#include "ui/icons.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QStyle>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

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

CardButton::CardButton(const QString &title, Look look, const ChatStyle &style, QWidget *parent)
    : QPushButton(parent), m_style(style), m_look(look)
{
    setObjectName(u"cardButton"_s);
    setAutoDefault(false);
    setAttribute(Qt::WA_Hover);
    setFont(isFlat() ? style.small() : style.body());
    setTitle(title);
}

void CardButton::setTitle(const QString &title)
{
    m_title = singleLine(title);
    QString literal = m_title;
    setText(literal.replace(u'&', "&&"_L1));
    updateGeometry();
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

void CardButton::setSent(bool sent)
{
    if (sent == m_sent)
        return;
    m_sent = sent;
    setEnabled(!sent);
    QString literal = shownTitle();
    setText(literal.replace(u'&', "&&"_L1));
    updateGeometry();
    update();
}

QString CardButton::shownTitle() const
{
    return m_sent ? tr("Sent") : m_title;
}

int CardButton::widthOf(const QString &title, int symbols) const
{
    return QFontMetrics(font()).horizontalAdvance(title) + symbols * (symbolSide() + m_style.px(6))
        + 2 * paddingX() + 2;
}

QSize CardButton::sizeHint() const
{
    const bool quiet = m_look == Look::Quiet;
    const int height = std::max(m_style.px(quiet ? 24 : 34),
                                QFontMetrics(font()).height() + 2 * m_style.px(quiet ? 3 : 6));
    const int width = widthOf(m_title, int(m_expandable) + int(!icon().isNull()));
    return {m_sent ? std::max(width, widthOf(shownTitle(), 1)) : width, height};
}

QSize CardButton::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), m_style.px(72)), sizeHint().height()};
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
    const bool hot = isEnabled() && (underMouse() || isDown());
    QColor ground = hot ? colors.hover : colors.window;
    QColor ink = m_look == Look::Destructive ? colors.error : colors.link;
    QColor edge = colors.border;
    if (m_look == Look::Primary) {
        ground = hot ? colors.userBubble.lighter(m_style.isDark() ? 118 : 112) : colors.userBubble;
        ink = colors.userText;
        edge = ground;
    } else if (isFlat()) {
        ink = m_ink.isValid() ? m_ink : ink;
        ground = hot ? colors.hover : QColor(Qt::transparent);
        edge = Qt::transparent;
    }
    if (!isEnabled()) {
        ground = isFlat() ? QColor(Qt::transparent) : colors.hover;
        ink = m_sent ? colors.success : colors.muted;
        edge = ground;
    }

    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool ring = hasFocus();
    const qreal line = ring ? m_style.px(2) : 1;
    // On the accent the ring stands inside, in the colour of the words.
    if (ring && m_look != Look::Primary)
        edge = colors.link;
    painter.setPen(QPen(edge, line));
    painter.setBrush(ground);
    const QRectF box = QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2);
    const qreal radius = m_style.px(8);
    painter.drawRoundedRect(box, radius, radius);
    if (ring && m_look == Look::Primary) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(ink, line));
        const qreal inset = m_style.px(3);
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius - inset,
                                radius - inset);
    }

    const int symbol = symbolSide() + m_style.px(6);
    const int before = hasSymbolBefore() ? symbol : 0;
    const int after = hasArrow() ? symbol : 0;
    const QRect inner = rect().adjusted(paddingX(), 0, -paddingX(), 0);
    const QFontMetrics metrics(font());
    const QString shown
        = metrics.elidedText(shownTitle(), Qt::ElideRight, inner.width() - before - after + 2);
    const int used = std::min(inner.width(), metrics.horizontalAdvance(shown) + before + after);
    const QRect content(inner.x() + (inner.width() - used) / 2, 0, used, height());

    painter.setPen(ink);
    painter.setFont(font());
    painter.drawText(
        QStyle::visualRect(layoutDirection(), content, content.adjusted(before, 0, -after, 0)),
        Qt::AlignCenter | Qt::TextSingleLine, shown);
    const auto markAt = [&](int x) {
        return QStyle::visualRect(
            layoutDirection(), content,
            QRect(x, (height() - symbolSide()) / 2, symbolSide(), symbolSide()));
    };
    if (m_sent)
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

ClickArea::ClickArea(const ChatStyle &style, QWidget *parent)
    : QAbstractButton(parent), m_style(style)
{
    setObjectName(u"cardArea"_s);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
}

void ClickArea::setSent(bool sent)
{
    m_sent = sent;
    setAccessibleDescription(sent ? tr("Sent") : QString());
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

} // namespace botline::adaptive
