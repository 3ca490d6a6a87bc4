#pragma once

#include "groupblock.h"

namespace botline {

// In rows as words are in lines; or, where that is wanted, all in one row or one below the other.
class FlowBlock : public GroupBlock
{
public:
    FlowBlock(int spacing, Qt::Alignment alignment)
        : m_spacing(spacing), m_lineGap(spacing), m_alignment(alignment)
    {
    }
    // Between rows; the spacing unless set.
    void setLineGap(int pixels) { m_lineGap = pixels; }
    // What does not fit into one row stands one below the other, each as wide as there is room.
    void setStacking(bool stacking) { m_stacking = stacking; }

protected:
    int measure(int width) override;
    int measureNatural() override;
    int measureMinimum() override;
    void arrange(const QRect &rect) override;

private:
    int walk(const QRect &rect, bool place);

    int m_spacing;
    int m_lineGap;
    bool m_stacking = false;
    Qt::Alignment m_alignment;
};

} // namespace botline
