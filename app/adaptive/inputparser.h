#pragma once

#include "adaptivecard.h"

namespace botline::adaptive {

class ActionParser;
class ParseLimits;

// Reads all kinds of Input. The rules and bounds are those of
// adaptivecard.h; `depth` is that of the element around.
class InputParser
{
public:
    InputParser(ParseLimits &limits, ActionParser &actions); // references outlive it

    // nullopt when the type is none of an input.
    static std::optional<Input::Kind> inputKind(const QString &type);
    Input input(Input::Kind kind, const QJsonObject &object, int depth);

private:
    void readLabel(const QJsonObject &object, Input &input);
    void readChoices(const QJsonObject &object, Input &input);

    ParseLimits &m_limits;
    ActionParser &m_actions;
};

} // namespace botline::adaptive
