#include "inputparser.h"

#include "actionparser.h"
#include "cardproperties.h"
#include "parselimits.h"

#include "app/directline/json.h"

#include <QtCore/QJsonArray>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace json = directline::json;

InputParser::InputParser(ParseLimits &limits, ActionParser &actions)
    : m_limits(limits), m_actions(actions)
{
}

std::optional<Input::Kind> InputParser::inputKind(const QString &type)
{
    if (type == "Input.Text"_L1)
        return Input::Kind::Text;
    if (type == "Input.Number"_L1)
        return Input::Kind::Number;
    if (type == "Input.Date"_L1)
        return Input::Kind::Date;
    if (type == "Input.Time"_L1)
        return Input::Kind::Time;
    if (type == "Input.Toggle"_L1)
        return Input::Kind::Toggle;
    if (type == "Input.ChoiceSet"_L1)
        return Input::Kind::ChoiceSet;
    return std::nullopt;
}

Input InputParser::input(Input::Kind kind, const QJsonObject &object, int depth)
{
    Input input;
    input.kind = kind;
    input.number = m_limits.nextInput();
    input.id = json::text(object, "id"_L1);
    input.errorMessage = m_limits.text(object, "errorMessage"_L1);
    input.placeholder = m_limits.text(object, "placeholder"_L1);
    input.value = m_limits.text(object, "value"_L1);
    input.required = object["isRequired"_L1].toBool();
    input.multiline = object["isMultiline"_L1].toBool();
    input.maxLength = int(
        std::clamp(numberOf(object["maxLength"_L1]).value_or(0), 0.0, double(kMaxTextLength)));
    input.regex = json::text(object, "regex"_L1);
    input.style = named<Input::TextStyle>(object["style"_L1],
                                          {{"tel"_L1, Input::TextStyle::Telephone},
                                           {"url"_L1, Input::TextStyle::Url},
                                           {"email"_L1, Input::TextStyle::Email},
                                           {"password"_L1, Input::TextStyle::Password}},
                                          Input::TextStyle::Text);
    readLabel(object, input);
    input.inlineAction = m_actions.selectAction(object["inlineAction"_L1], depth);
    input.minimum = json::scalarText(object, "min"_L1);
    input.maximum = json::scalarText(object, "max"_L1);
    input.title = m_limits.text(object, "title"_L1);
    input.valueOn
        = object.contains("valueOn"_L1) ? json::scalarText(object, "valueOn"_L1) : u"true"_s;
    input.valueOff
        = object.contains("valueOff"_L1) ? json::scalarText(object, "valueOff"_L1) : u"false"_s;
    const QString style = json::text(object, "style"_L1);
    input.expanded = style.compare("expanded"_L1, Qt::CaseInsensitive) == 0;
    input.filtered = style.compare("filtered"_L1, Qt::CaseInsensitive) == 0;
    input.multiSelect = object["isMultiSelect"_L1].toBool();
    if (kind == Input::Kind::ChoiceSet)
        readChoices(object, input);
    return input;
}

void InputParser::readLabel(const QJsonObject &object, Input &input)
{
    input.label = m_limits.text(object, "label"_L1);
    input.labelBeside
        = json::text(object, "labelPosition"_L1).compare("inline"_L1, Qt::CaseInsensitive) == 0;
    const QJsonValue width = object["labelWidth"_L1];
    if (width.toString().endsWith("px"_L1, Qt::CaseInsensitive))
        input.labelPixels = pixelsOf(width);
    else
        input.labelPercent = std::clamp(numberOf(width).value_or(0), 0.0, 90.0);
}

void InputParser::readChoices(const QJsonObject &object, Input &input)
{
    QStringList selected; // before 1.0 the choices themselves said it
    const QJsonArray choices = object["choices"_L1].toArray();
    for (const QJsonValue &item : choices) {
        if (!item.isObject())
            continue;
        if (!m_limits.takePart())
            break;
        const QJsonObject choice = item.toObject();
        Input::Choice read{m_limits.text(choice, "title"_L1), json::scalarText(choice, "value"_L1)};
        if (read.title.isEmpty())
            read.title = read.value;
        if (choice["isSelected"_L1].toBool())
            selected.append(read.value);
        input.choices.push_back(std::move(read));
    }
    if (input.value.isEmpty())
        input.value = selected.join(u',');
}

} // namespace botline::adaptive
