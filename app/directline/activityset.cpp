#include "activityset.h"

#include "json.h"

using namespace Qt::StringLiterals;

namespace botline::directline {

namespace {

std::optional<QString> readWatermark(const QJsonValue &value)
{
    // Local servers send a number, whose QJsonValue::toString() is "" and would reset history
    // (Q14).
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

} // namespace botline::directline
