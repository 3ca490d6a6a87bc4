// Words of a card: what is drawn, no more and no less. Which words the drawing really shows is
// compared in tests/ui/cards/tst_drawnwords.
#include "app/adaptive/attachedcard.h"
#include "app/adaptive/passwordfields.h"
#include "app/adaptive/visiblewords.h"
#include "app/directline/attachment.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline;

namespace {

QJsonObject objectOf(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        qFatal("bad JSON in a test: %s", qPrintable(error.errorString()));
    return document.object();
}

std::optional<adaptive::Card> attached(const QString &kind, const QByteArray &content,
                                       adaptive::TextFormat format = adaptive::TextFormat::Markdown)
{
    directline::Attachment attachment;
    attachment.contentType = u"application/vnd.microsoft.card."_s + kind;
    attachment.content = objectOf(content);
    return adaptive::attachedCard(attachment, format);
}

adaptive::Card withBody(const QByteArray &body)
{
    return *attached(u"adaptive"_s, R"({"type":"AdaptiveCard","body":[)" + body + "]}");
}

} // namespace

class TestVisibleWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void elements_data();
    void elements();
    void cards_data();
    void cards();
    void buttonsStandApart();
    void datesAreWords();
    void richCards_data();
    void richCards();
    void textFormatIsThatOfTheActivity();
    void whatIsDrawnAsNoCardHasNoWords();
    void areBounded();
    void passwords_data();
    void passwords();
};

