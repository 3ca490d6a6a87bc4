#include "flowblock.h"

#include <algorithm>

namespace botline {

int FlowBlock::walk(const QRect &rect, bool place)
{
    const std::vector<Block *> shown = visibleChildren();
    const bool stacked = m_stacking && naturalWidth() > rect.width();
    int y = rect.y();
    size_t first = 0;
    while (first < shown.size()) {
        std::vector<int> widths;
        int used = 0;
        int height = 0;
        size_t next = first;
        for (; next < shown.size(); ++next) {
            const int width
                = stacked ? rect.width() : std::min(shown[next]->naturalWidth(), rect.width());
            const int wanted = used + (next > first ? m_spacing : 0) + width;
            if (next > first && wanted > rect.width())
                break;
            used = wanted;
            widths.push_back(width);
            height = std::max(height, shown[next]->heightFor(width));
        }
        if (place) {
            int x = rect.x();
            if (m_alignment & Qt::AlignHCenter)
                x += (rect.width() - used) / 2;
            else if (m_alignment & Qt::AlignRight)
                x += rect.width() - used;
            for (size_t i = first; i < next; ++i) {
                shown[i]->place(QRect(x, y, widths[i - first], height));
                x += widths[i - first] + m_spacing;
            }
        }
        y += height + (next < shown.size() ? m_lineGap : 0);
        first = next;
    }
    return y - rect.y();
}

int FlowBlock::measure(int width)
{
    return walk(QRect(0, 0, width, 0), false);
}

int FlowBlock::measureNatural()
{
    int width = 0;
    for (Block *child : visibleChildren())
        width += (width > 0 ? m_spacing : 0) + child->naturalWidth();
    return width;
}

int FlowBlock::measureMinimum()
{
    int width = 0;
    for (Block *child : visibleChildren())
        width = std::max(width, child->minimumWidth());
    return width;
}

void FlowBlock::arrange(const QRect &rect)
{
    walk(rect, true);
}

} // namespace botline
