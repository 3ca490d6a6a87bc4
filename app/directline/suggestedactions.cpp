#include "suggestedactions.h"

#include "json.h"

using namespace Qt::StringLiterals;

namespace botline::directline {

bool SuggestedActions::isFor(const QString &userId) const
{
    return to.isEmpty() || to.contains(userId);
}

std::optional<SuggestedActions> SuggestedActions::fromJson(const QJsonValue &json)
{
    if (!json.isObject())
        return std::nullopt;
    SuggestedActions suggested;
    suggested.raw = json.toObject();
    suggested.to = json::stringList(suggested.raw.value("to"_L1));
    suggested.actions = json::list<CardAction>(suggested.raw.value("actions"_L1));
    return suggested;
}

QJsonObject SuggestedActions::toJson() const
{
    QJsonObject object = raw;
    if (json::stringList(object.value("to"_L1)) != to)
        json::updateArray(object, "to"_L1, QJsonArray::fromStringList(to));
    json::updateList(object, "actions"_L1, actions);
    return object;
}

} // namespace botline::directline
