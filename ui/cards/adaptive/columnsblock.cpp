#include "columnsblock.h"

#include <QtCore/QtMath>

#include <algorithm>
#include <utility>

namespace botline::adaptive {

void ColumnsBlock::addColumn(std::unique_ptr<Block> column, Width width)
{
    add(std::move(column));
    m_widths.push_back(width);
}

std::vector<ColumnsBlock::Slot> ColumnsBlock::visibleSlots() const
{
    std::vector<Slot> result;
    for (size_t i = 0; i < m_widths.size(); ++i) {
        if (children()[i]->isVisible())
            result.push_back({children()[i].get(), m_widths[i]});
    }
    return result;
}

// One line of the flex algorithm: everybody gets the basis, then what is left or missing is shared;
// nobody shrinks below the least width as long as others can.
std::vector<int> ColumnsBlock::widths(int width) const
{
    const std::vector<Slot> columns = visibleSlots();
    double room = width;
    double weights = 0;
    for (size_t i = 0; i < columns.size(); ++i) {
        room -= i == 0 ? 0 : columns[i].block->gap;
        if (columns[i].width.kind == Width::Kind::Share)
            weights += columns[i].width.amount;
    }
    room = std::max(room, 1.0);

    struct Flex
    {
        double size = 0;
        double least = 0;
        bool grows = false;
        bool shrinks = true;
    };
    std::vector<Flex> all(columns.size());
    double used = 0;
    int growing = 0;
    for (size_t i = 0; i < columns.size(); ++i) {
        Flex &flex = all[i];
        const Width &wanted = columns[i].width;
        if (wanted.kind == Width::Kind::Natural)
            flex.size = columns[i].block->naturalWidth();
        else if (wanted.kind == Width::Kind::Pixels)
            flex.size = wanted.amount;
        else if (wanted.kind == Width::Kind::Share)
            flex.size = room * wanted.amount / weights;
        else
            flex.size = m_restBasis;
        flex.grows = wanted.kind == Width::Kind::Share || wanted.kind == Width::Kind::Rest;
        flex.shrinks = wanted.kind != Width::Kind::Pixels;
        if (flex.shrinks && !m_rigid)
            flex.least = columns[i].block->minimumWidth();
        flex.least = flex.shrinks ? flex.least : flex.size;
        growing += flex.grows ? 1 : 0;
        used += flex.size;
    }

    if (used <= room) {
        for (Flex &flex : all)
            flex.size += flex.grows ? (room - used) / growing : 0;
        used = growing > 0 ? room : used;
    }
    // Those below their least width are lifted, the others pay for it; a few rounds settle it.
    for (size_t round = 0; round <= all.size(); ++round) {
        double needed = 0;
        double payers = 0;
        for (Flex &flex : all) {
            flex.size = std::max(flex.size, flex.least);
            needed += flex.size;
            payers += flex.shrinks ? std::max(0.0, flex.size - flex.least) : 0;
        }
        const double over = needed - room;
        if (over < 0.5 || payers <= 0)
            break;
        const double share = std::min(1.0, over / payers);
        for (Flex &flex : all)
            flex.size -= flex.shrinks ? std::max(0.0, flex.size - flex.least) * share : 0;
    }
    // Too narrow for all: nobody keeps what it wants.
    double total = 0;
    for (const Flex &flex : all)
        total += flex.size;
    const double scale = total > room ? room / total : 1.0;

    std::vector<int> result;
    result.reserve(all.size());
    double edge = 0; // rounding the edges keeps the sum
    for (const Flex &flex : all) {
        const double next = edge + flex.size * scale;
        result.push_back(std::max(1, qRound(next) - qRound(edge)));
        edge = next;
    }
    return result;
}

int ColumnsBlock::measure(int width)
{
    const std::vector<Slot> columns = visibleSlots();
    const std::vector<int> each = widths(width);
    int height = m_minimumHeight;
    for (size_t i = 0; i < columns.size(); ++i)
        height = std::max(height, columns[i].block->heightFor(each[i]));
    return height;
}

int ColumnsBlock::measureNatural()
{
    int width = 0;
    bool first = true;
    for (const Slot &column : visibleSlots()) {
        width += first ? 0 : column.block->gap;
        width += column.width.kind == Width::Kind::Pixels ? int(column.width.amount)
                                                          : column.block->naturalWidth();
        first = false;
    }
    return width;
}

int ColumnsBlock::measureMinimum()
{
    int width = 0;
    bool first = true;
    for (const Slot &column : visibleSlots()) {
        width += first ? 0 : column.block->gap;
        width += column.width.kind == Width::Kind::Pixels ? int(column.width.amount)
                                                          : column.block->minimumWidth();
        first = false;
    }
    return width;
}

void ColumnsBlock::arrange(const QRect &rect)
{
    m_lines.clear();
    const std::vector<Slot> columns = visibleSlots();
    const std::vector<int> each = widths(rect.width());
    int used = 0;
    for (size_t i = 0; i < columns.size(); ++i)
        used += (i == 0 ? 0 : columns[i].block->gap) + each[i];
    int x = rect.x();
    if (m_alignment & Qt::AlignHCenter)
        x += std::max(0, rect.width() - used) / 2;
    else if (m_alignment & Qt::AlignRight)
        x += std::max(0, rect.width() - used);
    for (size_t i = 0; i < columns.size(); ++i) {
        Block *column = columns[i].block;
        if (i > 0) {
            if (column->separator)
                m_lines.emplace_back(x + (column->gap - m_lineThickness) / 2, rect.y(),
                                     m_lineThickness, rect.height());
            x += column->gap;
        }
        QRect place(x, rect.y(), each[i], rect.height());
        if (column->bleeds)
            place.adjust(i == 0 ? -m_room.left() : 0, -m_room.top(),
                         i + 1 == columns.size() ? m_room.right() : 0, m_room.bottom());
        column->place(place);
        x += each[i];
    }
}

} // namespace botline::adaptive
