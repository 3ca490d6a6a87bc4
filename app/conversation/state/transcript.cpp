#include "transcript.h"

#include "transcriptorder.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/model/rowfacts.h"
#include "app/conversation/policy/clock.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

// The account as received, completed by what we know of it.
QJsonObject completed(const QJsonValue &received, const directline::ChannelAccount &known,
                      QLatin1StringView role)
{
    QJsonObject account = received.toObject();
    const auto complete = [&account](QLatin1StringView key, const QString &value) {
        if (account.value(key).toString().isEmpty() && !value.isEmpty())
            account.insert(key, value);
    };
    complete("id"_L1, known.id);
    complete("name"_L1, known.name);
    complete("role"_L1, role);
    return account;
}

bool neverLeft(SendState state)
{
    return state == SendState::Queued || state == SendState::Failed
        || state == SendState::Cancelled;
}

// Changes to a row name the id of the row that they change.
bool mayBeRow(const QJsonObject &activity)
{
    const QString type = activity.value("type"_L1).toString();
    return type != "messageUpdate"_L1 && type != "messageDelete"_L1 && type != "messageReaction"_L1;
}

} // namespace

void Transcript::clear()
{
    m_records.clear();
    m_recordOfKey.clear();
}

void Transcript::addReceived(const directline::Activity &activity, bool own)
{
    m_records.append({activity.raw, m_clock.nowUtc(), m_nextSequence++, {}, {}, own, true});
}

void Transcript::addOwn(const QString &key, const directline::Activity &activity)
{
    m_recordOfKey.insert(key, m_records.size());
    m_records.append({directline::RawObject(activity.toJson()),
                      m_clock.nowUtc(),
                      m_nextSequence++,
                      key,
                      {},
                      true,
                      false});
}

void Transcript::setAccepted(const QString &key, const QString &activityId)
{
    const auto found = m_recordOfKey.constFind(key);
    if (found == m_recordOfKey.cend())
        return;
    m_records[*found].acceptedId = activityId;
    m_records[*found].arrived = true;
}

void Transcript::replaceOwn(const QString &key, const directline::Activity &echo)
{
    const auto found = m_recordOfKey.constFind(key);
    if (found == m_recordOfKey.cend()) {
        addReceived(echo, true);
        return;
    }
    m_records[*found].activity = echo.raw;
    m_records[*found].sequence = m_nextSequence++;
    m_records[*found].arrived = true;
}

void Transcript::remove(const QString &key)
{
    const auto found = m_recordOfKey.constFind(key);
    if (found == m_recordOfKey.cend())
        return;
    m_records[*found].activity = {};
    m_recordOfKey.erase(found);
}

QJsonArray Transcript::toJson(const directline::ChannelAccount &user,
                              const directline::ChannelAccount &bot,
                              const ActivityModel &model) const
{
    struct Placed
    {
        TranscriptOrder::Place place;
        QJsonObject activity;
        QDateTime at;
    };

    QList<const Record *> records;
    records.reserve(m_records.size());
    for (const Record &record : m_records) {
        if (!record.activity.isEmpty())
            records.append(&record);
    }
    std::sort(records.begin(), records.end(),
              [](const Record *a, const Record *b) { return a->sequence < b->sequence; });

    TranscriptOrder order(model);
    QList<Placed> placed;
    placed.reserve(records.size());
    for (const Record *known : records) {
        const Record &record = *known;
        QJsonObject activity = record.activity.toObject();
        const QString id = activity.value("id"_L1).toString();
        int row = -1;
        if (!record.key.isEmpty())
            row = model.rowOfKey(record.key);
        else if (mayBeRow(activity))
            row = order.takeRowOfId(id);
        const bool left = record.arrived || (row >= 0 && !neverLeft(model.facts(row).sendState));
        if (!left)
            continue;

        const directline::ChannelAccount &sender = record.own ? user : bot;
        const directline::ChannelAccount &receiver = record.own ? bot : user;
        activity.insert(
            "from"_L1,
            completed(activity.value("from"_L1), sender, record.own ? "user"_L1 : "bot"_L1));
        activity.insert(
            "recipient"_L1,
            completed(activity.value("recipient"_L1), receiver, record.own ? "bot"_L1 : "user"_L1));
        if (record.own && id.isEmpty()) {
            const QString own = record.acceptedId.isEmpty()
                ? activity.value("channelData"_L1)["clientActivityID"_L1].toString()
                : record.acceptedId;
            if (!own.isEmpty())
                activity.insert("id"_L1, own);
        }
        const QDateTime timestamp
            = directline::parseTimestamp(activity.value("timestamp"_L1).toString());
        placed.append({row >= 0 ? order.placeOfRow(row) : order.placeWithoutRow(timestamp),
                       activity, row >= 0 ? model.facts(row).time : record.at});
    }
    std::stable_sort(placed.begin(), placed.end(),
                     [](const Placed &a, const Placed &b) { return a.place < b.place; });

    QJsonArray activities;
    QDateTime latest;
    for (Placed &item : placed) {
        QDateTime time = directline::parseTimestamp(item.activity.value("timestamp"_L1).toString());
        if (!time.isValid()) {
            time = latest.isValid() ? qMax(latest, item.at) : item.at;
            item.activity.insert("timestamp"_L1, time.toUTC().toString(Qt::ISODateWithMs));
        }
        latest = latest.isValid() ? qMax(latest, time) : time;
        activities.append(item.activity);
    }
    return activities;
}

} // namespace botline
