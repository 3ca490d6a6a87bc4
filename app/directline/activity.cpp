#include "activity.h"

#include "activityreader.h"
#include "json.h"
#include "textmembers.h"

#include <QtCore/QTimeZone>

using namespace Qt::StringLiterals;

namespace botline::directline {

namespace {

constexpr int kFirstCredibleYear = 2000; // .NET's default is 0001-01-01 (protocol.md §3.3)
constexpr int kLongestTimestamp = 64;

void updateTimestamp(QJsonObject &object, QLatin1StringView key, const QDateTime &value)
{
    if (parseTimestamp(json::text(object, key)) != value)
        json::setText(object, key, value.toUTC().toString(Qt::ISODateWithMs));
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
    // Qt takes text without a zone for local time; the service means UTC (protocol.md §10 Q16).
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

QString Activity::serviceUrl() const
{
    return raw.value("serviceUrl"_L1).toString();
}

QString Activity::channelId() const
{
    return raw.value("channelId"_L1).toString();
}

QList<ChannelAccount> Activity::membersAdded() const
{
    return json::list<ChannelAccount>(raw.value("membersAdded"_L1));
}

QList<ChannelAccount> Activity::membersRemoved() const
{
    return json::list<ChannelAccount>(raw.value("membersRemoved"_L1));
}

QJsonArray Activity::reactionsAdded() const
{
    return json::objects(raw.value("reactionsAdded"_L1));
}

QJsonArray Activity::reactionsRemoved() const
{
    return json::objects(raw.value("reactionsRemoved"_L1));
}

QString Activity::topicName() const
{
    return raw.value("topicName"_L1).toString();
}

bool Activity::historyDisclosed() const
{
    return raw.value("historyDisclosed"_L1).toBool();
}

QString Activity::action() const
{
    return raw.value("action"_L1).toString();
}

QString Activity::label() const
{
    return raw.value("label"_L1).toString();
}

std::optional<ConversationReference> Activity::relatesTo() const
{
    return ConversationReference::fromJson(raw.value("relatesTo"_L1));
}

QString Activity::deliveryMode() const
{
    return raw.value("deliveryMode"_L1).toString();
}

QStringList Activity::listenFor() const
{
    return json::stringList(raw.value("listenFor"_L1));
}

QJsonArray Activity::textHighlights() const
{
    return json::objects(raw.value("textHighlights"_L1));
}

QJsonObject Activity::semanticAction() const
{
    return raw.value("semanticAction"_L1).toObject();
}

QString Activity::callerId() const
{
    return raw.value("callerId"_L1).toString();
}

std::optional<Activity> Activity::fromJson(const QJsonValue &json)
{
    if (!json.isObject())
        return std::nullopt;
    const QJsonObject object = json.toObject();
    return fromRaw(RawObject(object));
}

std::optional<Activity> Activity::fromRaw(const RawObject &raw)
{
    ActivityReader &reader = ActivityReader::ofThread();
    std::optional<Activity> activity(std::in_place);
    ActivityReader::Outcome outcome = reader.read(raw.text(), *activity);
    if (outcome == ActivityReader::Outcome::Odd) { // what Qt makes of it is sound
        activity.emplace();
        outcome = reader.read(RawObject(raw.toObject()).text(), *activity);
    }
    if (outcome != ActivityReader::Outcome::Read)
        return std::nullopt;
    activity->raw = raw;
    return activity;
}

QJsonObject Activity::toJson() const
{
    QJsonObject object = raw.toObject();
    for (const auto &[key, member, repeats] : kActivityTexts)
        json::updateText(object, key, this->*member);
    updateTimestamp(object, "timestamp"_L1, timestamp);
    json::update(object, "from"_L1, from);
    json::update(object, "conversation"_L1, conversation);
    json::update(object, "recipient"_L1, recipient);
    json::update(object, "suggestedActions"_L1, suggestedActions);
    json::updateList(object, "attachments"_L1, attachments);
    if (json::objects(object.value("entities"_L1)) != entities)
        json::updateArray(object, "entities"_L1, entities);
    json::updateValue(object, "channelData"_L1, channelData);
    json::updateValue(object, "value"_L1, value);
    updateTimestamp(object, "expiration"_L1, expiration);
    return object;
}

} // namespace botline::directline
