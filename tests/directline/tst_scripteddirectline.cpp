// The service that other tests lean on must itself behave: a conversation from end to end with the
// client, its credentials, its pages and its faults.
#include "wiretest.h"

#include "tests/support/builders.h"
#include "tests/support/scripteddirectline.h"

#include <QtCore/QTemporaryFile>

using namespace Qt::StringLiterals;
using namespace botline::directline;
using namespace botline::test;

using Kind = Error::Kind;

class TestScriptedDirectLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aConversationFromEndToEnd();
    void credentialsAreChecked();
    void aTokenStartsItsConversationOnce();
    void pagesAreComplete_data();
    void pagesAreComplete();
    void countersCanStartAgain();
    void faultsComeInTheirOrder();
    void faultsAfterDeliveryReachTheBot();
    void uploadsBecomeAttachments();
    void conversationsCanBeForgotten();
    void theServerCanGoAwayAndComeBack();
    void unscriptedRequestsAreNoticed();
    void repliesCanBeHeldInTheBody();
};

namespace {

Wire wireTo(ScriptedDirectLine &service)
{
    return Wire(*ServiceUrl::parse(service.rootUrl()));
}

Bearer bearerOf(const QByteArray &text)
{
    return *Bearer::parse(text);
}

} // namespace

void TestScriptedDirectLine::aConversationFromEndToEnd()
{
    ScriptedDirectLine service;
    service.setBot([&service](const QJsonObject &activity) {
        service.append(botMessage(u"You said "_s + activity.value("text"_L1).toString()));
    });
    Wire wire = wireTo(service);

    const auto generated = finish(wire.client.generateToken(bearerOf(service.secret()), {}));
    QVERIFY(generated.succeeded);
    const auto started
        = finish(wire.client.startConversation(bearerOf(generated.result.token), {}));
    QCOMPARE(started.httpStatus, 201);
    QCOMPARE(started.result.conversationId, generated.result.conversationId);
    QCOMPARE(service.conversationId(), started.result.conversationId);

    const Bearer token = bearerOf(started.result.token);
    const QString id = started.result.conversationId;
    const auto posted = finish(wire.client.postActivity(
        token, id, withClientActivityId(userMessage(u"hello"_s), u"guid"_s)));
    QVERIFY(posted.succeeded);
    const auto got = finish(wire.client.getActivities(token, id, std::nullopt));
    QCOMPARE(got.result.activities.size(), 2);
    QCOMPARE(got.result.activities.first().id, posted.result.id);
    QCOMPARE(got.result.activities.first().clientActivityId(), u"guid"_s);
    QCOMPARE(got.result.activities.last().text, u"You said hello"_s);
    QVERIFY(got.result.activities.last().timestamp.isValid());
    QCOMPARE(got.result.activities.last().conversation->id, id);
    const auto empty = finish(wire.client.getActivities(token, id, got.result.watermark));
    QVERIFY(empty.result.activities.isEmpty());

    const auto refreshed = finish(wire.client.refreshToken(token));
    QVERIFY(refreshed.succeeded);
    QVERIFY(refreshed.result.token != token.value());
    QCOMPARE(refreshed.result.conversationId, id);
    const auto again = finish(wire.client.reconnect(bearerOf(service.secret()), id, u"2"_s));
    QVERIFY(again.succeeded);
    QCOMPARE(again.result.conversationId, id);

    QCOMPARE(service.count(Endpoint::Activities), 2);
    QCOMPARE(service.last(Endpoint::Activities).query("watermark"), u"2"_s);
    QCOMPARE(service.posted().size(), 1);
    QVERIFY(service.server().unexpected().isEmpty());
}

void TestScriptedDirectLine::credentialsAreChecked()
{
    ScriptedDirectLine service;
    Wire wire = wireTo(service);
    const Bearer token = bearerOf(service.issueToken());
    const QString id = service.conversationId();
    const Bearer other = bearerOf(service.issueToken());

    const auto errorOf = [&](const Bearer &bearer) {
        return finish(wire.client.getActivities(bearer, id, std::nullopt)).error;
    };
    QCOMPARE(errorOf({}).kind, Kind::Unauthorized);
    QCOMPARE(errorOf(other).code, u"BadArgument"_s);
    QCOMPARE(errorOf(bearerOf("never-issued")).kind, Kind::Forbidden);
    QVERIFY(finish(wire.client.getActivities(token, id, std::nullopt)).succeeded);
    service.expireTokens();
    QCOMPARE(errorOf(token).code, u"TokenExpired"_s);
    QCOMPARE(finish(wire.client.refreshToken(token)).error.kind, Kind::Forbidden);
    QCOMPARE(finish(wire.client.generateToken(token, {})).error.kind, Kind::Forbidden);
    QVERIFY(finish(wire.client.getActivities(bearerOf(service.issueToken(id)), id, std::nullopt))
                .succeeded);
}

