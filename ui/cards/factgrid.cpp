#include "factgrid.h"

#include <algorithm>

namespace botline {

FactGrid::FactGrid(const CardContextPtr &context, QWidget *parent) : CardPart(context, parent)
{
}

void FactGrid::add(const QString &name, const QString &value, CardText::Format format)
{
    auto *key = new CardText(sharedContext(), name, CardText::Format::Literal,
                             {style().body(), colors().muted}, this);
    auto *words
        = new CardText(sharedContext(), value, format, {style().body(), colors().text}, this);
    words->setAccessibleName(name.isEmpty() ? words->plainText()
                                            : tr("%1: %2").arg(name, words->plainText()));
    key->show();
    words->show();
    m_rows.append(Row{key, words});
    contentsChanged();
}

int FactGrid::widestName() const
{
    int natural = 0;
    for (const Row &row : m_rows)
        natural = std::max(natural, row.name->naturalWidth());
    return natural;
}

int FactGrid::computeNaturalWidth() const
{
    const int names = widestName();
    int values = 0;
    for (const Row &row : m_rows)
        values = std::max(values, row.value->naturalWidth());
    // Wide enough for the names not to wrap, see walk().
    return std::max(names + gap() + values, names * 5 / 2 + 1);
}

template <typename Visit> int FactGrid::walk(int width, Visit visit) const
{
    const int natural = widestName();
    const int names = std::min(natural, width * 2 / 5);
    const int values = width - names - gap();
    const bool stacked = values < px(56) || names < std::min(natural, px(24));
    int y = 0;
    for (const Row &row : m_rows) {
        if (y > 0)
            y += px(4);
        if (stacked) {
            const QRect name(0, y, width, row.name->heightForWidth(width));
            const QRect value(0, name.bottom() + 1, width, row.value->heightForWidth(width));
            visit(row, name, value);
            y = value.bottom() + 1;
        } else {
            const int height
                = std::max(row.name->heightForWidth(names), row.value->heightForWidth(values));
            visit(row, QRect(0, y, names, height), QRect(names + gap(), y, values, height));
            y += height;
        }
    }
    return y;
}

int FactGrid::computeHeight(int width) const
{
    return walk(width, [](const Row &, const QRect &, const QRect &) {});
}

void FactGrid::arrange()
{
    walk(width(), [this](const Row &row, const QRect &name, const QRect &value) {
        row.name->place(mirrored(name));
        row.value->place(mirrored(value));
    });
}

} // namespace botline
