#pragma once

#include "connectionstatus.h"
#include "conversationsession.h"
#include "serviceconnection.h"

#include "app/conversation/journal/conversationjournal.h"
#include "app/conversation/journal/journalreplay.h"
#include "app/conversation/model/activitymodel.h"
#include "app/conversation/policy/throttlegate.h"
#include "app/conversation/sending/outgoingactivity.h"
#include "app/conversation/state/activitytimeline.h"
#include "app/conversation/state/botactivitytracker.h"
#include "app/conversation/state/pendingsubmissions.h"
#include "app/conversation/state/transcript.h"

#include <QtCore/QTimer>

namespace botline {

// The workings of ConversationSession: who tells whom what.
struct ConversationSession::Private
{
    using Part = ConnectionStatus::Part;

    Private(ConversationSession &session, directline::ApiNetwork apiNetwork, const Clock &wallClock,
            const Timing &allTiming)
        : q(session),
          network(apiNetwork),
          clock(wallClock),
          timing(allTiming),
          policy(allTiming),
          pastOrPresent(wallClock),
          timeline(model, pastOrPresent),
          presence(allTiming, wallClock),
          gate(wallClock),
          status(wallClock, policy, allTiming),
          journal(model, cardStates, wallClock, allTiming)
    {
    }

    ConversationSession &q;
    directline::ApiNetwork network;
    const Clock &clock;
    Timing timing;
    RetryPolicy policy;

    ActivityModel model;
    CardStates cardStates;
    PendingSubmissions answers{cardStates};
    JournalClock pastOrPresent;
    ActivityTimeline timeline;
    Transcript transcript;
    BotActivityTracker presence;
    ThrottleGate gate; // outlives a line: a throttled service stays throttled for the next one
    ConnectionStatus status;
    ConversationJournal journal;

    ConnectionProfile profile;
    QString conversationId;
    QString divider; // to stand above the next conversation; "" for none
    bool startingOver = false; // on the user's wish
    bool visible = true;
    bool historyPending = false; // until the backlog is drained
    bool replaying = false; // that backlog was there before us
    QList<directline::CardAction> chips;
    QTimer expiryTimer; // until the next message is to go by itself
    QHash<QString, QString> hiddenTitles; // of messages without a row, should they need one

    // Of a conversation that was brought back from disk.
    bool restored = false; // shown, and open() did not take it up yet
    bool fromDisk = false; // until it is entered
    std::optional<QString> resumeAt; // its watermark
    QList<JournalReplay::Unsent> unsent; // for the outbox, once there is one
    QStringList history;
    QString folder; // where they are kept
    JournalLimits journalLimits;

    std::unique_ptr<ServiceConnection>
        line; // a child of the session as well: see ~ConversationSession

    directline::ExchangeObserver *observer = nullptr;

    void openLine();
    void endLine();
    void watchStarter();
    void watchCredential();
    void watchPoller();
    void watchOutbox();

    void begin(const ConnectionProfile &with);
    void setPhase(State phase);
    void end(State phase, const directline::Error &error);
    void updateHeld();
    void enter(const directline::Conversation &conversation, bool existing);
    void startAnother(const QString &dividerText);
    void setUser(const QString &userId);

    bool receive(std::span<const directline::Activity> activities);
    void take(const directline::Activity &activity, const ActivityTimeline::Item &item,
              QList<directline::CardAction> &offered);
    void dropExpired();
    void setChips(const QList<directline::CardAction> &actions);

    void clear();
    bool restore(const JournalStore::About &about, QString *why);
    void restoreAgain();
    void openJournal(const ConnectionProfile &with);
    bool goesOnWith(const ConnectionProfile &with) const;
    ConnectionProfile takenUp(const ConnectionProfile &with);
    void takeUpUnsent();
    void takeUpAnswer(const JournalReplay::Unsent &message);
    void addNote(const QString &note, int unreadable = 0);

    outgoing::Sender sender() const;
    bool maySend(const directline::Activity &activity, const QList<StagedFile> &files,
                 QString *why) const;
    QString dispatch(const directline::Activity &activity, const QList<StagedFile> &files,
                     const QString &title, QString *why, bool typed = false);
};

} // namespace botline
