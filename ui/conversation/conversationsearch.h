#pragma once

#include "rowgeometry.h"
#include "rowwords.h"

#include <QtCore/QObject>
#include <QtCore/QPersistentModelIndex>
#include <QtCore/QTimer>

namespace botline {

class ActivityModel;

// Looks through the conversation while it goes on: in slices of some milliseconds, from where the
// reader is upward and then the rest, and again what comes or changes meanwhile.
//
// Of each row only the number of its hits is kept; where they are is found anew for the few that
// are painted. Hits are counted from the first row to the last.
class ConversationSearch : public QObject
{
    Q_OBJECT

public:
    // `model` must outlive this.
    explicit ConversationSearch(const ActivityModel &model, QObject *parent = nullptr);

    // Begins anew. The first hit looked for is the one at or above row `from`, else the one below.
    // An empty query, or one with an error, finds nothing.
    void setQuery(const SearchQuery &query, int from);
    void stop(); // forgets everything
    const SearchQuery &query() const { return m_query; }

    bool isRunning() const { return m_timer.isActive(); }
    int count() const { return static_cast<int>(m_hits.total()); } // so far
    int skipped() const { return m_skipped; } // rows that the expression took too long for
    bool hasHits(int row) const { return row < m_hits.count() && m_hits.height(row) > 0; }
    // Where in this row; cheap for rows without.
    SearchQuery::Hits hitsIn(int row) const;

    // The hit to look at; row -1 without one.
    struct Current
    {
        int row = -1;
        int hit = 0; // within the row; the attachments come last
        int number = 0; // from 1 in the whole conversation
    };
    Current current() const;
    // To the next one below, or the next one above; around the ends. While the search still goes
    // on, a step beyond what was found waits for its end.
    void step(bool down);

    // For tests: how many rows were looked at since setQuery().
    quint64 rowsSearched() const { return m_rowsSearched; }

Q_SIGNALS:
    void changed(); // counts, hits, or what is running
    void currentChanged(bool wrapped); // another hit is to be shown

private:
    void connectModel();
    void resume();
    void runSlice();
    int nextRow();
    void search(int row);
    void storeHits(int row, int hits);
    void forget(int first, int last);
    void searchAgain(int first, int last);
    void setCurrent(int row, int hit, bool wrapped);
    void findFirst(int row);
    void stepNow(bool down);

    const ActivityModel &m_model;
    SearchQuery m_query;
    mutable RowWords m_words;
    RowGeometry m_hits; // how many each row has, in place of heights
    enum State : char
    {
        Unsearched,
        Searched,
        Skipped // searched as far as the expression could
    };
    std::vector<State> m_states; // per row
    int m_up = -1; // the next row on the way up
    int m_rest = 0; // no row before this one is still to be searched, but those on the way up
    int m_skipped = 0;
    bool m_active = false;
    bool m_wantsFirst = false; // the reader waits to be led to a first hit
    QPersistentModelIndex m_from;
    QPersistentModelIndex m_current;
    int m_currentHit = 0;
    int m_waitingStep = 0; // -1 up, 1 down
    quint64 m_rowsSearched = 0;
    QTimer m_timer;
};

} // namespace botline
