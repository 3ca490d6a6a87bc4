#include "conversation.h"

#include "bearer.h"
#include "json.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace botline::directline {

namespace {

constexpr std::chrono::seconds kDefaultLifetime{1800};
constexpr std::chrono::seconds kLongestLifetime{86400};

// The Emulator answers 2147483647, which overflows millisecond timers (protocol.md §10 Q20): hence
// the clamp.
std::chrono::seconds lifetime(const QJsonValue &value)
{
    const double seconds = value.toDouble();
    if (seconds < 1 || seconds != std::trunc(seconds))
        return kDefaultLifetime;
    if (seconds > double(kLongestLifetime.count()))
        return kLongestLifetime;
    return std::chrono::seconds(qint64(seconds));
}

} // namespace

std::optional<Conversation> Conversation::fromJson(const QJsonObject &json)
{
    Conversation conversation;
    conversation.conversationId = json::text(json, "conversationId"_L1);
    if (conversation.conversationId.isEmpty())
        return std::nullopt;
    // A token that no Authorization header can carry is as good as none (protocol.md §8.11).
    if (const auto token = Bearer::parse(json::text(json, "token"_L1)))
        conversation.token = token->value();
    conversation.expiresIn = lifetime(json.value("expires_in"_L1));
    conversation.streamUrl = json::text(json, "streamUrl"_L1);
    conversation.referenceGrammarId = json::text(json, "referenceGrammarId"_L1);
    conversation.eTag = json::text(json, "eTag"_L1);
    conversation.raw = json;
    return conversation;
}

ResourceResponse ResourceResponse::fromJson(const QJsonObject &json)
{
    return {json::text(json, "id"_L1)};
}

} // namespace botline::directline
