// Small cards that differ in one property of one type.
#pragma once

#include "app/adaptive/cardschema.h"

#include <QtCore/QHash>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QSet>

namespace botline::test {

using namespace Qt::StringLiterals;

// A wide red one and a high blue one.
inline const QString kPicture
    = u"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAIAAAB/FOjAAAAAE0lEQVR4nGM4ISdH"
      "EmIY1UALDQDkVYIBxErvjQAAAABJRU5ErkJggg=="_s;
inline const QString kOtherPicture
    = u"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAgAAAAQCAIAAACk6KkqAAAAE0lEQVR4nGOQkzuB"
      "FTGMSgyEBABCe4IBEmAGBAAAAABJRU5ErkJggg=="_s;

inline const QString kClearPicture
    = u"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAYAAADED76LAAAADUlEQVR4nGNgGAUg"
      "AAABCAABgukLHQAAAABJRU5ErkJggg=="_s;

struct Probe
{
    QJsonObject one;
    QJsonObject other;
    bool seen = true; // the difference is drawn, too
};

inline QJsonValue jsonValue(QByteArray json)
{
    json.replace("PICTURE", kPicture.toLatin1()).replace("OTHER", kOtherPicture.toLatin1());
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson("[" + json + "]", &error);
    if (!document.isArray())
        qFatal("bad JSON in a probe: %s in %s", qPrintable(error.errorString()), json.constData());
    return document.array().at(0);
}

// An object of this type in which every property can show its effect.
inline QJsonObject sampleOf(const QString &type)
{
    static const QHash<QString, QByteArray> kSamples{
        {u"AdaptiveCard"_s, R"({"version":"1.5","minHeight":"120px","fallbackText":"Fallback",
            "body":[{"type":"TextBlock","text":"{{DATE(2017-02-14T12:00:00Z,LONG)}}","wrap":true}]})"},
        {u"TextBlock"_s,
         R"({"text":"Some words that go on until they need one more line, and one more, and even more","wrap":true})"},
        {u"RichTextBlock"_s, R"({"inlines":["Words"]})"},
        {u"TextRun"_s, R"({"text":"Words"})"},
        {u"Image"_s, R"({"url":"PICTURE"})"},
        {u"ImageSet"_s,
         R"({"images":[{"type":"Image","url":"PICTURE"},{"type":"Image","url":"OTHER"}]})"},
        {u"Media"_s, R"({"altText":"Film","sources":[{"url":"https:\/\/a.example/b"}]})"},
        {u"MediaSource"_s, R"({"url":"https:\/\/a.example/b"})"},
        {u"CaptionSource"_s,
         R"({"url":"https:\/\/a.example/b","label":"English","mimeType":"vtt"})"},
        {u"Container"_s,
         R"({"minHeight":"90px","style":"good","items":[{"type":"TextBlock","text":"Words"}]})"},
        {u"TableCell"_s, R"({"minHeight":"90px","items":[{"type":"TextBlock","text":"Words"}]})"},
        {u"ColumnSet"_s,
         R"({"style":"good","columns":[{"width":"auto","items":[{"type":"TextBlock","text":"Words"}]}]})"},
        {u"Carousel"_s,
         R"({"style":"good","minHeight":"90px","pages":[{"items":[{"type":"TextBlock","text":"Words"}]}]})"},
        {u"CarouselPage"_s,
         R"({"style":"good","minHeight":"90px","items":[{"type":"TextBlock","text":"Words"}]})"},
        {u"Column"_s,
         R"({"style":"good","minHeight":"90px","items":[{"type":"TextBlock","text":"Words"}]})"},
        {u"FactSet"_s, R"({"facts":[{"title":"Title","value":"Value"}]})"},
        {u"Fact"_s, R"({"title":"Title","value":"Value"})"},
        {u"Table"_s, R"({"columns":[{"width":1},{"width":1}],"rows":[{"cells":[
            {"minHeight":"60px","items":[{"type":"TextBlock","text":"a"}]},
            {"items":[{"type":"TextBlock","text":"b"}]}]}]})"},
        {u"TableColumnDefinition"_s, R"({"width":1})"},
        {u"TableRow"_s, R"({"cells":[{"minHeight":"60px","items":[{"type":"TextBlock","text":"a"}]},
            {"items":[{"type":"TextBlock","text":"b"}]}]})"},
        {u"ActionSet"_s, R"({"actions":[{"type":"Action.Submit","title":"Go"}]})"},
        {u"BackgroundImage"_s, R"({"url":"PICTURE","fillMode":"repeatHorizontally"})"},
        {u"Input.Text"_s, R"({"id":"a","label":"Label"})"},
        {u"Input.Number"_s, R"({"id":"a"})"},
        {u"Input.Date"_s, R"({"id":"a"})"},
        {u"Input.Time"_s, R"({"id":"a"})"},
        {u"Input.Toggle"_s, R"({"id":"a","title":"Words","value":"on","valueOn":"on"})"},
        {u"Input.ChoiceSet"_s,
         R"({"id":"a","choices":[{"title":"One","value":"1"},{"title":"Two","value":"2"}]})"},
        {u"Input.Choice"_s, R"({"title":"One","value":"1"})"},
        {u"Action.OpenUrl"_s, R"({"title":"Go","url":"https:\/\/a.example/"})"},
        {u"Action.Submit"_s, R"({"title":"Go"})"},
        {u"Action.Execute"_s, R"({"title":"Go"})"},
        {u"Action.ShowCard"_s, R"({"title":"Go","card":{"body":[]}})"},
        {u"Action.ToggleVisibility"_s, R"({"title":"Go","targetElements":["before"]})"},
        {u"TargetElement"_s, R"({"elementId":"before"})"},
    };
    if (!kSamples.contains(type))
        qFatal("no sample of %s", qPrintable(type));
    QJsonObject object = jsonValue(kSamples.value(type)).toObject();
    object[u"type"_s] = type;
    return object;
}

