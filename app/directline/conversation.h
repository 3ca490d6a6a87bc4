#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QString>

#include <chrono>
#include <optional>

namespace botline::directline {

// The answer to start, reconnect, tokens/generate, tokens/refresh and a token URL (protocol.md §2,
// §1.3).
//
// fromJson() answers nullopt when `conversationId` is missing or empty. `expiresIn` follows
// protocol.md §1.4: whole numbers up to 86400 s as they are, larger ones 86400 s, everything else
// 1800 s.
struct Conversation
{
    QString conversationId;
    QByteArray token; // empty when the service sent none: keep the credential in use
    std::chrono::seconds expiresIn{1800};
    QString streamUrl; // a bearer credential: never log it
    QString referenceGrammarId;
    QString eTag;
    QJsonObject raw;

    static std::optional<Conversation> fromJson(const QJsonObject &json);
    bool operator==(const Conversation &) const = default;
};

// The answer to a post or an upload. `id` is "" for 202, 204 and unreadable bodies: the echo is
// then matched by clientActivityID alone (protocol.md §4.3).
struct ResourceResponse
{
    QString id;
    static ResourceResponse fromJson(const QJsonObject &json);
    bool operator==(const ResourceResponse &) const = default;
};

} // namespace botline::directline
