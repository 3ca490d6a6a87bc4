#include "outgoingactivity.h"

#include <QtCore/QTimeZone>
#include <QtCore/QUuid>

using namespace Qt::StringLiterals;

namespace botline::outgoing {

using directline::Activity;
using directline::CardAction;

namespace {

Activity blank(const Sender &sender, const QString &clientActivityId, QJsonObject channelData = {})
{
    Activity activity;
    activity.type = u"message"_s;
    activity.from = account(sender);
    activity.locale = sender.locale;
    const QDateTime local = sender.now.toLocalTime();
    activity.localTimestamp
        = local.toOffsetFromUtc(local.offsetFromUtc()).toString(Qt::ISODateWithMs);
    activity.localTimezone = QString::fromLatin1(QTimeZone::systemTimeZoneId());
    channelData.insert("clientActivityID"_L1, clientActivityId);
    activity.channelData = channelData;
    return activity;
}

// What the bot wants to find in channelData stays there; ours joins it.
QJsonObject withMember(const QJsonValue &channelData, QLatin1StringView key,
                       const QJsonValue &value)
{
    QJsonObject object = channelData.toObject();
    object.insert(key, value);
    return object;
}

} // namespace

directline::ChannelAccount account(const Sender &sender)
{
    directline::ChannelAccount account;
    account.id = sender.userId;
    account.name = sender.userName;
    account.role = u"user"_s;
    return account;
}

QString newClientActivityId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

Activity message(const Sender &sender, const QString &text, const QString &clientActivityId)
{
    Activity activity = blank(sender, clientActivityId);
    activity.text = text;
    activity.textFormat = u"plain"_s;
    return activity;
}

std::optional<Activity> forAction(const Sender &sender, const CardAction &action,
                                  const QString &clientActivityId, const QString &replyToId)
{
    Activity activity;
    switch (action.kind()) {
    case CardAction::Kind::ImBack:
        activity = message(sender, action.value.isString() ? action.value.toString() : action.title,
                           clientActivityId);
        break;
    case CardAction::Kind::PostBack:
        activity
            = blank(sender, clientActivityId, withMember(action.channelData, "postBack"_L1, true));
        if (action.value.isString())
            activity.text = action.value.toString();
        else
            activity.value = action.value;
        break;
    case CardAction::Kind::MessageBack: {
        QJsonObject shown;
        if (!action.displayText.isEmpty())
            shown.insert("displayText"_L1, action.displayText);
        activity = blank(sender, clientActivityId,
                         withMember(action.channelData, "messageBack"_L1, shown));
        activity.text = action.text;
        activity.value = action.value;
        break;
    }
    default:
        return std::nullopt;
    }
    activity.replyToId = replyToId;
    return activity;
}

Activity forSubmit(const Sender &sender, const QJsonValue &data, const QJsonObject &inputs,
                   const QString &clientActivityId, const QString &replyToId)
{
    Activity activity;
    if (!data.toString().isEmpty() && inputs.isEmpty()) {
        activity = message(sender, data.toString(), clientActivityId);
    } else {
        QJsonObject value;
        if (data.isObject())
            value = data.toObject();
        else if (!data.isUndefined() && !data.isNull())
            value.insert("data"_L1, data);
        for (auto it = inputs.begin(); it != inputs.end(); ++it)
            value.insert(it.key(), it.value());
        activity = blank(sender, clientActivityId, {{u"postBack"_s, true}});
        activity.value = value;
    }
    activity.replyToId = replyToId;
    return activity;
}

bool isShown(const Activity &activity)
{
    if (activity.isPostBack())
        return false;
    const QJsonValue messageBack = activity.channelData["messageBack"_L1];
    return !messageBack.isObject() || !messageBack["displayText"_L1].toString().isEmpty();
}

} // namespace botline::outgoing
