#include "app/localservice/bots/practice/practiceservice.h"
#include "localtalk.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>
#include <QtNetwork/QHostAddress>
#include <QtTest/QTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace botline::localservice;
using namespace botline::practice;
using namespace botline::test;
using namespace std::chrono_literals;

namespace {

const QByteArray kRoot("/v3/directline");

QByteArray credential(const HttpAnswer &answer)
{
    return answer.json().value("token"_L1).toString().toLatin1();
}

QByteArray conversationId(const HttpAnswer &answer)
{
    return answer.json().value("conversationId"_L1).toString().toLatin1();
}

QJsonArray activitiesOf(const HttpAnswer &answer)
{
    return answer.json().value("activities"_L1).toArray();
}

} // namespace

class TestLocalService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aReactionKeepsWhatItIsTo();

    void asksForCredentials_data();
    void asksForCredentials();
    void refusesForeignCredentials_data();
    void refusesForeignCredentials();
    void generatesTokensForTheSecretOnly();
    void refusesBadTokenParameters_data();
    void refusesBadTokenParameters();
    void startsOnceWithAToken();
    void startsAnewWithTheSecret();
    void embeddedUserWins();
    void refreshesWhileAlive();
    void tokensOpenOneConversation();
    void knowsNoStrangeConversation();
    void reconnects();
    void tokenUrlGivesFreshTokens();

    void greetsOnStart();
    void echoCarriesWhatTheChannelOwns();
    void pagesThreeHundredLines();
    void refusesBadWatermarks_data();
    void refusesBadWatermarks();
    void acceptsEmptyAndLateWatermarks();
    void refusesBadActivities_data();
    void refusesBadActivities();
    void takesALongActivity();
    void hidesTyping();
    void botTimesOut();
    void botRejects();

    void namesWhatIsNotThere_data();
    void namesWhatIsNotThere();
    void servesItsPictures();
    void refusesForeignHosts_data();
    void refusesForeignHosts();
    void survivesNonsense_data();
    void survivesNonsense();
    void keepsTheConnectionAfterARefusal();
    void answersPipelinedRequests();
    void dropsTheBodyOfAGet();
    void asksForTheBodyOnlyWhenItWantsIt();
    void listensOnOneAddressOnly();
    void explainsATakenPort();
    void wakesItsBotWhenItGoes();

private:
    std::atomic<qint64> m_now;
    std::unique_ptr<LocalService> m_service;
};

void TestLocalService::init()
{
    m_now = 1'772'615'727'318; // 2026-03-04T09:15:27.318Z
    LocalServiceOptions options;
    options.nowMs = [this] {
        return m_now.load();
    };
    options.botLimit = 300ms;
    m_service = startPracticeService(options);
    QVERIFY(m_service);
}

void TestLocalService::cleanup()
{
    m_service.reset();
}

void TestLocalService::asksForCredentials_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("header");
    for (const QByteArray &header :
         {QByteArray("X-Nothing: 1"), QByteArray("Authorization: Basic YTpi"),
          QByteArray("Authorization: Bearer"), QByteArray("Authorization: Bearer  ")}) {
        const auto row = [&header](const QByteArray &method, const QByteArray &path) {
            QTest::newRow((method + ' ' + path + ", " + header).constData())
                << method << path << header;
        };
        row("POST", "/tokens/generate");
        row("POST", "/tokens/refresh");
        row("POST", "/conversations");
        row("GET", "/conversations/x");
        row("GET", "/conversations/x/activities");
        row("POST", "/conversations/x/activities");
        row("POST", "/conversations/x/upload");
        row("GET", "/attachments/x/0000001/0/a.txt");
    }
}

void TestLocalService::asksForCredentials()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, header);
    HttpProbe probe(m_service->port());
    const HttpAnswer answer = probe.request(method, kRoot + path, {header});
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.errorCode(), u"BadArgument"_s);
    QVERIFY(!answer.json()["error"_L1]["message"_L1].toString().isEmpty());
}

void TestLocalService::refusesForeignCredentials_data()
{
    QTest::addColumn<QByteArray>("credential");
    QTest::newRow("a word") << QByteArray("nope");
    QTest::newRow("the secret, cut") << QByteArray("CUT");
    QTest::newRow("a token of another service") << QByteArray("FOREIGN");
}

