#pragma once

#include "app/conversation/sending/stagedfile.h"
#include "app/conversation/session/connectionprofile.h"
#include "app/conversation/state/delivery.h"
#include "app/directline/activity.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonObject>
#include <QtCore/QStringList>

#include <optional>
#include <variant>

// What can happen to a conversation, as plain values. ConversationState::apply() is where they take
// effect, whether they happen now, are read from a journal or come from an opened transcript.
//
// Order matters: an event tells what happened after those before it. Times are UTC. Our own
// messages are named by their clientActivityID (`id`), which outlives a run, unlike a row's key. No
// event ever holds a credential.
namespace botline::event {

// How the bot is reached and who we are to it; again whenever that changes.
struct ConnectionChanged
{
    CredentialKind kind = CredentialKind::Practice;
    QString service; // root URL
    QString tokenUrl; // without query, which may carry keys
    QString userId;
    QString userName;
    QString locale;
    bool operator==(const ConnectionChanged &) const = default;
};

// A connection is being made: nothing is awaited of the bot until it stands. `resumed`: the
// conversation was brought back, so the choices that the bot offered last are still open.
struct ConnectionBegan
{
    bool resumed = false;
    bool operator==(const ConnectionBegan &) const = default;
};

// The conversation cannot be read for now, or for ever: nothing is awaited of the bot.
struct ConnectionEnded
{
    bool operator==(const ConnectionEnded &) const = default;
};

// The user left the conversation: its rows stay, nothing else is expected of it.
struct ConversationLeft
{
    bool operator==(const ConversationLeft &) const = default;
};

// From here on everything belongs to this conversation; watermarks and activity ids of the one
// before mean nothing any more.
struct ConversationBegan
{
    QString id;
    QString divider; // the line above it; "" for none
    QDateTime at;
    bool operator==(const ConversationBegan &) const = default;
};

// A set of activities, or a part of one, in the service's order; any of them may be known already.
// Sinks are told only those that were not.
struct ActivitiesReceived
{
    QDateTime at;
    QList<directline::Activity> activities;
    bool history = false; // from before we were there: nobody types, nothing is announced
    bool operator==(const ActivitiesReceived &) const = default;
};

// All activities up to here were received. Comes after its set, so that a crash in between repeats
// a set and loses none.
struct WatermarkMoved
{
    QString value;
    bool operator==(const WatermarkMoved &) const = default;
};

// Which button or card said a message. Known only in the run in which it was pressed.
struct MessageSource
{
    QString rowKey;
    std::optional<directline::CardAction> action; // of a button
    int attachment = -1; // of a card that was submitted
    bool operator==(const MessageSource &) const = default;
};

// A message of ours was accepted for sending.
struct MessageQueued
{
    QDateTime at;
    directline::Activity activity; // with a clientActivityID
    QList<StagedFile> files;
    QString title; // says what it was should a message without a row need one
    bool typed = false; // by the user, not by a button
    MessageSource source; // empty: none
    bool operator==(const MessageQueued &) const = default;
};

// Its request leaves as soon as this event was handled: what must be on the disk by then is written
// now.
struct MessagePosting
{
    QString id;
    bool operator==(const MessagePosting &) const = default;
};

// All of its request is on its way: the bot's turn begins.
struct MessagePosted
{
    QString id;
    bool operator==(const MessagePosted &) const = default;
};

// Where it is. Sinks also hear of Sent this way, when its echo was received.
struct DeliveryChanged
{
    QString id;
    Delivery delivery;
    bool operator==(const DeliveryChanged &) const = default;
};

// The service took it; after DeliveryChanged.
struct MessageAccepted
{
    QString id;
    QString activityId; // "" when the service gave none
    bool operator==(const MessageAccepted &) const = default;
};

// Something to say of a message that arrived.
struct MessageRemarked
{
    QString id;
    QString sentence;
    QString details;
    bool operator==(const MessageRemarked &) const = default;
};

// The user retried it after another conversation had begun: it belongs there now.
struct MessageCarried
{
    QString id;
    bool operator==(const MessageCarried &) const = default;
};

// The user threw it away.
struct MessageDiscarded
{
    QString id;
    bool operator==(const MessageDiscarded &) const = default;
};

// A sentence of ours among the rows.
struct NoteAdded
{
    QDateTime at;
    QString text;
    int unreadable = 0; // lines of a journal that it says could not be read
    bool operator==(const NoteAdded &) const = default;
};

// What the user did to a card: all of it, as it is now. Read from a journal; while the user types,
// CardStates holds it.
struct CardChanged
{
    QString activityId;
    int attachment = 0;
    QJsonObject inputs;
    bool submitted = false;
    bool operator==(const CardChanged &) const = default;
};

// Texts typed in messages that are no longer kept, oldest first.
struct TextsRemembered
{
    QStringList texts;
    bool operator==(const TextsRemembered &) const = default;
};

// An activity that is no longer kept: not to be shown again should the service repeat it.
struct ActivitySeen
{
    QString id;
    QDateTime timestamp; // may be invalid
    bool operator==(const ActivitySeen &) const = default;
};

// Time went by: rows whose activities have expired by then go.
struct TimePassed
{
    QDateTime at;
    bool operator==(const TimePassed &) const = default;
};

} // namespace botline::event

namespace botline {

using ConversationEvent
    = std::variant<event::ConnectionChanged, event::ConnectionBegan, event::ConnectionEnded,
                   event::ConversationLeft, event::ConversationBegan, event::ActivitiesReceived,
                   event::WatermarkMoved, event::MessageQueued, event::MessagePosting,
                   event::MessagePosted, event::DeliveryChanged, event::MessageAccepted,
                   event::MessageRemarked, event::MessageCarried, event::MessageDiscarded,
                   event::NoteAdded, event::CardChanged, event::TextsRemembered,
                   event::ActivitySeen, event::TimePassed>;

// Is told each event that took effect, in order, right after it did and before any signal of it.
// Must not apply events itself.
class ConversationEventSink
{
public:
    virtual ~ConversationEventSink() = default;
    virtual void on(const ConversationEvent &event) = 0;
};

} // namespace botline
