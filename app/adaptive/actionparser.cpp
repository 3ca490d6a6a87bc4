#include "actionparser.h"

#include "cardparser.h"
#include "cardproperties.h"
#include "parselimits.h"

#include "app/directline/json.h"

#include <QtCore/QJsonArray>

#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace json = directline::json;

ActionParser::ActionParser(ParseLimits &limits, CardParser &cards)
    : m_limits(limits), m_cards(cards)
{
}

std::vector<Action> ActionParser::actions(const QJsonValue &value, int depth)
{
    std::vector<Action> result;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array) {
        if (!m_limits.hasElements()) {
            if (item.isObject())
                m_limits.setCut();
            break;
        }
        if (auto read = action(item, depth))
            result.push_back(std::move(*read));
    }
    return result;
}

std::optional<Action> ActionParser::selectAction(const QJsonValue &value, int depth)
{
    auto result = action(value, depth);
    if (result && result->kind == Action::Kind::ShowCard)
        result.reset();
    return result;
}

std::optional<Action> ActionParser::action(const QJsonValue &value, int depth)
{
    if (!value.isObject() || !m_limits.take())
        return std::nullopt;
    const QJsonObject object = value.toObject();
    Action result;
    result.number = m_limits.nextAction();
    result.type = json::text(object, "type"_L1).left(100);
    result.title = m_limits.text(object, "title"_L1);
    result.tooltip = m_limits.text(object, "tooltip"_L1);
    result.iconUrl = json::text(object, "iconUrl"_L1);
    result.enabled = object["isEnabled"_L1].toBool(true);
    result.secondary
        = json::text(object, "mode"_L1).compare("secondary"_L1, Qt::CaseInsensitive) == 0;
    const QString style = json::text(object, "style"_L1);
    result.positive = style.compare("positive"_L1, Qt::CaseInsensitive) == 0;
    result.destructive = style.compare("destructive"_L1, Qt::CaseInsensitive) == 0;
    if (meetsRequirements(object))
        readAction(object, depth, result);
    if (result.kind == Action::Kind::Unsupported) {
        const QJsonValue fallback = object["fallback"_L1];
        if (fallback.isObject() && depth < kMaxDepth)
            return action(fallback, depth + 1);
        if (fallback.toString().compare("drop"_L1, Qt::CaseInsensitive) == 0)
            return std::nullopt;
    }
    return result;
}

void ActionParser::readAction(const QJsonObject &object, int depth, Action &result)
{
    if (result.type == "Action.OpenUrl"_L1) {
        result.kind = Action::Kind::OpenUrl;
        result.url = json::text(object, "url"_L1);
    } else if (result.type == "Action.Submit"_L1 || result.type == "Action.Execute"_L1) {
        result.kind = Action::Kind::Submit;
        result.data = object["data"_L1];
        result.takesInputs
            = json::text(object, "associatedInputs"_L1).compare("none"_L1, Qt::CaseInsensitive)
            != 0;
        addVerb(json::text(object, "verb"_L1), result.data);
    } else if (result.type == "Action.ToggleVisibility"_L1) {
        result.kind = Action::Kind::ToggleVisibility;
        readTargets(object["targetElements"_L1].toArray(), result);
    } else if (result.type == "Action.ShowCard"_L1 && depth < kMaxDepth) {
        result.kind = Action::Kind::ShowCard;
        QJsonObject inner = object["card"_L1].toObject();
        if (!inner.contains("type"_L1) && !inner.isEmpty())
            inner["type"_L1] = u"AdaptiveCard"_s;
        result.card = std::make_shared<const Card>(m_cards.card(inner, depth + 1));
    }
}

void ActionParser::addVerb(const QString &verb, QJsonValue &data)
{
    if (verb.isEmpty() || !(data.isObject() || data.isUndefined() || data.isNull()))
        return;
    QJsonObject object = data.toObject();
    if (!object.contains("verb"_L1))
        object["verb"_L1] = verb;
    data = object;
}

void ActionParser::readTargets(const QJsonArray &targets, Action &result)
{
    for (const QJsonValue &item : targets) {
        if (!m_limits.takePart())
            break;
        const QJsonObject object = item.toObject();
        Action::Target target;
        target.id = item.isString() ? item.toString() : json::text(object, "elementId"_L1);
        if (const QJsonValue visible = object["isVisible"_L1]; visible.isBool())
            target.visible = visible.toBool();
        if (!target.id.isEmpty())
            result.targets.push_back(std::move(target));
    }
}

} // namespace botline::adaptive
