#pragma once

#include "groupblock.h"

namespace botline {

// Pairs of a title and a value, the titles as wide as the widest needs within limits.
class FactsBlock : public GroupBlock
{
public:
    explicit FactsBlock(int columnGap, int rowGap) : m_columnGap(columnGap), m_rowGap(rowGap) { }

protected:
    int measure(int width) override;
    int measureNatural() override;
    int measureMinimum() override;
    void arrange(const QRect &rect) override;

private:
    struct Widths
    {
        int title = 0;
        int value = 0;
    };
    Widths widest(int (Block::*width)()) const;
    int titleWidth(int width) const;

    int m_columnGap;
    int m_rowGap;
};

} // namespace botline
