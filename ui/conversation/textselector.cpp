#include "textselector.h"

#include "listarranger.h"

#include "app/conversation/model/activitymodel.h"

namespace botline {

namespace {

bool isBefore(const TextPosition &a, const TextPosition &b)
{
    return std::pair(a.row.row(), a.offset) < std::pair(b.row.row(), b.offset);
}

} // namespace

TextPosition TextSelector::positionAt(const QPoint &point) const
{
    const auto [first, last] = m_arranger.visibleRows();
    if (first < 0)
        return {};
    int row = last;
    while (row > first && m_arranger.rowTop(row) > point.y())
        --row;
    TextPosition position{QPersistentModelIndex(m_model.index(row)), 0};
    const ActivityLayout layout = m_arranger.layoutOf(row);
    const BubbleText *text = m_arranger.rows().text(row);
    const QRect body = text ? layout.text : layout.content;
    if (point.y() >= body.bottom())
        position.offset = TextPosition::kEnd;
    else if (text)
        position.offset = text->positionAt(point - body.topLeft());
    return position;
}

std::pair<TextPosition, TextPosition> TextSelector::unitAt(const TextPosition &position) const
{
    TextPosition from = position;
    TextPosition to = position;
    if (m_unit == Unit::Row) {
        from.offset = 0;
        to.offset = TextPosition::kEnd;
    } else if (m_unit == Unit::Word && position.isValid()) {
        if (const BubbleText *text = m_arranger.rows().text(position.row.row())) {
            const BubbleText::Selection word = text->wordAt(position.offset);
            from.offset = word.from;
            to.offset = word.to;
        }
    }
    return {from, to};
}

void TextSelector::begin(const TextPosition &position, Unit unit)
{
    m_unit = unit;
    std::tie(m_originFirst, m_originLast) = unitAt(position);
    m_selection.set(m_originFirst, m_originLast);
}

void TextSelector::beginAtRow(int row)
{
    begin({QPersistentModelIndex(m_model.index(row)), 0}, Unit::Row);
    m_unit = Unit::Character;
}

void TextSelector::beginAtAnchor()
{
    m_unit = Unit::Character;
    m_originFirst = m_originLast = m_selection.anchor();
}

void TextSelector::extendTo(const TextPosition &position)
{
    const auto [first, last] = unitAt(position);
    if (isBefore(first, m_originFirst))
        m_selection.set(m_originLast, first);
    else
        m_selection.set(m_originFirst, last);
}

void TextSelector::selectAll()
{
    const int count = m_model.rowCount();
    if (count == 0)
        return;
    m_selection.set({QPersistentModelIndex(m_model.index(0)), 0},
                    {QPersistentModelIndex(m_model.index(count - 1)), TextPosition::kEnd});
}

} // namespace botline
