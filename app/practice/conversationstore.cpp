#include "conversationstore.h"

#include "tokenmint.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>

#include <algorithm>
#include <utility>

namespace botline::practice {

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

} // namespace

ConversationStore::ConversationStore(const QString &serviceUrl, int pageSize, WallClock now)
    : m_serviceUrl(serviceUrl), m_pageSize(pageSize), m_now(std::move(now))
{
}

QString ConversationStore::newId()
{
    return QString::fromLatin1(randomText(kIdBytes)) + "-practice"_L1;
}

bool ConversationStore::start(const QString &conversationId, const QJsonObject &user)
{
    const std::lock_guard lock(m_mutex);
    if (m_conversations.contains(conversationId))
        return false;
    m_conversations[conversationId].user = user;
    return true;
}

std::optional<QJsonObject> ConversationStore::user(const QString &conversationId) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_conversations.constFind(conversationId);
    if (found == m_conversations.constEnd())
        return std::nullopt;
    return found->user;
}

QString ConversationStore::append(const QString &conversationId, QJsonObject activity)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_conversations.find(conversationId);
    if (found == m_conversations.end())
        return QString();
    QString id = activity.value("id"_L1).toString();
    if (id.isEmpty())
        id = u"%1|%2"_s.arg(conversationId)
                 .arg(found->activities.size(), kSequenceDigits, 10, QLatin1Char('0'));
    if (!isShownByPolling(activity.value("type"_L1).toString())) {
        found->activities.emplace_back();
        return id;
    }
    found->lastTick = std::max(found->lastTick + 1, m_now() * kTicksPerMs);
    activity.insert("id"_L1, id);
    activity.insert("timestamp"_L1, timestamp(found->lastTick));
    activity.insert("channelId"_L1, "directline"_L1);
    activity.insert("serviceUrl"_L1, m_serviceUrl);
    activity.insert("conversation"_L1, QJsonObject{{u"id"_s, conversationId}});
    found->activities.push_back(QJsonDocument(activity).toJson(QJsonDocument::Compact));
    return id;
}

std::optional<QByteArray> ConversationStore::activitySet(const QString &conversationId,
                                                         qint64 watermark) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_conversations.constFind(conversationId);
    if (found == m_conversations.constEnd())
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

} // namespace botline::practice