void TestVisibleWords::elements_data()
{
    QTest::addColumn<QByteArray>("element");
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char *name, const QByteArray &element, const QStringList &words) {
        QTest::newRow(name) << element << words;
    };
    row("TextBlock", R"-({"type":"TextBlock","text":"**Flight** to [Oslo](https://x.example)"})-",
        {u"Flight to Oslo"_s});
    row("hidden", R"({"type":"TextBlock","text":"unseen","isVisible":false})", {});
    row("blank", R"({"type":"TextBlock","text":" \u200b "})", {});
    row("RichTextBlock is one phrase",
        R"({"type":"RichTextBlock","inlines":["one ",{"type":"TextRun","text":"two *2*"}]})",
        {u"one two *2*"_s});
    row("Image", R"({"type":"Image","url":"x","altText":"A plane"})", {u"A plane"_s});
    row("Image without address", R"({"type":"Image","altText":"A plane"})",
        {u"Image: the bot gave no address for it"_s});
    row("ImageSet",
        R"({"type":"ImageSet","images":[{"type":"Image","url":"x","altText":"a"},
            {"type":"Image","altText":"without address"},{"type":"Image","url":"y","altText":"b"}]})",
        {u"a"_s, u"b"_s});
    row("Media",
        R"({"type":"Media","altText":"Film","poster":"p","sources":[
            {"mimeType":"video/mp4","url":"https://x.example/a"},
            {"mimeType":"video/ogg","url":"https://x.example/b"}],
            "captionSources":[{"label":"English","url":"https://x.example/c","mimeType":"vtt"}]})",
        {u"Film"_s, u"Film"_s, u"Open as video/ogg"_s, u"Captions: English"_s});
    row("Container", R"({"type":"Container","items":[{"type":"TextBlock","text":"in"}]})",
        {u"in"_s});
    row("hidden Container",
        R"({"type":"Container","isVisible":false,"items":[{"type":"TextBlock","text":"in"}]})", {});
    row("Container to press",
        R"({"type":"Container","items":[{"type":"TextBlock","text":"in"}],
            "selectAction":{"type":"Action.Submit","title":"spoken only"}})",
        {u"in"_s});
    row("Carousel",
        R"({"type":"Carousel","pages":[{"type":"CarouselPage","items":[
            {"type":"TextBlock","text":"first"}]},{"type":"CarouselPage","isVisible":false,"items":[
            {"type":"TextBlock","text":"unseen"}]}]})",
        {u"first"_s});
    row("ColumnSet",
        R"({"type":"ColumnSet","columns":[{"type":"Column","items":[{"type":"TextBlock","text":"a"}]},
            {"type":"Column","isVisible":false,"items":[{"type":"TextBlock","text":"unseen"}]},
            {"type":"Column","items":[{"type":"TextBlock","text":"b"}]}]})",
        {u"a"_s, u"b"_s});
    row("FactSet", R"({"type":"FactSet","facts":[{"title":"*Seat*","value":"**12A**"}]})",
        {u"*Seat*"_s, u"12A"_s});
    row("Table",
        R"({"type":"Table","columns":[{"width":1}],"rows":[{"type":"TableRow","cells":[
            {"type":"TableCell","items":[{"type":"TextBlock","text":"a"}]},
            {"type":"TableCell","items":[{"type":"TextBlock","text":"b"}]}]}]})",
        {u"a"_s, u"b"_s});
    row("ActionSet",
        R"({"type":"ActionSet","actions":[{"type":"Action.Submit","title":"Go"},
            {"type":"Action.Submit"},{"type":"Action.OpenUrl","url":"https://x.example/a"},
            {"type":"Action.Submit","title":"Rare","mode":"secondary"},
            {"type":"Action.Unheard"}]})",
        {u"Go"_s, u"Send"_s, u"x.example"_s, u"Rare"_s, u"Action.Unheard"_s});
    row("Input.Text",
        R"({"type":"Input.Text","id":"a","label":"Name","placeholder":"yours","value":"Kim",
            "errorMessage":"later","inlineAction":{"type":"Action.Submit","title":"Go"}})",
        {u"Name"_s, u"Go"_s});
    row("Input.Number", R"({"type":"Input.Number","id":"a","label":"How many","value":3})",
        {u"How many"_s});
    row("Input.Date", R"({"type":"Input.Date","id":"a","label":"Day","value":"2026-01-01"})",
        {u"Day"_s});
    row("Input.Time", R"({"type":"Input.Time","id":"a","label":"Hour","value":"17:00"})",
        {u"Hour"_s});
    row("Input.Toggle", R"({"type":"Input.Toggle","id":"a","label":"Terms","title":"I agree"})",
        {u"Terms"_s, u"I agree"_s});
    row("Input.Toggle without title", R"({"type":"Input.Toggle","id":"a","label":"Terms"})",
        {u"Terms"_s});
    row("Input.ChoiceSet",
        R"({"type":"Input.ChoiceSet","id":"a","label":"Meal","choices":[
            {"title":"Fish","value":"f"},{"value":"soup"}]})",
        {u"Meal"_s, u"Fish"_s, u"soup"_s});
    row("unsupported", R"({"type":"Chart","text":"not drawn","title":"neither"})",
        {u"Unsupported element: Chart"_s});
    row("fallback",
        R"({"type":"Chart","text":"not drawn","fallback":{"type":"TextBlock","text":"drawn"}})",
        {u"drawn"_s});
    row("fallback of a fallback",
        R"({"type":"Chart","fallback":{"type":"Map","fallback":{"type":"TextBlock","text":"drawn"}}})",
        {u"drawn"_s});
    row("fallback to drop", R"({"type":"Chart","text":"not drawn","fallback":"drop"})", {});
    row("fallback for what is required",
        R"({"type":"TextBlock","text":"not drawn","requires":{"adaptiveCards":"9.0"},
            "fallback":{"type":"TextBlock","text":"drawn"}})",
        {u"drawn"_s});
    row("fallback of a supported element",
        R"({"type":"TextBlock","text":"drawn","fallback":{"type":"TextBlock","text":"not"}})",
        {u"drawn"_s});
    row("fallback of a column",
        R"({"type":"ColumnSet","columns":[{"type":"Pillar","items":[{"type":"TextBlock","text":"not"}],
            "fallback":{"type":"Column","items":[{"type":"TextBlock","text":"drawn"}]}},
            {"type":"Pillar","items":[{"type":"TextBlock","text":"not"}]}]})",
        {u"drawn"_s, u"Unsupported element: Pillar"_s});
    row("fallback in a cell",
        R"({"type":"Table","rows":[{"cells":[{"items":[{"type":"Chart","text":"not",
            "fallback":{"type":"TextBlock","text":"drawn"}}]}]}]})",
        {u"drawn"_s});
    row("fallback of what is around",
        R"({"type":"Frame","items":[{"type":"TextBlock","text":"not"}],"fallback":{"type":"Container",
            "items":[{"type":"TextBlock","text":"drawn"}]}})",
        {u"drawn"_s});
    row("fallback of an action",
        R"({"type":"ActionSet","actions":[{"type":"Action.Fly","title":"not",
            "fallback":{"type":"Action.Submit","title":"drawn"}},
            {"type":"Action.Fly","title":"not","fallback":"drop"}]})",
        {u"drawn"_s});
    row("ShowCard",
        R"({"type":"ActionSet","actions":[{"type":"Action.ShowCard","title":"More","card":{
            "type":"AdaptiveCard","body":[{"type":"TextBlock","text":"later"}]}}]})",
        {u"More"_s});
}

void TestVisibleWords::elements()
{
    QFETCH(QByteArray, element);
    QFETCH(QStringList, words);
    QCOMPARE(adaptive::visibleWords(withBody(element)).body, words);
}

