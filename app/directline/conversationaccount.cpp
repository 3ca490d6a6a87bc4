#include "conversationaccount.h"

#include "json.h"
#include "textmembers.h"

using namespace Qt::StringLiterals;

namespace botline::directline {

std::optional<ConversationAccount> ConversationAccount::fromJson(const QJsonValue &json)
{
    if (!json.isObject())
        return std::nullopt;
    ConversationAccount account;
    readTexts(account, kConversationAccountTexts, json.toObject());
    if (account.others.value("isGroup"_L1).isBool())
        account.isGroup = account.others.take("isGroup"_L1).toBool();
    return account;
}

QJsonObject ConversationAccount::toJson() const
{
    QJsonObject object = writtenTexts(*this, kConversationAccountTexts);
    if (isGroup)
        object.insert("isGroup"_L1, true);
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
