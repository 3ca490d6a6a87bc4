#include "block.h"

#include <QtWidgets/QWidget>

#include <algorithm>

namespace botline {

int Block::heightFor(int width)
{
    width = std::max(1, width);
    if (width != m_width) {
        m_height = measure(width);
        m_width = width;
    }
    return m_height;
}

int Block::naturalWidth()
{
    if (m_natural < 0)
        m_natural = measureNatural();
    return m_natural;
}

int Block::minimumWidth()
{
    if (m_minimum < 0)
        m_minimum = measureMinimum();
    return m_minimum;
}

void Block::place(const QRect &rect)
{
    m_rect = rect;
    arrange(rect);
}

void Block::paint(QPainter &) const
{
}

void Block::setVisible(bool visible)
{
    if (visible == m_visible)
        return;
    m_visible = visible;
    invalidate();
}

void Block::applyVisibility(bool parentShown)
{
    m_shown = parentShown && m_visible;
}

void Block::invalidate()
{
    for (Block *block = this; block; block = block->m_parent) {
        block->m_width = -1;
        block->m_natural = -1;
        block->m_minimum = -1;
    }
}

void Block::invalidateAll()
{
    m_width = -1;
    m_natural = -1;
    m_minimum = -1;
}

void Block::setDirection(Qt::LayoutDirection)
{
}

QRect Block::onWidget(QRect rect, const QWidget *widget) const
{
    for (const Block *block = this; block; block = block->m_parent) {
        if (block->m_mirrored)
            rect.moveLeft(2 * block->m_rect.x() + block->m_rect.width() - rect.x() - rect.width());
    }
    return mirrored(rect, widget);
}

QRect mirrored(const QRect &rect, const QWidget *widget)
{
    if (!widget || widget->layoutDirection() != Qt::RightToLeft)
        return rect;
    QRect result = rect;
    result.moveLeft(widget->width() - rect.x() - rect.width());
    return result;
}

} // namespace botline
