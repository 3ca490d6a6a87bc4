#pragma once

#include "cardblock.h"

namespace botline::adaptive {

// Side by side, as wide as CSS flex boxes of the same basis, growing and shrinking.
class ColumnsBlock : public GroupBlock
{
public:
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
    // For rows of a table: shares do not depend on what is inside.
    void setRigid(bool rigid) { m_rigid = rigid; }
    void setRestBasis(int pixels) { m_restBasis = pixels; }
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
    };
    std::vector<Slot> visibleSlots() const;
    std::vector<int> widths(int width) const;

    std::vector<Width> m_widths; // one per child
    Qt::Alignment m_alignment = Qt::AlignLeft;
    int m_minimumHeight = 0;
    int m_restBasis = 50;
    bool m_rigid = false;
    QMargins m_room;
};

} // namespace botline::adaptive