void TestLocalService::refusesForeignCredentials()
{
    QFETCH(QByteArray, credential);
    if (credential == "CUT") {
        credential = m_service->secret().chopped(1);
    } else if (credential == "FOREIGN") {
        const auto other = startPracticeService();
        credential = LocalTalk(other->port(), other->secret()).token;
    }
    HttpProbe probe(m_service->port());
    for (const QByteArray &path : {QByteArray("/tokens/generate"), QByteArray("/tokens/refresh"),
                                   QByteArray("/conversations")}) {
        const HttpAnswer answer = probe.post(kRoot + path, {}, {bearer(credential)});
        QCOMPARE(answer.status, 403);
        QCOMPARE(answer.errorCode(), u"BadArgument"_s);
    }
}

void TestLocalService::generatesTokensForTheSecretOnly()
{
    HttpProbe probe(m_service->port());
    const HttpAnswer answer
        = probe.post(kRoot + "/tokens/generate", {}, {bearer(m_service->secret())});
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.headers.value("content-type").startsWith("application/json"));
    QVERIFY(!answer.headers.contains("access-control-allow-origin"));
    QCOMPARE(answer.json().value("expires_in"_L1).toInt(), 1800);
    QVERIFY(!conversationId(answer).isEmpty());
    QVERIFY(!answer.json().contains("streamUrl"_L1));

    const HttpAnswer again
        = probe.post(kRoot + "/tokens/generate", {}, {bearer(credential(answer))});
    QCOMPARE(again.status, 403);

    // Nothing has started yet.
    const HttpAnswer poll
        = probe.get(kRoot + "/conversations/" + conversationId(answer) + "/activities",
                    {bearer(credential(answer))});
    QCOMPARE(poll.status, 404);
}

