#pragma once

#include "adaptivecard.h"

namespace botline::adaptive {

class CardParser;
class ParseLimits;

// Reads actions: buttons, and what a click on something else does. The rules and bounds are those
// of adaptivecard.h; `depth` is that of the element around.
class ActionParser
{
public:
    ActionParser(ParseLimits &limits, CardParser &cards); // references outlive it

    // In order; those with a fallback "drop" are left out.
    std::vector<Action> actions(const QJsonValue &value, int depth);
    // What a click on something else than a button does: anything but to open a card.
    std::optional<Action> selectAction(const QJsonValue &value, int depth);

private:
    std::optional<Action> action(const QJsonValue &value, int depth);
    void readAction(const QJsonObject &object, int depth, Action &result);
    // An Action.Execute goes as a submit; its verb is what tells the bot which one.
    static void addVerb(const QString &verb, QJsonValue &data);
    void readTargets(const QJsonArray &targets, Action &result);

    ParseLimits &m_limits;
    CardParser &m_cards;
};

} // namespace botline::adaptive