void TestVisibleWords::cards_data()
{
    QTest::addColumn<QByteArray>("card");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("empty") << QByteArray(R"({"type":"AdaptiveCard","body":[]})") << QStringList();
    QTest::newRow("no Adaptive Card")
        << QByteArray(R"({"body":[{"type":"TextBlock","text":"not drawn"}]})") << QStringList();
    QTest::newRow("incomplete, with a text for that")
        << QByteArray(R"({"type":"AdaptiveCard","fallbackText":"See our page"})")
        << QStringList{u"See our page"_s};
    QTest::newRow("later, with a text for that")
        << QByteArray(R"({"type":"AdaptiveCard","version":"9.0","fallbackText":"See our page",
            "body":[{"type":"TextBlock","text":"drawn"}]})")
        << QStringList{u"See our page"_s, u"drawn"_s};
    QTest::newRow("known, with a text for others")
        << QByteArray(R"({"type":"AdaptiveCard","version":"1.5","fallbackText":"not drawn",
            "body":[{"type":"TextBlock","text":"drawn"}]})")
        << QStringList{u"drawn"_s};
    QTest::newRow("nothing supported, with a text for that")
        << QByteArray(R"({"type":"AdaptiveCard","fallbackText":"See our page",
            "body":[{"type":"Chart"}]})")
        << QStringList{u"See our page"_s, u"Unsupported element: Chart"_s};
}

void TestVisibleWords::cards()
{
    QFETCH(QByteArray, card);
    QFETCH(QStringList, words);
    QCOMPARE(adaptive::visibleWords(*attached(u"adaptive"_s, card)).all(), words);
}

void TestVisibleWords::buttonsStandApart()
{
    const auto words = adaptive::visibleWords(*attached(u"adaptive"_s, R"({"type":"AdaptiveCard",
        "body":[{"type":"TextBlock","text":"Ready?"}],
        "actions":[{"type":"Action.Submit","title":"Yes"},{"type":"Action.OpenUrl","title":"No"}]})"));
    QCOMPARE(words.body, QStringList{u"Ready?"_s});
    QCOMPARE(words.buttons, (QStringList{u"Yes"_s, u"No"_s}));
}

void TestVisibleWords::datesAreWords()
{
    const auto words = adaptive::visibleWords(*attached(u"adaptive"_s, R"-({"type":"AdaptiveCard",
        "lang":"en-GB","body":[
        {"type":"TextBlock","text":"On {{DATE(2026-05-16T12:00:00Z, LONG)}}"},
        {"type":"RichTextBlock","inlines":["Or {{DATE(2026-05-16T12:00:00Z, SHORT)}}"]},
        {"type":"FactSet","facts":[{"title":"When","value":"{{DATE(2026-05-16T12:00:00Z, LONG)}}"}]},
        {"type":"TextBlock","text":"{{DATE(tomorrow)}}"}]})-"));
    QCOMPARE(words.body,
             (QStringList{u"On Saturday, 16 May 2026"_s, u"Or Sat, 16 May 2026"_s, u"When"_s,
                          u"Saturday, 16 May 2026"_s, u"{{DATE(tomorrow)}}"_s}));
}

void TestVisibleWords::richCards_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QStringList>("words");
    const QByteArray hero = R"({"title":"*Trip*","subtitle":"to *Oslo*","text":"**Soon**",
        "images":[{"url":"https://x.example/a.png","alt":"A fjord"},{"alt":"without address"}],
        "tap":{"type":"imBack","title":"not drawn","value":"x"},
        "buttons":[{"type":"imBack","title":"Book","value":"hidden"},
                   {"type":"openUrl","value":"https://x.example"}]})";
    const QStringList top{u"A fjord"_s, u"*Trip*"_s, u"to *Oslo*"_s, u"Soon"_s};
    const QStringList buttons{u"Book"_s, u"https://x.example"_s};
    for (const QString &kind : {u"hero"_s, u"signin"_s, u"oauth"_s, u"flex"_s})
        QTest::newRow(qPrintable(kind)) << kind << hero << top + buttons;
    QTest::newRow("thumbnail") << u"thumbnail"_s << hero
                               << QStringList{u"*Trip*"_s, u"to *Oslo*"_s, u"Soon"_s, u"A fjord"_s}
            + buttons;
    QTest::newRow("receipt")
        << u"receipt"_s
        << QByteArray(R"({"title":"Receipt","facts":[{"key":"Order","value":1234}],"items":[
            {"title":"Pen","subtitle":"blue","text":"*fine*","price":"$2","quantity":"3",
             "image":{"url":"x","alt":"A pen"}},{"title":"Ink","price":"$1","quantity":"1"}],
            "tax":"$1","vat":"","total":"$8","buttons":[{"type":"imBack","title":"Pay","value":"p"}]})")
        << QStringList{u"Receipt"_s, u"Order"_s, u"1234"_s,  u"A pen"_s, u"3 × Pen"_s,
                       u"blue"_s,    u"fine"_s,  u"$2"_s,    u"Ink"_s,   u"$1"_s,
                       u"Tax"_s,     u"$1"_s,    u"Total"_s, u"$8"_s,    u"Pay"_s};
    for (const QString &kind : {u"audio"_s, u"video"_s, u"animation"_s})
        QTest::newRow(qPrintable(kind))
            << kind
            << QByteArray(R"({"title":"Song","image":{"url":"x","alt":"Cover"},"duration":"PT1M20S",
                "media":[{"url":"https://x.example/song.ogg"},{"url":"https://x.example/s","profile":"HD"},
                {"url":"https://x.example"},{"url":"data:audio/ogg;base64,AA/BB"},{"profile":"not"}]})")
            << QStringList{u"Cover"_s, u"Song"_s,      u"Length 1:20"_s, u"song.ogg"_s,
                           u"HD"_s,    u"x.example"_s, u"Unnamed file"_s};
}