void TestLocalService::refusesBadTokenParameters_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("generate");
    QTest::addColumn<int>("start");
    QTest::newRow("not JSON") << QByteArray("{") << 400 << 400;
    QTest::newRow("an array") << QByteArray("[]") << 400 << 400;
    QTest::newRow("user is no object") << QByteArray(R"({"user":"ada"})") << 400 << 400;
    QTest::newRow("user without id") << QByteArray(R"({"user":{}})") << 200 << 201;
    QTest::newRow("user with a name only")
        << QByteArray(R"({"user":{"name":"Ada"}})") << 200 << 201;
    QTest::newRow("user is null") << QByteArray(R"({"user":null})") << 200 << 201;
    QTest::newRow("id is null") << QByteArray(R"({"user":{"id":null}})") << 200 << 201;
    QTest::newRow("id is a number") << QByteArray(R"({"user":{"id":1}})") << 400 << 400;
    QTest::newRow("null") << QByteArray("null") << 200 << 201;
    QTest::newRow("blanks") << QByteArray(" \r\n") << 200 << 201;
    QTest::newRow("endless") << "{\"a\":\"" + QByteArray(70'000, 'a') + "\"}" << 400 << 400;
    QTest::newRow("id without dl_") << QByteArray(R"({"user":{"id":"ada"}})") << 400 << 201;
    QTest::newRow("id with dl_") << QByteArray(R"({"user":{"id":"dl_ada"}})") << 200 << 201;
    QTest::newRow("more than we know")
        << QByteArray(R"({"trustedOrigins":["https://x"],"locale":"pl-PL"})") << 200 << 201;
}

void TestLocalService::refusesBadTokenParameters()
{
    QFETCH(QByteArray, body);
    HttpProbe probe(m_service->port());
    const HttpProbe::Headers secret{bearer(m_service->secret())};
    QTEST(probe.post(kRoot + "/tokens/generate", body, secret).status, "generate");
    QTEST(probe.post(kRoot + "/conversations", body, secret).status, "start");
}

void TestLocalService::startsOnceWithAToken()
{
    HttpProbe probe(m_service->port());
    const HttpAnswer generated
        = probe.post(kRoot + "/tokens/generate", {}, {bearer(m_service->secret())});
    const HttpAnswer first
        = probe.post(kRoot + "/conversations", {}, {bearer(credential(generated))});
    QCOMPARE(first.status, 201);
    QCOMPARE(conversationId(first), conversationId(generated));
    QVERIFY(!credential(first).isEmpty());
    QCOMPARE(first.json().value("expires_in"_L1).toInt(), 1800);

    const HttpAnswer second = probe.post(kRoot + "/conversations", {}, {bearer(credential(first))});
    QCOMPARE(second.status, 200);
    QCOMPARE(conversationId(second), conversationId(generated));
    const HttpAnswer poll
        = probe.get(kRoot + "/conversations/" + conversationId(first) + "/activities",
                    {bearer(credential(second))});
    QCOMPARE(activitiesOf(poll).size(), 1); // greeted once
}

void TestLocalService::startsAnewWithTheSecret()
{
    HttpProbe probe(m_service->port());
    const HttpProbe::Headers secret{bearer(m_service->secret())};
    const HttpAnswer first = probe.post(kRoot + "/conversations", {}, secret);
    // As curl -X POST does without data: no Content-Length at all.
    const HttpAnswer second = probe.request("POST", kRoot + "/conversations", secret);
    QCOMPARE(first.status, 201);
    QCOMPARE(second.status, 201);
    QVERIFY(conversationId(first) != conversationId(second));
    const HttpAnswer poll
        = probe.get(kRoot + "/conversations/" + conversationId(first) + "/activities", secret);
    QCOMPARE(poll.status, 200);
}

void TestLocalService::embeddedUserWins()
{
    HttpProbe probe(m_service->port());
    const HttpAnswer generated
        = probe.post(kRoot + "/tokens/generate", R"({"user":{"id":"dl_ada","name":"Ada"}})",
                     {bearer(m_service->secret())});
    HttpAnswer answer = probe.post(kRoot + "/conversations", R"({"user":{"id":"dl_eve"}})",
                                   {bearer(credential(generated))});
    answer = probe.post(kRoot + "/tokens/refresh", {}, {bearer(credential(answer))});
    const QByteArray activities
        = kRoot + "/conversations/" + conversationId(generated) + "/activities";
    QCOMPARE(probe
                 .post(activities,
                       R"({"type":"message","from":{"id":"eve","name":"Eve"},"text":"x"})",
                       {bearer(credential(answer))})
                 .status,
             200);
    QCOMPARE(probe
                 .post(activities, R"({"type":"message","text":"no from at all"})",
                       {bearer(credential(answer))})
                 .status,
             200);
    const QJsonArray all = activitiesOf(probe.get(activities, {bearer(credential(answer))}));
    QCOMPARE(all.size(), 5);
    QVERIFY(all[0]["text"_L1].toString().startsWith("Hello, Ada!"_L1));
    for (const int own : {1, 3}) {
        QCOMPARE(all[own]["from"_L1]["id"_L1].toString(), u"dl_ada"_s);
        QCOMPARE(all[own]["from"_L1]["name"_L1].toString(), u"Ada"_s);
    }
}

void TestLocalService::refreshesWhileAlive()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    const HttpAnswer refreshed
        = talk.probe.post(kRoot + "/tokens/refresh", {}, {bearer(talk.token)});
    QCOMPARE(refreshed.status, 200);
    QCOMPARE(conversationId(refreshed), talk.id);
    QVERIFY(credential(refreshed) != talk.token);
    QCOMPARE(talk.poll().status, 200); // requests under way keep the token they had
    QCOMPARE(talk.probe.post(kRoot + "/tokens/refresh", {}, {bearer(m_service->secret())}).status,
             403);

    m_now += 1'801'000;
    const HttpAnswer late = talk.probe.post(kRoot + "/tokens/refresh", {}, {bearer(talk.token)});
    QCOMPARE(late.status, 403);
    QCOMPARE(late.errorCode(), u"TokenExpired"_s);
    QCOMPARE(talk.poll().errorCode(), u"TokenExpired"_s);
    QCOMPARE(talk.say(u"x"_s).errorCode(), u"TokenExpired"_s);

    // The holder of the secret can revive it.
    talk.token
        = credential(talk.probe.get(talk.path("?watermark=1"), {bearer(m_service->secret())}));
    QCOMPARE(talk.poll("1").status, 200);
}

void TestLocalService::tokensOpenOneConversation()
{
    LocalTalk mine(m_service->port(), m_service->secret());
    const LocalTalk other(m_service->port(), m_service->secret());
    mine.id = other.id;
    for (const HttpAnswer &answer :
         {mine.poll(), mine.say(u"x"_s), mine.upload({filePart("a.txt", "text/plain", "x")}),
          mine.probe.get(mine.path(), {bearer(mine.token)})}) {
        QCOMPARE(answer.status, 403);
        QCOMPARE(answer.errorCode(), u"BadArgument"_s);
    }
}

