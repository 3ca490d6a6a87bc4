#pragma once

#include "stack.h"

namespace botline {

// Pieces side by side, as high as the highest. Where that would leave one of them no room for
// words, they stand one below another.
class Columns : public CardPart
{
    Q_OBJECT

public:
    struct Width
    {
        enum class Kind
        {
            Auto, // what its content needs, less where room is scarce
            Share, // of what is left, by `value`
            Fixed, // `value` device-independent pixels
        };
        Kind kind = Kind::Auto;
        double value = 1;
    };

    Columns(const CardContextPtr &context, int spacing, QWidget *parent = nullptr);

    // Takes ownership. `gap` is the space before it, the spacing when negative.
    void add(CardPart *part, Width width, int gap = -1);
    // A hairline in the middle of the gap before the last column.
    void addLine();
    bool isEmpty() const { return m_columns.isEmpty(); }

    // The widths of the shown columns when there is this much room; 0 for hidden ones. They never
    // take more than there is, as long as there is a pixel for each.
    QList<int> widthsFor(int width) const;

protected:
    int computeHeight(int width) const override;
    int computeNaturalWidth() const override;
    void arrange() override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Column
    {
        CardPart *part;
        Width width;
        int gap;
        bool line = false;
    };

    int gaps() const;
    bool stacks(const QList<int> &widths) const;
    // visit(index, rect) for each that is shown, in the order of reading; returns the height.
    template <typename Visit> int walk(int width, Visit visit) const;

    QList<Column> m_columns;
    QList<int> m_lines; // where hairlines stand
    int m_spacing;
};

} // namespace botline
