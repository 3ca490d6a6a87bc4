#include "passwordfields.h"

#include <algorithm>

namespace botline::adaptive {

namespace {

struct AsksForPassword
{
    bool operator()(const Input &input) const
    {
        return input.style == Input::TextStyle::Password || opens(input.inlineAction);
    }
    bool operator()(const Container &container) const { return any(container.items); }
    bool operator()(const ColumnSet &set) const
    {
        return std::any_of(set.columns.begin(), set.columns.end(),
                           [this](const Column &column) { return (*this)(column.content); });
    }
    bool operator()(const Table &table) const
    {
        return std::any_of(table.rows.begin(), table.rows.end(), [this](const Table::Row &row) {
            return std::any_of(row.cells.begin(), row.cells.end(), *this);
        });
    }
    bool operator()(const ActionSet &set) const { return any(set.actions); }
    bool operator()(const Element &element) const { return std::visit(*this, element.content); }
    bool operator()(const Action &action) const
    {
        return action.card && asksForPassword(*action.card);
    }
    // These have no fields.
    bool operator()(const Note &) const { return false; }
    bool operator()(const TextBlock &) const { return false; }
    bool operator()(const RichText &) const { return false; }
    bool operator()(const Image &) const { return false; }
    bool operator()(const ImageSet &) const { return false; }
    bool operator()(const FactSet &) const { return false; }
    bool operator()(const File &) const { return false; }

    template <typename List> bool any(const List &list) const
    {
        return std::any_of(list.begin(), list.end(), *this);
    }
    bool opens(const std::optional<Action> &action) const { return action && (*this)(*action); }
};

} // namespace

bool asksForPassword(const Card &card)
{
    const AsksForPassword asks;
    return asks.any(card.body) || asks.any(card.actions);
}

} // namespace botline::adaptive
