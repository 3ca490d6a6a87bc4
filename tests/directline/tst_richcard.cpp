// Attachments, cards and card actions: what bots write, and what we make of it.
#include "app/directline/richcard.h"

#include "app/directline/suggestedactions.h"

#include <QtCore/QJsonArray>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline::directline;

class TestRichCard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kinds_data();
    void kinds();
    void contentMustBeAnObject_C097_data();
    void contentMustBeAnObject_C097();
    void heroCard();
    void receiptsTakeNumbersAndKeepOrder_C107();
    void mediaCard();
    void oauthCard();
    void wrongTypesCountAsAbsent();
    void actionKinds_data();
    void actionKinds();
    void actionLabels_data();
    void actionLabels();
    void actionsRoundTrip();
    void mediaTypes_data();
    void mediaTypes();
    void suggestedActionsRespectTheirReceivers_C106();
};

namespace {

Attachment card(const QString &kind, const QJsonValue &content)
{
    return *Attachment::fromJson(QJsonObject{
        {"contentType"_L1, u"application/vnd.microsoft.card."_s + kind}, {"content"_L1, content}});
}

} // namespace

void TestRichCard::kinds_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<std::optional<RichCard::Kind>>("expected");
    using Kind = RichCard::Kind;
    const auto row = [](const char *kind, std::optional<Kind> expected) {
        QTest::newRow(kind) << QString::fromLatin1(kind) << expected;
    };
    row("hero", Kind::Hero);
    row("Hero", Kind::Hero);
    row("hero; charset=utf-8", Kind::Hero);
    row("thumbnail", Kind::Thumbnail);
    row("receipt", Kind::Receipt);
    row("signin", Kind::SignIn);
    row("oauth", Kind::OAuth);
    row("audio", Kind::Audio);
    row("video", Kind::Video);
    row("animation", Kind::Animation);
    row("flex", Kind::Flex);
    row("adaptive", std::nullopt);
    row("hologram", std::nullopt);
    row("", std::nullopt);
}

void TestRichCard::kinds()
{
    QFETCH(QString, kind);
    QFETCH(std::optional<RichCard::Kind>, expected);
    const auto read = RichCard::fromAttachment(card(kind, QJsonObject()));
    QCOMPARE(read.has_value(), expected.has_value());
    if (read)
        QCOMPARE(read->kind, *expected);
}

void TestRichCard::contentMustBeAnObject_C097_data()
{
    QTest::addColumn<QJsonValue>("content");
    QTest::newRow("absent") << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("text") << QJsonValue(u"{}"_s);
    QTest::newRow("list") << QJsonValue(QJsonArray());
}

void TestRichCard::contentMustBeAnObject_C097()
{
    QFETCH(QJsonValue, content);
    Attachment attachment;
    attachment.contentType = u"application/vnd.microsoft.card.hero"_s;
    attachment.content = content;
    QVERIFY(!RichCard::fromAttachment(attachment));
}

void TestRichCard::heroCard()
{
    const auto hero = RichCard::fromAttachment(
        card(u"hero"_s,
             QJsonObject{
                 {"title"_L1, "Gdynia"_L1},
                 {"subtitle"_L1, "Poland"_L1},
                 {"text"_L1, "by the **sea**"_L1},
                 {"images"_L1,
                  QJsonArray{QJsonObject{{"url"_L1, "https://h/1.png"_L1}, {"alt"_L1, "pier"_L1}},
                             u"no object"_s,
                             QJsonObject{{"url"_L1, "https://h/2.png"_L1},
                                         {"tap"_L1, QJsonObject{{"type"_L1, "openUrl"_L1}}}}}},
                 {"buttons"_L1,
                  QJsonArray{QJsonObject{{"type"_L1, "imBack"_L1}, {"title"_L1, "B"_L1}},
                             QJsonObject{{"type"_L1, "invoke"_L1}, {"title"_L1, "A"_L1}}}},
                 {"tap"_L1, QJsonObject{{"type"_L1, "postBack"_L1}}}}));
    QVERIFY(hero);
    QCOMPARE(hero->title, u"Gdynia"_s);
    QCOMPARE(hero->subtitle, u"Poland"_s);
    QCOMPARE(hero->text, u"by the **sea**"_s);
    QCOMPARE(hero->images.size(), 2);
    QCOMPARE(hero->images.first().alt, u"pier"_s);
    QVERIFY(hero->images.last().tap);
    QCOMPARE(hero->buttons.size(), 2); // in their order, the unsupported one too
    QCOMPARE(hero->buttons.first().title, u"B"_s);
    QCOMPARE(hero->buttons.last().kind(), CardAction::Kind::Unsupported);
    QCOMPARE(hero->tap->kind(), CardAction::Kind::PostBack);
}

