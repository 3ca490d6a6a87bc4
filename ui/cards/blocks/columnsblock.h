#pragma once

#include "groupblock.h"
#include "tablerows.h"

#include <memory>

namespace botline {

// Side by side, as wide as CSS flex boxes of the same basis, growing and shrinking. Where there is
// no room for a few letters in each, they stand in several lines.
class ColumnsBlock : public GroupBlock
{
public:
    ColumnsBlock() = default;
    ~ColumnsBlock() override;
    struct Width
    {
        enum class Kind
        {
            Natural,
            Pixels,
            Share,
            Rest
        };
        Kind kind = Kind::Rest;
        double amount = 0; // pixels, or the share's weight
    };
    void addColumn(std::unique_ptr<Block> column, Width width);
    void setAlignment(Qt::Alignment alignment) { m_alignment = alignment; }
    void setMinimumHeight(int height) { m_minimumHeight = height; }
    // This is a row of the table.
    void setTable(const std::shared_ptr<TableRows> &table);
    void setRestBasis(int pixels) { m_restBasis = pixels; }
    // What a column needs at least, if it has that much inside, and the gap between lines of them.
    void setLines(int leastWidth, int lineGap);
    // The padding around it, which columns that bleed cover at the edges that they reach.
    void setBleedRoom(const QMargins &room) { m_room = room; }

protected:
    int measure(int width) override;
    int measureNatural() override;
    int measureMinimum() override;
    void arrange(const QRect &rect) override;

private:
    struct Slot
    {
        Block *block;
        Width width;
        int least; // so that no word breaks, as far as that is within reason
        int need; // never less
    };
    using Line = std::vector<Slot>;
    std::vector<Slot> visibleSlots() const;
    int leastWidth(size_t index) const;
    std::vector<Line> lines(int width) const;
    std::vector<int> widths(const Line &line, int width) const;
    // Of each line; in a table all lines have the columns of the first.
    std::vector<std::vector<int>> widths(const std::vector<Line> &all, int width) const;
    static int heightOf(const Line &line, const std::vector<int> &widths);
    void placeLine(const Line &line, const std::vector<int> &each, const QRect &rect, bool first,
                   bool last);

    std::vector<Width> m_widths; // one per child
    std::shared_ptr<TableRows> m_table; // null for a column set
    Qt::Alignment m_alignment = Qt::AlignLeft;
    int m_minimumHeight = 0;
    int m_restBasis = 50;
    int m_leastWidth = 32;
    int m_lineGap = 8;
    QMargins m_room;
};

} // namespace botline