// The card around an object of this type.
inline QJsonObject cardAround(const QString &type, const QJsonObject &object)
{
    static const QHash<QString, QByteArray> kElements{
        {u"TextRun"_s, R"({"type":"RichTextBlock","inlines":[OBJECT]})"},
        {u"MediaSource"_s, R"({"type":"Media","sources":[{"url":"https:\/\/c.example/"},OBJECT]})"},
        {u"CaptionSource"_s,
         R"({"type":"Media","sources":[{"url":"https:\/\/c.example/"}],"captionSources":[OBJECT]})"},
        {u"Column"_s, R"({"type":"ColumnSet","style":"accent","columns":[
            {"width":"auto","items":[{"type":"TextBlock","text":"Beside it"}]},OBJECT]})"},
        {u"Fact"_s, R"({"type":"FactSet","facts":[OBJECT]})"},
        {u"CarouselPage"_s, R"({"type":"Carousel","style":"accent","pages":[OBJECT]})"},
        {u"TableColumnDefinition"_s,
         R"({"type":"Table","columns":[OBJECT,{"width":1}],"rows":[{"cells":[
            {"items":[{"type":"TextBlock","text":"a"}]},
            {"minHeight":"60px","items":[{"type":"TextBlock","text":"b"}]}]}]})"},
        {u"TableRow"_s,
         R"({"type":"Table","columns":[{"width":1},{"width":1}],"rows":[{"cells":[]},OBJECT]})"},
        {u"TableCell"_s,
         R"({"type":"Table","columns":[{"width":1},{"width":1}],"rows":[{"cells":[]},{"cells":[OBJECT,{"items":[]}]}]})"},
        {u"BackgroundImage"_s,
         R"({"type":"Container","minHeight":"90px","backgroundImage":OBJECT,"items":[]})"},
        {u"Input.Choice"_s,
         R"({"type":"Input.ChoiceSet","id":"a","style":"expanded","choices":[OBJECT]})"},
        {u"TargetElement"_s, R"({"type":"ActionSet","actions":[
            {"type":"Action.ToggleVisibility","title":"Go","targetElements":[OBJECT]}]})"},
    };
    if (type == "AdaptiveCard"_L1)
        return object;
    const QByteArray json = QJsonDocument(object).toJson(QJsonDocument::Compact);
    QByteArray element = json;
    if (type.startsWith("Action."_L1))
        element = R"({"type":"ActionSet","actions":[)" + json + "]}";
    else if (kElements.contains(type))
        element = QByteArray(kElements.value(type)).replace("OBJECT", json);
    // With words above and below, in a box that is higher than they need.
    return jsonValue(R"({"type":"AdaptiveCard","version":"1.5","body":[{"type":"Container",
        "style":"emphasis","minHeight":"240px","items":[
        {"type":"TextBlock","text":"Before","id":"before"},{"type":"TextBlock","text":"B2","id":"b2"},)"
                     + element + R"(,{"type":"TextBlock","text":"After"}]}]})")
        .toObject();
}

