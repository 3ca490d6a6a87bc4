#include "roundbutton.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>

namespace botline {

RoundButton::RoundButton(Symbol symbol, Look look, const ChatStyle &style, QWidget *parent)
    : QAbstractButton(parent), m_symbol(symbol), m_look(look), m_style(style)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void RoundButton::setSizes(int side, int symbol)
{
    m_side = side;
    m_symbolSide = symbol;
    updateGeometry();
    update();
}

void RoundButton::setChatStyle(const ChatStyle &style)
{
    m_style = style;
    updateGeometry();
    update();
}

QSize RoundButton::sizeHint() const
{
    return {m_style.px(m_side), m_style.px(m_side)};
}

bool RoundButton::event(QEvent *event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave
        || event->type() == QEvent::EnabledChange)
        update();
    return QAbstractButton::event(event);
}

void RoundButton::paintEvent(QPaintEvent *)
{
    const ChatColors &colors = m_style.colors();
    const bool hot = isEnabled() && (underMouse() || isDown());
    QColor ground = hot ? colors.hover : QColor(Qt::transparent);
    QColor ink = isEnabled() ? colors.muted : colors.hairline;
    if (m_look == Look::Accent) {
        ground = isEnabled() ? colors.userBubble : colors.hover;
        if (hot)
            ground = ground.lighter(isDown() ? 90 : 112);
        ink = isEnabled() ? colors.userText : colors.muted;
    } else if (hot) {
        ink = colors.text;
    }

    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal ring = m_style.px(2);
    QRectF disc(QPointF(0, 0), QSizeF(qMin(width(), height()), qMin(width(), height())));
    disc.moveCenter(QRectF(rect()).center());
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    // The ring of the focus stands outside of the disc, with a gap to it.
    painter.drawEllipse(m_look == Look::Accent
                            ? disc.adjusted(ring, ring, -ring, -ring)
                                  .adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2)
                            : disc);
    if (hasFocus()) {
        painter.setPen(QPen(colors.link, ring));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(disc.adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2));
    }
    QRectF box(0, 0, m_style.px(m_symbolSide), m_style.px(m_symbolSide));
    box.moveCenter(disc.center());
    drawSymbol(painter, m_symbol, box, ink);
}

} // namespace botline