void TestScriptedDirectLine::aTokenStartsItsConversationOnce()
{
    ScriptedDirectLine service;
    Wire wire = wireTo(service);
    const Bearer token = bearerOf(service.issueToken());
    QCOMPARE(finish(wire.client.startConversation(token, {})).httpStatus, 201);
    QCOMPARE(finish(wire.client.startConversation(token, {})).httpStatus, 200);
    service.setGivesTokens(false);
    service.setExpiresIn(QJsonValue::Undefined);
    const auto bare = finish(wire.client.startConversation(bearerOf(service.secret()), {}));
    QVERIFY(bare.result.token.isEmpty());
    QVERIFY(!bare.result.raw.contains("expires_in"_L1));
    QCOMPARE(service.conversationIds().size(), 2);
}

void TestScriptedDirectLine::pagesAreComplete_data()
{
    using Style = ScriptedDirectLine::WatermarkStyle;
    QTest::addColumn<Style>("style");
    QTest::newRow("C031 text") << Style::Text;
    QTest::newRow("C032 opaque") << Style::Opaque;
    QTest::newRow("C034 number") << Style::Number;
}

void TestScriptedDirectLine::pagesAreComplete()
{
    QFETCH(ScriptedDirectLine::WatermarkStyle, style);
    ScriptedDirectLine service;
    service.setWatermarkStyle(style);
    Wire wire = wireTo(service);
    const Bearer token = bearerOf(service.issueToken());
    const QString id = service.conversationId();
    for (int i = 0; i < 230; ++i)
        service.append(botMessage(QString::number(i)));

    QStringList texts;
    QList<qsizetype> pages;
    std::optional<QString> watermark;
    do {
        const auto got = finish(wire.client.getActivities(token, id, watermark));
        QVERIFY(got.succeeded);
        pages.append(got.result.activities.size());
        for (const Activity &activity : got.result.activities)
            texts.append(activity.text);
        watermark = got.result.watermark;
    } while (pages.last() > 0);
    QCOMPARE(pages, (QList<qsizetype>{100, 100, 30, 0}));
    for (int i = 0; i < 230; ++i)
        QCOMPARE(texts.at(i), QString::number(i));
}

void TestScriptedDirectLine::countersCanStartAgain()
{
    ScriptedDirectLine service;
    Wire wire = wireTo(service);
    const Bearer token = bearerOf(service.issueToken());
    const QString id = service.conversationId();
    const QString oldId = service.append(botMessage(u"one"_s));
    service.append(botMessage(u"two"_s));
    const auto before = finish(wire.client.getActivities(token, id, std::nullopt));
    QCOMPARE(before.result.watermark, u"2"_s);

    service.restartCounters();
    QCOMPARE(service.append(botMessage(u"three"_s)), oldId); // the id is used again
    const auto after = finish(wire.client.getActivities(token, id, before.result.watermark));
    QCOMPARE(after.result.activities.size(), 1);
    QCOMPARE(after.result.watermark, u"1"_s);
    const auto last = finish(wire.client.getActivities(token, id, after.result.watermark));
    QVERIFY(last.result.activities.isEmpty());

    for (const auto style :
         {ScriptedDirectLine::WatermarkStyle::Null, ScriptedDirectLine::WatermarkStyle::Missing}) {
        service.setWatermarkStyle(style);
        const auto all = finish(wire.client.getActivities(token, id, std::nullopt));
        QCOMPARE(all.result.activities.size(), 3);
        QVERIFY(!all.result.watermark);
    }
}

void TestScriptedDirectLine::faultsComeInTheirOrder()
{
    ScriptedDirectLine service;
    Wire wire = wireTo(service);
    const Bearer token = bearerOf(service.issueToken());
    const QString id = service.conversationId();
    const auto get = [&] {
        return finish(wire.client.getActivities(token, id, std::nullopt));
    };
    service.fail(Endpoint::Activities, ScriptedReply::empty(500), 2);
    service.fail(Endpoint::Activities, ScriptedReply::empty(429).with("Retry-After", "3"));
    QCOMPARE(get().error.httpStatus, 500);
    QCOMPARE(get().error.httpStatus, 500);
    QCOMPARE(get().error.retryAfter, std::chrono::seconds(3));
    QVERIFY(get().succeeded);
    service.failAlways(Endpoint::Activities, ScriptedReply::empty(503));
    QCOMPARE(get().error.httpStatus, 503);
    QCOMPARE(get().error.httpStatus, 503);
    QVERIFY(finish(wire.client.refreshToken(token)).succeeded);
    service.heal(Endpoint::Activities);
    QVERIFY(get().succeeded);
}

