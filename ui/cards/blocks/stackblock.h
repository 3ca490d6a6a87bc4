#pragma once

#include "groupblock.h"

#include <QtCore/QMargins>

namespace botline {

// One below the other.
class StackBlock : public GroupBlock
{
public:
    enum class Vertical
    {
        Top,
        Center,
        Bottom
    };
    void setVertical(Vertical vertical) { m_vertical = vertical; }
    void setMinimumHeight(int height) { m_minimumHeight = height; }
    // The padding around it, which children that bleed cover.
    void setBleedRoom(const QMargins &room) { m_room = room; }

protected:
    int measure(int width) override;
    int measureNatural() override;
    int measureMinimum() override;
    void arrange(const QRect &rect) override;

private:
    int widthOf(const Block &child, int width) const;
    int contentHeight(const std::vector<Block *> &shown, int width) const;

    Vertical m_vertical = Vertical::Top;
    int m_minimumHeight = 0;
    QMargins m_room;
};

} // namespace botline
