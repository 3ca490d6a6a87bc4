#include "app/adaptive/adaptivecard.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace botline::adaptive;

namespace {

QJsonObject object(const char *json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        qFatal("bad JSON in a test: %s", qPrintable(error.errorString()));
    return document.object();
}

Card bodyOf(const QJsonArray &body)
{
    return parseCard({{u"type"_s, u"AdaptiveCard"_s}, {u"version"_s, u"1.5"_s}, {u"body"_s, body}},
                     QLocale::c());
}

Card bodyOf(const char *element)
{
    return bodyOf(QJsonArray{object(element)});
}

template <typename T> const T &only(const Card &card)
{
    if (card.body.size() != 1 || !std::holds_alternative<T>(card.body.front().content))
        qFatal("another element than expected");
    return std::get<T>(card.body.front().content);
}

struct Count
{
    int elements = 0;
    int notes = 0;
    int depth = 0;
};

void count(const std::vector<Element> &elements, int depth, Count &result)
{
    result.depth = std::max(result.depth, depth);
    for (const Element &element : elements) {
        ++result.elements;
        if (std::holds_alternative<Note>(element.content))
            ++result.notes;
        if (const auto *container = std::get_if<Container>(&element.content))
            count(container->items, depth + 1, result);
        if (const auto *set = std::get_if<ActionSet>(&element.content)) {
            for (const Action &action : set->actions) {
                if (action.card)
                    count(action.card->body, depth + 1, result);
            }
        }
    }
}

} // namespace

