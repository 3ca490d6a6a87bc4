#pragma once

#include "adaptivecard.h"

namespace botline::adaptive {

class ActionParser;
class ParseLimits;

// Reads elements that are text: TextBlock, RichTextBlock and FactSet. The rules and bounds are
// those of adaptivecard.h; `depth` is that of the element around.
class TextParser
{
public:
    TextParser(ParseLimits &limits, ActionParser &actions); // references outlive it

    TextBlock textBlock(const QJsonObject &object);
    RichText richText(const QJsonObject &object, int depth);
    FactSet factSet(const QJsonObject &object);

private:
    ParseLimits &m_limits;
    ActionParser &m_actions;
};

} // namespace botline::adaptive
