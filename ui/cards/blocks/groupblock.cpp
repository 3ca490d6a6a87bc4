#include "groupblock.h"

#include <QtGui/QPainter>

#include <algorithm>
#include <utility>

namespace botline {

void GroupBlock::setLine(const QColor &color, int thickness)
{
    m_lineColor = color;
    m_lineThickness = thickness;
}

void GroupBlock::moveBehind(const Block *child, const Block *other)
{
    const auto at = [this](const Block *wanted) {
        return std::find_if(m_children.begin(), m_children.end(),
                            [wanted](const auto &each) { return each.get() == wanted; });
    };
    std::unique_ptr<Block> moved = std::move(*at(child));
    m_children.erase(at(nullptr));
    m_children.insert(at(other) + 1, std::move(moved));
    invalidate();
}

void GroupBlock::paint(QPainter &painter) const
{
    for (const QRect &line : m_lines)
        painter.fillRect(line, m_lineColor);
    for (const auto &child : m_children) {
        if (child->isVisible())
            child->paint(painter);
    }
}

void GroupBlock::applyVisibility(bool parentShown)
{
    Block::applyVisibility(parentShown);
    for (const auto &child : m_children)
        child->applyVisibility(isShown());
}

void GroupBlock::setDirection(Qt::LayoutDirection direction)
{
    for (const auto &child : m_children)
        child->setDirection(direction);
}

void GroupBlock::invalidateAll()
{
    Block::invalidateAll();
    for (const auto &child : m_children)
        child->invalidateAll();
}

std::vector<Block *> GroupBlock::visibleChildren() const
{
    std::vector<Block *> result;
    result.reserve(m_children.size());
    for (const auto &child : m_children) {
        if (child->isVisible())
            result.push_back(child.get());
    }
    return result;
}

} // namespace botline
