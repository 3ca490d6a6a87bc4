#include "cardcontent.h"

#include <algorithm>

namespace botline::adaptive {

namespace {

bool anyShown(const std::vector<Element> &elements);

struct IsSeen
{
    bool operator()(const TextBlock &block) const { return saysAnything(block.text); }
    bool operator()(const RichText &rich) const
    {
        return std::any_of(rich.runs.begin(), rich.runs.end(),
                           [](const TextRun &run) { return saysAnything(run.text); });
    }
    bool operator()(const ImageSet &set) const { return !set.images.empty(); }
    bool operator()(const Container &container) const
    {
        return container.background || anyShown(container.items);
    }
    bool operator()(const ColumnSet &set) const
    {
        return std::any_of(set.columns.begin(), set.columns.end(), [this](const Column &column) {
            return column.visible && (*this)(column.content);
        });
    }
    bool operator()(const FactSet &set) const
    {
        return std::any_of(set.facts.begin(), set.facts.end(), [](const FactSet::Fact &fact) {
            return saysAnything(fact.title) || saysAnything(fact.value);
        });
    }
    bool operator()(const Table &table) const
    {
        const auto cell = [this](const Container &each) {
            return (*this)(each);
        };
        return std::any_of(table.rows.begin(), table.rows.end(), [&](const Table::Row &row) {
            return std::any_of(row.cells.begin(), row.cells.end(), cell);
        });
    }
    bool operator()(const ActionSet &set) const { return !set.actions.empty(); }
    template <typename Other> bool operator()(const Other &) const { return true; }
};

bool anyShown(const std::vector<Element> &elements)
{
    return std::any_of(elements.begin(), elements.end(), [](const Element &element) {
        return element.visible && std::visit(IsSeen(), element.content);
    });
}

} // namespace

bool showsAnything(const Card &card)
{
    return !card.actions.empty() || card.background || anyShown(card.body);
}

} // namespace botline::adaptive
