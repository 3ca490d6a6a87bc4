#pragma once

#include "channelaccount.h"

namespace botline::directline {

// The conversation as an activity names it (protocol.md §6.1): a channel account with group facts.
struct ConversationAccount
{
    QString id;
    QString name;
    QString aadObjectId;
    QString role;
    bool isGroup = false;
    QString conversationType;
    QString tenantId;
    QJsonObject others; // members that we do not know, or of another type than they should be

    static std::optional<ConversationAccount> fromJson(const QJsonValue &json);
    QJsonObject toJson() const;
    bool operator==(const ConversationAccount &) const = default;
};

// A pointer to a place in another conversation (`relatesTo`).
struct ConversationReference
{
    QString activityId;
    std::optional<ChannelAccount> user;
    std::optional<ChannelAccount> bot;
    std::optional<ConversationAccount> conversation;
    QString channelId;
    QString serviceUrl; // never an endpoint for us (protocol.md §8.2)
    QString locale;
    QJsonObject raw;

    static std::optional<ConversationReference> fromJson(const QJsonValue &json);
    QJsonObject toJson() const;
    bool operator==(const ConversationReference &) const = default;
};

} // namespace botline::directline
