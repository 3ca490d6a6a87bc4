#include "cardpromises.h"

#include <QtCore/QHash>
#include <QtCore/QUrl>

#include <algorithm>

namespace botline::test {

using namespace Qt::StringLiterals;

namespace {

QJsonObject message(QJsonObject members, const QJsonObject &channelData = {})
{
    members.insert("type"_L1, "message"_L1);
    if (!channelData.isEmpty())
        members.insert("channelData"_L1, channelData);
    return members;
}

QJsonObject aloud(const QString &text)
{
    return message({{u"text"_s, text}, {u"textFormat"_s, u"plain"_s}});
}

bool leadsSomewhere(const QString &address, const QStringList &schemes)
{
    const QUrl url(address, QUrl::StrictMode);
    return schemes.contains(url.scheme()) && url.userInfo().isEmpty();
}

// ---- Buttons of Bot Framework cards

Press buttonPress(const QJsonObject &action)
{
    const QString type = action["type"_L1].toString();
    const QString title = action["title"_L1].toString();
    const QString text = action["text"_L1].toString();
    const QJsonValue value = action["value"_L1];
    QJsonObject channelData = action["channelData"_L1].toObject();

    Press press;
    press.label = title;
    for (const QString &fallback : {value.toString(), text, type}) {
        if (press.label.isEmpty())
            press.label = fallback;
    }
    press.address = value.toString();
    static const QHash<QString, QStringList> kSchemes{
        {u"openUrl"_s, {u"https"_s, u"http"_s, u"mailto"_s, u"tel"_s}},
        {u"signin"_s, {u"https"_s}},
        {u"call"_s, {u"tel"_s}},
        {u"showImage"_s, {u"https"_s, u"http"_s}},
        {u"playAudio"_s, {u"https"_s, u"http"_s}},
        {u"playVideo"_s, {u"https"_s, u"http"_s}},
        {u"downloadFile"_s, {u"https"_s, u"http"_s}},
    };
    if (type == "imBack"_L1) {
        const QString said = value.isString() ? value.toString() : title;
        press.promise = said.isEmpty() ? Press::Promise::Nothing : Press::Promise::Sends;
        press.posted = aloud(said);
    } else if (type == "postBack"_L1) {
        const bool empty = value.isUndefined() || value.isNull();
        press.promise = empty ? Press::Promise::Nothing : Press::Promise::Sends;
        channelData["postBack"_L1] = true;
        press.posted = message({{value.isString() ? u"text"_s : u"value"_s, value}}, channelData);
    } else if (type == "messageBack"_L1) {
        press.promise = Press::Promise::Sends;
        QJsonObject shown;
        if (const QString displayed = action["displayText"_L1].toString(); !displayed.isEmpty())
            shown["displayText"_L1] = displayed;
        channelData["messageBack"_L1] = shown;
        QJsonObject members;
        if (!text.isEmpty())
            members["text"_L1] = text;
        if (!value.isUndefined())
            members["value"_L1] = value;
        press.posted = message(members, channelData);
    } else if (leadsSomewhere(press.address, kSchemes.value(type))) {
        press.promise = type == "downloadFile"_L1 ? Press::Promise::Saves : Press::Promise::Leads;
    }
    return press;
}

void addTap(const QJsonValue &tap, QList<Press> &presses)
{
    if (!tap.isObject())
        return;
    Press press = buttonPress(tap.toObject());
    press.isArea = true;
    if (press.promise != Press::Promise::Nothing) // a card that leads nowhere is just a card
        presses << press;
}

QList<Press> pressesOfRichCard(const QJsonObject &content)
{
    QList<Press> presses;
    addTap(content["tap"_L1], presses);
    for (const auto list : {"images"_L1, "items"_L1}) {
        const QJsonArray pieces = content[list].toArray();
        for (const QJsonValue &piece : pieces)
            addTap(piece["tap"_L1], presses);
    }
    const QJsonArray buttons = content["buttons"_L1].toArray();
    for (const QJsonValue &button : buttons)
        presses << buttonPress(button.toObject());
    return presses;
}

// ---- Adaptive Cards

bool isInput(const QJsonObject &element)
{
    return element["type"_L1].toString().startsWith("Input."_L1);
}

QList<QJsonObject> childrenOf(const QJsonObject &element)
{
    QList<QJsonObject> children;
    for (const auto list : {"body"_L1, "items"_L1, "columns"_L1, "rows"_L1, "cells"_L1}) {
        const QJsonArray array = element[list].toArray();
        for (const QJsonValue &child : array) {
            if (child.isObject())
                children << child.toObject();
        }
    }
    return children;
}

QList<QJsonObject> inputsIn(const QJsonObject &element)
{
    QList<QJsonObject> inputs;
    if (isInput(element))
        inputs << element;
    const QList<QJsonObject> children = childrenOf(element);
    for (const QJsonObject &child : children)
        inputs += inputsIn(child);
    return inputs;
}

QJsonObject submitted(const QJsonObject &action, const QList<QJsonObject> &inputs)
{
    QJsonValue data = action["data"_L1];
    if (const QString verb = action["verb"_L1].toString(); !verb.isEmpty()) {
        QJsonObject object = data.toObject();
        if (!object.contains("verb"_L1))
            object["verb"_L1] = verb;
        data = object;
    }
    if (data.isString() && inputs.isEmpty())
        return aloud(data.toString());
    QJsonObject value = data.toObject();
    if (!data.isObject() && !data.isUndefined())
        value["data"_L1] = data;
    for (const QJsonObject &input : inputs) {
        if (const QString id = input["id"_L1].toString(); !id.isEmpty())
            value[id] = fillingOf(input);
    }
    return message({{u"value"_s, value}}, {{u"postBack"_s, true}});
}

class CardReader
{
public:
    explicit CardReader(QList<Press> &presses) : m_presses(presses) { }

