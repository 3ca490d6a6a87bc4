#pragma once

#include "ui/cards/blocks/blockwidget.h"

namespace botline {

class Block;
class StackBlock;

// Parts of a panel one below the other.
class PartList : public BlockWidget
{
    Q_OBJECT

public:
    // `spacing` in device-independent pixels.
    explicit PartList(int spacing, QWidget *parent = nullptr);

    // Takes ownership of a widget that has the signal sizeChanged().
    template <typename Part> void add(Part *part)
    {
        Block *block = append(part);
        connect(part, &Part::sizeChanged, this, [this, block] { blockChanged(*block); });
    }

private:
    Block *append(QWidget *part);

    StackBlock *m_stack;
    int m_spacing;
};

} // namespace botline
