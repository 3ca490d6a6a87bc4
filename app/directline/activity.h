#pragma once

#include "attachment.h"
#include "channelaccount.h"
#include "conversationaccount.h"
#include "suggestedactions.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>
#include <QtCore/QMetaType>

namespace botline::directline {

// The unit of Direct Line: one message, event or other occurrence (dossier §6.1).
//
// Every member is optional on the wire; a member of the wrong JSON type counts as absent and the
// activity survives. fromJson() answers nullopt when `type` is missing or not a string, or when the
// object nests deeper than json::kMaxDepth. toJson() keeps the members it does not know.
struct Activity
{
    QString type;
    QString id; // opaque, compared ordinally; "" when the service gave none
    QDateTime timestamp; // UTC; invalid when absent, unreadable or before the year 2000 (§3.3)
    QString localTimestamp;
    QString localTimezone;
    QString serviceUrl; // never an endpoint for us (§8.2)
    QString channelId;
    std::optional<ChannelAccount> from;
    std::optional<ConversationAccount> conversation;
    std::optional<ChannelAccount> recipient;
    QString textFormat;
    QString attachmentLayout;
    QList<ChannelAccount> membersAdded;
    QList<ChannelAccount> membersRemoved;
    QJsonArray reactionsAdded;
    QJsonArray reactionsRemoved;
    QString topicName;
    bool historyDisclosed = false;
    QString locale;
    QString text;
    QString speak;
    QString inputHint;
    QString summary;
    std::optional<SuggestedActions> suggestedActions;
    QList<Attachment> attachments;
    QJsonArray entities; // objects with a `type`
    QJsonValue channelData = QJsonValue::Undefined;
    QString action;
    QString replyToId;
    QString label;
    QString valueType;
    QJsonValue value = QJsonValue::Undefined;
    QString name;
    std::optional<ConversationReference> relatesTo;
    QString code;
    QDateTime expiration; // UTC; invalid when absent
    QString importance;
    QString deliveryMode;
    QStringList listenFor;
    QJsonArray textHighlights;
    QJsonObject semanticAction;
    QString callerId;
    QJsonObject raw; // as received

    bool isMessage() const { return type == QLatin1StringView("message"); }
    // channelData.clientActivityID: how we recognise our own echo (§3.5). "" when there is none.
    QString clientActivityId() const;
    // channelData.postBack is true: sent by a button, never shown as a bubble (§6.5).
    bool isPostBack() const;

    static std::optional<Activity> fromJson(const QJsonValue &json);
    QJsonObject toJson() const;
    bool operator==(const Activity &) const = default;
};

// ISO 8601 with up to seven fraction digits; no zone means UTC (§3.3, Q16). Invalid when unreadable
// or before the year 2000.
QDateTime parseTimestamp(const QString &text);

} // namespace botline::directline

Q_DECLARE_METATYPE(botline::directline::Activity)
