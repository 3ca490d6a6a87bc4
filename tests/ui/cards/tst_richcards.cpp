#include "panelbench.h"

#include "ui/cards/widgets/cardimage.h"
#include "ui/cards/widgets/clickarea.h"

#include <QtGui/QAccessible>
#include <QtTest/QtTest>

using namespace botline;
using namespace botline::test;

Q_DECLARE_METATYPE(botline::directline::CardAction)

namespace {

QByteArray heroWith(const QByteArray &button)
{
    return cardJson("hero", R"({"title":"Card","buttons":[)" + button + "]}");
}

} // namespace

class tst_RichCards : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void buttonsThatSend_data();
    void buttonsThatSend();
    void buttonsThatLead_data();
    void buttonsThatLead();
    void doubleClicksPressOnce_data();
    void doubleClicksPressOnce();
    void buttonsThatAreRefused_data();
    void buttonsThatAreRefused();
    void C108_titlesAreLiteral();
    void titlesFallBack_data();
    void titlesFallBack();
    void longTitlesWrap();
    void buttonOrderNeverChanges();
    void cutsAtFiftyButtons();
    void C107_receiptsShowEveryRow();
    void showsEveryField_data();
    void showsEveryField();
    void textFollowsTheTextFormat();
    void titlesAreNeverMarkdown();
    void picturesHaveTheirWords();
    void mediaWaitsForAClick();
    void tapsAreButtons();
    void tapsLeaveTheRestAlone();
    void refusedTapsAreNone();
    void rightToLeftCardsAreMirrored();
};

void tst_RichCards::buttonsThatSend_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::newRow("imBack") << QByteArray(R"({"type":"imBack","title":"T","value":"v"})");
    QTest::newRow("imBack by title")
        << QByteArray(R"({"type":"imBack","title":"T","value":{"a":1}})");
    QTest::newRow("postBack text") << QByteArray(R"({"type":"postBack","title":"T","value":"v"})");
    QTest::newRow("postBack object")
        << QByteArray(R"({"type":"postBack","title":"T","value":{"a":[1]}})");
    QTest::newRow("messageBack") << QByteArray(
        R"({"type":"messageBack","title":"T","displayText":"d","text":"t","value":1})");
    QTest::newRow("messageBack empty") << QByteArray(R"({"type":"messageBack","title":"T"})");
}

void tst_RichCards::buttonsThatSend()
{
    QFETCH(QByteArray, action);
    PanelBench bench;
    const auto panel = bench.make(heroWith(action));
    const auto &sent = bench.asked().performed;
    const auto &opened = bench.asked().openedLinks;
    button(*panel, u"T"_s)->click();
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.first().last().toString(), u"row-1"_s);
    const auto got = sent.first().first().value<directline::CardAction>();
    QCOMPARE(got.raw, QJsonDocument::fromJson(action).object());
    QCOMPARE(opened.size(), 0);
}

void tst_RichCards::buttonsThatLead_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("address");
    QTest::newRow("openUrl") << QByteArray("openUrl") << QByteArray("https://example.org/a?b=c");
    QTest::newRow("openUrl http") << QByteArray("openUrl") << QByteArray("http://example.org");
    QTest::newRow("openUrl mail") << QByteArray("openUrl") << QByteArray("mailto:a@b.example");
    QTest::newRow("signin") << QByteArray("signin") << QByteArray("https://login.example.org/");
    QTest::newRow("call") << QByteArray("call") << QByteArray("tel:+48123456");
    QTest::newRow("playAudio") << QByteArray("playAudio")
                               << QByteArray("https://example.org/a.mp3");
    QTest::newRow("playVideo") << QByteArray("playVideo")
                               << QByteArray("https://example.org/a.mp4");
    QTest::newRow("showImage") << QByteArray("showImage")
                               << QByteArray("https://example.org/a.png");
}

void tst_RichCards::buttonsThatLead()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, address);
    PanelBench bench;
    const auto panel = bench.make(
        heroWith(R"({"title":"T","type":")" + type + R"(","value":")" + address + R"("})"));
    const auto &asked = bench.asked().performed;
    CardButton *lead = button(*panel, u"T"_s);
    QVERIFY(lead->toolTip().contains(QUrl(QString::fromUtf8(address)).host()));
    lead->click();
    QCOMPARE(asked.size(), 1);
    const auto action = asked.first().first().value<directline::CardAction>();
    QCOMPARE(action.type, QString::fromUtf8(type));
    QCOMPARE(action.value.toString(), QString::fromUtf8(address));
}

