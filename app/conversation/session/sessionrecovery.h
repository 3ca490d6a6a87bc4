#pragma once

#include "connectiondriver.h"

#include "app/conversation/journal/conversationjournal.h"
#include "app/conversation/state/conversationstate.h"

#include <QtCore/QCoreApplication>

namespace botline {

// Brings a kept conversation back, and decides whether and how a connection continues it.
class SessionRecovery
{
    Q_DECLARE_TR_FUNCTIONS(SessionRecovery)

public:
    // All must outlive it.
    SessionRecovery(ConversationState &state, ConversationJournal &journal,
                    ConnectionDriver &driver, const Clock &clock);

    // Nothing must be open. False and a sentence when it cannot be had. The state's signals are
    // not emitted for what is read.
    bool restore(const JournalStore::About &about, QString *why);
    // The conversation that the profile names, or a new journal.
    void openJournal(const ConnectionProfile &profile);
    // The conversation that is shown was restored, and no connection continued it yet.
    bool isRestored() const { return m_restored; }
    void forget() { m_restored = false; }

    bool canResumeWith(const ConnectionProfile &profile) const;
    // The profile to connect with: the same user, and the conversation when it can be continued.
    ConnectionProfile resumedProfile(const ConnectionProfile &profile);
    // What the outbox has to take care of; once.
    QList<OwnMessage> takeUnsent();

private:
    ConversationState &m_state;
    ConversationJournal &m_journal;
    ConnectionDriver &m_driver;
    const Clock &m_clock;
    bool m_restored = false;
    bool m_unsentPending = false;
};

} // namespace botline
