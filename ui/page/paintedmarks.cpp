#include "paintedmarks.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/session/conversationsession.h"
#include "app/logging/timinglog.h"
#include "ui/conversation/activitylistview.h"

using namespace Qt::StringLiterals;

namespace botline {

PaintedMarks::PaintedMarks(ConversationSession &session, const ActivityListView &list,
                           const TimingLog &timing, QObject *parent)
    : QObject(parent), m_session(session), m_timing(timing)
{
    if (!timing.isEnabled())
        return;
    connect(&session, &ConversationSession::historyLoaded, this,
            [this](int activities) { m_historyActivities = activities; });
    connect(&session, &ConversationSession::echoReceived, this,
            [this](const QString &key, const QString &id) { m_echoes.insert(key, id); });
    connect(&list, &ActivityListView::painted, this, &PaintedMarks::write);
}

void PaintedMarks::write(int firstRow, int lastRow)
{
    const ActivityModel &model = m_session.model();
    if (m_historyActivities >= 0 && lastRow >= model.rowCount() - 1) {
        m_timing.write("history-painted", {{u"activities"_s, m_historyActivities}});
        m_historyActivities = -1;
    }
    m_echoes.removeIf([&](std::pair<const QString &, QString &> echo) {
        const int row = model.rowOfKey(echo.first);
        if (row < firstRow || row > lastRow)
            return false;
        m_timing.write("echo-painted", {{u"id"_s, echo.second}});
        return true;
    });
}

} // namespace botline