void TestLocalService::knowsNoStrangeConversation()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    talk.token = m_service->secret();
    talk.id = "nobody";
    for (const HttpAnswer &answer :
         {talk.poll(), talk.say(u"x"_s), talk.upload({filePart("a.txt", "text/plain", "x")}),
          talk.probe.get(talk.path(), {bearer(talk.token)})}) {
        QCOMPARE(answer.status, 404);
        QCOMPARE(answer.errorCode(), u"BadArgument"_s);
    }
}

void TestLocalService::reconnects()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    for (const QByteArray &who : {talk.token, m_service->secret()}) {
        for (const QByteArray &query :
             {QByteArray(), QByteArray("?watermark=1"), QByteArray("?watermark=")}) {
            const HttpAnswer answer = talk.probe.get(talk.path(query), {bearer(who)});
            QCOMPARE(answer.status, 200);
            QCOMPARE(conversationId(answer), talk.id);
            QVERIFY(!credential(answer).isEmpty());
        }
        QCOMPARE(talk.probe.get(talk.path("?watermark=x"), {bearer(who)}).status, 400);
    }
}

void TestLocalService::tokenUrlGivesFreshTokens()
{
    HttpProbe probe(m_service->port());
    const QUrl url(m_service->tokenUrl());
    QCOMPARE(url.port(), m_service->port());
    const HttpAnswer first = probe.get(url.path().toLatin1());
    const HttpAnswer second = probe.get(url.path().toLatin1());
    QCOMPARE(first.status, 200);
    QCOMPARE(first.json().value("expires_in"_L1).toInt(), 1800);
    QVERIFY(conversationId(first) != conversationId(second));
    QCOMPARE(probe.post(kRoot + "/conversations", {}, {bearer(credential(first))}).status, 201);
    QCOMPARE(probe.get(url.path().toLatin1().chopped(1)).status, 404);
    QCOMPARE(probe.get("/token/").status, 404);
}

void TestLocalService::greetsOnStart()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    const QJsonArray all = talk.activities();
    QCOMPARE(all.size(), 1); // and no conversationUpdate
    const QJsonValue greeting = all[0];
    QCOMPARE(greeting["type"_L1].toString(), u"message"_s);
    QCOMPARE(greeting["from"_L1]["role"_L1].toString(), u"bot"_s);
    QVERIFY(!greeting["suggestedActions"_L1]["actions"_L1].toArray().isEmpty());
    QVERIFY(greeting["replyToId"_L1].isUndefined());
}

void TestLocalService::echoCarriesWhatTheChannelOwns()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    QJsonObject sent = textMessage(u"hello"_s);
    const QJsonObject channelData{{u"clientActivityID"_s, u"c-1"_s}};
    const QList<std::pair<QString, QJsonValue>> extras{{u"channelData"_s, channelData},
                                                       {u"practice/unknown"_s, QJsonArray{1}},
                                                       {u"id"_s, u"mine"_s},
                                                       {u"timestamp"_s, u"2001-01-01T00:00:00Z"_s},
                                                       {u"conversation"_s, QJsonObject()},
                                                       {u"recipient"_s, QJsonObject()},
                                                       {u"serviceUrl"_s, u"https://evil/"_s},
                                                       {u"callerId"_s, u"x"_s},
                                                       {u"localTimezone"_s, u"Europe/Warsaw"_s}};
    for (const auto &[name, value] : extras)
        sent.insert(name, value);
    const HttpAnswer posted = talk.post(sent);
    QCOMPARE(posted.status, 200);
    const QString id = posted.json().value("id"_L1).toString();
    QCOMPARE(id, QString::fromLatin1(talk.id + "|0000001"));

    const QJsonArray all = activitiesOf(talk.poll("1"));
    QCOMPARE(all.size(), 2);
    const QJsonValue echo = all[0];
    const QString origin = u"http://127.0.0.1:%1/"_s.arg(m_service->port());
    QCOMPARE(echo["id"_L1].toString(), id);
    QCOMPARE(echo["text"_L1].toString(), u"hello"_s);
    QCOMPARE(echo["from"_L1].toObject(),
             (QJsonObject{{u"id"_s, u"ada"_s}, {u"name"_s, u"Ada"_s}, {u"role"_s, u"user"_s}}));
    QCOMPARE(echo["recipient"_L1]["role"_L1].toString(), u"bot"_s);
    QCOMPARE(echo["timestamp"_L1].toString(), u"2026-03-04T09:15:27.3180001Z"_s);
    QCOMPARE(echo["channelId"_L1].toString(), u"directline"_s);
    QCOMPARE(echo["conversation"_L1]["id"_L1].toString(), QString::fromLatin1(talk.id));
    QCOMPARE(echo["serviceUrl"_L1].toString(), origin);
    QVERIFY(echo["callerId"_L1].isUndefined());
    QCOMPARE(echo["channelData"_L1].toObject(), channelData);
    QCOMPARE(echo["practice/unknown"_L1].toArray(), QJsonArray{1});
    QCOMPARE(echo["localTimezone"_L1].toString(), u"Europe/Warsaw"_s);

    const QJsonValue reply = all[1];
    QCOMPARE(reply["text"_L1].toString(), u"You said: hello"_s);
    QCOMPARE(reply["from"_L1], echo["recipient"_L1]);
    QCOMPARE(reply["recipient"_L1], echo["from"_L1]);
    QCOMPARE(reply["replyToId"_L1].toString(), id);
    QCOMPARE(reply["id"_L1].toString(), QString::fromLatin1(talk.id + "|0000002"));
    QVERIFY(reply["channelData"_L1].isUndefined()); // a good bot does not copy it
}

