#include "activityvalidation.h"

#include <QtCore/QJsonDocument>

#include <algorithm>
#include <array>

namespace botline::localservice {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kCharacters = 256 * 1024; // protocol.md §4.6

// What the channel owns: whatever a client sends there is replaced or dropped (protocol.md §4.2).
constexpr std::array kChannelMembers{"id"_L1,         "timestamp"_L1,    "channelId"_L1,
                                     "serviceUrl"_L1, "conversation"_L1, "recipient"_L1,
                                     "callerId"_L1};

constexpr std::array kTypes{"message"_L1,
                            "typing"_L1,
                            "event"_L1,
                            "endOfConversation"_L1,
                            "conversationUpdate"_L1,
                            "contactRelationUpdate"_L1,
                            "installationUpdate"_L1,
                            "messageReaction"_L1,
                            "messageUpdate"_L1,
                            "messageDelete"_L1,
                            "invoke"_L1,
                            "trace"_L1,
                            "handoff"_L1,
                            "suggestion"_L1,
                            "command"_L1,
                            "commandResult"_L1};

} // namespace

std::optional<QJsonObject> validatedActivity(const QByteArray &json,
                                             const QJsonObject &embeddedUser,
                                             const QString &fallbackUserId, ServerResponse *refusal)
{
    if (QString::fromUtf8(json).size() > kCharacters) {
        *refusal = malformed(u"The activity is longer than %1 characters"_s.arg(kCharacters));
        return std::nullopt;
    }
    QJsonObject activity = QJsonDocument::fromJson(json).object();
    const QString type = activity.value("type"_L1).toString();
    if (type.isEmpty()) {
        *refusal = missing(u"Invalid or missing activities in HTTP body"_s);
        return std::nullopt;
    }
    const bool wrongCase
        = std::any_of(kTypes.begin(), kTypes.end(), [&type](QLatin1StringView known) {
              return type != known && type.compare(known, Qt::CaseInsensitive) == 0;
          });
    if (wrongCase) {
        *refusal = malformed(u"Unknown activity type; types are case-sensitive"_s);
        return std::nullopt;
    }
    QJsonObject from = activity.value("from"_L1).toObject();
    if (from.value("id"_L1).toString().isEmpty())
        from.insert("id"_L1, fallbackUserId);
    for (auto it = embeddedUser.begin(); it != embeddedUser.end(); ++it)
        from.insert(it.key(), it.value());
    if (from.value("id"_L1).toString().isEmpty()) {
        *refusal = missing(u"The activity has no from.id"_s);
        return std::nullopt;
    }
    from.insert("role"_L1, "user"_L1);
    activity.insert("from"_L1, from);
    for (const QLatin1StringView member : kChannelMembers)
        activity.remove(member);
    return activity;
}

} // namespace botline::localservice
