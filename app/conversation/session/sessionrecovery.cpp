#include "sessionrecovery.h"

#include "connectionevent.h"

#include "app/conversation/policy/clock.h"

#include <QtCore/QSignalBlocker>

#include <utility>

namespace botline {

SessionRecovery::SessionRecovery(ConversationState &state, ConversationJournal &journal,
                                 ConnectionDriver &driver, const Clock &clock)
    : m_state(state), m_journal(journal), m_driver(driver), m_clock(clock)
{
}

bool SessionRecovery::restore(const JournalStore::About &about, QString *why)
{
    if (!m_journal.open(about, why))
        return false;
    const QSignalBlocker blocker(m_state);
    const int unreadable = m_journal.replay();
    m_driver.setProfile(profileOf(m_state.connection().value_or(about.connection)));
    m_driver.setRestored(m_state.conversationId(), m_state.watermark());
    m_restored = true;
    m_unsentPending = true;
    if (unreadable > 0) {
        const QString note = unreadable == 1
            ? tr("1 line of the saved conversation could not be read.")
            : tr("%1 lines of the saved conversation could not be read.").arg(unreadable);
        m_state.apply(event::NoteAdded{m_clock.nowUtc(), note, unreadable});
    }
    return true;
}

void SessionRecovery::openJournal(const ConnectionProfile &profile)
{
    if (!m_journal.store())
        return;
    const auto about = profile.conversationId.isEmpty()
        ? std::nullopt
        : m_journal.store()->find(connectionOf(profile), profile.conversationId);
    QString why;
    if (!about)
        m_journal.begin();
    else if (!restore(*about, &why))
        m_state.apply(event::NoteAdded{m_clock.nowUtc(), why, 0});
}

bool SessionRecovery::canResumeWith(const ConnectionProfile &profile) const
{
    const ConnectionProfile &known = m_driver.profile();
    if (!m_driver.isRestored() || (!m_restored && !m_journal.isOpen())
        || (!profile.conversationId.isEmpty()
            && profile.conversationId != m_driver.conversationId())
        || (!profile.userId.isEmpty() && profile.userId != known.userId))
        return false;
    const event::ConnectionChanged before = connectionOf(known);
    const event::ConnectionChanged now = connectionOf(profile);
    // The practice service has another address each time, and is the same to the user.
    return before.kind == now.kind && before.tokenUrl == now.tokenUrl
        && (before.service == now.service || before.kind == CredentialKind::Practice);
}

ConnectionProfile SessionRecovery::resumedProfile(const ConnectionProfile &profile)
{
    if (!std::exchange(m_restored, false))
        return profile;
    const ConnectionProfile &known = m_driver.profile();
    ConnectionProfile result = profile;
    if (result.userId.isEmpty())
        result.userId = known.userId;
    if (!(profile.serviceUrl == known.serviceUrl)) { // a watermark belongs to one service
        m_driver.forgetRestored();
        result.conversationId.clear();
    }
    m_driver.setDivider(
        m_state.model().rowCount() == 0 ? QString()
            : profile.kind == CredentialKind::Practice
            ? tr("The practice bot began anew. This is a new conversation.")
            : tr("The earlier conversation could not be continued. This is a new one."));
    // A token says itself what it is for; when it does not, starting tells (409).
    if (profile.kind != CredentialKind::Token
        || directline::tokenHints(profile.credential).conversation == m_driver.conversationId())
        result.conversationId = m_driver.conversationId();
    return result;
}

QList<OwnMessage> SessionRecovery::takeUnsent()
{
    if (!std::exchange(m_unsentPending, false))
        return {};
    m_state.relinkAnswers();
    return m_state.unsettled();
}

} // namespace botline
