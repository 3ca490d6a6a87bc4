#pragma once

#include "attachment.h"
#include "channelaccount.h"
#include "conversationaccount.h"
#include "rawobject.h"
#include "suggestedactions.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>
#include <QtCore/QMetaType>

namespace botline::directline {

// The unit of Direct Line: one message, event or other occurrence (protocol.md §6.1).
//
// Every member is optional on the wire; a member of the wrong JSON type counts as absent and the
// activity survives. fromJson() answers nullopt when `type` is missing or not a string, or when the
// object nests deeper than json::kMaxDepth. toJson() keeps the members it does not know.
//
// A conversation has many thousand of these: what is seldom asked for is not kept a second time but
// read from `raw` by the functions below.
struct Activity
{
    QString type;
    QString id; // opaque, compared ordinally; "" when the service gave none
    // UTC; invalid when absent, unreadable or before the year 2000 (protocol.md §3.3).
    QDateTime timestamp;
    QString localTimestamp;
    QString localTimezone;
    std::optional<ChannelAccount> from;
    std::optional<ConversationAccount> conversation;
    std::optional<ChannelAccount> recipient;
    QString textFormat;
    QString attachmentLayout;
    QString locale;
    QString text;
    QString speak;
    QString inputHint;
    QString summary;
    std::optional<SuggestedActions> suggestedActions;
    QList<Attachment> attachments;
    QJsonArray entities; // objects with a `type`
    QJsonValue channelData = QJsonValue::Undefined;
    QString replyToId;
    QString valueType;
    QJsonValue value = QJsonValue::Undefined;
    QString name;
    QString code;
    QDateTime expiration; // UTC; invalid when absent
    QString importance;
    RawObject raw; // as received; empty for what was made here

    bool isMessage() const { return type == QLatin1StringView("message"); }
    // channelData.clientActivityID: how we recognise our own echo (protocol.md §3.5). "" when there
    // is none.
    QString clientActivityId() const;
    // channelData.postBack is true: sent by a button, never shown as a bubble (protocol.md §6.5).
    bool isPostBack() const;

    QString serviceUrl() const; // never an endpoint for us (protocol.md §8.2)
    QString channelId() const;
    QList<ChannelAccount> membersAdded() const;
    QList<ChannelAccount> membersRemoved() const;
    QJsonArray reactionsAdded() const;
    QJsonArray reactionsRemoved() const;
    QString topicName() const;
    bool historyDisclosed() const;
    QString action() const;
    QString label() const;
    std::optional<ConversationReference> relatesTo() const;
    QString deliveryMode() const;
    QStringList listenFor() const;
    QJsonArray textHighlights() const;
    QJsonObject semanticAction() const;
    QString callerId() const;

    static std::optional<Activity> fromJson(const QJsonValue &json);
    static std::optional<Activity> fromRaw(const RawObject &raw);
    QJsonObject toJson() const;
    bool operator==(const Activity &) const = default;
};

// ISO 8601 with up to seven fraction digits; no zone means UTC (protocol.md §3.3, §10 Q16). Invalid
// when unreadable or before the year 2000.
QDateTime parseTimestamp(const QString &text);

} // namespace botline::directline

Q_DECLARE_METATYPE(botline::directline::Activity)
