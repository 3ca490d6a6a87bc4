#pragma once

#include <QtCore/QPersistentModelIndex>

namespace botline {

class ActivityModel;

// Which messages arrived without having been seen: the first of them, and how many came from others
// since (interaction.md §3.2, §3.7). Own rows and notices are not counted.
class UnreadMarks
{
public:
    explicit UnreadMarks(const ActivityModel &model) : m_model(model) { }

    int first() const { return m_first.isValid() ? m_first.row() : -1; } // -1: all is read
    int count() const { return m_count; }

    // These rows came and nobody looked. The first unread one of them, -1 when none counts.
    int arrived(int firstRow, int lastRow);
    void readUpTo(int row); // that row and all above
    void readAll();
    void recount(); // rows were taken out or moved

private:
    int nextCounted(int from, int to) const;

    const ActivityModel &m_model;
    QPersistentModelIndex m_first;
    int m_count = 0;
};

} // namespace botline