void TestLocalService::pagesThreeHundredLines()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    QCOMPARE(talk.say(u"burst 298"_s).status, 200);
    QList<qsizetype> sizes;
    QStringList texts;
    QByteArray watermark;
    do {
        const HttpAnswer answer = talk.poll(watermark);
        for (const QJsonValue &activity : activitiesOf(answer))
            texts.append(activity["text"_L1].toString());
        sizes.append(activitiesOf(answer).size());
        watermark = answer.json().value("watermark"_L1).toString().toLatin1();
    } while (sizes.last() > 0);
    QCOMPARE(sizes, (QList<qsizetype>{100, 100, 100, 0}));
    QCOMPARE(watermark, "300");
    for (int line = 1; line <= 298; ++line)
        QCOMPARE(texts[line + 1], u"Line %1 of 298"_s.arg(line));
    QCOMPARE(activitiesOf(talk.poll("299")).size(), 1);
}

void TestLocalService::refusesBadWatermarks_data()
{
    QTest::addColumn<QByteArray>("watermark");
    for (const char *watermark :
         {"abc", "-1", "1.5", "1x", "null", "%00", "99999999999999999999", "%2b"})
        QTest::newRow(watermark) << QByteArray(watermark);
}

void TestLocalService::refusesBadWatermarks()
{
    QFETCH(QByteArray, watermark);
    LocalTalk talk(m_service->port(), m_service->secret());
    const HttpAnswer answer = talk.poll(watermark);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.errorCode(), u"BadArgument"_s);
}

void TestLocalService::acceptsEmptyAndLateWatermarks()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    QCOMPARE(activitiesOf(talk.poll("")).size(), 1);
    const HttpAnswer late = talk.poll("1000");
    QCOMPARE(late.status, 200);
    QVERIFY(activitiesOf(late).isEmpty());
    QCOMPARE(late.json().value("watermark"_L1).toString(), u"1"_s);
}

void TestLocalService::refusesBadActivities_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    const QString missing = u"MissingProperty"_s;
    const QString malformed = u"MalformedData"_s;
    const QByteArray rest(R"(,"from":{"id":"ada"}})");
    QTest::newRow("empty") << QByteArray() << missing;
    QTest::newRow("not JSON") << QByteArray("{\"type\":") << missing;
    QTest::newRow("an array") << QByteArray("[]") << missing;
    QTest::newRow("no type") << QByteArray(R"({"text":"x","from":{"id":"ada"}})") << missing;
    QTest::newRow("type is a number") << R"({"type":1)" + rest << missing;
    QTest::newRow("no from") << QByteArray(R"({"type":"message","text":"x"})") << missing;
    QTest::newRow("from without id") << QByteArray(R"({"type":"message","from":{}})") << missing;
    QTest::newRow("wrong case") << R"({"type":"Message")" + rest << malformed;
    QTest::newRow("too long") << R"({"type":"message","text":")" + QByteArray(256 * 1024, 'x') + '"'
            + rest << malformed;
    QTest::newRow("far too long") << R"({"type":"message","text":")"
            + QByteArray(3 * 1024 * 1024, 'x') + '"'
            + rest << malformed;
    QTest::newRow("too deep") << R"({"type":"message","value":)" + QByteArray(3000, '[')
            + QByteArray(3000, ']')
            + rest << missing;
}

