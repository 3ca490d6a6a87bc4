#pragma once

#include <QtCore/QHash>
#include <QtCore/QObject>

namespace botline {

class ActivityListView;
class ConversationSession;
class TimingLog;

// Writes the timing marks "history-painted" and "echo-painted" once the list has painted the rows
// they are about. Does nothing when the timing log is off.
class PaintedMarks : public QObject
{
    Q_OBJECT

public:
    // The references must outlive this.
    PaintedMarks(ConversationSession &session, const ActivityListView &list,
                 const TimingLog &timing, QObject *parent);

private:
    void write(int firstRow, int lastRow);

    ConversationSession &m_session;
    const TimingLog &m_timing;
    QHash<QString, QString> m_echoes; // that wait for their row to be painted: row key, activity id
    int m_historyActivities = -1; // likewise; -1 when none is waiting
};

} // namespace botline