// Of a shared type, one that has the properties.
inline QString concrete(const adaptive::schema::Type &type)
{
    const QString name = QString::fromLatin1(type.name);
    if (type.group != adaptive::schema::Group::Shared)
        return name;
    return name == "Element"_L1 ? u"TextBlock"_s
        : name == "Input"_L1    ? u"Input.Text"_s
                                : u"Action.Submit"_s;
}

inline QJsonObject cardWith(const adaptive::schema::Type &type,
                            const adaptive::schema::Property &property, const QJsonValue &value)
{
    const QString name = concrete(type);
    QJsonObject object = sampleOf(name);
    const QString key = QString::fromLatin1(property.name);
    object[key] = value;
    // What only shows together with something else.
    if (key == "fallback"_L1)
        object[u"requires"_s] = QJsonObject{{u"magic"_s, u"1.0"_s}};
    if (key == "version"_L1)
        object[u"fallbackText"_s] = u"Fallback"_s;
    if (key == "fallbackText"_L1)
        object[u"version"_s] = u"9.0"_s;
    if (key == "maxLines"_L1)
        object[u"wrap"_s] = true;
    if (key == "labelWidth"_L1)
        object[u"labelPosition"_s] = u"inline"_s;
    if (name == "Input.Text"_L1 && key == "style"_L1)
        object[u"value"_s] = u"secret"_s;
    if (key == "choices"_L1)
        object[u"value"_s] = u"2"_s;
    if (key == "bleed"_L1)
        object.remove(u"minHeight"_s);
    if (name == "BackgroundImage"_L1 && key == "horizontalAlignment"_L1)
        object[u"fillMode"_s] = u"repeatVertically"_s;
    if (name == "Image"_L1 && key == "backgroundColor"_L1)
        object[u"url"_s] = kClearPicture;
    return cardAround(name, object);
}

