#include "conversationaccount.h"

#include "json.h"

using namespace Qt::StringLiterals;

namespace botline::directline {

std::optional<ConversationAccount> ConversationAccount::fromJson(const QJsonValue &json)
{
    if (!json.isObject())
        return std::nullopt;
    ConversationAccount account;
    account.raw = json.toObject();
    account.id = json::text(account.raw, "id"_L1);
    account.name = json::text(account.raw, "name"_L1);
    account.aadObjectId = json::text(account.raw, "aadObjectId"_L1);
    account.role = json::text(account.raw, "role"_L1);
    account.isGroup = account.raw.value("isGroup"_L1).toBool();
    account.conversationType = json::text(account.raw, "conversationType"_L1);
    account.tenantId = json::text(account.raw, "tenantId"_L1);
    return account;
}

QJsonObject ConversationAccount::toJson() const
{
    QJsonObject object = raw;
    json::updateText(object, "id"_L1, id);
    json::updateText(object, "name"_L1, name);
    json::updateText(object, "aadObjectId"_L1, aadObjectId);
    json::updateText(object, "role"_L1, role);
    json::updateBool(object, "isGroup"_L1, isGroup);
    json::updateText(object, "conversationType"_L1, conversationType);
    json::updateText(object, "tenantId"_L1, tenantId);
    return object;
}

std::optional<ConversationReference> ConversationReference::fromJson(const QJsonValue &json)
{
    if (!json.isObject())
        return std::nullopt;
    ConversationReference reference;
    reference.raw = json.toObject();
    reference.activityId = json::text(reference.raw, "activityId"_L1);
    reference.user = ChannelAccount::fromJson(reference.raw.value("user"_L1));
    reference.bot = ChannelAccount::fromJson(reference.raw.value("bot"_L1));
    reference.conversation = ConversationAccount::fromJson(reference.raw.value("conversation"_L1));
    reference.channelId = json::text(reference.raw, "channelId"_L1);
    reference.serviceUrl = json::text(reference.raw, "serviceUrl"_L1);
    reference.locale = json::text(reference.raw, "locale"_L1);
    return reference;
}

QJsonObject ConversationReference::toJson() const
{
    QJsonObject object = raw;
    json::updateText(object, "activityId"_L1, activityId);
    json::update(object, "user"_L1, user);
    json::update(object, "bot"_L1, bot);
    json::update(object, "conversation"_L1, conversation);
    json::updateText(object, "channelId"_L1, channelId);
    json::updateText(object, "serviceUrl"_L1, serviceUrl);
    json::updateText(object, "locale"_L1, locale);
    return object;
}

} // namespace botline::directline
