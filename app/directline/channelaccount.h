#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QString>

#include <optional>

namespace botline::directline {

// Who takes part in a conversation (protocol.md §6.1). `role` is "user", "bot", "channel" and is a
// hint, never an authority. fromJson() answers nullopt for anything that is not an object; toJson()
// keeps the members it does not know.
struct ChannelAccount
{
    QString id;
    QString name;
    QString aadObjectId;
    QString role;
    QJsonObject others; // members that we do not know, or of another type than they should be

    static std::optional<ChannelAccount> fromJson(const QJsonValue &json);
    QJsonObject toJson() const;
    bool operator==(const ChannelAccount &) const = default;
};

} // namespace botline::directline
