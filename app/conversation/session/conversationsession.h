#pragma once

#include "connectionprofile.h"

#include "app/conversation/journal/journalstore.h"
#include "app/conversation/model/activityentry.h"
#include "app/conversation/policy/timing.h"
#include "app/conversation/state/cardstate.h"

#include <QtCore/QObject>

#include <memory>
#include <optional>

namespace botline {

namespace directline {
class ExchangeObserver;
}

class ActivityModel;
class Clock;

// One conversation with one bot over time: credential, polling, sending, and the rows they make
// (dossier §1.5, §2-§5, §3.11; design §2). The window's only partner in app/.
//
// `network` and `clock` must outlive it. All signals come on the thread it lives in. Destroying it
// or opening another profile ends everything under way quietly; what arrives late is dropped.
class ConversationSession : public QObject
{
    Q_OBJECT

public:
    enum class State
    {
        Idle,
        Authenticating,
        Starting,
        Online,
        Degraded, // trouble, next try at nextTryAt(); messages queue
        Expired, // the token is dead and nothing we hold can renew it
        Ended, // the service no longer knows the conversation
        Failed, // could not start
    };
    Q_ENUM(State)

    ConversationSession(directline::ApiNetwork network, const Clock &clock,
                        const Timing &timing = {}, QObject *parent = nullptr);
    ~ConversationSession() override;

    // Hears of every HTTP exchange from then on, whatever is opened; null: nobody. It must outlive
    // the session.
    void setExchangeObserver(directline::ExchangeObserver *observer);

    // --- What is kept on disk (design §3.7, README "What is kept"). Nothing unless told where.
    // Before the first open().
    void setConversationsFolder(const QString &folder, const JournalLimits &limits = {});
    // On: from here on. Off: nothing more is written, and what is kept of this conversation goes.
    void setKeepsConversations(bool on);
    bool keepsConversations() const;
    // Whom the last kept conversation was with; without the credential. nullopt: nothing is kept.
    std::optional<ConnectionProfile> savedConversation() const;
    // Leaves what is open and shows that conversation as it was, before any network. False when it
    // cannot be had, as when another window has it open.
    bool restore();
    // It is shown, and open() with a profile for the same bot would go on with it.
    bool isRestored() const;
    // Removes everything that is kept of this conversation, and leaves it.
    void forgetConversation();
    // What is being written: kept with the conversation.
    void setDraft(const QString &text, const QList<StagedFile> &files);
    std::pair<QString, QList<StagedFile>> draft() const;
    QStringList sentHistory() const; // texts typed before the restart, oldest first

    // Ends what was open, empties the model and connects. A profile that names a kept conversation,
    // or is for the bot of a restored one, goes on with its rows and with what was unsent: a
    // queued message is sent, one that may have arrived is looked for. Progress and failure come
    // as states.
    void open(const ConnectionProfile &profile);
    // A new conversation with the same bot. The old rows stay above a divider.
    enum class User
    {
        Same,
        New
    };
    void startOver(User user = User::Same);
    // A fresh credential of the same kind after Expired or Failed; unsent messages are kept.
    void renewCredential(const directline::Bearer &credential);
    void close();
    // Skips the current wait: polls or starts at once.
    void tryNow();
    // Failed, but trouble that may pass is the cause: tryNow() starts again.
    bool canTryAgain() const;
    // Hidden windows poll less often; becoming visible polls at once (§3.8).
    void setVisible(bool visible);
    // The machine woke up or the network came back: checks the credential and polls at once.
    void resume();

    State state() const;
    // One plain sentence for the status line, always true and never empty ("Connected",
    // "No connection. Next try in 8 s.", "The token has expired. …").
    QString statusText() const;
    // What went wrong last, for a details view; "" when nothing did.
    QString errorDetails() const;
    std::optional<QDateTime> nextTryAt() const; // UTC, while Degraded or waiting to start again

    // Whether the model also has rows for events, traces and whatever else is no message (dossier
    // §6.8), for testers. Off at first; keeps its value from conversation to conversation.
    void setShowsAllActivities(bool on);
    bool showsAllActivities() const;

    ActivityModel &model() const;
    CardStates &cardStates() const;
    const ConnectionProfile &profile() const; // userId is the one in use
    QString conversationId() const;
    QString botName() const; // from the bot's activities; "" until one named itself
    const Timing &timing() const;

    // Everything received or accepted for sending, in the order it became known, as JSON activities
    // with from, recipient and role filled in (also what has no row: events, postBacks, typing).
    QJsonArray transcript() const;

    // Chips to offer now (§6.6); empty when there are none.
    QList<directline::CardAction> suggestedActions() const;

    // --- Sending. Each returns the new row's key, or "" and `why` when it was refused before
    // anything was queued (over a limit, unreadable file, no conversation): the caller keeps what
    // was typed.
    QString send(const QString &text, const QList<StagedFile> &files, QString *why = nullptr);
    // imBack, postBack, messageBack: what §6.5 says. Other kinds are the window's business; they
    // are refused here. `sourceKey` names the row that showed the button, "" for none. For hidden
    // messages the returned key names no row. While what this very button said is on its way it
    // says nothing else: the key is that message's.
    QString perform(const directline::CardAction &action, const QString &sourceKey,
                    QString *why = nullptr);
    // Adaptive Action.Submit (§6.5): inputs win over `data`. `attachment` is the card's index in
    // the row; cardStates() hears what becomes of it. One at a time, as with buttons.
    QString submit(const QJsonValue &data, const QJsonObject &inputs, const QString &sourceKey,
                   int attachment, QString *why = nullptr);

    // Keys by value: a row's own key goes with the row.
    void retry(QString key); // Failed, Cancelled, Unconfirmed with canRetry; same clientActivityID
    void cancel(QString key); // Queued or Sending
    void discard(QString key); // Failed, Cancelled, Unconfirmed: removes the row

    bool waitingForReply() const; // accepted or outstanding POST, no bot activity since
    QDateTime waitingSince() const; // UTC
    bool botIsTyping() const;

Q_SIGNALS:
    void stateChanged(botline::ConversationSession::State state);
    void statusTextChanged(const QString &text);
    // `replay`: part of the backlog that was there when the conversation was opened.
    void activitiesReceived(int rows, bool replay);
    // The backlog is drained: an empty set came. Once per opened conversation, with the rows so
    // far.
    void historyLoaded(int activities);
    // The bot's view of our message is known: the echo with this id was matched to this row.
    void echoReceived(const QString &key, const QString &activityId);
    void conversationStarted(const QString &conversationId);
    void userChanged(const QString &userId); // generated, or dictated by the token
    void botNameChanged(const QString &name);
    void suggestedActionsChanged();
    void waitingForReplyChanged(bool waiting);
    void botTypingChanged(bool typing);
    void conversationEndedByBot(const QString &text);
    // The disk refused: from here on this conversation is not kept.
    void keepingFailed(const QString &sentence);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace botline
