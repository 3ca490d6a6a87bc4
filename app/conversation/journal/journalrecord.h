#pragma once

#include "app/conversation/state/conversationevent.h"

#include <optional>
#include <variant>

// What a conversation's journal is made of: one JSON object a line, each with a `record` member
// that names its kind. Plain values; reading and writing them does no I/O. JournalEvents makes
// events of them.
//
// Order matters: a record tells what happened after the ones above it, and the watermark of a set
// comes after the set's activities, so that a crash in between repeats a set and loses none
// (protocol.md §3.2.4). Times are UTC. No record ever holds a credential.
namespace botline::journal {

inline constexpr int kVersion = 1;

// The first line.
struct Begin
{
    int version = kVersion; // of the format; a larger one was written by a later Botline
    bool operator==(const Begin &) const = default;
};

// Where a record says no more and no less than an event, it is one.
using Connection = event::ConnectionChanged;
using Conversation = event::ConversationBegan;
using Watermark = event::WatermarkMoved;
using Carried = event::MessageCarried;
using Discarded = event::MessageDiscarded;
using Note = event::NoteAdded;
using Card = event::CardChanged;
using History = event::TextsRemembered;
using Seen = event::ActivitySeen;

// One activity of a set; those of one set have the same time.
struct Received
{
    QDateTime at;
    directline::Activity activity; // says what its `raw` says
    bool operator==(const Received &) const = default;
};

// A file that goes with a message. Pasted data has no file of its own that would survive us: `kept`
// then names our copy beside the journal, and `path` is "".
struct File
{
    QString path;
    QString kept;
    QString name;
    QString contentType;
    qint64 size = 0;
    bool operator==(const File &) const = default;
};

// A message of ours, accepted for sending. Later records name it by its clientActivityID.
struct Queued
{
    QDateTime at;
    directline::Activity activity;
    QList<File> files;
    QString title; // of a message that has no row
    bool typed = false; // by the user, not by a button
    bool operator==(const Queued &) const = default;
};

struct State
{
    QString id; // clientActivityID
    SendState state = SendState::Queued;
    QString activityId; // of a delivered one, when the service gave one
    QString failure;
    QString details;
    bool canRetry = false;
    bool operator==(const State &) const = default;
};

// What is being written. It stands in a file of its own, which is written anew each time.
struct Draft
{
    QString text;
    QList<File> files;
    bool operator==(const Draft &) const = default;
};

// A kind this version does not know: kept as it is.
struct Other
{
    QJsonObject json;
    bool operator==(const Other &) const = default;
};

using Record = std::variant<Begin, Connection, Conversation, Received, Watermark, Queued, State,
                            Carried, Discarded, Note, Card, History, Seen, Draft, Other>;

// With the line's end. Credentials that `record` has no business with are taken out of received
// activities: see withoutCredentials().
QByteArray toLine(const Record &record);

// The lines of a set that was received at once: what toLine() makes of each, in less time.
class ReceivedLines
{
public:
    explicit ReceivedLines(const QDateTime &at);
    void add(const directline::Activity &activity);
    const QByteArray &text() const { return m_text; }

private:
    QDateTime m_at;
    QByteArray m_begin; // of a line whose activity stands there as it was received
    QByteArray m_text;
};

// nullopt when the line is no record: no JSON object, too long, too deep, or without what its kind
// cannot do without. Members of a wrong type count as absent.
std::optional<Record> fromLine(QByteArrayView line);

// The word for a kind of credential, and back.
QString kindName(CredentialKind kind);
std::optional<CredentialKind> kindFromName(const QString &name);

// The longest line that is read: one activity cannot be larger than a whole set (dossier §8.12).
inline constexpr qsizetype kLongestLine = 20 * 1024 * 1024;

} // namespace botline::journal
