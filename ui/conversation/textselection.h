#pragma once

#include <QtCore/QPersistentModelIndex>

#include <limits>
#include <optional>

namespace botline {

// A place between two characters of a row's text.
struct TextPosition
{
    static constexpr int kEnd = std::numeric_limits<int>::max(); // behind the last character

    QPersistentModelIndex row;
    int offset = 0;

    bool isValid() const { return row.isValid(); }
};

// What is selected, from where the selection was begun to where it was drawn; both stay with their
// rows when rows come and go. Knows no texts: the end of a row's text is TextPosition::kEnd.
class TextSelection
{
public:
    struct Range
    {
        int from = 0;
        int to = 0; // kEnd: to the end of the text

        bool isWhole() const { return from == 0 && to == TextPosition::kEnd; }
        bool operator==(const Range &) const = default;
    };

    void clear() { m_anchor = m_end = {}; }
    void start(const TextPosition &position) { m_anchor = m_end = position; }
    void extendTo(const TextPosition &position) { m_end = position; }
    void set(const TextPosition &anchor, const TextPosition &end);

    // False also when a row that it begins or ends in is gone.
    bool isValid() const { return m_anchor.isValid() && m_end.isValid(); }
    bool isEmpty() const;
    const TextPosition &anchor() const { return m_anchor; }

    int firstRow() const; // -1 when nothing is selected
    int lastRow() const;
    // What of this row is selected; nullopt when nothing is.
    std::optional<Range> inRow(int row) const;

private:
    const TextPosition &first() const;
    const TextPosition &last() const;

    TextPosition m_anchor;
    TextPosition m_end;
};

} // namespace botline