void TestVisibleWords::richCards()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, content);
    QFETCH(QStringList, words);
    QCOMPARE(adaptive::visibleWords(*attached(kind, content)).all(), words);
}

void TestVisibleWords::textFormatIsThatOfTheActivity()
{
    const auto card = attached(u"hero"_s, R"({"text":"a **b** c"})", adaptive::TextFormat::Plain);
    QCOMPARE(adaptive::visibleWords(*card).all(), QStringList{u"a **b** c"_s});
}

void TestVisibleWords::whatIsDrawnAsNoCardHasNoWords()
{
    QVERIFY(!attached(u"unheard"_s, R"({"title":"Trip","text":"not drawn"})"));
    directline::Attachment attachment;
    attachment.contentType = u"application/vnd.microsoft.card.hero"_s;
    attachment.content = u"words"_s;
    QVERIFY(!adaptive::attachedCard(attachment, adaptive::TextFormat::Markdown));
    attachment.contentType = u"text/plain"_s;
    QVERIFY(!adaptive::attachedCard(attachment, adaptive::TextFormat::Markdown));
}

void TestVisibleWords::areBounded()
{
    QByteArray body;
    for (int i = 0; i < 300; ++i)
        body += (i > 0 ? "," : "") + QByteArray(R"({"type":"TextBlock","text":")")
            + QByteArray(1000, 'x') + "\"}";
    QCOMPARE(adaptive::visibleWords(withBody(body)).body.size(), 100);

    QByteArray buttons;
    for (int i = 0; i < 60; ++i)
        buttons += (i > 0 ? "," : "") + QByteArray(R"({"type":"imBack","value":"x"})");
    const auto words
        = adaptive::visibleWords(*attached(u"hero"_s, R"({"buttons":[)" + buttons + "]}"));
    QCOMPARE(words.buttons.size(), 51);
    QVERIFY2(words.buttons.constLast().startsWith("10 more button"_L1),
             qPrintable(words.buttons.constLast()));
}

void TestVisibleWords::passwords_data()
{
    QTest::addColumn<QByteArray>("element");
    QTest::addColumn<bool>("asks");
    const QByteArray field = R"({"type":"Input.Text","id":"pin","style":"Password"})";
    const auto row = [](const char *name, const QByteArray &element, bool asks) {
        QTest::newRow(name) << element << asks;
    };
    row("a field", field, true);
    row("another field", R"({"type":"Input.Text","id":"pin","style":"email"})", false);
    row("no field", R"({"type":"TextBlock","text":"password","style":"password"})", false);
    row("hidden", R"({"type":"Input.Text","id":"pin","style":"password","isVisible":false})", true);
    row("in a Container", R"({"type":"Container","items":[)" + field + "]}", true);
    row("in a ColumnSet",
        R"({"type":"ColumnSet","columns":[{"type":"Column","isVisible":false,"items":[)" + field
            + "]}]}",
        true);
    row("in a Table", R"({"type":"Table","rows":[{"cells":[{"items":[)" + field + "]}]}]}", true);
    row("in a ShowCard",
        R"({"type":"ActionSet","actions":[{"type":"Action.ShowCard","card":{"body":[)" + field
            + "]}}]}",
        true);
    row("in a fallback", R"({"type":"Chart","fallback":)" + field + "}", true);
    row("in a fallback that is not needed",
        R"({"type":"TextBlock","text":"x","fallback":)" + field + "}", false);
}

void TestVisibleWords::passwords()
{
    QFETCH(QByteArray, element);
    QFETCH(bool, asks);
    QCOMPARE(adaptive::asksForPassword(withBody(element)), asks);
}

QTEST_GUILESS_MAIN(TestVisibleWords)
#include "tst_visiblewords.moc"
