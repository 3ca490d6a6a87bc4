#include "textselection.h"

#include <utility>

namespace botline {

void TextSelection::set(const TextPosition &anchor, const TextPosition &end)
{
    m_anchor = anchor;
    m_end = end;
}

bool TextSelection::isEmpty() const
{
    return !isValid() || (m_anchor.row.row() == m_end.row.row() && m_anchor.offset == m_end.offset);
}

int TextSelection::firstRow() const
{
    return isEmpty() ? -1 : first().row.row();
}

int TextSelection::lastRow() const
{
    return isEmpty() ? -1 : last().row.row();
}

std::optional<TextSelection::Range> TextSelection::inRow(int row) const
{
    if (isEmpty() || row < first().row.row() || row > last().row.row())
        return std::nullopt;
    Range range{0, TextPosition::kEnd};
    if (row == first().row.row())
        range.from = first().offset;
    if (row == last().row.row())
        range.to = last().offset;
    if (range.from >= range.to)
        return std::nullopt;
    return range;
}

const TextPosition &TextSelection::first() const
{
    return std::pair(m_anchor.row.row(), m_anchor.offset)
            <= std::pair(m_end.row.row(), m_end.offset)
        ? m_anchor
        : m_end;
}

const TextPosition &TextSelection::last() const
{
    return &first() == &m_anchor ? m_end : m_anchor;
}

} // namespace botline