void tst_RichCards::doubleClicksPressOnce_data()
{
    QTest::addColumn<QByteArray>("card");
    const QByteArray tap = R"("tap":{"type":"imBack","title":"T","value":"v"})";
    QTest::newRow("button") << heroWith(R"({"type":"imBack","title":"T","value":"v"})");
    QTest::newRow("card") << cardJson("hero", R"({"title":"Title",)" + tap + "}");
    QTest::newRow("picture") << cardJson(
        "hero", R"({"images":[{"url":")" + pngUrl(64, 64) + R"(",)" + tap + "}]}");
}

void tst_RichCards::doubleClicksPressOnce()
{
    QFETCH(const QByteArray, card);
    PanelBench bench;
    const auto panel = bench.make(card);
    const auto &sent = bench.asked().performed;
    const auto views = shown<CardImage>(*panel);
    QTRY_VERIFY(views.isEmpty() || views.first()->isLoaded());
    const auto buttons = shown<CardButton>(*panel);
    QWidget *pressed = !buttons.isEmpty() ? static_cast<QWidget *>(buttons.first())
        : !views.isEmpty()                ? static_cast<QWidget *>(views.first())
                           : static_cast<QWidget *>(shown<ClickArea>(*panel).first());
    QTest::mouseClick(pressed, Qt::LeftButton);
    QTest::mouseDClick(pressed, Qt::LeftButton);
    QTest::mouseRelease(pressed, Qt::LeftButton);
    QCOMPARE(sent.size(), 1);
    // Nor does a key that is held down.
    pressed->setFocus();
    QTRY_VERIFY(pressed->hasFocus());
    QTest::keyClick(pressed, Qt::Key_Return);
    QKeyEvent held(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, {}, true);
    QCoreApplication::sendEvent(pressed, &held);
    QCOMPARE(sent.size(), 2);
}

