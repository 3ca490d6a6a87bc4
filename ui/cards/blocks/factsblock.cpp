#include "factsblock.h"

#include <algorithm>

namespace botline {

// As wide as the widest title where the values have room beside it; else two fifths, and more only
// for a long word.
int FactsBlock::titleWidth(int width) const
{
    const Widths natural = widest(&Block::naturalWidth);
    const int room = std::max(2, width - m_columnGap);
    if (natural.title + natural.value <= room)
        return natural.title;
    const Widths least = widest(&Block::minimumWidth);
    const int share = std::max(room * 2 / 5, std::min(least.title, room - least.value));
    return std::min(natural.title, share);
}

FactsBlock::Widths FactsBlock::widest(int (Block::*width)()) const
{
    Widths result;
    for (size_t i = 0; i + 1 < children().size(); i += 2) {
        result.title = std::max(result.title, (children()[i].get()->*width)());
        result.value = std::max(result.value, (children()[i + 1].get()->*width)());
    }
    return result;
}

int FactsBlock::measure(int width)
{
    const int title = titleWidth(width);
    int height = 0;
    for (size_t i = 0; i + 1 < children().size(); i += 2) {
        height += i == 0 ? 0 : m_rowGap;
        height += std::max(children()[i]->heightFor(title),
                           children()[i + 1]->heightFor(width - title - m_columnGap));
    }
    return height;
}

int FactsBlock::measureNatural()
{
    const Widths natural = widest(&Block::naturalWidth);
    return natural.title + m_columnGap + natural.value;
}

int FactsBlock::measureMinimum()
{
    const Widths least = widest(&Block::minimumWidth);
    return least.title + m_columnGap + least.value;
}

void FactsBlock::arrange(const QRect &rect)
{
    const int title = titleWidth(rect.width());
    const int value = std::max(1, rect.width() - title - m_columnGap);
    int y = rect.y();
    for (size_t i = 0; i + 1 < children().size(); i += 2) {
        const int height
            = std::max(children()[i]->heightFor(title), children()[i + 1]->heightFor(value));
        children()[i]->place(QRect(rect.x(), y, title, height));
        children()[i + 1]->place(QRect(rect.x() + title + m_columnGap, y, value, height));
        y += height + m_rowGap;
    }
}

} // namespace botline
