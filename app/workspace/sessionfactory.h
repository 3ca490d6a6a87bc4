#pragma once

#include "app/conversation/policy/throttlegates.h"
#include "app/conversation/session/conversationsession.h"

#include <QtNetwork/QNetworkAccessManager>

#include <memory>

namespace botline {

class Settings;

// A session together with what must be its own: the network manager for its posts. Before each post
// the connections that earlier ones left behind are dropped, because a post on one of those may get
// lost or arrive twice when the server closes it at that moment. They can be dropped only while
// nothing else runs on the manager, so a long upload of one session would take that protection from
// every other session with the same manager.
class WorkspaceSession
{
public:
    // The references are shared with other sessions and outlive this.
    WorkspaceSession(QNetworkAccessManager &reads, ThrottleGates &gates, const Clock &clock,
                     const Timing &timing)
        : m_session({reads, m_writes}, gates, clock, timing)
    {
    }

    ConversationSession &session() { return m_session; }

private:
    QNetworkAccessManager m_writes; // outlives the session
    ConversationSession m_session;
};

// Makes sessions that share a clock, the network manager for reading, the throttle gate of each
// service, and where conversations are kept.
class SessionFactory
{
public:
    // The references outlive this and the sessions. `conversationsFolder` "": nothing is kept.
    SessionFactory(QNetworkAccessManager &reads, const Clock &clock, const Settings &settings,
                   QString conversationsFolder, const Timing &timing = {});

    // Idle. Keeps its conversation when the settings say so.
    std::unique_ptr<WorkspaceSession> make();

private:
    QNetworkAccessManager &m_reads;
    const Clock &m_clock;
    const Settings &m_settings;
    const QString m_conversationsFolder;
    const Timing m_timing;
    ThrottleGates m_gates;
};

} // namespace botline
