#include "app/conversation/model/activityentry.h"

#include <QtCore/QJsonArray>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline;

namespace {

ActivityEntry said(Side side, const QString &text)
{
    ActivityEntry entry;
    entry.key = u"1"_s;
    entry.side = side;
    entry.senderName = side == Side::Bot ? u"Weather"_s : QString();
    entry.activity.type = u"message"_s;
    entry.activity.text = text;
    return entry;
}

} // namespace

class TestActivityEntry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ownTextIsLiteral_C100();
    void messageBackShowsItsDisplayText_C103();
    void aNoteStandsForTheActivity();
    void aVoiceMessageShowsItsWords();
    void theSummaryIsTheLastResort();
    void markdownOnlyFromTheBot_data();
    void markdownOnlyFromTheBot();
    void isReadAloudWithoutMarks_data();
    void isReadAloudWithoutMarks();
    void attachmentsAreReadByName();
    void troubleIsReadAloud();
    void progressIsInPercent();
};

void TestActivityEntry::ownTextIsLiteral_C100()
{
    const ActivityEntry own = said(Side::Own, u"**hi** 12. <b>"_s);
    QCOMPARE(own.shownText(), u"**hi** 12. <b>"_s);
    QVERIFY(!own.isMarkdown());
    QCOMPARE(accessibleText(own), u"You: **hi** 12. <b>"_s);
}

void TestActivityEntry::messageBackShowsItsDisplayText_C103()
{
    ActivityEntry own = said(Side::Own, u"internal"_s);
    own.activity.channelData
        = QJsonObject{{"messageBack"_L1, QJsonObject{{"displayText"_L1, "Book it"_L1}}}};
    QCOMPARE(own.shownText(), u"Book it"_s);
    own.side = Side::Bot; // a bot that copies channelData still says its text
    QCOMPARE(own.shownText(), u"internal"_s);
}

void TestActivityEntry::aNoteStandsForTheActivity()
{
    ActivityEntry deleted = said(Side::Bot, u"**old**"_s);
    deleted.note = u"Message deleted"_s;
    QCOMPARE(deleted.shownText(), u"Message deleted"_s);
    QVERIFY(!deleted.isMarkdown());
}

void TestActivityEntry::aVoiceMessageShowsItsWords()
{
    ActivityEntry voice = said(Side::Bot, {});
    voice.activity.valueType = u"application/vnd.microsoft.activity.voice+json"_s;
    voice.activity.value = QJsonObject{{"transcription"_L1, "*hello*"_L1}};
    QCOMPARE(voice.shownText(), u"*hello*"_s);
    QVERIFY(!voice.isMarkdown());
}

void TestActivityEntry::theSummaryIsTheLastResort()
{
    ActivityEntry entry = said(Side::Bot, {});
    entry.activity.summary = u"a chart"_s;
    QCOMPARE(entry.shownText(), u"a chart"_s);
    entry.activity.attachments.append(directline::Attachment());
    QCOMPARE(entry.shownText(), QString());
}

void TestActivityEntry::markdownOnlyFromTheBot_data()
{
    QTest::addColumn<Side>("side");
    QTest::addColumn<QString>("format");
    QTest::addColumn<bool>("markdown");
    QTest::newRow("bot, no format") << Side::Bot << u""_s << true;
    QTest::newRow("bot, markdown") << Side::Bot << u"markdown"_s << true;
    QTest::newRow("bot, plain") << Side::Bot << u"plain"_s << false;
    QTest::newRow("bot, xml") << Side::Bot << u"xml"_s << false;
    QTest::newRow("bot, unknown") << Side::Bot << u"rtf"_s << false;
    QTest::newRow("own") << Side::Own << u"markdown"_s << false;
    QTest::newRow("another user") << Side::Other << u""_s << false;
}

void TestActivityEntry::markdownOnlyFromTheBot()
{
    QFETCH(Side, side);
    QFETCH(QString, format);
    ActivityEntry entry = said(side, u"*x*"_s);
    entry.activity.textFormat = format;
    QTEST(entry.isMarkdown(), "markdown");
}

void TestActivityEntry::isReadAloudWithoutMarks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("spoken");
    QTest::newRow("emphasis") << u"It is **4 °C** in *Gdynia*."_s << u"It is 4 °C in Gdynia."_s;
    QTest::newRow("link") << u"See [the map](https://x.example/a_b)."_s << u"See the map."_s;
    QTest::newRow("image") << u"![sun](https://x.example/s.png)"_s << u"sun"_s;
    QTest::newRow("heading and list") << u"# Today\n- rain\n- wind"_s << u"Today\nrain\nwind"_s;
    QTest::newRow("code") << u"run `make` now"_s << u"run make now"_s;
    QTest::newRow("fence") << u"```sh\nls\n```"_s << u"ls"_s;
    QTest::newRow("snake_case stays") << u"call my_own_function"_s << u"call my_own_function"_s;
    QTest::newRow("arithmetic stays") << u"2 * 3 * 4"_s << u"2 * 3 * 4"_s;
}

void TestActivityEntry::isReadAloudWithoutMarks()
{
    QFETCH(QString, text);
    QFETCH(QString, spoken);
    QCOMPARE(accessibleText(said(Side::Bot, text)), u"Weather: "_s + spoken);
}

void TestActivityEntry::attachmentsAreReadByName()
{
    ActivityEntry entry = said(Side::Bot, u"Here"_s);
    directline::Attachment image;
    image.contentType = u"image/png"_s;
    image.name = u"sun.png"_s;
    directline::Attachment card;
    card.contentType = u"application/vnd.microsoft.card.hero"_s;
    card.content = QJsonObject{
        {"title"_L1, "Rain"_L1},
        {"buttons"_L1, QJsonArray{QJsonObject{{"type"_L1, "imBack"_L1}, {"title"_L1, "More"_L1}}}}};
    entry.activity.attachments = {image, card};
    const QString text = accessibleText(entry);
    QVERIFY2(text.contains("Image: sun.png"_L1), qPrintable(text));
    QVERIFY2(text.contains("Card: Rain"_L1) && text.contains("More"_L1), qPrintable(text));

    ActivityEntry own = said(Side::Own, {});
    own.files.append({u"/tmp/a.pdf"_s, u"a.pdf"_s, {}, 3, {}});
    QVERIFY(accessibleText(own).contains("File: a.pdf"_L1));
}

void TestActivityEntry::troubleIsReadAloud()
{
    ActivityEntry own = said(Side::Own, u"hi"_s);
    own.delivery.state = SendState::Failed;
    own.delivery.failure = u"The service is closed."_s;
    const QString text = accessibleText(own);
    QVERIFY(text.contains("Failed"_L1) && text.contains("The service is closed."_L1));
    own.delivery.state = SendState::Sent;
    own.delivery.failure.clear();
    QCOMPARE(accessibleText(own), u"You: hi"_s);
}

void TestActivityEntry::progressIsInPercent()
{
    ActivityEntry own = said(Side::Own, {});
    own.delivery.state = SendState::Sending;
    QCOMPARE(sendStateText(own), u"Sending…"_s);
    own.delivery.bytesSent = 45;
    own.delivery.bytesTotal = 100;
    QCOMPARE(sendStateText(own), u"Sending… 45 %"_s);
}

QTEST_GUILESS_MAIN(TestActivityEntry)

#include "tst_activityentry.moc"
