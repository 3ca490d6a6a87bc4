#include "sessionfactory.h"

#include "app/conversation/session/conversationsession.h"

#include <QtNetwork/QNetworkAccessManager>

namespace botline {

SessionFactory::SessionFactory(QNetworkAccessManager &reads, const Clock &clock,
                               const Timing &timing)
    : m_reads(reads), m_clock(clock), m_timing(timing), m_gates(clock)
{
}

std::unique_ptr<ConversationSession> SessionFactory::make()
{
    auto writes = std::make_unique<QNetworkAccessManager>();
    auto session = std::make_unique<ConversationSession>(directline::ApiNetwork{m_reads, *writes},
                                                         m_gates, m_clock, m_timing);
    // As a child it goes last: the session ends its calls before it deletes its children.
    writes.release()->setParent(session.get());
    return session;
}

} // namespace botline
