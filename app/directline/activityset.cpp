#include "activityset.h"

#include "activitypieces.h"
#include "activityreader.h"
#include "json.h"

#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;

namespace botline::directline {

namespace {

std::optional<QString> readWatermark(const QJsonValue &value)
{
    // Local servers send a number, whose QJsonValue::toString() is "" and would reset history
    // (protocol.md §10 Q14).
    if (value.isDouble())
        return value.toVariant().toString();
    const QString text = value.toString();
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

} // namespace

std::optional<ActivitySet> ActivitySet::fromJson(const QJsonObject &json)
{
    const QJsonValue list = json.value("activities"_L1);
    if (!list.isArray() && !list.isNull() && !list.isUndefined())
        return std::nullopt;

    ActivitySet set;
    const QJsonArray array = list.toArray();
    set.activities.reserve(array.size());
    for (const QJsonValue &item : array) {
        if (auto activity = Activity::fromJson(item))
            set.activities.append(*std::move(activity));
        else
            ++set.skipped;
    }
    set.watermark = readWatermark(json.value("watermark"_L1));
    return set;
}

std::optional<ActivitySet> ActivitySet::fromBody(const QByteArray &body, QString *why)
{
    if (auto set = fromPieces(body))
        return set;
    // There is something about it: the slow way tells what.
    const std::optional<QJsonObject> object = json::parseObject(body, why);
    if (!object)
        return std::nullopt;
    std::optional<ActivitySet> set = fromJson(*object);
    if (!set && why)
        *why = u"activities is no list"_s;
    return set;
}

// nullopt for what is not sound JSON throughout, or written in an unusual way.
std::optional<ActivitySet> ActivitySet::fromPieces(const QByteArray &body)
{
    const auto pieces = ActivityPieces::of(body);
    if (!pieces)
        return std::nullopt;
    const QJsonDocument rest = QJsonDocument::fromJson(pieces->rest);
    if (!rest.isObject())
        return std::nullopt;

    ActivitySet set;
    set.activities.reserve(pieces->activities.size());
    ActivityReader &reader = ActivityReader::ofThread();
    for (const QByteArray &piece : pieces->activities) {
        Activity &activity = set.activities.emplaceBack();
        const ActivityReader::Outcome outcome = reader.read(piece, activity);
        if (outcome == ActivityReader::Outcome::Odd)
            return std::nullopt;
        if (outcome == ActivityReader::Outcome::Read) {
            activity.raw = RawObject::fromText(piece);
        } else {
            set.activities.removeLast();
            ++set.skipped;
        }
    }
    set.watermark = readWatermark(rest["watermark"_L1]);
    return set;
}

} // namespace botline::directline
