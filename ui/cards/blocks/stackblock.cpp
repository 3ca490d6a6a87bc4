#include "stackblock.h"

#include <algorithm>

namespace botline {

int StackBlock::widthOf(const Block &child, int width) const
{
    return width + (child.bleeds ? m_room.left() + m_room.right() : 0);
}

int StackBlock::contentHeight(const std::vector<Block *> &shown, int width) const
{
    if (shown.empty())
        return 0;
    int height = 0;
    for (Block *child : shown)
        height
            += (child == shown.front() ? 0 : child->gap) + child->heightFor(widthOf(*child, width));
    height -= shown.front()->bleeds ? m_room.top() : 0;
    height -= shown.back()->bleeds ? m_room.bottom() : 0;
    return height;
}

int StackBlock::measure(int width)
{
    return std::max(contentHeight(visibleChildren(), width), m_minimumHeight);
}

int StackBlock::measureNatural()
{
    int width = 0;
    for (Block *child : visibleChildren())
        width = std::max(width, child->naturalWidth());
    return width;
}

int StackBlock::measureMinimum()
{
    int width = 0;
    for (Block *child : visibleChildren())
        width = std::max(width, child->minimumWidth());
    return width;
}

void StackBlock::arrange(const QRect &rect)
{
    m_lines.clear();
    const std::vector<Block *> shown = visibleChildren();
    if (shown.empty())
        return;
    int spare = std::max(0, rect.height() - contentHeight(shown, rect.width()));
    int stretching = int(
        std::count_if(shown.begin(), shown.end(), [](const Block *each) { return each->stretch; }));
    int y = rect.y();
    if (stretching == 0 && m_vertical == Vertical::Center)
        y += spare / 2;
    else if (stretching == 0 && m_vertical == Vertical::Bottom)
        y += spare;
    y -= shown.front()->bleeds ? m_room.top() : 0;
    for (Block *child : shown) {
        if (child != shown.front()) {
            if (child->separator)
                m_lines.emplace_back(rect.x(), y + (child->gap - m_lineThickness) / 2, rect.width(),
                                     m_lineThickness);
            y += child->gap;
        }
        const int width = widthOf(*child, rect.width());
        int height = child->heightFor(width);
        if (child->stretch) {
            const int share = spare / stretching--;
            height += share;
            spare -= share;
        }
        child->place(QRect(rect.x() - (child->bleeds ? m_room.left() : 0), y, width, height));
        y += height;
    }
}

} // namespace botline
