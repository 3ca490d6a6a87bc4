#include "conversationstore.h"

#include "tokenissuer.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>

#include <algorithm>
#include <utility>

namespace botline::localservice {

using namespace Qt::StringLiterals;

namespace {

constexpr int kIdBytes = 16;
constexpr int kSequenceDigits = 7;
constexpr qint64 kTicksPerMs = 10'000;
constexpr qint64 kTicksPerSecond = 1000 * kTicksPerMs;

bool isShownByPolling(const QString &type)
{
    return type != "typing"_L1 && type != "conversationUpdate"_L1
        && type != "contactRelationUpdate"_L1;
}

// 2026-03-04T09:15:27.3182119Z
QString timestamp(qint64 ticks)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(ticks / kTicksPerMs, Qt::UTC);
    return time.toString(u"yyyy-MM-ddTHH:mm:ss"_s)
        + u".%1Z"_s.arg(ticks % kTicksPerSecond, 7, 10, QLatin1Char('0'));
}

QString idOf(const QString &conversationId, std::size_t number)
{
    return u"%1|%2"_s.arg(conversationId).arg(number, kSequenceDigits, 10, QLatin1Char('0'));
}

} // namespace

ConversationStore::ConversationStore(const QString &serviceUrl, int pageSize, WallClock now)
    : m_serviceUrl(serviceUrl), m_pageSize(pageSize), m_now(std::move(now))
{
}

QString ConversationStore::newId()
{
    return QString::fromLatin1(randomText(kIdBytes)) + "-local"_L1;
}

bool ConversationStore::start(const QString &conversationId, const QJsonObject &user)
{
    const std::lock_guard lock(m_mutex);
    if (m_records.contains(conversationId))
        return false;
    m_records[conversationId].user = user;
    return true;
}

std::optional<QJsonObject> ConversationStore::user(const QString &conversationId) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_records.constFind(conversationId);
    if (found == m_records.constEnd())
        return std::nullopt;
    return found->user;
}

void ConversationStore::setUserIfUnknown(const QString &conversationId, const QJsonObject &user)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_records.find(conversationId);
    if (found != m_records.end() && found->user.value("id"_L1).toString().isEmpty())
        found->user = user;
}

QJsonObject ConversationStore::fillIn(const QString &conversationId, const QString &activityId,
                                      qint64 tick, QJsonObject activity) const
{
    activity.insert("id"_L1, activityId);
    activity.insert("timestamp"_L1, timestamp(tick));
    activity.insert("channelId"_L1, "directline"_L1);
    activity.insert("serviceUrl"_L1, m_serviceUrl);
    activity.insert("conversation"_L1, QJsonObject{{u"id"_s, conversationId}});
    return activity;
}

QJsonObject ConversationStore::completed(const QString &conversationId, const QString &activityId,
                                         QJsonObject activity) const
{
    return fillIn(conversationId, activityId, m_now() * kTicksPerMs, std::move(activity));
}

QJsonObject ConversationStore::appendTo(Record &record, const QString &conversationId,
                                        const QString &activityId, QJsonObject activity)
{
    record.lastTick = std::max(record.lastTick + 1, m_now() * kTicksPerMs);
    const QJsonObject whole
        = fillIn(conversationId, activityId, record.lastTick, std::move(activity));
    record.activities.push_back(isShownByPolling(whole.value("type"_L1).toString())
                                    ? QJsonDocument(whole).toJson(QJsonDocument::Compact)
                                    : QByteArray());
    return whole;
}

std::optional<QJsonObject> ConversationStore::append(const QString &conversationId,
                                                     QJsonObject activity)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_records.find(conversationId);
    if (found == m_records.end())
        return std::nullopt;
    const QString id = idOf(conversationId, found->activities.size());
    return appendTo(*found, conversationId, id, std::move(activity));
}

ConversationStore::Record *ConversationStore::recordOf(const QString &conversationId,
                                                       const QString &activityId)
{
    const auto found = m_records.find(conversationId);
    if (found == m_records.end() || found->removed.contains(activityId))
        return nullptr;
    const qsizetype bar = activityId.lastIndexOf(u'|');
    bool isNumber = false;
    const std::size_t number = activityId.mid(bar + 1).toUInt(&isNumber);
    const bool wasGiven = isNumber && number < found->activities.size()
        && activityId == idOf(conversationId, number);
    return wasGiven ? &*found : nullptr;
}

bool ConversationStore::update(const QString &conversationId, const QString &activityId,
                               QJsonObject activity)
{
    const std::lock_guard lock(m_mutex);
    Record *const record = recordOf(conversationId, activityId);
    if (!record)
        return false;
    activity.insert("type"_L1, "messageUpdate"_L1);
    appendTo(*record, conversationId, activityId, std::move(activity));
    return true;
}

bool ConversationStore::remove(const QString &conversationId, const QString &activityId,
                               QJsonObject removal)
{
    const std::lock_guard lock(m_mutex);
    Record *const record = recordOf(conversationId, activityId);
    if (!record)
        return false;
    removal.insert("type"_L1, "messageDelete"_L1);
    appendTo(*record, conversationId, activityId, std::move(removal));
    record->removed.insert(activityId);
    return true;
}

bool ConversationStore::stopStream(const QString &conversationId, const QString &streamId)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_records.find(conversationId);
    if (found == m_records.end())
        return false;
    found->stoppedStreams.insert(streamId);
    return true;
}

bool ConversationStore::isStreamStopped(const QString &conversationId,
                                        const QString &streamId) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_records.constFind(conversationId);
    return found != m_records.constEnd() && found->stoppedStreams.contains(streamId);
}

std::optional<QByteArray> ConversationStore::activitySet(const QString &conversationId,
                                                         qint64 watermark) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_records.constFind(conversationId);
    if (found == m_records.constEnd())
        return std::nullopt;
    const std::vector<QByteArray> &activities = found->activities;
    auto next = std::size_t(std::min(watermark, qint64(activities.size())));
    QByteArray set("{\"activities\":[");
    for (int shown = 0; next < activities.size() && shown < m_pageSize; ++next) {
        if (activities[next].isEmpty())
            continue;
        if (shown++ > 0)
            set += ',';
        set += activities[next];
    }
    set += "],\"watermark\":\"" + QByteArray::number(qint64(next)) + "\"}";
    return set;
}

} // namespace botline::localservice
