#pragma once

#include "activitytimeline.h"
#include "botactivitytracker.h"
#include "cardstate.h"
#include "conversationevent.h"
#include "eventclock.h"
#include "ownmessages.h"
#include "transcript.h"

#include "app/conversation/model/activitymodel.h"

#include <QtCore/QObject>

namespace botline {

// One conversation as it stands: its rows, its transcript, what the bot offers, what became of
// cards and of our messages, whether the bot is awaited. All of that changes in apply() alone, by
// the same code whether an event happens now, is read from a journal after a restart or belongs to
// an opened transcript. No network, no files.
//
// apply() tells the sinks first, then emits signals, both when the event has taken its whole
// effect; a slot may apply further events, also through whoever owns this. The model, the card
// states and BotActivityTracker emit while an event is being applied: their slots must not apply
// any.
class ConversationState : public QObject
{
    Q_OBJECT

public:
    // `clock` must outlive it.
    ConversationState(const Timing &timing, const Clock &clock, QObject *parent = nullptr);
    ~ConversationState() override;

    // Must outlive this. In the order of adding.
    void addSink(ConversationEventSink &sink) { m_sinks.append(&sink); }

    // Whether it had an effect: of received activities, whether any was new.
    bool apply(const ConversationEvent &event);
    // Everything goes, as if nothing had happened. No sink is told.
    void clear();
    // After all events of an earlier run were applied: what was on its way when it ended may have
    // arrived, which is applied as events. `endUnknown`: some events at its end may be missing.
    // Then nothing counts as never sent, and there is no watermark: the service repeats everything,
    // and what is known is dropped.
    void settleAfterRestart(bool endUnknown);
    // Cards show again what becomes of answers of an earlier run, once those are taken care of.
    void relinkAnswers();

    // ---- What stands
    ActivityModel &model() { return m_model; }
    CardStates &cardStates() { return m_cards; }
    const std::optional<event::ConnectionChanged> &connection() const { return m_connection; }
    const QString &conversationId() const { return m_conversationId; } // "" between conversations
    const std::optional<QString> &watermark() const { return m_watermark; }
    QString botName() const { return m_timeline.botName(); } // "" until one named itself
    // What the user may answer with (protocol.md §6.6).
    const QList<directline::CardAction> &suggestedActions() const { return m_chips; }
    const QStringList &typedTexts() const { return m_typedTexts; } // oldest first
    const OwnMessages &ownMessages() const { return m_own; }
    // Of those whose arrival is not known for sure, what an outbox has to take care of, in the
    // order of sending.
    QList<OwnMessage> unsettled() const;
    const BotActivityTracker &botActivity() const { return m_botActivity; }
    QDateTime nextExpiry() const { return m_timeline.nextExpiry(); } // UTC; invalid: none
    // As JSON activities with from, recipient and role filled in, in the order of becoming known;
    // also what has no row.
    QJsonArray transcript(const directline::ChannelAccount &user) const;

    QString newKey() { return m_timeline.newKey(); }
    // The key that a message with this clientActivityID has, or will have; "" when unknown.
    QString keyOf(const QString &id) const { return m_own.keyOf(id); }
    QString idOf(const QString &key) const { return m_own.idOf(key); }
    // The service's id of that row, if it may be referred to in this conversation; else "".
    QString activityIdOf(const QString &rowKey) const { return m_timeline.activityIdOf(rowKey); }

    // Whether activities that are no messages have rows, for testers (protocol.md §6.8). Not an
    // event: what is known stays the same. Off at first; outlives clear().
    void setShowsHidden(bool shown) { m_timeline.setShowsHidden(shown); }
    bool showsHidden() const { return m_timeline.showsHidden(); }

Q_SIGNALS:
    void activitiesReceived(int rows, bool history);
    // The first echo of a message of ours.
    void echoReceived(const QString &key, const QString &activityId);
    void botNameChanged(const QString &name);
    void suggestedActionsChanged();
    void conversationEndedByBot(const QString &text);
    void botTypingChanged(bool typing);
    void waitingForReplyChanged(bool waiting);

private:
    struct Echo
    {
        QString key;
        QString activityId;
    };
    // What an event did, to be told when it has done all.
    struct Effects
    {
        bool any = true;
        int rows = 0;
        bool history = false;
        QList<Echo> echoes;
        QStringList settled; // ids of our messages that were echoed
        std::optional<QString> endedByBot;
        QList<ConversationEvent> instead; // for the sinks, in place of the event
    };

    void take(const event::ConnectionChanged &event, Effects &effects);
    void take(const event::ConnectionBegan &event, Effects &effects);
    void take(const event::ConnectionEnded &event, Effects &effects);
    void take(const event::ConversationLeft &event, Effects &effects);
    void take(const event::ConversationBegan &event, Effects &effects);
    void take(const event::ActivitiesReceived &event, Effects &effects);
    void take(const event::WatermarkMoved &event, Effects &effects);
    void take(const event::MessageQueued &event, Effects &effects);
    void take(const event::MessagePosting &event, Effects &effects);
    void take(const event::MessagePosted &event, Effects &effects);
    void take(const event::DeliveryChanged &event, Effects &effects);
    void take(const event::MessageAccepted &event, Effects &effects);
    void take(const event::MessageRemarked &event, Effects &effects);
    void take(const event::MessageCarried &event, Effects &effects);
    void take(const event::MessageDiscarded &event, Effects &effects);
    void take(const event::NoteAdded &event, Effects &effects);
    void take(const event::CardChanged &event, Effects &effects);
    void take(const event::TextsRemembered &event, Effects &effects);
    void take(const event::ActivitySeen &event, Effects &effects);
    void take(const event::TimePassed &event, Effects &effects);

    void takeReceived(const directline::Activity &activity, const ActivityTimeline::Item &item,
                      Effects &effects);
    void takeOfBot(const directline::Activity &activity, Effects &effects);
    void setSubmission(const OwnMessage &own);
    void relinkAnswer(const OwnMessage &own);

    ActivityModel m_model;
    CardStates m_cards;
    EventClock m_clock;
    ActivityTimeline m_timeline;
    Transcript m_transcript;
    BotActivityTracker m_botActivity;
    OwnMessages m_own;
    QList<ConversationEventSink *> m_sinks;

    std::optional<event::ConnectionChanged> m_connection;
    QString m_conversationId;
    std::optional<QString> m_watermark;
    QList<directline::CardAction> m_chips;
    QStringList m_typedTexts;
};

} // namespace botline