void tst_RichCards::buttonsThatAreRefused_data()
{
    QTest::addColumn<QByteArray>("action");
    const auto row = [](const char *tag, const char *action) {
        QTest::newRow(tag) << QByteArray(action);
    };
    row("C104 javascript", R"-({"type":"openUrl","title":"T","value":"javascript:alert(1)"})-");
    row("C104 file", R"({"type":"openUrl","title":"T","value":"file:///etc/passwd"})");
    row("C104 data", R"({"type":"openUrl","title":"T","value":"data:text/html,x"})");
    row("C104 no scheme", R"({"type":"openUrl","title":"T","value":"//host/x"})");
    row("C104 user info", R"({"type":"openUrl","title":"T","value":"https://a@b.example"})");
    row("C104 newline", R"({"type":"openUrl","title":"T","value":"https://a.example/\nx"})");
    row("openUrl without value", R"({"type":"openUrl","title":"T"})");
    row("openUrl with an object", R"({"type":"openUrl","title":"T","value":{}})");
    row("C105 signin over http", R"({"type":"signin","title":"T","value":"http://a.example"})");
    row("C105 call a page", R"({"type":"call","title":"T","value":"https://a.example"})");
    row("C105 call a bare number", R"({"type":"call","title":"T","value":"123456"})");
    row("showImage by mail", R"({"type":"showImage","title":"T","value":"mailto:a@b.example"})");
    row("downloadFile from disk", R"({"type":"downloadFile","title":"T","value":"file:///x"})");
    row("invoke", R"({"type":"invoke","title":"T","value":"x"})");
    row("unknown", R"({"type":"teleport","title":"T","value":"x"})");
    row("type in the wrong case", R"({"type":"IMBACK","title":"T","value":"x"})");
    row("no type", R"({"title":"T","value":"x"})");
    row("postBack of nothing", R"({"type":"postBack","title":"T"})");
}

void tst_RichCards::buttonsThatAreRefused()
{
    QFETCH(QByteArray, action);
    PanelBench bench;
    const auto panel = bench.make(heroWith(action));
    const auto &sent = bench.asked().performed;
    const auto &opened = bench.asked().openedLinks;
    const auto &saved = bench.asked().saved;
    CardButton *refused = button(*panel, u"T"_s); // visible all the same
    QVERIFY(!refused->isEnabled());
    QVERIFY(!refused->toolTip().isEmpty());
    QVERIFY(!refused->accessibleDescription().isEmpty());
    QTest::mouseClick(refused, Qt::LeftButton);
    QCOMPARE(sent.size() + opened.size() + saved.size(), 0);
}

void tst_RichCards::C108_titlesAreLiteral()
{
    PanelBench bench;
    const auto panel = bench.make(
        heroWith(R"({"type":"imBack","title":"Salt & <b>pepper</b> &amp;","value":"x"})"));
    CardButton *literal = button(*panel, u"Salt & <b>pepper</b> &amp;"_s);
    QCOMPARE(literal->text(), u"Salt && <b>pepper</b> &&amp;"_s);
    QCOMPARE(literal->accessibleName(), u"Salt & <b>pepper</b> &amp;"_s);
    QVERIFY(literal->shortcut().isEmpty());
}

void tst_RichCards::titlesFallBack_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QString>("title");
    QTest::newRow("value") << QByteArray(R"({"type":"imBack","value":"v"})") << u"v"_s;
    QTest::newRow("text") << QByteArray(R"({"type":"messageBack","text":"t"})") << u"t"_s;
    QTest::newRow("type") << QByteArray(R"({"type":"messageBack"})") << u"messageBack"_s;
    QTest::newRow("bidi") << QByteArray("{\"type\":\"imBack\",\"title\":\"a\xe2\x80\xae"
                                        "b\\nc\"}")
                          << u"ab c"_s;
}

void tst_RichCards::titlesFallBack()
{
    QFETCH(QByteArray, action);
    QFETCH(QString, title);
    PanelBench bench;
    const auto panel = bench.make(heroWith(action));
    QCOMPARE(shown<CardButton>(*panel).constFirst()->title(), title);
}

void tst_RichCards::longTitlesWrap()
{
    PanelBench bench;
    const QByteArray title = QByteArray("many words ").repeated(12);
    const auto panel
        = bench.make(heroWith(R"({"type":"imBack","title":")" + title + R"(","value":"x"},
                    {"type":"imBack","title":"Short","value":"x"})"));
    const auto buttons = shown<CardButton>(*panel);
    QVERIFY(buttons.first()->height() > buttons.last()->height());
    QVERIFY(buttons.first()->heightForWidth(120) > buttons.first()->heightForWidth(240));
    // What does not fit beside another goes below it, as wide as the card.
    QVERIFY(buttons.last()->y() >= buttons.first()->geometry().bottom());
    QCOMPARE(buttons.last()->width(), buttons.first()->width());
}

void tst_RichCards::buttonOrderNeverChanges()
{
    PanelBench bench;
    QByteArray actions;
    for (int i = 0; i < 5; ++i)
        actions += QByteArray(i ? "," : "") + R"({"type":"imBack","value":"x","title":"B)"
            + QByteArray::number(i) + R"("})";
    const auto panel = bench.make(heroWith(actions));
    for (const int width : {120, 260, 480}) {
        panel->resize(width, panel->heightForWidth(width));
        const auto buttons = shown<CardButton>(*panel);
        for (qsizetype i = 1; i < buttons.size(); ++i) {
            const QPoint before = buttons.at(i - 1)->pos();
            const QPoint here = buttons.at(i)->pos();
            QVERIFY(here.y() > before.y() || here.x() > before.x());
        }
    }
}

void tst_RichCards::cutsAtFiftyButtons()
{
    PanelBench bench;
    QByteArray actions = R"({"type":"imBack","value":"x","title":"first"})";
    for (int i = 0; i < 60; ++i)
        actions += R"(,{"type":"imBack","value":"x","title":"more"})";
    const auto panel = bench.make(heroWith(actions));
    const auto buttons = shown<CardButton>(*panel);
    QCOMPARE(buttons.size(), 51);
    QVERIFY(!buttons.last()->isEnabled());
    QVERIFY(buttons.last()->title().contains(u"11"_s));
}

void tst_RichCards::C107_receiptsShowEveryRow()
{
    PanelBench bench;
    const auto panel = bench.make(cardJson("receipt", R"({
        "title":"Order","facts":[{"key":"No","value":"1"},{"key":"No","value":2},{"key":"At","value":"3"}],
        "items":[{"title":"Coffee","subtitle":"sub","text":"txt","price":5,"quantity":"3"},
                 {"title":"Tea","price":"2.50"},{"title":"Coffee","price":7}],
        "tax":"0.10","vat":0.2,"total":15})"));
    QCOMPARE(
        wordsOf(*panel),
        u"Order|No|1|No|2|At|3|3 × Coffee|sub|txt|5|Tea|2.50|Coffee|7|Tax|0.10|VAT|0.2|Total|15"_s);
    // In that order from top to bottom.
    const auto texts = shown<CardText>(*panel);
    int previous = -1;
    for (const CardText *text : texts) {
        const int y = text->mapTo(panel.get(), QPoint(0, text->height() / 2)).y();
        QVERIFY(y >= previous - 40);
        previous = std::max(previous, y);
    }
}

void tst_RichCards::showsEveryField_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("words");
    const QByteArray headed
        = R"({"title":"T","subtitle":"S","text":"X","buttons":[{"type":"imBack","title":"B","value":"b"}]})";
    QTest::newRow("hero") << QByteArray("hero") << headed << u"T|S|X|B"_s;
    QTest::newRow("thumbnail") << QByteArray("thumbnail") << headed << u"T|S|X|B"_s;
    QTest::newRow("flex") << QByteArray("flex") << headed << u"T|S|X|B"_s;
    QTest::newRow("signin") << QByteArray("signin") << headed << u"T|S|X|B"_s;
    QTest::newRow("oauth") << QByteArray("oauth") << headed << u"T|S|X|B"_s;
    const QByteArray media
        = R"({"title":"T","subtitle":"S","text":"X","duration":"PT1M5S","autostart":true,
              "media":[{"url":"https://example.org/a.mp4","profile":"HD"},
                       {"url":"https://example.org/b.mp4"}],
              "buttons":[{"type":"imBack","title":"B","value":"b"}]})";
    const QString words
        = u"T|S|X|Length 1:05|HD, MPEG-4 video|Open|Save as…|Copy link|b.mp4, MPEG-4 video|Open|Save as…|Copy link|B"_s;
    QTest::newRow("audio") << QByteArray("audio") << media << words;
    QTest::newRow("video") << QByteArray("video") << media << words;
    QTest::newRow("animation") << QByteArray("animation") << media << words;
}

void tst_RichCards::showsEveryField()
{
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, content);
    PanelBench bench;
    const auto panel = bench.make(cardJson(kind, content));
    QTEST(wordsOf(*panel), "words");
}

