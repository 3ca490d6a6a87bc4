#include "activity.h"

#include "json.h"

#include <QtCore/QTimeZone>

using namespace Qt::StringLiterals;

namespace botline::directline {

namespace {

constexpr int kFirstCredibleYear = 2000; // .NET's default is 0001-01-01 (§3.3)
constexpr int kLongestTimestamp = 64;

// The plain text members, once for reading and writing.
constexpr std::pair<QLatin1StringView, QString Activity::*> kTexts[] = {
    {"type"_L1, &Activity::type},
    {"id"_L1, &Activity::id},
    {"localTimestamp"_L1, &Activity::localTimestamp},
    {"localTimezone"_L1, &Activity::localTimezone},
    {"serviceUrl"_L1, &Activity::serviceUrl},
    {"channelId"_L1, &Activity::channelId},
    {"textFormat"_L1, &Activity::textFormat},
    {"attachmentLayout"_L1, &Activity::attachmentLayout},
    {"topicName"_L1, &Activity::topicName},
    {"locale"_L1, &Activity::locale},
    {"text"_L1, &Activity::text},
    {"speak"_L1, &Activity::speak},
    {"inputHint"_L1, &Activity::inputHint},
    {"summary"_L1, &Activity::summary},
    {"action"_L1, &Activity::action},
    {"replyToId"_L1, &Activity::replyToId},
    {"label"_L1, &Activity::label},
    {"valueType"_L1, &Activity::valueType},
    {"name"_L1, &Activity::name},
    {"code"_L1, &Activity::code},
    {"importance"_L1, &Activity::importance},
    {"deliveryMode"_L1, &Activity::deliveryMode},
    {"callerId"_L1, &Activity::callerId},
};

void updateTimestamp(QJsonObject &object, QLatin1StringView key, const QDateTime &value)
{
    if (parseTimestamp(json::text(object, key)) != value)
        json::setText(object, key, value.toUTC().toString(Qt::ISODateWithMs));
}

QJsonArray objectsOf(const QJsonValue &value)
{
    const QJsonArray all = value.toArray();
    QJsonArray objects;
    for (const QJsonValue &item : all) {
        if (item.isObject())
            objects.append(item);
    }
    return objects;
}

} // namespace

QDateTime parseTimestamp(const QString &text)
{
    QString iso = text.trimmed();
    if (iso.isEmpty() || iso.size() > kLongestTimestamp)
        return {};

    // Cut the fraction to whole milliseconds: rounding up could reorder neighbours.
    const qsizetype time = iso.indexOf(u'T', 0, Qt::CaseInsensitive);
    const qsizetype point = iso.indexOf(u'.', time + 1);
    if (point > 0) {
        qsizetype end = point + 1;
        while (end < iso.size() && iso.at(end).isDigit())
            ++end;
        if (end > point + 4)
            iso.remove(point + 4, end - point - 4);
    }
    // Qt takes text without a zone for local time; the service means UTC (Q16).
    const bool hasZone = time > 0
        && (iso.endsWith(u'Z', Qt::CaseInsensitive) || iso.indexOf(u'+', time) > 0
            || iso.indexOf(u'-', time) > 0);
    if (!hasZone)
        iso += u'Z';

    const QDateTime parsed = QDateTime::fromString(iso, Qt::ISODateWithMs).toUTC();
    return parsed.isValid() && parsed.date().year() >= kFirstCredibleYear ? parsed : QDateTime();
}

QString Activity::clientActivityId() const
{
    return json::text(channelData.toObject(), "clientActivityID"_L1);
}

bool Activity::isPostBack() const
{
    return channelData.toObject().value("postBack"_L1).toBool();
}

std::optional<Activity> Activity::fromJson(const QJsonValue &json)
{
    const QJsonObject object = json.toObject();
    if (!object.value("type"_L1).isString() || json::deeperThan(json, json::kMaxDepth))
        return std::nullopt;

    Activity activity;
    activity.raw = object;
    for (const auto &[key, member] : kTexts)
        activity.*member = json::text(object, key);
    activity.timestamp = parseTimestamp(json::text(object, "timestamp"_L1));
    activity.from = ChannelAccount::fromJson(object.value("from"_L1));
    activity.conversation = ConversationAccount::fromJson(object.value("conversation"_L1));
    activity.recipient = ChannelAccount::fromJson(object.value("recipient"_L1));
    activity.membersAdded = json::list<ChannelAccount>(object.value("membersAdded"_L1));
    activity.membersRemoved = json::list<ChannelAccount>(object.value("membersRemoved"_L1));
    activity.reactionsAdded = objectsOf(object.value("reactionsAdded"_L1));
    activity.reactionsRemoved = objectsOf(object.value("reactionsRemoved"_L1));
    activity.historyDisclosed = object.value("historyDisclosed"_L1).toBool();
    activity.suggestedActions = SuggestedActions::fromJson(object.value("suggestedActions"_L1));
    activity.attachments = json::list<Attachment>(object.value("attachments"_L1));
    activity.entities = objectsOf(object.value("entities"_L1));
    activity.channelData = object.value("channelData"_L1);
    activity.value = object.value("value"_L1);
    activity.relatesTo = ConversationReference::fromJson(object.value("relatesTo"_L1));
    activity.expiration = parseTimestamp(json::text(object, "expiration"_L1));
    activity.listenFor = json::stringList(object.value("listenFor"_L1));
    activity.textHighlights = objectsOf(object.value("textHighlights"_L1));
    activity.semanticAction = object.value("semanticAction"_L1).toObject();
    return activity;
}

QJsonObject Activity::toJson() const
{
    QJsonObject object = raw;
    const auto updateObjects = [&object](QLatin1StringView key, const QJsonArray &objects) {
        if (objectsOf(object.value(key)) != objects)
            json::updateArray(object, key, objects);
    };

    for (const auto &[key, member] : kTexts)
        json::updateText(object, key, this->*member);
    updateTimestamp(object, "timestamp"_L1, timestamp);
    json::update(object, "from"_L1, from);
    json::update(object, "conversation"_L1, conversation);
    json::update(object, "recipient"_L1, recipient);
    json::updateList(object, "membersAdded"_L1, membersAdded);
    json::updateList(object, "membersRemoved"_L1, membersRemoved);
    updateObjects("reactionsAdded"_L1, reactionsAdded);
    updateObjects("reactionsRemoved"_L1, reactionsRemoved);
    json::updateBool(object, "historyDisclosed"_L1, historyDisclosed);
    json::update(object, "suggestedActions"_L1, suggestedActions);
    json::updateList(object, "attachments"_L1, attachments);
    updateObjects("entities"_L1, entities);
    json::updateValue(object, "channelData"_L1, channelData);
    json::updateValue(object, "value"_L1, value);
    json::update(object, "relatesTo"_L1, relatesTo);
    updateTimestamp(object, "expiration"_L1, expiration);
    if (json::stringList(object.value("listenFor"_L1)) != listenFor)
        json::updateArray(object, "listenFor"_L1, QJsonArray::fromStringList(listenFor));
    updateObjects("textHighlights"_L1, textHighlights);
    json::updateObject(object, "semanticAction"_L1, semanticAction);
    return object;
}

} // namespace botline::directline
