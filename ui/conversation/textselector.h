#pragma once

#include "textselection.h"

class QPoint;

namespace botline {

class ActivityModel;
class ListArranger;

// Selects text over the rows of the list, by characters, words or whole rows: from the unit where
// it was begun to the unit to which it was drawn. Points are those of the viewport.
class TextSelector
{
public:
    enum class Unit
    {
        Character,
        Word,
        Row
    };

    // Both must outlive this.
    TextSelector(const ActivityModel &model, ListArranger &arranger)
        : m_model(model), m_arranger(arranger)
    {
    }

    const TextSelection &selection() const { return m_selection; }
    Unit unit() const { return m_unit; }
    // The nearest place in the text of the rows in view; invalid without rows.
    TextPosition positionAt(const QPoint &point) const;

    void begin(const TextPosition &position, Unit unit);
    void beginAtRow(int row); // with all of it, from there on by characters
    void beginAtAnchor(); // of the selection as it is, by characters
    void extendTo(const TextPosition &position);
    void selectAll();
    void clear() { m_selection.clear(); }

private:
    std::pair<TextPosition, TextPosition> unitAt(const TextPosition &position) const;

    const ActivityModel &m_model;
    ListArranger &m_arranger;
    TextSelection m_selection;
    TextPosition m_originFirst; // of the unit in which the selection began
    TextPosition m_originLast;
    Unit m_unit = Unit::Character;
};

} // namespace botline
