#pragma once

#include <QtCore/QString>

namespace botline::adaptive {

// What making the widgets of a card may take when it comes into view, so that the window misses no
// frame. Counted, not measured: the same card always ends at the same place. Whoever builds asks
// before each part, in the order of reading; what does not fit, and all that follows, waits until
// somebody wants to see it.
//
// The unit is about a microsecond of a processor of 2020, as `cardcheck` finds.
class CardBudget
{
public:
    enum class Extent
    {
        FirstLook,
        Whole
    };

    // With reading the card and what is around it in a row, this stays below the 16 ms of a frame.
    static constexpr int kFirstLook = 7500;
    static constexpr int kActions = 1200; // below the card
    static constexpr int kText = 90; // and more for each character and line
    static constexpr int kRun = 40; // a piece of rich text
    static constexpr int kImage = 60;
    static constexpr int kButton = 90;
    static constexpr int kFile = 350; // with its buttons
    static constexpr int kField = 350; // with its label and the place of its error
    static constexpr int kChoice = 70; // that has a button of its own
    static constexpr int kBox = 5;

    explicit CardBudget(Extent extent) : m_endless(extent == Extent::Whole) { }

    // Whether there is room for so much more. Once there is not, there is none any more.
    bool afford(int cost);
    // As much of the text as there is room for, with "…" when that is not all.
    QString fitting(const QString &text);
    bool isSpent() const { return m_spent; }
    // So much more, even after it was spent: the buttons below a card that is too long are shown
    // all the same.
    void reopen(int cost);

private:
    bool m_endless;
    bool m_spent = false;
    int m_left = kFirstLook;
};

} // namespace botline::adaptive
