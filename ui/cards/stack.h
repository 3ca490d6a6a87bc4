#pragma once

#include "cardpart.h"

#include <QtCore/QMargins>

namespace botline {

// Pieces one below the other, each as wide as the stack.
class Stack : public CardPart
{
    Q_OBJECT

public:
    Stack(const CardContextPtr &context, int spacing, QWidget *parent = nullptr);

    // Takes ownership. `gap` is the space above it, the stack's spacing when negative; none above
    // the first piece that is shown.
    void add(CardPart *part, int gap = -1);
    void setMargins(const QMargins &margins);
    const QMargins &margins() const { return m_margins; }
    bool isEmpty() const { return m_items.isEmpty(); }
    // Room that is left goes above the pieces in these shares: 0 top, 1 centre, 2 bottom.
    void setVerticalAlignment(Qt::Alignment alignment);
    // Across the whole width of this stack, without its margins at the sides (and above, when
    // first; below, when last).
    void addBleeding(CardPart *part);

protected:
    int computeHeight(int width) const override;
    int computeNaturalWidth() const override;
    void arrange() override;

private:
    struct Item
    {
        CardPart *part;
        int gap;
        bool bleeds;
    };

    // Walks the shown pieces: visit(item, y, width) returns its height.
    template <typename Visit> int walk(int width, Visit visit) const;

    QList<Item> m_items;
    QMargins m_margins;
    int m_spacing;
    Qt::Alignment m_alignment = Qt::AlignTop;
};

} // namespace botline
