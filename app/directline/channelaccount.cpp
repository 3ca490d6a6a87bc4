#include "channelaccount.h"

#include "textmembers.h"

namespace botline::directline {

std::optional<ChannelAccount> ChannelAccount::fromJson(const QJsonValue &json)
{
    if (!json.isObject())
        return std::nullopt;
    ChannelAccount account;
    readTexts(account, kChannelAccountTexts, json.toObject());
    return account;
}

QJsonObject ChannelAccount::toJson() const
{
    return writtenTexts(*this, kChannelAccountTexts);
}

} // namespace botline::directline
