#pragma once

#include "unreadmarks.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

class QWidget;

namespace botline {

class ListArranger;

// Decides what of the list was read: everything when the list stands at its end, else each row that
// could be seen to its end for a second, while the window is active.
class ReadingTracker : public QObject
{
    Q_OBJECT

public:
    // All must outlive this.
    ReadingTracker(const ActivityModel &model, const ListArranger &arranger, QWidget &list,
                   QWidget &viewport);

    const UnreadMarks &marks() const { return m_marks; }
    // The user has seen the list before, but does not now.
    bool isAway() const { return m_wasActive && !isWatched(); }
    int arrived(int first, int last); // see UnreadMarks; tells nobody
    void readAll();
    void recount();
    void update(); // the list was scrolled, or its window became active

Q_SIGNALS:
    void changed();

private:
    bool isWatched() const;
    void readCandidate();

    const ActivityModel &m_model;
    const ListArranger &m_arranger;
    QWidget &m_list;
    QWidget &m_viewport;
    UnreadMarks m_marks;
    bool m_wasActive = false;
    QPersistentModelIndex m_candidate;
    QTimer m_timer;
};

} // namespace botline