void TestLocalService::refusesBadActivities()
{
    QFETCH(QByteArray, body);
    LocalTalk talk(m_service->port(), m_service->secret());
    const HttpAnswer answer = talk.probe.post(talk.path("/activities"), body, {bearer(talk.token)});
    QCOMPARE(answer.status, 400);
    QTEST(answer.errorCode(), "code");
    QCOMPARE(talk.activities().size(), 1); // nothing arrived
}

void TestLocalService::takesALongActivity()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    const QString text(100'000, u'ż'); // 200 000 bytes, fewer characters than the limit
    QCOMPARE(talk.say(text).status, 200);
    QCOMPARE(activitiesOf(talk.poll("1"))[0]["text"_L1].toString(), text);
}

void TestLocalService::hidesTyping()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    const QJsonObject from{{u"id"_s, u"ada"_s}};
    const HttpAnswer answer = talk.post({{u"type"_s, u"typing"_s}, {u"from"_s, from}});
    QCOMPARE(answer.status, 200);
    QVERIFY(!answer.json().value("id"_L1).toString().isEmpty());
    QCOMPARE(talk.say(u"slow 0.01"_s).status, 200);
    const QJsonArray all = talk.activities();
    QCOMPARE(all.size(), 3); // greeting, question, answer
    for (const QJsonValue &activity : all)
        QCOMPARE(activity["type"_L1].toString(), u"message"_s);
}

void TestLocalService::botTimesOut()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    const HttpAnswer answer = talk.say(u"slow 0.8"_s);
    QCOMPARE(answer.status, 502);
    QCOMPARE(answer.errorCode(), u"BotError"_s);
    QCOMPARE(answer.json().value("httpStatusCode"_L1).toInt(), 504);
    // The message arrived all the same, and so does the answer, later.
    QCOMPARE(activitiesOf(talk.poll("1"))[0]["text"_L1].toString(), u"slow 0.8"_s);
    QTRY_COMPARE(talk.activities().size(), 3);
    QCOMPARE(talk.activities()[2]["text"_L1].toString(), u"That took me 0.8 s."_s);
}

void TestLocalService::botRejects()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    const HttpAnswer answer = talk.say(u"fail"_s);
    QCOMPARE(answer.status, 502);
    QCOMPARE(answer.errorCode(), u"BotRejectedActivity"_s);
    QCOMPARE(talk.activities().size(), 2); // the message stands there
}

void TestLocalService::namesWhatIsNotThere_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("allow");
    const auto row = [](const QByteArray &method, const QByteArray &path, int status,
                        const QByteArray &allow = {}) {
        QTest::newRow((method + ' ' + path.left(60)).constData())
            << method << path << status << allow;
    };
    row("GET", "/", 404);
    row("GET", "/v3/directline", 404);
    row("GET", "/v3//directline/conversations", 404);
    row("GET", "/v3/directline/conversations/x/stream", 404);
    row("GET", "/v3/directline/conversations//activities", 404);
    row("GET", "/v3/directline/conversations/x/activities/", 404);
    row("GET", "/v3/directline/conversations/%2e%2e%2fx/y", 404);
    row("POST", "/v3/directline/session", 404);
    row("GET", "/v3/directline/conversations", 405, "POST");
    row("HEAD", "/v3/directline/conversations", 405, "POST");
    row("OPTIONS", "/v3/directline/conversations", 405, "POST");
    row("PUT", "/v3/directline/conversations/x/activities", 405, "GET, HEAD, POST");
    row("DELETE", "/v3/directline/conversations/x", 405, "GET, HEAD");
    row("PATCH", "/v3/directline/tokens/refresh", 405, "POST");
    row("TRACE", "/v3/directline/tokens/refresh", 405, "POST");
    row("OPTIONS", "*", 404);
    row("GET", "/" + QByteArray(6000, 'a'), 404);
}

