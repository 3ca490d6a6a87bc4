#include "journalrecord.h"

#include "journalredaction.h"

#include "app/conversation/session/storedwords.h"
#include "app/directline/json.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;

namespace botline::journal {

namespace json = directline::json;
using directline::Activity;

namespace {

constexpr StoredWords<SendState, 7> kStates{{
    {"queued"_L1, SendState::Queued},
    {"sending"_L1, SendState::Sending},
    {"delivered"_L1, SendState::Delivered},
    {"sent"_L1, SendState::Sent},
    {"unconfirmed"_L1, SendState::Unconfirmed},
    {"failed"_L1, SendState::Failed},
    {"cancelled"_L1, SendState::Cancelled},
}};

constexpr auto kReceived = "received"_L1;
// How a received activity stands there whenever its own text can be taken over: the text is the
// rest of the line but for the last bracket.
constexpr QByteArrayView kReceivedBegin = R"({"record":"received","at":")";
constexpr QByteArrayView kReceivedMiddle = R"(","activity":)";
constexpr char kReceivedEnd = '}';

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QDateTime time(const QJsonObject &object, QLatin1StringView key)
{
    return directline::parseTimestamp(json::text(object, key));
}

QJsonObject object(QLatin1StringView kind)
{
    return {{u"record"_s, kind}};
}

void set(QJsonObject &object, QLatin1StringView key, const QString &value)
{
    json::setText(object, key, value);
}

// ---- Writing

QJsonObject fileJson(const File &file)
{
    QJsonObject json{{u"size"_s, file.size}};
    set(json, "path"_L1, file.path);
    set(json, "kept"_L1, file.kept);
    set(json, "name"_L1, file.name);
    set(json, "type"_L1, file.contentType);
    return json;
}

void setFiles(QJsonObject &json, const QList<File> &files)
{
    QJsonArray array;
    for (const File &file : files)
        array.append(fileJson(file));
    if (!array.isEmpty())
        json.insert("files"_L1, array);
}

struct ToJson
{
    QJsonObject operator()(const Begin &record) const
    {
        QJsonObject json = object("begin"_L1);
        json.insert("version"_L1, record.version);
        return json;
    }
    QJsonObject operator()(const Connection &record) const
    {
        QJsonObject json = object("connection"_L1);
        set(json, "kind"_L1, kindName(record.kind));
        set(json, "service"_L1, record.service);
        set(json, "tokenUrl"_L1, record.tokenUrl);
        set(json, "userId"_L1, record.userId);
        set(json, "userName"_L1, record.userName);
        set(json, "locale"_L1, record.locale);
        return json;
    }
    QJsonObject operator()(const Conversation &record) const
    {
        QJsonObject json = object("conversation"_L1);
        set(json, "id"_L1, record.id);
        set(json, "divider"_L1, record.divider);
        set(json, "at"_L1, timeText(record.at));
        return json;
    }
    QJsonObject operator()(const Received &record) const
    {
        QJsonObject json = object(kReceived);
        set(json, "at"_L1, timeText(record.at));
        json.insert("activity"_L1, withoutCredentials(record.activity.toJson()));
        return json;
    }
    QJsonObject operator()(const Watermark &record) const
    {
        QJsonObject json = object("watermark"_L1);
        set(json, "value"_L1, record.value);
        return json;
    }
    QJsonObject operator()(const Queued &record) const
    {
        QJsonObject json = object("queued"_L1);
        set(json, "at"_L1, timeText(record.at));
        json.insert("activity"_L1, record.activity.toJson());
        set(json, "title"_L1, record.title);
        if (record.typed)
            json.insert("typed"_L1, true);
        setFiles(json, record.files);
        return json;
    }
    QJsonObject operator()(const State &record) const
    {
        QJsonObject json = object("state"_L1);
        set(json, "id"_L1, record.id);
        set(json, "state"_L1, wordFor(kStates, record.state));
        set(json, "activityId"_L1, record.activityId);
        set(json, "failure"_L1, record.failure);
        set(json, "details"_L1, record.details);
        if (record.canRetry)
            json.insert("canRetry"_L1, true);
        return json;
    }
    QJsonObject operator()(const Carried &record) const
    {
        QJsonObject json = object("carried"_L1);
        set(json, "id"_L1, record.id);
        return json;
    }
    QJsonObject operator()(const Discarded &record) const
    {
        QJsonObject json = object("discarded"_L1);
        set(json, "id"_L1, record.id);
        return json;
    }
    QJsonObject operator()(const Note &record) const
    {
        QJsonObject json = object("note"_L1);
        set(json, "at"_L1, timeText(record.at));
        set(json, "text"_L1, record.text);
        if (record.unreadable > 0)
            json.insert("unreadable"_L1, record.unreadable);
        return json;
    }
    QJsonObject operator()(const Card &record) const
    {
        QJsonObject json = object("card"_L1);
        set(json, "activityId"_L1, record.activityId);
        json.insert("attachment"_L1, record.attachment);
        json.insert("inputs"_L1, record.inputs);
        if (record.submitted)
            json.insert("submitted"_L1, true);
        return json;
    }
    QJsonObject operator()(const History &record) const
    {
        QJsonObject json = object("history"_L1);
        json.insert("texts"_L1, QJsonArray::fromStringList(record.texts));
        return json;
    }
    QJsonObject operator()(const Seen &record) const
    {
        QJsonObject json = object("seen"_L1);
        set(json, "id"_L1, record.id);
        set(json, "timestamp"_L1, timeText(record.timestamp));
        return json;
    }
    QJsonObject operator()(const Draft &record) const
    {
        QJsonObject json = object("draft"_L1);
        set(json, "text"_L1, record.text);
        setFiles(json, record.files);
        return json;
    }
    QJsonObject operator()(const Other &record) const { return record.json; }
};