void TestRichCard::receiptsTakeNumbersAndKeepOrder_C107()
{
    const auto fact = [](const char *key, const QJsonValue &value) {
        return QJsonObject{{"key"_L1, QString::fromLatin1(key)}, {"value"_L1, value}};
    };
    const auto receipt = RichCard::fromAttachment(card(
        u"receipt"_s,
        QJsonObject{
            {"title"_L1, "Order"_L1},
            {"facts"_L1, QJsonArray{fact("Note", u"one"_s), fact("Note", 2), fact("No", 12.5)}},
            {"items"_L1,
             QJsonArray{
                 QJsonObject{{"title"_L1, "Tea"_L1}, {"price"_L1, 5}},
                 QJsonObject{{"title"_L1, "Cake"_L1}, {"price"_L1, "$ 3"_L1}, {"quantity"_L1, 2}}}},
            {"total"_L1, 11},
            {"tax"_L1, "1"_L1},
            {"vat"_L1, 0.5}}));
    QVERIFY(receipt);
    QCOMPARE(receipt->facts.size(), 3);
    QCOMPARE(receipt->facts.at(0).value, u"one"_s);
    QCOMPARE(receipt->facts.at(1).value, u"2"_s);
    QCOMPARE(receipt->facts.at(2).value, u"12.5"_s);
    QCOMPARE(receipt->items.at(0).price, u"5"_s);
    QCOMPARE(receipt->items.at(0).quantity, u"1"_s);
    QCOMPARE(receipt->items.at(1).quantity, u"2"_s);
    QCOMPARE(receipt->total, u"11"_s);
    QCOMPARE(receipt->tax, u"1"_s);
    QCOMPARE(receipt->vat, u"0.5"_s);
}

void TestRichCard::mediaCard()
{
    const auto video = RichCard::fromAttachment(card(
        u"video"_s,
        QJsonObject{
            {"image"_L1, QJsonObject{{"url"_L1, "https://h/poster.png"_L1}}},
            {"media"_L1,
             QJsonArray{QJsonObject{{"url"_L1, "https://h/v.mp4"_L1}, {"profile"_L1, "hd"_L1}}}},
            {"aspect"_L1, "16:9"_L1},
            {"duration"_L1, "PT2M"_L1}}));
    QVERIFY(video);
    QCOMPARE(video->images.size(), 1);
    QCOMPARE(video->images.first().url, u"https://h/poster.png"_s);
    QCOMPARE(video->media.first().profile, u"hd"_s);
    QCOMPARE(video->aspect, u"16:9"_s);
    QCOMPARE(video->duration, u"PT2M"_s);
}

void TestRichCard::oauthCard()
{
    for (const auto key : {"connectionName"_L1, "connectionname"_L1}) {
        const auto oauth
            = RichCard::fromAttachment(card(u"oauth"_s, QJsonObject{{key, "graph"_L1}}));
        QCOMPARE(oauth->connectionName, u"graph"_s);
    }
}

void TestRichCard::wrongTypesCountAsAbsent()
{
    const auto hero = RichCard::fromAttachment(card(u"hero"_s,
                                                    QJsonObject{{"title"_L1, QJsonArray()},
                                                                {"images"_L1, "https://h/1.png"_L1},
                                                                {"buttons"_L1, QJsonObject()},
                                                                {"tap"_L1, "x"_L1},
                                                                {"text"_L1, "shown"_L1}}));
    QVERIFY(hero);
    QVERIFY(hero->title.isEmpty());
    QVERIFY(hero->images.isEmpty());
    QVERIFY(hero->buttons.isEmpty());
    QVERIFY(!hero->tap);
    QCOMPARE(hero->text, u"shown"_s);
}

void TestRichCard::actionKinds_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<CardAction::Kind>("kind");
    using Kind = CardAction::Kind;
    const auto row = [](const char *type, Kind kind) {
        QTest::newRow(type) << QString::fromLatin1(type) << kind;
    };
    row("imBack", Kind::ImBack);
    row("postBack", Kind::PostBack);
    row("messageBack", Kind::MessageBack);
    row("openUrl", Kind::OpenUrl);
    row("signin", Kind::SignIn);
    row("call", Kind::Call);
    row("downloadFile", Kind::DownloadFile);
    row("showImage", Kind::ShowImage);
    row("playAudio", Kind::PlayAudio);
    row("playVideo", Kind::PlayVideo);
    row("invoke", Kind::Unsupported);
    row("IMBACK", Kind::Unsupported);
    row("", Kind::Unsupported);
}

