#include "columnsblock.h"

#include <QtCore/QtMath>

#include <algorithm>
#include <limits>
#include <utility>

namespace botline {

void ColumnsBlock::addColumn(std::unique_ptr<Block> column, Width width)
{
    add(std::move(column));
    m_widths.push_back(width);
}

ColumnsBlock::~ColumnsBlock()
{
    if (m_table)
        std::erase(m_table->rows, this);
}

void ColumnsBlock::setTable(const std::shared_ptr<TableRows> &table)
{
    m_table = table;
    m_table->rows.push_back(this);
}

void ColumnsBlock::setLines(int leastWidth, int lineGap)
{
    m_leastWidth = leastWidth;
    m_lineGap = lineGap;
}

// In a table that of the whole column.
int ColumnsBlock::leastWidth(size_t index) const
{
    if (!m_table)
        return children()[index]->minimumWidth();
    int least = 0;
    for (const ColumnsBlock *row : m_table->rows) {
        if (index < row->children().size())
            least = std::max(least, row->children()[index]->minimumWidth());
    }
    return least;
}

std::vector<ColumnsBlock::Slot> ColumnsBlock::visibleSlots() const
{
    std::vector<Slot> result;
    for (size_t i = 0; i < m_widths.size(); ++i) {
        if (!children()[i]->isVisible())
            continue;
        const Width &width = m_widths[i];
        const bool fixed = width.kind == Width::Kind::Pixels;
        const int least = fixed ? int(width.amount) : leastWidth(i);
        result.push_back({children()[i].get(), width, least, std::min(least, m_leastWidth)});
    }
    return result;
}

std::vector<ColumnsBlock::Line> ColumnsBlock::lines(int width) const
{
    std::vector<Line> result;
    int used = 0;
    for (const Slot &slot : visibleSlots()) {
        const int wanted = slot.block->gap + slot.need;
        if (result.empty() || used + wanted > width) {
            result.emplace_back();
            used = slot.need;
        } else {
            used += wanted;
        }
        result.back().push_back(slot);
    }
    return result;
}

// One line of the flex algorithm: everybody gets the basis, then what is left or missing is shared;
// nobody shrinks below the least width as long as others can.
std::vector<int> ColumnsBlock::widths(const Line &columns, int width) const
{
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
        flex.least = columns[i].least;
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
    // Too narrow for all: the widest give first, so that it is long words that break, and each
    // keeps what it needs.
    const auto capped = [&](size_t i, double cap) {
        const double need = std::min(room, double(columns[i].need));
        return std::max(need, std::min(all[i].size, cap));
    };
    const auto fits = [&](double cap) {
        double total = 0;
        for (size_t i = 0; i < columns.size(); ++i)
            total += capped(i, cap);
        return total <= room + 0.5;
    };
    constexpr int kSteps = 16; // halves until less than a pixel is left
    double low = 0;
    double high = std::numeric_limits<int>::max();
    if (!fits(high)) {
        high = room;
        for (int step = 0; step < kSteps; ++step) {
            const double middle = (low + high) / 2;
            (fits(middle) ? low : high) = middle;
        }
        for (size_t i = 0; i < columns.size(); ++i)
            all[i].size = capped(i, low);
    }

    std::vector<int> result;
    result.reserve(all.size());
    double edge = 0; // rounding the edges keeps the sum
    for (const Flex &flex : all) {
        const double next = edge + flex.size;
        result.push_back(std::max(1, qRound(next) - qRound(edge)));
        edge = next;
    }
    return result;
}

std::vector<std::vector<int>> ColumnsBlock::widths(const std::vector<Line> &all, int width) const
{
    std::vector<std::vector<int>> result;
    for (const Line &line : all) {
        if (m_table && !result.empty() && line.size() <= result.front().size())
            result.emplace_back(result.front().begin(),
                                result.front().begin() + std::ptrdiff_t(line.size()));
        else
            result.push_back(widths(line, width));
    }
    return result;
}

int ColumnsBlock::heightOf(const Line &line, const std::vector<int> &widths)
{
    int height = 0;
    for (size_t i = 0; i < line.size(); ++i)
        height = std::max(height, line[i].block->heightFor(widths[i]));
    return height;
}

int ColumnsBlock::measure(int width)
{
    const std::vector<Line> all = lines(width);
    const std::vector<std::vector<int>> each = widths(all, width);
    int height = 0;
    for (size_t i = 0; i < all.size(); ++i)
        height += (i > 0 ? m_lineGap : 0) + heightOf(all[i], each[i]);
    return std::max(height, m_minimumHeight);
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
        width += column.least;
        first = false;
    }
    return width;
}

void ColumnsBlock::placeLine(const Line &line, const std::vector<int> &each, const QRect &rect,
                             bool first, bool last)
{
    int used = 0;
    for (size_t i = 0; i < line.size(); ++i)
        used += (i == 0 ? 0 : line[i].block->gap) + each[i];
    int x = rect.x();
    if (m_alignment & Qt::AlignHCenter)
        x += std::max(0, rect.width() - used) / 2;
    else if (m_alignment & Qt::AlignRight)
        x += std::max(0, rect.width() - used);
    for (size_t i = 0; i < line.size(); ++i) {
        Block *column = line[i].block;
        if (i > 0) {
            if (column->separator)
                m_lines.emplace_back(x + (column->gap - m_lineThickness) / 2, rect.y(),
                                     m_lineThickness, rect.height());
            x += column->gap;
        }
        QRect place(x, rect.y(), each[i], rect.height());
        if (column->bleeds)
            place.adjust(i == 0 ? -m_room.left() : 0, first ? -m_room.top() : 0,
                         i + 1 == line.size() ? m_room.right() : 0, last ? m_room.bottom() : 0);
        column->place(place);
        x += each[i];
    }
}

void ColumnsBlock::arrange(const QRect &rect)
{
    m_lines.clear();
    const std::vector<Line> all = lines(rect.width());
    const std::vector<std::vector<int>> each = widths(all, rect.width());
    int y = rect.y();
    for (size_t i = 0; i < all.size(); ++i) {
        const bool last = i + 1 == all.size();
        const int bottom = rect.y() + rect.height();
        const int height = last ? std::max(0, bottom - y) : heightOf(all[i], each[i]);
        placeLine(all[i], each[i], QRect(rect.x(), y, rect.width(), height), i == 0, last);
        y += height + m_lineGap;
    }
}

} // namespace botline