void TestLocalService::namesWhatIsNotThere()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(int, status);
    HttpProbe probe(m_service->port());
    const HttpAnswer answer = probe.request(method, path);
    QCOMPARE(answer.status, status);
    QTEST(answer.headers.value("allow"), "allow");
    if (method != "HEAD")
        QCOMPARE(answer.errorCode(), u"BadArgument"_s);
    QCOMPARE(probe.get("/").status, 404); // and the connection is still good
}

void TestLocalService::servesItsPictures()
{
    HttpProbe probe(m_service->port());
    const HttpAnswer picture = probe.get("/bot/files/harbour.png");
    QCOMPARE(picture.status, 200);
    QCOMPARE(picture.headers.value("content-type"), "image/png");
    QCOMPARE(picture.headers.value("x-content-type-options"), "nosniff");
    QVERIFY(picture.body.startsWith("\x89PNG"));
    for (const char *name : {"nothing.png", "..%2fhero.json", "hero.json", "%00", ""})
        QCOMPARE(probe.get("/bot/files/" + QByteArray(name)).status, 404);
}

void TestLocalService::refusesForeignHosts_data()
{
    QTest::addColumn<QByteArray>("hosts");
    QTest::addColumn<int>("status");
    QTest::newRow("loopback") << QByteArray("Host: 127.0.0.1:80\r\n") << 404;
    QTest::newRow("localhost") << QByteArray("Host: LocalHost:8080\r\n") << 404;
    QTest::newRow("no port") << QByteArray("Host: localhost\r\n") << 404;
    QTest::newRow("IPv6") << QByteArray("Host: [::1]:80\r\n") << 404;
    QTest::newRow("none") << QByteArray() << 400;
    QTest::newRow("foreign") << QByteArray("Host: evil.example:80\r\n") << 403;
    QTest::newRow("looks like ours") << QByteArray("Host: 127.0.0.1.evil.example\r\n") << 403;
    QTest::newRow("two") << QByteArray("Host: 127.0.0.1\r\nHost: evil.example\r\n") << 400;
    QTest::newRow("a bracket") << QByteArray("Host: [\r\n") << 403;
    QTest::newRow("empty") << QByteArray("Host:\r\n") << 403;
}

void TestLocalService::refusesForeignHosts()
{
    QFETCH(QByteArray, hosts);
    HttpProbe probe(m_service->port());
    probe.write("GET / HTTP/1.1\r\n" + hosts + "\r\n");
    QTEST(probe.read().status, "status");
}

void TestLocalService::survivesNonsense_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n");
    QTest::newRow("unknown method") << QByteArray("FETCH / HTTP/1.1\r\n\r\n");
    QTest::newRow("unknown version") << QByteArray("GET / HTTP/9\r\n\r\n");
    QTest::newRow("bare line feed") << QByteArray("GET / HTTP/1.1\n\n\r\n\r\n");
    QTest::newRow("binary") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 11);
    QTest::newRow("endless target") << "GET /" + QByteArray(9000, 'a') + " HTTP/1.1\r\n\r\n";
    QTest::newRow("bad target") << QByteArray("GET http:// HTTP/1.1\r\nHost: localhost\r\n\r\n");
}

void TestLocalService::survivesNonsense()
{
    QFETCH(QByteArray, bytes);
    HttpProbe probe(m_service->port());
    probe.write(bytes);
    const HttpAnswer answer = probe.read();
    QVERIFY2(answer.status >= 400 && answer.status < 500,
             qPrintable(QString::number(answer.status)));
    QCOMPARE(answer.errorCode(), u"BadArgument"_s);
    QVERIFY(probe.closedByServer());
    QCOMPARE(HttpProbe(m_service->port()).get("/").status, 404);
}