// ---- Reading

QList<File> filesOf(const QJsonObject &record)
{
    QList<File> files;
    const QJsonArray array = record.value("files"_L1).toArray();
    for (const QJsonValue &value : array) {
        const QJsonObject json = value.toObject();
        File file;
        file.path = json::text(json, "path"_L1);
        file.kept = json::text(json, "kept"_L1);
        file.name = json::text(json, "name"_L1);
        file.contentType = json::text(json, "type"_L1);
        file.size = json.value("size"_L1).toInteger();
        // Our copies lie in one folder; what leads out of it is not ours.
        if (file.kept.contains(u'/') || file.kept.contains(u'\\') || file.kept.startsWith(u'.'))
            file.kept.clear();
        if (!file.path.isEmpty() || !file.kept.isEmpty())
            files.append(file);
    }
    return files;
}

std::optional<Record> queuedFrom(const QJsonObject &json)
{
    const auto activity = Activity::fromJson(json.value("activity"_L1));
    if (!activity || activity->clientActivityId().isEmpty())
        return std::nullopt;
    return Queued{time(json, "at"_L1), *activity, filesOf(json), json::text(json, "title"_L1),
                  json.value("typed"_L1).toBool()};
}

std::optional<Record> stateFrom(const QJsonObject &json)
{
    const auto state = valueFor(kStates, json::text(json, "state"_L1));
    const QString id = json::text(json, "id"_L1);
    if (!state || id.isEmpty())
        return std::nullopt;
    return State{id,
                 *state,
                 json::text(json, "activityId"_L1),
                 json::text(json, "failure"_L1),
                 json::text(json, "details"_L1),
                 json.value("canRetry"_L1).toBool()};
}

std::optional<Record> connectionFrom(const QJsonObject &json)
{
    const auto kind = kindFromName(json::text(json, "kind"_L1));
    if (!kind)
        return std::nullopt;
    return Connection{*kind,
                      json::text(json, "service"_L1),
                      json::text(json, "tokenUrl"_L1),
                      json::text(json, "userId"_L1),
                      json::text(json, "userName"_L1),
                      json::text(json, "locale"_L1)};
}

std::optional<Record> cardFrom(const QJsonObject &json)
{
    const QString activityId = json::text(json, "activityId"_L1);
    const int attachment = json.value("attachment"_L1).toInt(-1);
    if (activityId.isEmpty() || attachment < 0
        || json::deeperThan(json.value("inputs"_L1), json::kMaxDepth))
        return std::nullopt;
    return Card{activityId, attachment, json.value("inputs"_L1).toObject(),
                json.value("submitted"_L1).toBool()};
}

template <typename T> std::optional<Record> withId(const QJsonObject &json)
{
    const QString id = json::text(json, "id"_L1);
    return id.isEmpty() ? std::nullopt : std::make_optional<Record>(T{id});
}