class TestAdaptiveCard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void validity_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("valid");
        QTest::newRow("empty object") << QByteArray("{}") << false;
        QTest::newRow("another type") << QByteArray(R"({"type":"HeroCard","body":[]})") << false;
        QTest::newRow("neither body nor actions")
            << QByteArray(R"({"type":"AdaptiveCard","lang":"invalid"})") << false;
        QTest::newRow("body of a wrong type")
            << QByteArray(R"({"type":"AdaptiveCard","body":{"type":"TextBlock"}})") << false;
        QTest::newRow("empty body") << QByteArray(R"({"type":"AdaptiveCard","body":[]})") << true;
        QTest::newRow("only actions")
            << QByteArray(R"({"type":"AdaptiveCard","actions":[]})") << true;
        QTest::newRow("no version") << QByteArray(R"({"type":"AdaptiveCard","body":[]})") << true;
        QTest::newRow("version in words")
            << QByteArray(R"({"type":"AdaptiveCard","version":"unknown","body":[]})") << true;
    }
    void validity()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const bool, valid);
        QCOMPARE(parseCard(object(json.constData())).valid, valid);
    }

    // A property of another type counts as absent; the element survives.
    void textTolerance_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("wrap");
        const int normal = int(TextSize::Default);
        const int large = int(TextSize::Large);
        QTest::newRow("as it should be")
            << QByteArray(R"({"type":"TextBlock","text":"a","size":"large","wrap":true})") << u"a"_s
            << large << true;
        QTest::newRow("any case") << QByteArray(R"({"type":"TextBlock","text":"a","size":"LARGE"})")
                                  << u"a"_s << large << false;
        QTest::newRow("unknown size")
            << QByteArray(R"({"type":"TextBlock","text":"a","size":"gigantic"})") << u"a"_s
            << normal << false;
        QTest::newRow("size as a number")
            << QByteArray(R"({"type":"TextBlock","text":"a","size":9})") << u"a"_s << normal
            << false;
        QTest::newRow("text as a number")
            << QByteArray(R"({"type":"TextBlock","text":5})") << u"5"_s << normal << false;
        QTest::newRow("text as an object")
            << QByteArray(R"({"type":"TextBlock","text":{}})") << QString() << normal << false;
        QTest::newRow("wrap as text")
            << QByteArray(R"({"type":"TextBlock","text":"a","wrap":"true"})") << u"a"_s << normal
            << false;
        QTest::newRow("heading") << QByteArray(
            R"({"type":"TextBlock","text":"a","style":"heading"})")
                                 << u"a"_s << large << false;
    }
    void textTolerance()
    {
        QFETCH(const QByteArray, json);
        const Card card = bodyOf(json.constData());
        const auto &block = only<TextBlock>(card);
        QTEST(block.text, "text");
        QTEST(int(block.look.size), "size");
        QTEST(block.wrap, "wrap");
    }

    void spacingAndSeparator()
    {
        const Card card = bodyOf(R"({"type":"TextBlock","text":"a","spacing":"extraLarge",
            "separator":true,"isVisible":false,"id":"x","horizontalAlignment":"RIGHT"})");
        const Element &element = card.body.front();
        QCOMPARE(element.spacing, Spacing::ExtraLarge);
        QVERIFY(element.separator);
        QVERIFY(!element.visible);
        QCOMPARE(element.id, u"x"_s);
        QCOMPARE(element.align, Align::End);

        const Card old = bodyOf(R"({"type":"TextBlock","text":"a","separation":"strong"})");
        QVERIFY(old.body.front().separator);
    }

    void columnWidths_data()
    {
        QTest::addColumn<QByteArray>("property");
        QTest::addColumn<int>("width");
        QTest::addColumn<double>("amount");
        using Width = Column::Width;
        QTest::newRow("none") << QByteArray("") << int(Width::Stretch) << 0.0;
        QTest::newRow("auto") << QByteArray(R"(,"width":"auto")") << int(Width::Auto) << 0.0;
        QTest::newRow("stretch") << QByteArray(R"(,"width":"stretch")") << int(Width::Stretch)
                                 << 0.0;
        QTest::newRow("number") << QByteArray(R"(,"width":2)") << int(Width::Weight) << 2.0;
        QTest::newRow("number in text")
            << QByteArray(R"(,"width":"35")") << int(Width::Weight) << 35.0;
        QTest::newRow("pixels") << QByteArray(R"(,"width":"50px")") << int(Width::Pixels) << 50.0;
        QTest::newRow("old name") << QByteArray(R"(,"size":"auto")") << int(Width::Auto) << 0.0;
        QTest::newRow("negative") << QByteArray(R"(,"width":-3)") << int(Width::Stretch) << 0.0;
        QTest::newRow("nonsense") << QByteArray(R"(,"width":"wide")") << int(Width::Stretch) << 0.0;
        QTest::newRow("infinite") << QByteArray(R"(,"width":"inf")") << int(Width::Stretch) << 0.0;
    }
    void columnWidths()
    {
        QFETCH(const QByteArray, property);
        const QByteArray json
            = R"({"type":"ColumnSet","columns":[{"type":"Column")" + property + "}]}";
        const Card card = bodyOf(json.constData());
        const Column &column = only<ColumnSet>(card).columns.at(0);
        QTEST(int(column.width), "width");
        QTEST(column.amount, "amount");
    }

    void inputProperties()
    {
        const Card card = bodyOf(R"({"type":"Input.ChoiceSet","id":"c","isMultiSelect":true,
            "style":"EXPANDED","value":"1,3","choices":[{"title":"One","value":"1"},{"value":"2"},
            "nonsense",{"title":"Three","value":3}]})");
        const Input &input = only<Input>(card);
        QVERIFY(input.multiSelect);
        QVERIFY(input.expanded);
        QCOMPARE(input.choices.size(), 3U);
        QCOMPARE(input.choices[1].title, u"2"_s);
        QCOMPARE(input.choices[2].value, u"3"_s);

        const Card old = bodyOf(R"({"type":"Input.ChoiceSet","id":"c","choices":[
            {"title":"One","value":"1"},{"title":"Two","value":"2","isSelected":true}]})");
        QCOMPARE(only<Input>(old).value, u"2"_s);

        const Card toggle = bodyOf(R"({"type":"Input.Toggle","id":"t","valueOff":0})");
        QCOMPARE(only<Input>(toggle).valueOn, u"true"_s);
        QCOMPARE(only<Input>(toggle).valueOff, u"0"_s);
    }

    void unknownElements_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("note"); // type of the note, or "-" for no note
        QTest::addColumn<int>("elements");
        QTest::newRow("unknown") << QByteArray(R"({"type":"Hologram"})") << u"Hologram"_s << 1;
        QTest::newRow("no type") << QByteArray(R"({"text":"a"})") << QString() << 1;
        QTest::newRow("type of a wrong type") << QByteArray(R"({"type":7})") << QString() << 1;
        QTest::newRow("dropped") << QByteArray(R"({"type":"Hologram","fallback":"drop"})") << u"-"_s
                                 << 0;
        QTest::newRow("fallback") << QByteArray(
            R"({"type":"Hologram","fallback":{"type":"TextBlock","text":"a"}})")
                                  << u"-"_s << 1;
        QTest::newRow("fallback of a fallback") << QByteArray(
            R"({"type":"Hologram","fallback":{"type":"Odor","fallback":{"type":"TextBlock"}}})")
                                                << u"-"_s << 1;
        QTest::newRow("unknown fallback")
            << QByteArray(R"({"type":"Hologram","fallback":{"type":"Odor"}})") << u"Odor"_s << 1;
        QTest::newRow("fallback of a wrong type")
            << QByteArray(R"({"type":"Hologram","fallback":[1]})") << u"Hologram"_s << 1;
        QTest::newRow("requirement met")
            << QByteArray(R"({"type":"TextBlock","requires":{"adaptiveCards":"1.2"}})") << u"-"_s
            << 1;
        QTest::newRow("requirement not met")
            << QByteArray(R"({"type":"TextBlock","requires":{"adaptiveCards":"2.0"}})")
            << u"TextBlock"_s << 1;
        QTest::newRow("unknown requirement")
            << QByteArray(R"({"type":"TextBlock","requires":{"magic":"1.0"}})") << u"TextBlock"_s
            << 1;
        QTest::newRow("image without address")
            << QByteArray(R"({"type":"Image","url":5})") << u"Image"_s << 1;
    }
    void unknownElements()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const QString, note);
        QFETCH(const int, elements);
        const Card card = bodyOf(json.constData());
        QCOMPARE(int(card.body.size()), elements);
        if (elements == 0)
            return;
        const auto *found = std::get_if<Note>(&card.body.front().content);
        QCOMPARE(found ? found->type : u"-"_s, note);
    }

    // What no version has, but cards in use do: nothing of it is hidden.
    void carouselPagesFollowEachOther()
    {
        const Card card = bodyOf(R"({"type":"Carousel","id":"c","initialPage":2,"pages":[
            {"type":"CarouselPage","id":"p","items":[{"type":"TextBlock","text":"a"}]},5,
            {"items":[{"type":"TextBlock","text":"b"}],"style":"good"}]})");
        const auto &pages = only<Container>(card).items;
        QCOMPARE(pages.size(), 2U);
        QCOMPARE(pages[0].id, u"p"_s);
        QVERIFY(!pages[0].separator);
        QVERIFY(pages[1].separator);
        const auto &last = std::get<Container>(pages[1].content);
        QCOMPARE(last.surface, Surface::Good);
        QCOMPARE(std::get<TextBlock>(last.items.front().content).text, u"b"_s);
    }

    void columnFallbacks()
    {
        const Card card = bodyOf(R"({"type":"ColumnSet","columns":[{"type":"Pillar"},
            {"type":"Pillar","fallback":"drop"},
            {"type":"Pillar","fallback":{"type":"Column","id":"instead"}},
            {"requires":{"magic":"1"},"fallback":{"type":"Pillar","fallback":{"id":"deep"}}},
            {"id":"plain"}]})");
        const auto &columns = only<ColumnSet>(card).columns;
        QCOMPARE(columns.size(), 4U);
        QCOMPARE(std::get<Note>(columns[0].content.items.front().content).type, u"Pillar"_s);
        QCOMPARE(columns[1].id, u"instead"_s);
        QCOMPARE(columns[2].id, u"deep"_s);
        QCOMPARE(columns[3].id, u"plain"_s);
    }

    void mediaSources()
    {
        const Card card = bodyOf(R"({"type":"Media","altText":"Film","sources":[
            {"mimeType":"x","url":""},{"mimeType":"video/mp4","url":"u1"},
            {"mimeType":"video/webm","url":"u2"}],
            "captionSources":[{"label":"English","url":"u3"},{"label":"none"}]})");
        const auto &parts = only<Container>(card).items;
        QCOMPARE(parts.size(), 1U); // no poster
        const auto &actions = std::get<ActionSet>(parts.front().content).actions;
        QCOMPARE(actions.size(), 3U);
        const QStringList titles{u"Film"_s, u"video/webm"_s, u"English"_s};
        for (size_t i = 0; i < actions.size(); ++i) {
            QCOMPARE(actions[i].title, titles[qsizetype(i)]);
            QCOMPARE(actions[i].url, u"u%1"_s.arg(i + 1));
            QCOMPARE(actions[i].secondary, i > 0);
        }
    }

    void actions()
    {
        const Card card = parseCard(object(R"({"type":"AdaptiveCard","actions":[
            {"type":"Action.OpenUrl","title":"a","url":"mailto:a@example.org"},
            {"type":"Action.Submit","data":{"x":1}},
            {"type":"Action.Execute","verb":"go","data":{"x":1}},
            {"type":"Action.Execute","verb":"go"},
            {"type":"Action.ShowCard","card":{"body":[{"type":"TextBlock","text":"in"}]}},
            {"type":"Action.ToggleVisibility","targetElements":["a",{"elementId":"b","isVisible":false},7]},
            {"type":"Action.Http"},
            {"type":"Action.Http","fallback":"drop"},
            {"type":"Action.Http","fallback":{"type":"Action.Submit","title":"instead"}},
            "nonsense"]})"));
        using Kind = Action::Kind;
        QCOMPARE(card.actions.size(), 8U);
        QCOMPARE(card.actions[0].kind, Kind::OpenUrl);
        QCOMPARE(card.actions[1].data.toObject(), QJsonObject({{u"x"_s, 1}}));
        QCOMPARE(card.actions[2].data.toObject(), QJsonObject({{u"x"_s, 1}, {u"verb"_s, u"go"_s}}));
        QCOMPARE(card.actions[3].data.toObject(), QJsonObject({{u"verb"_s, u"go"_s}}));
        QCOMPARE(card.actions[4].card->body.size(), 1U);
        QCOMPARE(card.actions[5].targets.size(), 2U);
        QCOMPARE(card.actions[5].targets[1].visible, std::optional(false));
        QCOMPARE(card.actions[6].kind, Kind::Unsupported);
        QCOMPARE(card.actions[6].type, u"Action.Http"_s);
        QCOMPARE(card.actions[7].title, u"instead"_s);
    }

    void tooManyElements()
    {
        QJsonArray body;
        for (int i = 0; i < 10'000; ++i)
            body.append(QJsonObject{{u"type"_s, u"TextBlock"_s}, {u"text"_s, u"a"_s}});
        const Card card = bodyOf(body);
        QCOMPARE(int(card.body.size()), kMaxElements + 1);
        const auto *note = std::get_if<Note>(&card.body.back().content);
        QVERIFY(note);
        QCOMPARE(note->reason, Note::Reason::TooLong);
    }

    // The bound counts what is nested, too, and says so once.
    void tooManyNestedElements()
    {
        QJsonArray body;
        for (int i = 0; i < 100; ++i) {
            QJsonArray items;
            for (int j = 0; j < 100; ++j)
                items.append(QJsonObject{{u"type"_s, u"TextBlock"_s}});
            body.append(QJsonObject{{u"type"_s, u"Container"_s}, {u"items"_s, items}});
        }
        Count result;
        count(bodyOf(body).body, 0, result);
        QCOMPARE(result.elements, kMaxElements + 1);
        QCOMPARE(result.notes, 1);
    }

    void tooManyParts()
    {
        QJsonArray many;
        for (int i = 0; i < 10'000; ++i)
            many.append(QJsonObject{{u"title"_s, u"a"_s}});
        const Card choices
            = bodyOf({QJsonObject{{u"type"_s, u"Input.ChoiceSet"_s}, {u"choices"_s, many}}});
        QCOMPARE(int(std::get<Input>(choices.body.front().content).choices.size()), kMaxParts);
        QVERIFY(std::holds_alternative<Note>(choices.body.back().content));
        // Each fact is two texts on the screen.
        const Card facts = bodyOf({QJsonObject{{u"type"_s, u"FactSet"_s}, {u"facts"_s, many}}});
        QCOMPARE(int(std::get<FactSet>(facts.body.front().content).facts.size()), kMaxElements - 1);
        QVERIFY(std::holds_alternative<Note>(facts.body.back().content));
    }

    void tooMuchText()
    {
        const QString text(kMaxTextLength - 10, u'x');
        const QJsonObject block{{u"type"_s, u"TextBlock"_s}, {u"text"_s, text}};
        const Card card = bodyOf(QJsonArray{block, block});
        QCOMPARE(std::get<TextBlock>(card.body[0].content).text.size(), text.size());
        QCOMPARE(std::get<TextBlock>(card.body[1].content).text.size(), 11); // and an ellipsis
        QVERIFY(std::holds_alternative<Note>(card.body.back().content));
    }

    void tooDeep_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("containers") << u"container"_s;
        QTest::newRow("cards in cards") << u"showCard"_s;
    }
    void tooDeep()
    {
        QFETCH(const QString, kind);
        QJsonObject inner{{u"type"_s, u"TextBlock"_s}, {u"text"_s, u"a"_s}};
        for (int i = 0; i < 300; ++i) {
            if (kind == "container"_L1) {
                inner = {{u"type"_s, u"Container"_s}, {u"items"_s, QJsonArray{inner}}};
            } else {
                const QJsonObject card{{u"type"_s, u"AdaptiveCard"_s},
                                       {u"body"_s, QJsonArray{inner}}};
                const QJsonObject action{{u"type"_s, u"Action.ShowCard"_s}, {u"card"_s, card}};
                inner = {{u"type"_s, u"ActionSet"_s}, {u"actions"_s, QJsonArray{action}}};
            }
        }
        Count result;
        count(bodyOf(QJsonArray{inner}).body, 0, result);
        QVERIFY(result.depth <= kMaxDepth);
        QVERIFY(result.depth > kMaxDepth - 2);
        QCOMPARE(result.notes, 1);
    }

    // Endless fallbacks end where the depth does.
    void deepFallbacks()
    {
        QJsonObject element{{u"type"_s, u"TextBlock"_s}};
        for (int i = 0; i < 300; ++i)
            element = {{u"type"_s, u"Hologram"_s}, {u"fallback"_s, element}};
        const Card card = bodyOf(QJsonArray{element});
        QCOMPARE(card.body.size(), 1U);
        QVERIFY(std::holds_alternative<Note>(card.body.front().content));
    }

    // Every member of every element replaced by each wrong type: nothing but an answer is asked
    // for.
    void wrongTypesEverywhere()
    {
        const QJsonObject card = object(R"({"type":"AdaptiveCard","version":"1.5","lang":"en",
            "fallbackText":"f","selectAction":{"type":"Action.Submit"},"minHeight":"10px","body":[
            {"type":"RichTextBlock","inlines":["a",{"type":"TextRun","text":"b"}]},
            {"type":"Image","url":"u","width":"10px","selectAction":{"type":"Action.OpenUrl","url":"u"}},
            {"type":"ImageSet","images":[{"type":"Image","url":"u"}]},
            {"type":"Media","sources":[{"url":"u"}],"poster":"p"},
            {"type":"ColumnSet","columns":[{"width":"auto","items":[{"type":"TextBlock","text":"a"}]}]},
            {"type":"FactSet","facts":[{"title":"a","value":"b"}]},
            {"type":"Table","columns":[{"width":1}],"rows":[{"cells":[{"items":[]}]}]},
            {"type":"Input.Text","id":"a","maxLength":3,"inlineAction":{"type":"Action.Submit"}},
            {"type":"Input.ChoiceSet","id":"a","choices":[{"title":"a","value":"b"}]}],
            "actions":[{"type":"Action.ShowCard","card":{"body":[]}},
            {"type":"Action.ToggleVisibility","targetElements":["a"]}]})");
        const QJsonArray wrong{QJsonValue::Null,
                               true,
                               3.5,
                               -1e300,
                               u"text"_s,
                               QString(),
                               QJsonArray{1, QJsonArray{}},
                               QJsonObject{{u"a"_s, 1}}};
        int parsed = 0;
        const std::function<void(const QJsonValue &, const std::function<void(QJsonValue)> &)> visit
            = [&](const QJsonValue &value, const std::function<void(QJsonValue)> &use) {
                  for (const QJsonValue &other : wrong)
                      use(other);
                  if (value.isObject()) {
                      const QJsonObject members = value.toObject();
                      for (auto it = members.begin(); it != members.end(); ++it)
                          visit(it.value(), [&, key = it.key()](const QJsonValue &changed) {
                              QJsonObject copy = members;
                              copy[key] = changed;
                              use(copy);
                          });
                  } else if (value.isArray()) {
                      const QJsonArray items = value.toArray();
                      for (int i = 0; i < items.size(); ++i)
                          visit(items.at(i), [&](const QJsonValue &changed) {
                              QJsonArray copy = items;
                              copy[i] = changed;
                              use(copy);
                          });
                  }
              };
        visit(card, [&](const QJsonValue &changed) {
            parseCard(changed.toObject(), QLocale::c());
            ++parsed;
        });
        QVERIFY(parsed > 500);
    }

    void dates_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        const QLocale english(QLocale::English, QLocale::UnitedStates);
        const QDateTime moment = QDateTime(QDate(2017, 2, 14), QTime(6, 8), Qt::UTC).toLocalTime();
        const QString day = english.toString(moment.date(), QLocale::LongFormat);
        QTest::newRow("none") << u"a {b} {{c}}"_s << u"a {b} {{c}}"_s;
        QTest::newRow("long") << u"On {{DATE(2017-02-14T06:08:00Z, LONG)}}!"_s
                              << u"On %1!"_s.arg(day);
        QTest::newRow("short") << u"{{DATE(2017-02-14T06:08:00Z,SHORT)}}"_s
                               << english.toString(moment.date(), u"ddd, MMM d, yyyy"_s);
        QTest::newRow("compact") << u"{{DATE(2017-02-14T06:08:00Z)}}"_s
                                 << english.toString(moment.date(), QLocale::ShortFormat);
        QTest::newRow("time and offset") << u"{{TIME(2017-02-14T08:08:00+02:00)}}"_s
                                         << english.toString(moment.time(), QLocale::ShortFormat);
        QTest::newRow("two") << u"{{DATE(2017-02-14T06:08:00Z, LONG)}}, "_s
                + u"{{DATE(2017-02-14T06:08:00Z, LONG)}}"_s
                             << day + u", "_s + day;
        QTest::newRow("without a zone")
            << u"{{DATE(2017-02-14T06:08:00)}}"_s << u"{{DATE(2017-02-14T06:08:00)}}"_s;
        QTest::newRow("no such day")
            << u"x{{DATE(2017-02-31T06:08:00Z)}}y"_s << u"x{{DATE(2017-02-31T06:08:00Z)}}y"_s;
        QTest::newRow("unknown form") << u"{{DATE(2017-02-14T06:08:00Z, TINY)}}"_s
                                      << u"{{DATE(2017-02-14T06:08:00Z, TINY)}}"_s;
    }
    void dates()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, shown);
        QCOMPARE(withDates(text, QLocale(QLocale::English, QLocale::UnitedStates)), shown);
    }

    void languageOfTheCard()
    {
        const auto first = [](const QString &lang) {
            QJsonObject json = object(
                R"({"type":"AdaptiveCard","body":[{"type":"TextBlock","text":"{{DATE(2017-02-14T12:00:00Z,LONG)}}"}]})");
            json[u"lang"_s] = lang;
            return std::get<TextBlock>(
                       parseCard(json, QLocale(QLocale::English)).body.front().content)
                .text;
        };
        QVERIFY(first(u"de"_s).contains(u"Februar"_s));
        QVERIFY(first(u"de"_s) != first(u"en"_s));
        QCOMPARE(first(u"invalid"_s), first(u"en"_s));
    }
};

QTEST_GUILESS_MAIN(TestAdaptiveCard)
#include "tst_adaptivecard.moc"
