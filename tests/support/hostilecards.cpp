#include "hostilecards.h"

#include <QtCore/QJsonArray>

#include <functional>

using namespace Qt::StringLiterals;

namespace botline::test {

namespace {

QJsonObject cardOf(const QJsonArray &body, const QJsonArray &actions = {})
{
    QJsonObject card{{"type"_L1, "AdaptiveCard"_L1}, {"version"_L1, "1.5"_L1}, {"body"_L1, body}};
    if (!actions.isEmpty())
        card.insert("actions"_L1, actions);
    return card;
}

QJsonObject textOf(const QString &text)
{
    return {{"type"_L1, "TextBlock"_L1}, {"wrap"_L1, true}, {"text"_L1, text}};
}

QJsonObject typed(QLatin1StringView type, QJsonObject members)
{
    members.insert("type"_L1, type);
    return members;
}

QJsonArray many(int count, const std::function<QJsonValue(int)> &make)
{
    QJsonArray result;
    for (int i = 0; i < count; ++i)
        result.append(make(i));
    return result;
}

QJsonObject submit(const QString &title)
{
    return {{"type"_L1, "Action.Submit"_L1}, {"title"_L1, title}};
}

// Every element and every member it has, each of every type that it is not.
QJsonObject wrongTypes()
{
    static constexpr QLatin1StringView types[]
        = {"TextBlock"_L1,  "RichTextBlock"_L1, "Image"_L1,        "ImageSet"_L1,
           "Media"_L1,      "Container"_L1,     "ColumnSet"_L1,    "FactSet"_L1,
           "Table"_L1,      "ActionSet"_L1,     "Input.Text"_L1,   "Input.Number"_L1,
           "Input.Date"_L1, "Input.Time"_L1,    "Input.Toggle"_L1, "Input.ChoiceSet"_L1};
    static constexpr QLatin1StringView members[]
        = {"id"_L1,       "text"_L1,      "url"_L1,       "items"_L1,        "columns"_L1,
           "rows"_L1,     "cells"_L1,     "facts"_L1,     "images"_L1,       "inlines"_L1,
           "sources"_L1,  "choices"_L1,   "value"_L1,     "label"_L1,        "title"_L1,
           "size"_L1,     "width"_L1,     "height"_L1,    "spacing"_L1,      "actions"_L1,
           "wrap"_L1,     "maxLines"_L1,  "style"_L1,     "selectAction"_L1, "fallback"_L1,
           "requires"_L1, "isVisible"_L1, "minHeight"_L1, "separator"_L1};
    const QJsonValue values[] = {QJsonValue::Null,
                                 true,
                                 -1e308,
                                 u"\u202ewrong"_s,
                                 QJsonArray{QJsonArray{1, QJsonValue::Null}, u"x"_s},
                                 QJsonObject{{"type"_L1, 7}, {"items"_L1, false}}};
    QJsonArray body{textOf(u"Everything below has the wrong type."_s), QJsonValue::Null, 3, u"x"_s};
    int turn = 0;
    for (const QLatin1StringView type : types) {
        QJsonObject element{{"type"_L1, type}};
        for (const QLatin1StringView member : members)
            element.insert(member, values[size_t(turn++) % std::size(values)]);
        element.insert("isVisible"_L1, "no"_L1);
        body.append(element);
    }
    QJsonObject card = cardOf(body);
    card.insert("actions"_L1,
                QJsonArray{QJsonValue::Null, 5, QJsonObject{{"type"_L1, 3}},
                           typed("Action.ShowCard"_L1, {{"title"_L1, "Card"_L1}, {"card"_L1, 4}}),
                           typed("Action.ToggleVisibility"_L1, {{"targetElements"_L1, "all"_L1}})});
    card.insert("backgroundImage"_L1, QJsonArray{1});
    card.insert("minHeight"_L1, "1e999px"_L1);
    card.insert("rtl"_L1, "yes"_L1);
    return card;
}

QJsonObject nested(int depth, const std::function<QJsonObject(const QJsonObject &)> &around)
{
    QJsonObject element = textOf(u"The innermost"_s);
    for (int i = 0; i < depth; ++i)
        element = around(element);
    return cardOf({textOf(u"Nested %1 deep"_s.arg(depth)), element});
}

QJsonObject inContainer(const QJsonObject &inner)
{
    return typed("Container"_L1, {{"style"_L1, "emphasis"_L1}, {"items"_L1, QJsonArray{inner}}});
}

QJsonObject inColumns(const QJsonObject &inner)
{
    const QJsonObject column{
        {"type"_L1, "Column"_L1}, {"width"_L1, "stretch"_L1}, {"items"_L1, QJsonArray{inner}}};
    const QJsonObject beside{{"type"_L1, "Column"_L1},
                             {"width"_L1, "auto"_L1},
                             {"items"_L1, QJsonArray{textOf(u"a"_s)}}};
    return typed("ColumnSet"_L1, {{"columns"_L1, QJsonArray{column, beside}}});
}

// Each fallback is the same again, as if it led back to where it began.
QJsonObject fallbacks(int depth)
{
    QJsonObject element{{"type"_L1, "Unknown"_L1}, {"id"_L1, "loop"_L1}};
    for (int i = 0; i < depth; ++i)
        element = {{"type"_L1, "Unknown"_L1}, {"id"_L1, "loop"_L1}, {"fallback"_L1, element}};
    return cardOf({textOf(u"Fallbacks without an end"_s), element});
}

QJsonObject showCards(int depth)
{
    QJsonObject card = cardOf({textOf(u"The innermost card"_s)}, {submit(u"Send"_s)});
    for (int i = 0; i < depth; ++i)
        card = cardOf({textOf(u"A card in a card"_s)},
                      {QJsonObject{{"type"_L1, "Action.ShowCard"_L1},
                                   {"title"_L1, "Open"_L1},
                                   {"card"_L1, card}}});
    return card;
}

QJsonObject inputsOfAllKinds(int count)
{
    static constexpr QLatin1StringView kinds[]
        = {"Input.Text"_L1, "Input.Number"_L1, "Input.Date"_L1, "Input.Time"_L1, "Input.Toggle"_L1};
    return cardOf(many(count,
                       [](int i) {
                           return typed(kinds[size_t(i) % std::size(kinds)],
                                        {{"id"_L1, "same"_L1},
                                         {"label"_L1, u"Question %1"_s.arg(i)},
                                         {"title"_L1, "Yes"_L1}});
                       }),
                  {submit(u"Send"_s)});
}

QJsonObject choices(int count, bool expanded, bool several)
{
    const QJsonArray all = many(count, [](int i) {
        return QJsonObject{{"title"_L1, u"Choice %1"_s.arg(i)}, {"value"_L1, QString::number(i)}};
    });
    return cardOf({typed("Input.ChoiceSet"_L1,
                         {{"id"_L1, "choice"_L1},
                          {"label"_L1, "One of many"_L1},
                          {"style"_L1, expanded ? "expanded"_L1 : "compact"_L1},
                          {"isMultiSelect"_L1, several},
                          {"value"_L1, "3999"_L1},
                          {"choices"_L1, all}})},
                  {submit(u"Send"_s)});
}

QJsonObject columnSet(int count)
{
    return cardOf(
        {textOf(u"Side by side"_s),
         typed("ColumnSet"_L1, {{"columns"_L1, many(count, [](int i) {
                                     return typed(
                                         "Column"_L1,
                                         {{"width"_L1, i % 2 ? "auto"_L1 : "stretch"_L1},
                                          {"items"_L1, QJsonArray{textOf(u"Column %1"_s.arg(i))}}});
                                 })}})});
}

QJsonObject table(int rows, int columns)
{
    const auto cell = [](int i) {
        return typed("TableCell"_L1, {{"items"_L1, QJsonArray{textOf(u"Cell %1"_s.arg(i))}}});
    };
    const auto row = [&](int) {
        return typed("TableRow"_L1, {{"cells"_L1, many(columns, cell)}});
    };
    return cardOf({typed("Table"_L1,
                         {{"columns"_L1,
                           many(columns,
                                [](int) {
                                    return QJsonObject{{"width"_L1, 1}};
                                })},
                          {"rows"_L1, many(rows, row)}})});
}

// Many rows of one cell, and one of very many.
QJsonObject unevenTable()
{
    const QJsonObject cell = typed("TableCell"_L1, {{"items"_L1, QJsonArray{textOf(u"Cell"_s)}}});
    const auto row = [&cell](int cells) {
        return typed("TableRow"_L1, {{"cells"_L1, many(cells, [&cell](int) { return cell; })}});
    };
    QJsonArray rows = many(150, [&row](int) { return row(1); });
    rows.append(row(200));
    return cardOf({typed("Table"_L1, {{"rows"_L1, rows}})});
}

QJsonObject images()
{
    const auto image = [](const QJsonObject &members) {
        QJsonObject object = typed("Image"_L1, members);
        object.insert("url"_L1, "https://pictures.example/huge.png"_L1);
        object.insert("altText"_L1, "Huge"_L1);
        return object;
    };
    return cardOf({textOf(u"Pictures as large as they say"_s),
                   image({{"width"_L1, "1000000000px"_L1}, {"height"_L1, "1000000000px"_L1}}),
                   image({{"height"_L1, "1000000000px"_L1}}), image({{"width"_L1, "1px"_L1}}),
                   image({{"width"_L1, "-5px"_L1}, {"height"_L1, "0px"_L1}}),
                   typed("Container"_L1,
                         {{"minHeight"_L1, "1000000000px"_L1},
                          {"items"_L1, QJsonArray{textOf(u"In a tall box"_s)}}})});
}

QJsonObject scripts()
{
    return cardOf(
        {textOf(u"<script>alert(1)</script> <img src=x onerror=alert(1)> <b>bold</b>"_s),
         textOf(u"[link](javascript:alert(1)) [file](file:///etc/passwd) ![](file:///etc/hosts)"_s),
         textOf(u"[data](data:text/html;base64,PHNjcmlwdD4=) <javascript:alert(1)>"_s),
         typed("FactSet"_L1,
               {{"facts"_L1,
                 QJsonArray{QJsonObject{{"title"_L1, "<i>title</i>"_L1},
                                        {"value"_L1, "<iframe src='file:///'></iframe>"_L1}}}}})},
        {QJsonObject{{"type"_L1, "Action.OpenUrl"_L1},
                     {"title"_L1, "<b>Open</b>"_L1},
                     {"url"_L1, "javascript:alert(1)"_L1}}});
}

QJsonObject marks()
{
    const QString overrides = u"\u202eesrever\u202d \u2066isolated\u2069 "_s;
    QString zalgo = u"Z"_s;
    for (int i = 0; i < 400; ++i)
        zalgo += QChar(0x0300 + i % 0x60);
    return cardOf(
        {textOf(overrides.repeated(50)), textOf(zalgo), textOf(QString(20'000, QChar(0x200b))),
         textOf(u"a"_s + QString(20'000, QChar(0x200d)) + u"b"_s), textOf(u"\u0000\u0007\uffff"_s),
         textOf(QString(QChar(0xd800)) + u"half a character"_s)},
        {submit(overrides.repeated(20)), submit(QString(3000, QChar(0x200b)))});
}

QJsonObject patterns()
{
    const auto input = [](const QString &id, const QString &regex) {
        return typed("Input.Text"_L1,
                     {{"id"_L1, id},
                      {"label"_L1, regex.left(30)},
                      {"regex"_L1, regex},
                      {"value"_L1, QString(5000, u'a') + u'!'}});
    };
    return cardOf({input(u"nested"_s, u"^(a+)+$"_s), input(u"choice"_s, u"^(a|aa)+$"_s),
                   input(u"broken"_s, u"([a-"_s), input(u"long"_s, QString(100'000, u'(')),
                   input(u"backwards"_s, u"^(?=(a*)*b)(a*)*\\1*$"_s)},
                  {submit(u"Send"_s)});
}

QJsonObject everythingAtOnce()
{
    return cardOf(many(200, [](int i) -> QJsonValue {
        switch (i % 5) {
        case 0:
            return typed("FactSet"_L1,
                         {{"facts"_L1, many(20, [](int k) {
                               return QJsonObject{{"title"_L1, "Fact"_L1}, {"value"_L1, k}};
                           })}});
        case 1:
            return table(6, 4)["body"_L1].toArray().first();
        case 2:
            return columnSet(4)["body"_L1].toArray().last();
        case 3:
            return typed(
                "ActionSet"_L1,
                {{"actions"_L1, many(5, [](int k) { return submit(u"Button %1"_s.arg(k)); })}});
        default:
            return textOf(u"**Some** words, `code` and [a link](https://a.example)."_s);
        }
    }));
}

} // namespace

QList<HostileCard> hostileCards()
{
    const auto paragraph = u"Words that go on and on without ever coming to a point. "_s;
    return {
        {u"wrong-types"_s, wrongTypes()},
        {u"empty-body"_s, cardOf({})},
        {u"all-hidden"_s,
         cardOf({typed("TextBlock"_L1, {{"text"_L1, "Hidden"_L1}, {"isVisible"_L1, false}})})},
        {u"only-blanks"_s, cardOf({textOf(u" \n\t "_s), textOf(QString(QChar(0x200b)))})},
        {u"nested-containers"_s, nested(27, inContainer)},
        // Deeper than an activity may be: the wire leaves it out, a card must stand it.
        {u"nested-200"_s, nested(200, inContainer)},
        {u"nested-columns"_s, nested(13, inColumns)},
        {u"fallbacks"_s, fallbacks(50)},
        {u"show-cards"_s, showCards(18)},
        {u"10000-texts"_s,
         cardOf(many(10'000, [](int i) { return textOf(u"Line **%1**"_s.arg(i)); }))},
        {u"10000-images"_s,
         cardOf(many(10'000,
                     [](int i) {
                         return typed("Image"_L1,
                                      {{"url"_L1, u"https://pictures.example/%1.png"_s.arg(i)},
                                       {"size"_L1, "small"_L1}});
                     }))},
        {u"10000-actions"_s,
         cardOf({textOf(u"Many buttons"_s)},
                many(10'000, [](int i) { return submit(u"Button %1"_s.arg(i)); }))},
        {u"10000-facts"_s,
         cardOf({typed(
             "FactSet"_L1,
             {{"facts"_L1,
               many(10'000,
                    [](int i) {
                        return QJsonObject{{"title"_L1, u"Fact %1"_s.arg(i)}, {"value"_L1, i}};
                    })}})})},
        {u"5000-runs"_s,
         cardOf({typed("RichTextBlock"_L1,
                       {{"inlines"_L1,
                         many(5000,
                              [](int i) {
                                  return typed("TextRun"_L1,
                                               {{"text"_L1, u"run %1 "_s.arg(i)},
                                                {"italic"_L1, i % 2 == 0}});
                              })}})})},
        {u"1000-inputs"_s, inputsOfAllKinds(1000)},
        {u"4000-choices-compact"_s, choices(4000, false, false)},
        {u"4000-choices-expanded"_s, choices(4000, true, false)},
        {u"4000-choices-several"_s, choices(4000, true, true)},
        {u"1000-columns"_s, columnSet(1000)},
        {u"20-columns"_s, columnSet(20)},
        {u"table-100x10"_s, table(100, 10)},
        {u"table-3x300"_s, table(3, 300)},
        {u"table-uneven"_s, unevenTable()},
        {u"text-1mb"_s, cardOf({textOf(paragraph.repeated(18'000))})},
        {u"lines-1mb"_s, cardOf({textOf(u"- item\n"_s.repeated(150'000))})},
        {u"word-1mb"_s, cardOf({textOf(QString(1'000'000, u'w'))})},
        {u"word-1mb-unwrapped"_s,
         cardOf({typed("TextBlock"_L1, {{"text"_L1, QString(1'000'000, u'w')}})})},
        {u"markdown-nested"_s,
         cardOf({textOf(u"> "_s.repeated(5000) + u"deep"_s), textOf(u"["_s.repeated(5000)),
                 textOf(u"*"_s.repeated(5000)), textOf(u"- "_s.repeated(500) + u"x"_s)})},
        {u"long-titles"_s,
         cardOf({typed("Input.Text"_L1,
                       {{"label"_L1, paragraph.repeated(50)}, {"placeholder"_L1, paragraph}}),
                 typed("Input.Toggle"_L1, {{"title"_L1, QString(5000, u'W')}})},
                {submit(paragraph.repeated(50)), submit(QString(5000, u'W'))})},
        {u"same-ids"_s, inputsOfAllKinds(10)},
        {u"images"_s, images()},
        {u"scripts"_s, scripts()},
        {u"marks"_s, marks()},
        {u"patterns"_s, patterns()},
        {u"everything"_s, everythingAtOnce()},
    };
}

} // namespace botline::test
