#include "sessionfactory.h"

#include "settings.h"

namespace botline {

SessionFactory::SessionFactory(QNetworkAccessManager &reads, const Clock &clock,
                               const Settings &settings, QString conversationsFolder,
                               const Timing &timing)
    : m_reads(reads),
      m_clock(clock),
      m_settings(settings),
      m_conversationsFolder(std::move(conversationsFolder)),
      m_timing(timing),
      m_gates(clock)
{
}

std::unique_ptr<WorkspaceSession> SessionFactory::make()
{
    auto made = std::make_unique<WorkspaceSession>(m_reads, m_gates, m_clock, m_timing);
    if (!m_conversationsFolder.isEmpty()) {
        made->session().setConversationsFolder(m_conversationsFolder);
        made->session().setKeepsConversations(m_settings.keepsConversations());
    }
    return made;
}

} // namespace botline