void TestRichCard::actionKinds()
{
    QFETCH(QString, type);
    QFETCH(CardAction::Kind, kind);
    CardAction action;
    action.type = type;
    QCOMPARE(action.kind(), kind);
}

void TestRichCard::actionLabels_data()
{
    QTest::addColumn<QJsonObject>("json");
    QTest::addColumn<QString>("label");
    const QJsonObject base{{"type"_L1, "imBack"_L1}};
    const auto with = [&base](std::initializer_list<std::pair<const char *, QJsonValue>> members) {
        QJsonObject object = base;
        for (const auto &[key, value] : members)
            object.insert(QLatin1StringView(key), value);
        return object;
    };
    QTest::newRow("title") << with({{"title", u"T"_s}, {"value", u"V"_s}}) << u"T"_s;
    QTest::newRow("value") << with({{"value", u"V"_s}, {"text", u"X"_s}}) << u"V"_s;
    QTest::newRow("text") << with({{"value", QJsonObject{{"a"_L1, 1}}}, {"text", u"X"_s}})
                          << u"X"_s;
    QTest::newRow("type") << with({{"title", 5}}) << u"imBack"_s;
    QTest::newRow("C108 literal") << with({{"title", u"A & <b>B</b>"_s}}) << u"A & <b>B</b>"_s;
}

void TestRichCard::actionLabels()
{
    QFETCH(QJsonObject, json);
    QFETCH(QString, label);
    QCOMPARE(CardAction::fromJson(json)->label(), label);
}

void TestRichCard::actionsRoundTrip()
{
    const QJsonObject json{{"type"_L1, "messageBack"_L1},
                           {"title"_L1, "T"_L1},
                           {"image"_L1, "https://h/i.png"_L1},
                           {"imageAltText"_L1, "alt"_L1},
                           {"text"_L1, "x"_L1},
                           {"displayText"_L1, "D"_L1},
                           {"value"_L1, QJsonArray{1, 2}},
                           {"channelData"_L1, QJsonObject()},
                           {"future"_L1, 1}};
    const auto action = CardAction::fromJson(json);
    QCOMPARE(action->displayText, u"D"_s);
    QCOMPARE(action->value.toArray().size(), 2);
    QCOMPARE(action->toJson(), json);
    QVERIFY(!CardAction::fromJson(u"imBack"_s));
}

void TestRichCard::mediaTypes_data()
{
    QTest::addColumn<QString>("contentType");
    QTest::addColumn<QString>("mediaType");
    QTest::addColumn<bool>("card");
    QTest::addColumn<bool>("image");
    QTest::newRow("png") << u"IMAGE/PNG; name=a"_s << u"image/png"_s << false << true;
    QTest::newRow("jpg") << u"image/jpg"_s << u"image/jpg"_s << false << true;
    QTest::newRow("webp") << u" image/webp"_s << u"image/webp"_s << false << true;
    QTest::newRow("svg") << u"image/svg+xml"_s << u"image/svg+xml"_s << false << false;
    QTest::newRow("any image") << u"image/*"_s << u"image/*"_s << false << false;
    QTest::newRow("card") << u"application/vnd.microsoft.card.adaptive"_s
                          << u"application/vnd.microsoft.card.adaptive"_s << true << false;
    QTest::newRow("none") << u""_s << u""_s << false << false;
}

void TestRichCard::mediaTypes()
{
    QFETCH(QString, contentType);
    QFETCH(QString, mediaType);
    QFETCH(bool, card);
    QFETCH(bool, image);
    Attachment attachment;
    attachment.contentType = contentType;
    QCOMPARE(attachment.mediaType(), mediaType);
    QCOMPARE(attachment.isCard(), card);
    QCOMPARE(attachment.isInlineImage(), image);
}

void TestRichCard::suggestedActionsRespectTheirReceivers_C106()
{
    const QJsonObject json{
        {"to"_L1, QJsonArray{u"user-1"_s, 5}},
        {"actions"_L1, QJsonArray{QJsonObject{{"type"_L1, "imBack"_L1}}, u"x"_s}}};
    const auto suggested = SuggestedActions::fromJson(json);
    QVERIFY(suggested->isFor(u"user-1"_s));
    QVERIFY(!suggested->isFor(u"user-2"_s));
    QCOMPARE(suggested->actions.size(), 1);
    QCOMPARE(suggested->toJson(), json);
    QVERIFY(SuggestedActions::fromJson(QJsonObject())->isFor(u"anybody"_s));
}

QTEST_APPLESS_MAIN(TestRichCard)
#include "tst_richcard.moc"
