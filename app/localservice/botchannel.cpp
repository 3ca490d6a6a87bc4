#include "botchannel.h"

#include "conversationstore.h"

#include <QtCore/QJsonArray>

namespace botline::localservice {

using namespace Qt::StringLiterals;

namespace {

// The livestream that an activity continues or ends; "" for none (protocol.md §6.7).
QString streamIdOf(const QJsonObject &activity)
{
    const QJsonArray entities = activity.value("entities"_L1).toArray();
    for (const QJsonValue &entity : entities) {
        if (entity["type"_L1].toString() == "streaminfo"_L1)
            return entity["streamId"_L1].toString();
    }
    return activity.value("channelData"_L1)["streamId"_L1].toString();
}

} // namespace

BotChannel::BotChannel(ConversationStore &conversations, const QJsonObject &account)
    : m_conversations(conversations), m_account(account)
{
}

BotSink::Outcome BotChannel::address(const QString &conversationId, QJsonObject *activity) const
{
    const std::optional<QJsonObject> user = m_conversations.user(conversationId);
    if (!user)
        return Outcome::UnknownConversation;
    const QString streamId = streamIdOf(*activity);
    if (!streamId.isEmpty() && m_conversations.isStreamStopped(conversationId, streamId))
        return Outcome::StreamStopped;
    if (!activity->contains("from"_L1))
        activity->insert("from"_L1, m_account);
    if (!activity->contains("recipient"_L1) && !user->isEmpty())
        activity->insert("recipient"_L1, *user);
    return Outcome::Done;
}

BotSink::Posted BotChannel::post(const QString &conversationId, const QJsonObject &activity)
{
    QJsonObject addressed = activity;
    const Outcome outcome = address(conversationId, &addressed);
    if (outcome != Outcome::Done)
        return {outcome, {}};
    const std::optional<QJsonObject> whole = m_conversations.append(conversationId, addressed);
    return {Outcome::Done, whole->value("id"_L1).toString()};
}

BotSink::Outcome BotChannel::update(const QString &conversationId, const QString &activityId,
                                    const QJsonObject &activity)
{
    QJsonObject addressed = activity;
    const Outcome outcome = address(conversationId, &addressed);
    if (outcome != Outcome::Done)
        return outcome;
    return m_conversations.update(conversationId, activityId, addressed) ? Outcome::Done
                                                                         : Outcome::UnknownActivity;
}

BotSink::Outcome BotChannel::remove(const QString &conversationId, const QString &activityId)
{
    QJsonObject removal;
    const Outcome outcome = address(conversationId, &removal);
    if (outcome != Outcome::Done)
        return outcome;
    return m_conversations.remove(conversationId, activityId, removal) ? Outcome::Done
                                                                       : Outcome::UnknownActivity;
}

} // namespace botline::localservice
