#include "channelaccount.h"

#include "json.h"

using namespace Qt::StringLiterals;

namespace botline::directline {

std::optional<ChannelAccount> ChannelAccount::fromJson(const QJsonValue &json)
{
    if (!json.isObject())
        return std::nullopt;
    ChannelAccount account;
    account.raw = json.toObject();
    account.id = json::text(account.raw, "id"_L1);
    account.name = json::text(account.raw, "name"_L1);
    account.aadObjectId = json::text(account.raw, "aadObjectId"_L1);
    account.role = json::text(account.raw, "role"_L1);
    return account;
}

QJsonObject ChannelAccount::toJson() const
{
    QJsonObject object = raw;
    json::updateText(object, "id"_L1, id);
    json::updateText(object, "name"_L1, name);
    json::updateText(object, "aadObjectId"_L1, aadObjectId);
    json::updateText(object, "role"_L1, role);
    return object;
}

} // namespace botline::directline