std::optional<Record> fromJson(const QJsonObject &json)
{
    const QString kind = json::text(json, "record"_L1);
    if (kind.isEmpty())
        return std::nullopt;
    if (kind == kReceived) {
        const auto activity = Activity::fromJson(json.value("activity"_L1));
        return activity ? std::make_optional<Record>(Received{time(json, "at"_L1), *activity})
                        : std::nullopt;
    }
    if (kind == "watermark"_L1) {
        const QString value = json::text(json, "value"_L1);
        return value.isEmpty() ? std::nullopt : std::make_optional<Record>(Watermark{value});
    }
    if (kind == "queued"_L1)
        return queuedFrom(json);
    if (kind == "state"_L1)
        return stateFrom(json);
    if (kind == "carried"_L1)
        return withId<Carried>(json);
    if (kind == "discarded"_L1)
        return withId<Discarded>(json);
    if (kind == "begin"_L1)
        return Begin{json.value("version"_L1).toInt()};
    if (kind == "connection"_L1)
        return connectionFrom(json);
    if (kind == "conversation"_L1) {
        const QString id = json::text(json, "id"_L1);
        if (id.isEmpty())
            return std::nullopt;
        return Conversation{id, json::text(json, "divider"_L1), time(json, "at"_L1)};
    }
    if (kind == "note"_L1)
        return Note{time(json, "at"_L1), json::text(json, "text"_L1),
                    qMax(0, json.value("unreadable"_L1).toInt())};
    if (kind == "card"_L1)
        return cardFrom(json);
    if (kind == "history"_L1)
        return History{json::stringList(json.value("texts"_L1))};
    if (kind == "seen"_L1) {
        const QString id = json::text(json, "id"_L1);
        return id.isEmpty() ? std::nullopt
                            : std::make_optional<Record>(Seen{id, time(json, "timestamp"_L1)});
    }
    if (kind == "draft"_L1)
        return Draft{json::text(json, "text"_L1), filesOf(json)};
    return json::deeperThan(json, json::kMaxDepth) ? std::nullopt
                                                   : std::make_optional<Record>(Other{json});
}

QByteArray compact(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

bool mayStandAsItIs(const QByteArray &json)
{
    return !json.isEmpty() && !json.contains('\n') && !json.contains('\r')
        && !mayHoldCredentials(json);
}

// nullopt for a line that is written in another way, or damaged.
std::optional<Record> receivedFrom(QByteArrayView line)
{
    if (!line.startsWith(kReceivedBegin) || !line.endsWith(kReceivedEnd))
        return std::nullopt;
    const qsizetype timeEnd = line.indexOf(kReceivedMiddle);
    const qsizetype begin = timeEnd + kReceivedMiddle.size();
    if (timeEnd < 0 || begin > line.size() - 1)
        return std::nullopt;
    const QByteArrayView at = line.first(timeEnd).sliced(kReceivedBegin.size());
    const auto activity = Activity::fromRaw(
        directline::RawObject::fromText(line.sliced(begin).chopped(1).toByteArray()));
    return activity ? std::make_optional<Record>(
               Received{directline::parseTimestamp(QString::fromUtf8(at)), *activity})
                    : std::nullopt;
}

} // namespace

ReceivedLines::ReceivedLines(const QDateTime &at) : m_at(at)
{
    if (at.isValid())
        m_begin = kReceivedBegin.toByteArray() + timeText(at).toLatin1()
            + kReceivedMiddle.toByteArray();
}

void ReceivedLines::add(const Activity &activity)
{
    const QByteArray &written = activity.raw.text();
    if (!m_begin.isEmpty() && mayStandAsItIs(written))
        m_text.append(m_begin).append(written).append(kReceivedEnd);
    else
        m_text.append(compact(ToJson()(Received{m_at, activity})));
    m_text.append('\n');
}

QByteArray toLine(const Record &record)
{
    if (const auto *received = std::get_if<Received>(&record)) {
        ReceivedLines lines(received->at);
        lines.add(received->activity);
        return lines.text();
    }
    return compact(std::visit(ToJson(), record)) + '\n';
}

std::optional<Record> fromLine(QByteArrayView line)
{
    if (line.size() > kLongestLine)
        return std::nullopt;
    if (auto received = receivedFrom(line))
        return received;
    const QJsonDocument document
        = QJsonDocument::fromJson(QByteArray::fromRawData(line.data(), line.size()));
    if (!document.isObject())
        return std::nullopt;
    return fromJson(document.object());
}

QString kindName(CredentialKind kind)
{
    return wordFor(kCredentialKindWords, kind);
}

std::optional<CredentialKind> kindFromName(const QString &name)
{
    return valueFor(kCredentialKindWords, name);
}

} // namespace botline::journal