void TestLocalService::keepsTheConnectionAfterARefusal()
{
    HttpProbe probe(m_service->port());
    const QByteArray large(500'000, 'x');
    QCOMPARE(probe.post(kRoot + "/conversations/x/activities", large).status, 401);
    QCOMPARE(probe.post(kRoot + "/nothing", large).status, 404);
    QCOMPARE(probe.post(kRoot + "/tokens/generate", {}, {bearer(m_service->secret())}).status, 200);
}

void TestLocalService::answersPipelinedRequests()
{
    HttpProbe probe(m_service->port());
    const QByteArray request = "GET /bot/files/coffee.png HTTP/1.1\r\n" + probe.host() + "\r\n";
    probe.write(request + "POST /x HTTP/1.1\r\n" + probe.host() + "Content-Length: 3\r\n\r\nabc"
                + request);
    QCOMPARE(probe.read().status, 200);
    QCOMPARE(probe.read().status, 404);
    QCOMPARE(probe.read().status, 200);
}

void TestLocalService::dropsTheBodyOfAGet()
{
    HttpProbe probe(m_service->port());
    probe.write("GET / HTTP/1.1\r\n" + probe.host()
                + "Content-Length: 20\r\n\r\nGET / HTTP/1.1\r\n\r\n..");
    QCOMPARE(probe.read().status, 404);
    // What stood in the body was no request, and the connection is still good.
    QCOMPARE(probe.get("/bot/files/coffee.png").status, 200);
}

void TestLocalService::asksForTheBodyOnlyWhenItWantsIt()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    const QByteArray body(R"({"type":"message","from":{"id":"ada"},"text":"patient"})");
    const auto head = [&](const QByteArray &token) {
        return "POST " + talk.path("/activities") + " HTTP/1.1\r\n" + talk.probe.host()
            + bearer(token) + "\r\nExpect: 100-continue\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n\r\n";
    };
    talk.probe.write(head(talk.token));
    QCOMPARE(talk.probe.read().status, 100);
    talk.probe.write(body);
    QCOMPARE(talk.probe.read().status, 200);
    talk.probe.write(head("nope"));
    const HttpAnswer refused = talk.probe.read();
    QCOMPARE(refused.status, 403);
    QCOMPARE(refused.headers.value("connection"), "close");
    QVERIFY(talk.probe.closedByServer());
}

void TestLocalService::listensOnOneAddressOnly()
{
    // Another address of the loopback network reaches this computer, too, but not the service.
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(u"127.0.0.2"_s), quint16(m_service->port()));
    QVERIFY(!socket.waitForConnected());
    QCOMPARE(socket.error(), QAbstractSocket::ConnectionRefusedError);
}

void TestLocalService::explainsATakenPort()
{
    LocalServiceOptions options;
    QString why;
    options.port = m_service->port();
    QVERIFY(!startPracticeService(options, &why));
    QVERIFY2(why.contains(QString::number(options.port)), qPrintable(why));
    options.port = 70'000;
    QVERIFY(!startPracticeService(options, &why));
    QVERIFY2(why.contains("65535"_L1), qPrintable(why));

    options.port = m_service->port();
    m_service.reset();
    m_service = startPracticeService(options, &why);
    QVERIFY2(m_service, qPrintable(why));
    QCOMPARE(m_service->port(), options.port);
    QCOMPARE(m_service->serviceUrl(), u"http://127.0.0.1:%1/v3/directline"_s.arg(options.port));
}

void TestLocalService::wakesItsBotWhenItGoes()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    LocalTalk idle(m_service->port(), m_service->secret());
    QCOMPARE(talk.say(u"slow 120"_s).status, 502); // its turn goes on
    QElapsedTimer clock;
    clock.start();
    m_service.reset();
    QVERIFY(clock.elapsed() < 20'000);
    QVERIFY(idle.probe.closedByServer());
}

// Answers reply to what the user said, unless the bot says what they are to.
void TestLocalService::aReactionKeepsWhatItIsTo()
{
    LocalTalk talk(m_service->port(), m_service->secret());
    talk.say(u"gallery reaction"_s);
    const QJsonArray activities = talk.activities();
    QString said;
    QString message;
    int reactions = 0;
    for (const QJsonValue &activity : activities) {
        if (activity["type"_L1] == "messageReaction"_L1) {
            QCOMPARE(activity["replyToId"_L1].toString(), message);
            ++reactions;
        } else if (activity["from"_L1]["role"_L1] == "user"_L1) {
            said = activity["id"_L1].toString();
        } else if (!said.isEmpty()) {
            QCOMPARE(activity["replyToId"_L1].toString(), said);
            message = activity["id"_L1].toString();
        }
    }
    QCOMPARE(reactions, 2);
}

QTEST_GUILESS_MAIN(TestLocalService)
#include "tst_localservice.moc"