void TestScriptedDirectLine::faultsAfterDeliveryReachTheBot()
{
    ScriptedDirectLine service;
    Wire wire = wireTo(service);
    const Bearer token = bearerOf(service.issueToken());
    const QString id = service.conversationId();
    const auto post = [&] {
        return finish(wire.client.postActivity(token, id, userMessage(u"x"_s)));
    };
    service.fail(Endpoint::Post, ScriptedReply::error(502, u"BotError"_s));
    QCOMPARE(post().error.kind, Kind::BadGateway);
    QCOMPARE(service.activities().size(), 0);
    service.failAfterDelivery(Endpoint::Post, ScriptedReply::error(502, u"BotError"_s));
    QCOMPARE(post().error.kind, Kind::BadGateway);
    QCOMPARE(service.activities().size(), 1);
    service.setEcho(false);
    QVERIFY(post().succeeded);
    QCOMPARE(service.activities().size(), 1);
    QCOMPARE(service.posted().size(), 3);
}

void TestScriptedDirectLine::uploadsBecomeAttachments()
{
    ScriptedDirectLine service;
    Wire wire = wireTo(service);
    const Bearer token = bearerOf(service.issueToken());
    const QString id = service.conversationId();
    QTemporaryFile file;
    QVERIFY(file.open());
    QVERIFY(file.write("content") > 0);
    file.close();
    const auto uploaded = finish(
        wire.client.upload(token, id, u"user-1"_s, userMessage(u"look"_s),
                           {{file.fileName(), u"a.txt"_s, u"text/plain"_s},
                            {file.fileName(), u"b.bin"_s, u"application/octet-stream"_s}}));
    QVERIFY(uploaded.succeeded);
    const auto got = finish(wire.client.getActivities(token, id, std::nullopt));
    QCOMPARE(got.result.activities.size(), 1);
    const Activity echo = got.result.activities.first();
    QCOMPARE(echo.text, u"look"_s);
    QCOMPARE(echo.attachments.size(), 2);
    QCOMPARE(echo.attachments.first().name, u"a.txt"_s);
    QCOMPARE(echo.attachments.first().contentType, u"text/plain"_s);
    QVERIFY(!echo.attachments.last().contentUrl.isEmpty());
}

void TestScriptedDirectLine::conversationsCanBeForgotten()
{
    ScriptedDirectLine service;
    Wire wire = wireTo(service);
    const Bearer token = bearerOf(service.issueToken());
    const QString id = service.conversationId();
    service.forgetConversations();
    QCOMPARE(finish(wire.client.getActivities(token, id, std::nullopt)).error.kind, Kind::NotFound);
    service.forgetTokens();
    QCOMPARE(finish(wire.client.getActivities(token, id, std::nullopt)).error.kind,
             Kind::Forbidden);
}

void TestScriptedDirectLine::theServerCanGoAwayAndComeBack()
{
    ScriptedDirectLine service;
    Wire wire = wireTo(service);
    const Bearer token = bearerOf(service.issueToken());
    const QString id = service.conversationId();
    QVERIFY(finish(wire.client.getActivities(token, id, std::nullopt)).succeeded);
    const quint16 port = service.server().port();
    service.server().stop();
    QVERIFY(!finish(wire.client.getActivities(token, id, std::nullopt)).succeeded);
    service.server().startAgain();
    QCOMPARE(service.server().port(), port);
    QVERIFY(finish(wire.client.getActivities(token, id, std::nullopt)).succeeded);
}

void TestScriptedDirectLine::unscriptedRequestsAreNoticed()
{
    ScriptedServer server;
    server.script("GET", "/v3/directline/conversations/*",
                  {ScriptedReply::json(200, activitySet({}))});
    Wire wire(rootOf(server));
    QCOMPARE(server.unusedReplies(), 1);
    QVERIFY(finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt)).succeeded);
    QCOMPARE(server.unusedReplies(), 0);
    QVERIFY(server.unexpected().isEmpty());
    QCOMPARE(finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt)).error.httpStatus,
             501);
    QCOMPARE(server.unexpected().size(), 1);
    QCOMPARE(server.count("GET", "/v3/directline/conversations/c1/activities"), 2);
}

void TestScriptedDirectLine::repliesCanBeHeldInTheBody()
{
    ScriptedServer server;
    server.script("GET", "*", {ScriptedReply::json(200, activitySet({}, u"5"_s)).heldAfter(4)});
    Wire wire(rootOf(server));
    const auto ending = watch(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt));
    QTRY_COMPARE(server.heldReplies(), 1);
    QVERIFY(!ending->ended);
    server.release();
    QTRY_VERIFY(ending->ended);
    QCOMPARE(ending->result.watermark, u"5"_s);
}

QTEST_GUILESS_MAIN(TestScriptedDirectLine)
#include "tst_scripteddirectline.moc"
