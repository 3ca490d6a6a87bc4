#pragma once

#include "actionparser.h"
#include "containerparser.h"
#include "imageparser.h"
#include "inputparser.h"
#include "mediaparser.h"
#include "parselimits.h"
#include "textparser.h"

namespace botline::adaptive {

// Reads one card, with fallbacks in the place of what is not supported; its bounds hold for
// everything inside together.
class CardParser
{
public:
    explicit CardParser(const QLocale &locale);
    CardParser(const CardParser &) = delete; // its parts refer to it
    CardParser &operator=(const CardParser &) = delete;

    // `depth`: of the card around it, 0 for the outermost.
    Card card(const QJsonObject &object, int depth);
    std::vector<Element> elements(const QJsonValue &value, int depth);
    // Whether something was left out for the sake of a bound.
    bool wasCut() const { return m_limits.wasCut(); }

private:
    void element(const QJsonObject &object, int depth, std::vector<Element> &result);
    // False when there is no such element.
    bool read(const QString &type, const QJsonObject &object, int depth, Element &element);

    ParseLimits m_limits;
    ActionParser m_actions;
    TextParser m_texts;
    ImageParser m_images;
    MediaParser m_media;
    ContainerParser m_containers;
    InputParser m_inputs;
};

} // namespace botline::adaptive
