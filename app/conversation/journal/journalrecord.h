#pragma once

#include "app/conversation/model/activityentry.h"
#include "app/conversation/session/connectionprofile.h"

#include <optional>
#include <variant>

// What a conversation's journal is made of (architecture.md §4): one JSON object a line, each with
// a `record` member that names its kind. Plain values; reading and writing them does no I/O.
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

// How the bot is reached and who we are to it. Again whenever that changes.
struct Connection
{
    CredentialKind kind = CredentialKind::Practice;
    QString service; // root URL
    QString tokenUrl; // without query, which may carry keys
    QString userId;
    QString userName;
    QString locale;
    bool operator==(const Connection &) const = default;
};

// From here on everything belongs to this conversation.
struct Conversation
{
    QString id;
    QString divider; // the line above it; "" for none
    QDateTime at;
    bool operator==(const Conversation &) const = default;
};

struct Received
{
    QDateTime at;
    directline::Activity activity; // says what its `raw` says
    bool operator==(const Received &) const = default;
};

struct Watermark
{
    QString value;
    bool operator==(const Watermark &) const = default;
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

// The user retried it after another conversation had begun: it belongs there now.
struct Carried
{
    QString id;
    bool operator==(const Carried &) const = default;
};

struct Discarded
{
    QString id;
    bool operator==(const Discarded &) const = default;
};

// A sentence of ours among the rows.
struct Note
{
    QDateTime at;
    QString text;
    int unreadable = 0; // lines that it says could not be read
    bool operator==(const Note &) const = default;
};

// What the user did to a card: all of it, as it is now.
struct Card
{
    QString activityId;
    int attachment = 0;
    QJsonObject inputs;
    bool submitted = false;
    bool operator==(const Card &) const = default;
};

// Texts typed in messages that were removed to save space, oldest first.
struct History
{
    QStringList texts;
    bool operator==(const History &) const = default;
};

// An activity that was removed to save space: not to be shown again should the service repeat it.
struct Seen
{
    QString id;
    QDateTime timestamp; // may be invalid
    bool operator==(const Seen &) const = default;
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

// The longest line that is read: one activity cannot be larger than a whole set
// (protocol.md §8.12).
inline constexpr qsizetype kLongestLine = 20 * 1024 * 1024;

} // namespace botline::journal