// Two values with different effects.
inline QJsonArray valuesOf(const QString &type, const adaptive::schema::Property &property)
{
    using namespace adaptive::schema;
    static const QHash<QString, QByteArray> kValues{
        {u"version"_s, R"("1.5","9.0")"},
        {u"body"_s, R"([{"type":"TextBlock","text":"a"}],[{"type":"TextBlock","text":"b"}])"},
        {u"actions"_s,
         R"([{"type":"Action.Submit","title":"a"}],[{"type":"Action.Submit","title":"b"}])"},
        {u"selectAction"_s, R"({"type":"Action.Submit","isEnabled":false},null)"},
        {u"Image.selectAction"_s, R"({"type":"Action.Submit"},null)"},
        {u"TextRun.selectAction"_s, R"({"type":"Action.Submit"},null)"},
        {u"inlineAction"_s, R"({"type":"Action.Submit","title":"a"},null)"},
        {u"backgroundImage"_s, R"("PICTURE",{"url":"OTHER"})"},
        {u"url"_s, R"("PICTURE","OTHER")"},
        {u"poster"_s, R"("PICTURE","OTHER")"},
        {u"iconUrl"_s, R"("PICTURE","OTHER")"},
        {u"lang"_s, R"("de","fr")"},
        {u"backgroundColor"_s, "\"#ff0000\",\"#0000ff\""},
        {u"requires"_s, R"({"adaptiveCards":"1.2"},{"adaptiveCards":"2.0"})"},
        {u"fallback"_s, R"({"type":"TextBlock","text":"instead"},"drop")"},
        {u"Column.fallback"_s, R"({"items":[{"type":"TextBlock","text":"instead"}]},"drop")"},
        {u"Action.fallback"_s, R"({"type":"Action.Submit","title":"instead"},"drop")"},
        {u"inlines"_s, R"(["a"],[{"type":"TextRun","text":"b"}])"},
        {u"images"_s, R"([{"type":"Image","url":"PICTURE"}],[{"type":"Image","url":"OTHER"}])"},
        {u"sources"_s,
         R"([{"url":"https:\/\/a.example/"}],[{"url":"https:\/\/a.example/"},{"url":"https:\/\/b.example/"}])"},
        {u"captionSources"_s, R"([{"url":"https:\/\/a.example/","label":"a"}],[])"},
        {u"items"_s, R"([{"type":"TextBlock","text":"a"}],[{"type":"TextBlock","text":"b"}])"},
        {u"ColumnSet.columns"_s,
         R"([{"items":[{"type":"TextBlock","text":"a"}]}],[{"items":[{"type":"TextBlock","text":"b"}]}])"},
        {u"Table.columns"_s, R"([{"width":1}],[{"width":3}])"},
        {u"rows"_s,
         R"([{"cells":[{"items":[{"type":"TextBlock","text":"a"}]}]}],[{"cells":[{"items":[{"type":"TextBlock","text":"b"}]}]}])"},
        {u"cells"_s,
         R"([{"items":[{"type":"TextBlock","text":"a"}]}],[{"items":[{"type":"TextBlock","text":"b"}]}])"},
        {u"pages"_s,
         R"([{"items":[{"type":"TextBlock","text":"a"}]}],[{"items":[{"type":"TextBlock","text":"b"}]}])"},
        {u"facts"_s, R"([{"title":"a","value":"b"}],[{"title":"a","value":"c"}])"},
        {u"choices"_s, R"([{"title":"a","value":"2"}],[{"title":"b","value":"2"}])"},
        {u"choices.data"_s,
         R"({"type":"Data.Query","dataset":"a"},{"type":"Data.Query","dataset":"b"})"},
        {u"card"_s,
         R"({"body":[{"type":"TextBlock","text":"a"}]},{"body":[{"type":"TextBlock","text":"b"}]})"},
        {u"targetElements"_s, R"(["before"],["b2"])"},
        {u"elementId"_s, R"("before","b2")"},
        {u"data"_s, R"({"a":1},"b")"},
        {u"Input.Number.value"_s, R"(1,2)"},
        {u"Input.Toggle.value"_s, R"("on","off")"},
        {u"Input.Toggle.valueOn"_s, R"("on","other")"},
        {u"Input.ChoiceSet.value"_s, R"("1","2")"},
        {u"ImageSet.imageSize"_s, R"("small","large")"},
        {u"ImageSet.style"_s, R"("default","stacked")"},
        {u"fillMode"_s, R"("cover","repeatVertically")"},
        {u"refresh"_s, R"({"userIds":["a"]},{"userIds":["b"]})"},
        {u"authentication"_s, R"({"text":"a"},{"text":"b"})"},
        {u"metadata"_s, R"({"webUrl":"a"},{"webUrl":"b"})"},
        {u"Image.size"_s, R"("small","large")"},
    };
    const QString name = QString::fromLatin1(property.name);
    if (name == "labelWidth"_L1)
        return {u"80px"_s, u"120px"_s};
    if (name == "url"_L1 && (type.startsWith("Action."_L1) || type.endsWith("Source"_L1)))
        return {u"https://a.example/"_s, u"https://b.example/"_s};
    for (const QString &key : {type + u'.' + name, name}) {
        if (kValues.contains(key))
            return jsonValue("[" + kValues.value(key) + "]").toArray();
    }
    const QStringList words = QString::fromLatin1(property.words).split(u'|');
    if (property.forms & Word)
        return {words.first(), words.last()};
    if (property.forms & Bool)
        return {false, true};
    if (property.forms & Number)
        return {1, 2};
    if (property.forms & Pixels)
        return {u"130px"_s, u"170px"_s};
    if (property.forms & Date)
        return {u"2026-01-31"_s, u"2026-02-01"_s};
    if (property.forms & Time)
        return {u"10:00"_s, u"11:30"_s};
    return {u"one"_s, u"another"_s};
}

inline Probe probeOf(const adaptive::schema::Type &type, const adaptive::schema::Property &property)
{
    // They say what happens later, or to whom nothing is drawn.
    static const QSet<QString> kLater{
        u"id"_s,
        u"errorMessage"_s,
        u"tooltip"_s,
        u"regex"_s,
        u"maxLength"_s,
        u"min"_s,
        u"max"_s,
        u"data"_s,
        u"verb"_s,
        u"associatedInputs"_s,
        u"card"_s,
        u"Action.OpenUrl.url"_s,
        u"Image.selectAction"_s,
        u"MediaSource.url"_s,
        u"targetElements"_s,
        u"elementId"_s,
        u"valueOff"_s,
        u"Image.altText"_s,
        u"CaptionSource.url"_s,
        u"CaptionSource.label"_s,
        u"MediaSource.mimeType"_s,
        u"Input.Choice.value"_s,
        u"TargetElement.isVisible"_s,
        u"AdaptiveCard.selectAction"_s,
        u"Container.selectAction"_s,
        u"Column.selectAction"_s,
        u"CarouselPage.selectAction"_s,
        u"ColumnSet.selectAction"_s,
        u"TableCell.selectAction"_s,
    };
    const QString name = QString::fromLatin1(property.name);
    const QString whole = QString::fromLatin1(type.name) + u'.' + name;
    const QJsonArray values = valuesOf(QString::fromLatin1(type.name), property);
    return {cardWith(type, property, values.at(0)), cardWith(type, property, values.at(1)),
            !kLater.contains(name) && !kLater.contains(whole)};
}

} // namespace botline::test
