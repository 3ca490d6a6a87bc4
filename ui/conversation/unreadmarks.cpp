#include "unreadmarks.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/model/rowfacts.h"

namespace botline {

namespace {

bool counts(const RowFacts &row)
{
    return row.side == Side::Bot || row.side == Side::Other;
}

} // namespace

int UnreadMarks::arrived(int firstRow, int lastRow)
{
    const int found = nextCounted(firstRow, lastRow);
    if (found < 0)
        return -1;
    if (!m_first.isValid() || found < m_first.row())
        m_first = m_model.index(found);
    for (int row = found; row <= lastRow; ++row)
        m_count += counts(m_model.facts(row)) ? 1 : 0;
    return found;
}

void UnreadMarks::readUpTo(int row)
{
    if (!m_first.isValid() || row < m_first.row())
        return;
    for (int read = m_first.row(); read <= row; ++read)
        m_count -= counts(m_model.facts(read)) ? 1 : 0;
    const int next = nextCounted(row + 1, m_model.rowCount() - 1);
    m_first = next < 0 ? QPersistentModelIndex() : QPersistentModelIndex(m_model.index(next));
    m_count = next < 0 ? 0 : m_count;
}

void UnreadMarks::readAll()
{
    m_first = QPersistentModelIndex();
    m_count = 0;
}

void UnreadMarks::recount()
{
    if (m_count == 0)
        return;
    const int rows = m_model.rowCount();
    if (!m_first.isValid()) {
        // The first one was taken out; as many as were unread at most are left, at the end.
        int left = m_count - 1;
        int row = rows;
        while (left > 0 && row > 0)
            left -= counts(m_model.facts(--row)) ? 1 : 0;
        if (row >= rows || left > 0) {
            readAll();
            return;
        }
        m_first = m_model.index(row);
    }
    m_count = 0;
    for (int row = m_first.row(); row < rows; ++row)
        m_count += counts(m_model.facts(row)) ? 1 : 0;
}

int UnreadMarks::nextCounted(int from, int to) const
{
    for (int row = from; row <= to; ++row) {
        if (counts(m_model.facts(row)))
            return row;
    }
    return -1;
}

} // namespace botline
