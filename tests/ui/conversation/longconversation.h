// A long conversation in its list with real cards and pictures, as the window shows it; for tests
// that count work and for benchmarks.
#pragma once

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/policy/clock.h"
#include "app/conversation/state/activitytimeline.h"
#include "app/conversation/state/cardstate.h"
#include "app/directline/activityset.h"
#include "tests/support/mixedconversation.h"
#include "tests/ui/recordingactions.h"
#include "ui/content/contentloader.h"
#include "ui/conversation/conversationlist.h"
#include "ui/conversation/conversationview.h"
#include "ui/page/attachmentrows.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QGuiApplication>
#include <QtNetwork/QNetworkAccessManager>
#include <QtWidgets/QScrollBar>

#include <algorithm>

namespace botline::test {

class LongConversation
{
public:
    LongConversation()
        : m_timeline(m_model, m_clock),
          m_rows(style(), m_content, m_states, m_actions),
          m_view(m_model, m_rows, m_actions, style())
    {
        m_timeline.setUserId(QStringLiteral("user-1"));
        m_timeline.beginConversation(QStringLiteral("mixed"), {});
        m_view.resize(760, 600);
        m_view.show();
        QCoreApplication::processEvents();
    }

    static ChatStyle style(int zoom = 100) { return {false, zoom, QGuiApplication::font()}; }
    static QList<directline::Activity> activities(int first, int count)
    {
        QString why;
        const auto set
            = directline::ActivitySet::fromBody(MixedConversation().page(first, count), &why);
        return set ? set->activities : QList<directline::Activity>();
    }

    ActivityModel &model() { return m_model; }
    ConversationView &view() { return m_view; }
    ConversationList &list() { return *m_view.list(); }
    QScrollBar *bar() { return list().verticalScrollBar(); }
    quint64 measured() { return list().rows().measureCount(); }

    // In parts, as PollingFeed hands over a large set.
    void receive(const QList<directline::Activity> &all)
    {
        constexpr qsizetype kPart = 200;
        for (qsizetype first = 0; first < all.size(); first += kPart) {
            const qsizetype count = std::min(kPart, all.size() - first);
            m_timeline.receive({all.constData() + first, static_cast<size_t>(count)});
        }
    }

    void paint() { list().viewport()->repaint(); }

    // Until nothing is left to be prepared.
    void rest()
    {
        quint64 before = 0;
        do {
            before = measured();
            for (int i = 0; i < 4; ++i)
                QCoreApplication::processEvents();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        } while (before != measured());
    }

    int visibleCount()
    {
        const auto [first, last] = list().visibleRows();
        return last - first + 1;
    }

    // How many rows in view are not as they will stay: not painted, or with an estimated height.
    int unfinishedRows()
    {
        const auto [first, last] = list().visibleRows();
        int unfinished = list().paintedRows() == std::pair(first, last) ? 0 : last - first + 1;
        for (int row = first; row <= last; ++row) {
            const ActivityRows &rows = list().rows();
            if (!rows.isTextExact(row)
                || !list().rowWidgets().isReady(row, rows.parts(row), rows.viewWidth()))
                ++unfinished;
        }
        return unfinished;
    }

private:
    SystemClock m_clock;
    QNetworkAccessManager m_network;
    ContentLoader m_content{m_network};
    CardStates m_states;
    ActivityModel m_model;
    ActivityTimeline m_timeline;
    RecordingActions m_actions;
    AttachmentRows m_rows;
    ConversationView m_view;
};

} // namespace botline::test
