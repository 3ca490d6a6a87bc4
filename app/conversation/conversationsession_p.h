#pragma once

#include "activitymodel.h"
#include "activitytimeline.h"
#include "connectionstatus.h"
#include "conversationline.h"
#include "conversationsession.h"
#include "outgoingactivity.h"
#include "presence.h"
#include "throttlegate.h"
#include "transcript.h"

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
          timeline(model, wallClock),
          presence(allTiming, wallClock),
          gate(wallClock),
          status(wallClock, policy, allTiming)
    {
    }

    ConversationSession &q;
    directline::ApiNetwork network;
    const Clock &clock;
    Timing timing;
    RetryPolicy policy;

    ActivityModel model;
    CardStates cardStates;
    ActivityTimeline timeline;
    Transcript transcript;
    Presence presence;
    ThrottleGate gate; // outlives a line: a throttled service stays throttled for the next one
    ConnectionStatus status;

    ConnectionProfile profile;
    QString conversationId;
    QString divider; // to stand above the next conversation; "" for none
    bool startingOver = false; // on the user's wish
    bool visible = true;
    bool historyPending = false; // until the backlog is drained
    bool replaying = false; // that backlog was there before us
    QList<directline::CardAction> chips;
    QHash<QString, QString> hiddenTitles; // of messages without a row, should they need one

    std::unique_ptr<ConversationLine>
        line; // a child of the session as well: see ~ConversationSession

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
    void setChips(const QList<directline::CardAction> &actions);

    outgoing::Sender sender() const;
    bool maySend(const directline::Activity &activity, const QList<StagedFile> &files,
                 QString *why) const;
    QString dispatch(const directline::Activity &activity, const QList<StagedFile> &files,
                     const QString &title, QString *why);
};

} // namespace botline
