#pragma once

#include "adaptivecard.h"

namespace botline::adaptive {

class ActionParser;
class ParseLimits;

// Reads Image and ImageSet. The rules and bounds are those of
// adaptivecard.h; `depth` is that of the element around.
class ImageParser
{
public:
    ImageParser(ParseLimits &limits, ActionParser &actions); // references outlive it

    // A note where it has no address.
    void readImage(const QJsonObject &object, int depth, Element &element);
    ImageSet imageSet(const QJsonObject &object, int depth);

private:
    Image image(const QJsonObject &object, int depth);

    ParseLimits &m_limits;
    ActionParser &m_actions;
};

} // namespace botline::adaptive
