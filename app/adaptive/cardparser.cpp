#include "cardparser.h"

#include "cardproperties.h"

#include "app/directline/json.h"

#include <QtCore/QJsonArray>

#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace json = directline::json;

CardParser::CardParser(const QLocale &locale)
    : m_limits(locale),
      m_actions(m_limits, *this),
      m_texts(m_limits, m_actions),
      m_images(m_limits, m_actions),
      m_media(m_limits),
      m_containers(m_limits, m_actions, *this),
      m_inputs(m_limits, m_actions)
{
}

Card CardParser::card(const QJsonObject &object, int depth)
{
    Card result;
    result.fallbackText = m_limits.text(object, "fallbackText"_L1);
    result.valid = json::text(object, "type"_L1) == "AdaptiveCard"_L1
        && (object["body"_L1].isArray() || object["actions"_L1].isArray());
    if (!result.valid)
        return result;
    result.later = isLaterVersion(json::text(object, "version"_L1));
    result.surface = surfaceOf(object["style"_L1]);
    result.verticalAlign = verticalAlignOf(object["verticalContentAlignment"_L1]);
    result.minHeight = pixelsOf(object["minHeight"_L1]);
    result.rightToLeft = flagOf(object["rtl"_L1]);
    result.background = backgroundOf(object["backgroundImage"_L1]);
    result.selectAction = m_actions.selectAction(object["selectAction"_L1], depth);
    result.body = elements(object["body"_L1], depth);
    result.actions = m_actions.actions(object["actions"_L1], depth);
    if (m_limits.takeCutNote()) { // among the actions or parts of an element
        result.body.push_back(elementOf(Note{Note::Reason::TooLong, {}}));
    }
    return result;
}

std::vector<Element> CardParser::elements(const QJsonValue &value, int depth)
{
    std::vector<Element> result;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array) {
        if (!item.isObject())
            continue;
        if (!m_limits.take())
            break;
        element(item.toObject(), depth, result);
    }
    if (m_limits.takeCutNote()) {
        result.push_back(elementOf(Note{Note::Reason::TooLong, {}}));
    }
    return result;
}

void CardParser::element(const QJsonObject &object, int depth, std::vector<Element> &result)
{
    Element element = commonPartOf(object);
    const QString type = json::text(object, "type"_L1);

    if (depth >= kMaxDepth) {
        element.content = Note{Note::Reason::TooDeep, type};
    } else if (!meetsRequirements(object) || !read(type, object, depth, element)) {
        const QJsonValue fallback = object["fallback"_L1];
        if (fallback.isObject()) {
            if (m_limits.take())
                this->element(fallback.toObject(), depth + 1, result);
            return;
        }
        if (fallback.toString().compare("drop"_L1, Qt::CaseInsensitive) == 0)
            return;
        element.content = Note{Note::Reason::UnsupportedElement, type.left(100)};
    }
    result.push_back(std::move(element));
}

bool CardParser::read(const QString &type, const QJsonObject &object, int depth, Element &element)
{
    if (type == "TextBlock"_L1)
        element.content = m_texts.textBlock(object);
    else if (type == "RichTextBlock"_L1)
        element.content = m_texts.richText(object, depth);
    else if (type == "Image"_L1)
        m_images.readImage(object, depth, element);
    else if (type == "ImageSet"_L1)
        element.content = m_images.imageSet(object, depth);
    else if (type == "Media"_L1)
        m_media.readMedia(object, element);
    else if (type == "Container"_L1)
        element.content = m_containers.container(object, depth);
    else if (type == "Carousel"_L1)
        element.content = m_containers.carousel(object, depth);
    else if (type == "ColumnSet"_L1)
        element.content = m_containers.columnSet(object, depth);
    else if (type == "FactSet"_L1)
        element.content = m_texts.factSet(object);
    else if (type == "Table"_L1)
        element.content = m_containers.table(object, depth);
    else if (type == "ActionSet"_L1)
        element.content = ActionSet{m_actions.actions(object["actions"_L1], depth)};
    else if (const auto kind = InputParser::inputKind(type))
        element.content = m_inputs.input(*kind, object, depth);
    else
        return false;
    return true;
}

} // namespace botline::adaptive
