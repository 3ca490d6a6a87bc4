#include "stack.h"

#include <algorithm>

namespace botline {

Stack::Stack(const CardContextPtr &context, int spacing, QWidget *parent)
    : CardPart(context, parent), m_spacing(spacing)
{
}

void Stack::add(CardPart *part, int gap)
{
    part->setParent(this);
    part->show();
    m_items.append({part, gap < 0 ? m_spacing : gap, false});
    contentsChanged();
}

void Stack::addBleeding(CardPart *part)
{
    add(part);
    m_items.last().bleeds = true;
}

void Stack::setMargins(const QMargins &margins)
{
    m_margins = margins;
    contentsChanged();
}

void Stack::setVerticalAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    contentsChanged();
}

int Stack::computeNaturalWidth() const
{
    int width = 0;
    const int sides = m_margins.left() + m_margins.right();
    for (const Item &item : m_items) {
        if (!item.part->isHidden())
            width = std::max(width, item.part->naturalWidth() + (item.bleeds ? 0 : sides));
    }
    return width;
}

template <typename Visit> int Stack::walk(int width, Visit visit) const
{
    const auto last = std::find_if(m_items.crbegin(), m_items.crend(),
                                   [](const Item &item) { return !item.part->isHidden(); });
    int y = m_margins.top();
    bool first = true;
    bool bleedsOut = false;
    for (const Item &item : m_items) {
        if (item.part->isHidden())
            continue;
        if (first && item.bleeds)
            y = 0;
        else if (!first)
            y += item.gap;
        const int inner = item.bleeds ? width : width - m_margins.left() - m_margins.right();
        y += visit(item, y, std::max(1, inner));
        first = false;
        bleedsOut = item.bleeds && &item == &*last;
    }
    return y + (bleedsOut ? 0 : m_margins.bottom());
}

int Stack::computeHeight(int width) const
{
    return walk(width,
                [](const Item &item, int, int inner) { return item.part->heightForWidth(inner); });
}

void Stack::arrange()
{
    const int spare = std::max(0, height() - heightForWidth(width()));
    const int shift = m_alignment & Qt::AlignBottom ? spare
        : m_alignment & Qt::AlignVCenter            ? spare / 2
                                                    : 0;
    walk(width(), [&](const Item &item, int y, int inner) {
        const int partHeight = item.part->heightForWidth(inner);
        const int x = item.bleeds ? 0 : m_margins.left();
        item.part->place(mirrored(QRect(x, y + shift, inner, partHeight)));
        return partHeight;
    });
}

} // namespace botline
