#pragma once

#include "app/conversation/policy/throttlegates.h"
#include "app/conversation/policy/timing.h"

#include <memory>

class QNetworkAccessManager;

namespace botline {

class Clock;
class ConversationSession;

// Makes the sessions of a program, and says what they share and what each has for itself. Shared:
// the manager for reads, the clock, the timing and the throttle gate of each service. Its own: the
// manager for posts. A post is sent exactly once because it finds its manager idle and clears the
// connections that are left; with a common one, the long upload of one session would keep that from
// the posts of another.
//
// `reads` and `clock` must outlive it, and it the sessions.
class SessionFactory
{
public:
    SessionFactory(QNetworkAccessManager &reads, const Clock &clock, const Timing &timing = {});

    std::unique_ptr<ConversationSession> make();

private:
    QNetworkAccessManager &m_reads;
    const Clock &m_clock;
    const Timing m_timing;
    ThrottleGates m_gates;
};

} // namespace botline