void tst_RichCards::textFollowsTheTextFormat()
{
    PanelBench bench;
    const QByteArray card = cardJson("hero", R"({"text":"**b** <i>"})");
    QCOMPARE(wordsOf(*bench.make(entryOf(card))), u"b <i>"_s);
    QCOMPARE(wordsOf(*bench.make(entryOf(card, {}, u"markdown"_s))), u"b <i>"_s);
    QCOMPARE(wordsOf(*bench.make(entryOf(card, {}, u"plain"_s))), u"**b** <i>"_s);
    QCOMPARE(wordsOf(*bench.make(entryOf(card, {}, u"xml"_s))), u"**b** <i>"_s);
}

void tst_RichCards::titlesAreNeverMarkdown()
{
    PanelBench bench;
    const auto panel = bench.make(
        cardJson("hero", R"-({"title":"**t** [x](https://a.example)","subtitle":"_s_"})-"));
    QCOMPARE(wordsOf(*panel), u"**t** [x](https://a.example)|_s_"_s);
}

void tst_RichCards::picturesHaveTheirWords()
{
    PanelBench bench;
    const auto panel = bench.make(cardJson(
        "hero", R"({"images":[{"url":")" + pngUrl(64, 64) + R"(","alt":"A blue square"}]})"));
    const auto views = shown<CardImage>(*panel);
    QCOMPARE(views.size(), 1);
    QCOMPARE(views.first()->accessibleName(), u"A blue square"_s);
    const QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(views.first());
    QVERIFY(spoken);
    QCOMPARE(spoken->role(), QAccessible::Graphic);
    QTRY_VERIFY(views.first()->isLoaded());
    QCOMPARE(views.first()->width(), panel->width() - 2); // across the card, within its line
}

void tst_RichCards::mediaWaitsForAClick()
{
    QNetworkAccessManager network;
    int requests = 0;
    PanelBench bench(&network);
    bench.content().setRemoteContentAllowed(true);
    connect(&network, &QNetworkAccessManager::finished, this, [&requests] { ++requests; });
    const auto panel = bench.make(cardJson("video", R"({"autostart":true,
        "media":[{"url":"https://service.example/a.mp4"}]})"));
    const auto &opened = bench.asked().openedLinks;
    button(*panel, u"Open"_s)->click();
    QCOMPARE(opened.size(), 1);
    QCOMPARE(requests, 0);
    QVERIFY(network.findChildren<QNetworkReply *>().isEmpty());
}

void tst_RichCards::tapsAreButtons()
{
    PanelBench bench;
    const auto panel = bench.make(cardJson("hero", R"({"title":"Card","tap":
        {"type":"openUrl","title":"More","value":"https://example.org/x"}})"));
    auto *area = shown<ClickArea>(*panel).constFirst();
    const auto &opened = bench.asked().performed;
    QTest::mouseClick(area, Qt::LeftButton, {}, QPoint(4, area->height() / 2));
    QCOMPARE(opened.size(), 1);
    area->setFocus();
    QTRY_VERIFY(area->hasFocus());
    QTest::keyClick(area, Qt::Key_Return);
    QCOMPARE(opened.size(), 2);
    // Words are part of it.
    const CardText *text = textOf(*panel, u"Card"_s);
    QCOMPARE(text->parentWidget()->childAt(text->geometry().center()), area);
    QTest::mouseClick(area, Qt::LeftButton);
    QCOMPARE(opened.size(), 3);

    QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(area);
    QCOMPARE(spoken->role(), QAccessible::Button);
    QVERIFY(spoken->text(QAccessible::Name).contains(u"More"_s));
    QVERIFY(spoken->text(QAccessible::Description).contains(u"example.org"_s));
    spoken->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QTRY_COMPARE(opened.size(), 4);
}

void tst_RichCards::tapsLeaveTheRestAlone()
{
    PanelBench bench;
    const auto panel = bench.make(cardJson("hero", R"-({"text":"[link](https://l.example/)",
        "tap":{"type":"imBack","title":"Tap","value":"tap"},
        "buttons":[{"type":"imBack","title":"Button","value":"button"}]})-"));
    const auto &sent = bench.asked().performed;
    const auto &opened = bench.asked().openedLinks;
    QTest::mouseClick(button(*panel, u"Button"_s), Qt::LeftButton);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.first().first().value<directline::CardAction>().title, u"Button"_s);
    QTest::mouseClick(textOf(*panel, u"link"_s), Qt::LeftButton, {}, QPoint(4, 6));
    QCOMPARE(opened.size(), 1);
    QCOMPARE(sent.size(), 1);
}

void tst_RichCards::refusedTapsAreNone()
{
    PanelBench bench;
    const auto panel = bench.make(cardJson("hero", R"({"title":"Card","tap":
        {"type":"openUrl","title":"More","value":"javascript:x"}})"));
    QVERIFY(shown<ClickArea>(*panel).isEmpty());
}

void tst_RichCards::rightToLeftCardsAreMirrored()
{
    PanelBench bench;
    const auto panel = bench.make(cardJson(
        "thumbnail", R"({"title":"مرحبا","images":[{"url":")" + pngUrl(50, 50) + R"("}]})"));
    const auto *view = shown<CardImage>(*panel).constFirst();
    const auto *title = shown<CardText>(*panel).constFirst();
    QVERIFY(view->mapTo(panel.get(), QPoint()).x() < title->mapTo(panel.get(), QPoint()).x());
}

QTEST_MAIN(tst_RichCards)
#include "tst_richcards.moc"
