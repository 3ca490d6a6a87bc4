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

int FactGrid::nameWidth(int width) const
{
    int natural = 0;
    for (const Row &row : m_rows)
        natural = std::max(natural, row.name->naturalWidth());
    return std::min(natural, width * 2 / 5);
}

int FactGrid::computeNaturalWidth() const
{
    int names = 0;
    int values = 0;
    for (const Row &row : m_rows) {
        names = std::max(names, row.name->naturalWidth());
        values = std::max(values, row.value->naturalWidth());
    }
    // Wide enough for the names not to wrap, see nameWidth().
    return std::max(names + gap() + values, names * 5 / 2 + 1);
}

int FactGrid::computeHeight(int width) const
{
    const int names = nameWidth(width);
    int height = m_rows.isEmpty() ? 0 : -px(4);
    for (const Row &row : m_rows)
        height += std::max(row.name->heightForWidth(names),
                           row.value->heightForWidth(std::max(1, width - names - gap())))
            + px(4);
    return height;
}

void FactGrid::arrange()
{
    const int names = nameWidth(width());
    const int values = std::max(1, width() - names - gap());
    int y = 0;
    for (const Row &row : m_rows) {
        const int height
            = std::max(row.name->heightForWidth(names), row.value->heightForWidth(values));
        row.name->place(mirrored(QRect(0, y, names, height)));
        row.value->place(mirrored(QRect(names + gap(), y, values, height)));
        y += height + px(4);
    }
}

} // namespace botline