    void readCard(const QJsonObject &card, QList<QJsonObject> inputs, const QStringList &within)
    {
        inputs += inputsIn(card);
        readElement(card, inputs, within);
    }

private:
    void readElement(const QJsonObject &element, const QList<QJsonObject> &inputs,
                     const QStringList &within)
    {
        if (element["selectAction"_L1].isObject())
            add(element["selectAction"_L1].toObject(), inputs, within,
                element["type"_L1] == "Image"_L1 ? element["altText"_L1].toString() : QString(),
                true);
        const QList<QJsonObject> children = childrenOf(element);
        for (const QJsonObject &child : children)
            readElement(child, inputs, within);
        if (element["inlineAction"_L1].isObject())
            add(element["inlineAction"_L1].toObject(), inputs, within, {}, false);
        QList<QJsonObject> shown;
        const QJsonArray actions = element["actions"_L1].toArray();
        for (const QJsonValue &value : actions) {
            QJsonObject action = value.toObject();
            const bool unknown = !isKnown(action);
            if (unknown && action["fallback"_L1].isObject())
                action = action["fallback"_L1].toObject();
            else if (action.isEmpty() || (unknown && action.contains("fallback"_L1)))
                continue;
            add(action, inputs, within, {}, false);
            shown << action;
        }
        for (const QJsonObject &action : std::as_const(shown)) {
            if (action["card"_L1].isObject())
                readCard(action["card"_L1].toObject(), inputs,
                         within + QStringList(action["title"_L1].toString()));
        }
    }

    static bool isKnown(const QJsonObject &action)
    {
        static const QStringList kKnown{u"Action.OpenUrl"_s, u"Action.Submit"_s,
                                        u"Action.Execute"_s, u"Action.ShowCard"_s,
                                        u"Action.ToggleVisibility"_s};
        return kKnown.contains(action["type"_L1].toString());
    }

    void add(const QJsonObject &action, const QList<QJsonObject> &inputs, const QStringList &within,
             const QString &name, bool isArea)
    {
        const QString type = action["type"_L1].toString();
        Press press;
        press.isArea = isArea;
        press.within = within;
        press.label = name.isEmpty() ? action["title"_L1].toString() : name;
        press.address = action["url"_L1].toString();
        if (press.label.isEmpty())
            press.label = type == "Action.OpenUrl"_L1 ? QUrl(press.address).host()
                : isKnown(action)                     ? u"Send"_s
                                                      : type;
        if (type == "Action.OpenUrl"_L1) {
            if (leadsSomewhere(press.address, {u"https"_s, u"http"_s, u"mailto"_s, u"tel"_s}))
                press.promise = Press::Promise::Leads;
        } else if (type == "Action.Submit"_L1 || type == "Action.Execute"_L1) {
            press.promise = Press::Promise::Sends;
            if (action["associatedInputs"_L1] != "none"_L1)
                press.inputs = inputs;
            press.posted = submitted(action, press.inputs);
        } else if (isKnown(action)) {
            press.promise = Press::Promise::Shows;
        }
        if (!action["isEnabled"_L1].toBool(true))
            press.promise = Press::Promise::Nothing;
        m_presses << press;
    }

    QList<Press> &m_presses;
};

} // namespace

QList<Press> pressesOf(const QJsonArray &attachments)
{
    QList<Press> presses;
    for (const QJsonValue &attachment : attachments) {
        const QJsonObject content = attachment["content"_L1].toObject();
        const QString type = attachment["contentType"_L1].toString();
        if (type == "application/vnd.microsoft.card.adaptive"_L1) {
            if (content["type"_L1] == "AdaptiveCard"_L1)
                CardReader(presses).readCard(content, {}, {});
        } else if (type.startsWith("application/vnd.microsoft.card."_L1)) {
            presses += pressesOfRichCard(content);
        }
    }
    QHash<QString, int> seen;
    for (Press &press : presses)
        press.occurrence = seen[press.label]++;
    return presses;
}

QString nameOf(const QJsonObject &input)
{
    for (const auto member : {"label"_L1, "title"_L1, "placeholder"_L1}) {
        if (const QString name = input[member].toString(); !name.isEmpty())
            return name;
    }
    return {};
}

QString fillingOf(const QJsonObject &input)
{
    const QString type = input["type"_L1].toString();
    if (type == "Input.Number"_L1)
        return QString::number(
            std::clamp(3.0, input["min"_L1].toDouble(-1000), input["max"_L1].toDouble(1000)));
    if (type == "Input.Date"_L1)
        return u"2026-05-20"_s;
    if (type == "Input.Time"_L1)
        return u"10:15"_s;
    if (type == "Input.Toggle"_L1)
        return input["valueOn"_L1].toString(u"true"_s);
    if (type == "Input.ChoiceSet"_L1) {
        const QJsonArray choices = input["choices"_L1].toArray();
        if (!input["isMultiSelect"_L1].toBool())
            return choices[0]["value"_L1].toString();
        QStringList all;
        for (const QJsonValue &choice : choices)
            all << choice["value"_L1].toString();
        return all.join(u',');
    }
    if (input["regex"_L1].toString().startsWith("^[A-Z]"_L1))
        return u"AB-1234"_s;
    const int longest = input["maxLength"_L1].toInt();
    const QString words = u"Words for "_s + input["id"_L1].toString();
    return longest > 0 ? words.left(longest) : words;
}

} // namespace botline::test
