#include "boxblock.h"

#include "boxpicture.h"

#include <QtGui/QPainter>

#include <algorithm>

namespace botline {

void BoxBlock::setFill(const QColor &fill, int radius)
{
    m_fill = fill;
    m_radius = radius;
}

void BoxBlock::setBackWidget(QWidget *widget, int outset)
{
    m_back = widget;
    m_outset = outset;
}

void BoxBlock::paint(QPainter &painter) const
{
    if (m_fill.alpha() > 0 || m_outline.alpha() > 0) {
        painter.setPen(m_outline.alpha() > 0 ? QPen(m_outline, 1) : QPen(Qt::NoPen));
        painter.setBrush(m_fill);
        const qreal inset = m_outline.alpha() > 0 ? 0.5 : 0;
        painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), m_radius,
                                m_radius);
    }
    if (m_picture)
        m_picture->paint(painter, rect(), m_radius);
    painter.save();
    if (m_mirrored) {
        painter.translate(2 * rect().x() + rect().width(), 0);
        painter.scale(-1, 1);
    }
    GroupBlock::paint(painter);
    painter.restore();
}

void BoxBlock::setDirection(Qt::LayoutDirection direction)
{
    GroupBlock::setDirection(direction);
    if (m_back && !m_back->testAttribute(Qt::WA_SetLayoutDirection))
        m_back->setLayoutDirection(direction);
}

void BoxBlock::applyVisibility(bool parentShown)
{
    GroupBlock::applyVisibility(parentShown);
    if (m_back)
        m_back->setVisible(isShown());
}

int BoxBlock::measure(int width)
{
    int height = m_padding.top() + m_padding.bottom();
    for (Block *child : visibleChildren())
        height += child->heightFor(width - m_padding.left() - m_padding.right());
    return height;
}

int BoxBlock::measureNatural()
{
    int width = 0;
    for (Block *child : visibleChildren())
        width = std::max(width, child->naturalWidth());
    return width + m_padding.left() + m_padding.right();
}

int BoxBlock::measureMinimum()
{
    int width = 0;
    for (Block *child : visibleChildren())
        width = std::max(width, child->minimumWidth());
    return width + m_padding.left() + m_padding.right();
}

void BoxBlock::arrange(const QRect &rect)
{
    if (m_back) {
        const QRect wide = rect.adjusted(-m_outset, -m_outset, m_outset, m_outset);
        m_back->setGeometry(
            onWidget(wide, m_back->parentWidget()).intersected(m_back->parentWidget()->rect()));
    }
    for (Block *child : visibleChildren())
        child->place(rect.marginsRemoved(m_padding));
}

} // namespace botline
