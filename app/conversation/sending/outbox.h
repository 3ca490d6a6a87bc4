#pragma once

#include "outgoingmessage.h"

#include "app/conversation/policy/backoff.h"
#include "app/conversation/state/delivery.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

namespace botline {

class Clock;
class Credential;
class ThrottleGate;

// What the user said, on its way (dossier §4.4, §4.5, §5.3). One post at a time, in order, because
// only so the bot gets them in order. A message whose arrival is unknown is never sent again by
// itself: it waits for its echo, then for the user.
class Outbox : public QObject
{
    Q_OBJECT

public:
    using Message = OutgoingMessage;

    Outbox(directline::Client &client, Credential &credential, ThrottleGate &gate,
           const RetryPolicy &policy, const Timing &timing, const Clock &clock,
           QObject *parent = nullptr);

    void setConversationId(const QString &conversationId);
    void setSender(const directline::ChannelAccount &sender) { m_sender = sender; }
    // Held: messages queue. What is on its way goes on.
    void setHeld(bool held);

    void add(const Message &message);
    // As it was when Botline ended: what was queued is sent, what may have arrived is looked for.
    // In the order of sending.
    void restore(const Message &message, const Delivery &delivery);
    // Each answers false when the message's state does not allow it.
    bool retry(const QString &key); // with the same clientActivityID
    bool cancel(const QString &key);
    bool discard(const QString &key);

    // Its echo was seen: it arrived, whatever we knew of it.
    void echoed(const QString &key);
    // A poll succeeded, and brought something new or not. Only time of good polls counts as looking
    // for an echo, and only once they have caught up: while a long history is read (again), the
    // echo may be in what is still to come. A poll failed.
    void polled(bool broughtAnything, bool caughtUp);
    void pollFailed();
    void tryNow(); // skips the current wait
    // The conversation is left: nothing of it goes anywhere unless the user wants it, if it may be
    // sent again at all. `whyUnsent` is the sentence for what never left.
    void abandonAll(const QString &whyUnsent, bool mayRetry);
    void stop(); // quietly
    bool hasUnfinished() const { return m_call || !m_queue.isEmpty(); }

Q_SIGNALS:
    void deliveryChanged(const QString &key, const botline::Delivery &delivery);
    // Nothing has left yet; it does as soon as this signal's receivers return.
    void aboutToPost(const QString &key);
    void accepted(const QString &key, const QString &activityId); // "" when the service gave none
    void requestSent(const QString &key); // the whole of it is on its way
    void requestEnded(const QString &key);
    // The queue waits because of this; attempt again after `wait`.
    void troubled(const botline::directline::Error &error, std::chrono::milliseconds wait);
    void troubleEnded();
    void conversationGone(const botline::directline::Error &error);
    // Its echo was seen, but the service also said that the bot was in trouble with it (§4.4:
    // 502 and 504 most likely mean that it arrived).
    void arrivedWithTrouble(const QString &key, const directline::Error &error);
    void readFromStartWanted();

private:
    using ms = std::chrono::milliseconds;

    struct Item
    {
        Message message;
        Delivery delivery;
        int throttled = 0;
        bool recovered = false; // a dead credential was renewed for it once
        // Looking for the echo: since when, and for how long of good polling.
        bool watched = false;
        QElapsedTimer watchedSince;
        ms looked{0};
        bool readFromStart = false; // was asked for on its behalf
        std::optional<directline::Error> botTrouble; // what the service said of the bot
    };

    void pump();
    void post(Item &item);
    void onAccepted(const QString &key, const QString &activityId);
    void onFailed(const QString &key, const directline::Bearer &used,
                  const directline::Error &error);
    void setState(Item &item, SendState state, const QString &failure = {},
                  const QString &details = {}, bool canRetry = false);
    void watch(Item &item);
    void giveUpLooking(const QString &key, bool mayRetry);
    void backToQueue(Item &item);
    void fail(Item &item, const directline::Error &error);
    void leaveUnconfirmed(Item &item, const directline::Error &error);
    void endTrouble();

    directline::Client &m_client;
    Credential &m_credential;
    ThrottleGate &m_gate;
    Timing m_timing;
    const Clock &m_clock;

    QString m_conversationId;
    directline::ChannelAccount m_sender;
    bool m_held = true;
    QHash<QString, Item> m_items; // without those whose echo was seen
    QStringList m_queue; // keys in the order of sending
    QPointer<directline::Call> m_call;
    QString m_callKey;
    bool m_troubled = false;
    BackOff m_backOff;
    QTimer m_waitTimer;
    QElapsedTimer m_lastGoodPoll; // invalid after a failed one
    QElapsedTimer m_lastReadFromStart;
};

} // namespace botline
