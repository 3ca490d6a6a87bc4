// The life of a call, and the record and log that it leaves.
#include "wiretest.h"

#include "tests/support/builders.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QLoggingCategory>
#include <QtCore/QPointer>
#include <QtCore/QScopeGuard>

using namespace Qt::StringLiterals;
using namespace botline::directline;
using namespace botline::test;

using Kind = Error::Kind;

class TestClientCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cancelEndsWithCancelled();
    void cancelAfterTheEndDoesNothing();
    void callsMayEndInsideTheirSignals_data();
    void callsMayEndInsideTheirSignals();
    void deletingACallIsQuiet();
    void deletingTheClientIsQuiet();
    void callsDeleteThemselves();
    void noSignalComesBeforeTheFunctionReturned();
    void theRecordTellsTheExchange();
    void theRecordHasNoSecrets_C114();
    void theLogHasNoSecrets_C114();
    void refusedCallsLeaveNoRecord();
    void recordsComeBeforeTheCallsOwnSignal();
};

namespace {

const QByteArray kConversations = "/v3/directline/conversations";
const QByteArray kActivities = "/v3/directline/conversations/c1/activities";

ScriptedReply started(const QString &id = u"c1"_s)
{
    return ScriptedReply::json(201, conversation(id, u"token-2"_s));
}

} // namespace

void TestClientCalls::cancelEndsWithCancelled()
{
    ScriptedServer server;
    server.script("POST", kActivities, {ScriptedReply::neverAnswer()});
    Wire wire(rootOf(server));
    auto *call = wire.client.postActivity(bearer(), u"c1"_s, userMessage(u"hi"_s));
    const auto ending = watch(call);
    QTRY_COMPARE(server.requests().size(), 1);
    call->cancel();
    QTRY_VERIFY(ending->ended);
    QCOMPARE(ending->error.kind, Kind::Cancelled);
    QVERIFY(ending->error.requestWritten);
    QCOMPARE(ending->signalCount, 1);
}

void TestClientCalls::cancelAfterTheEndDoesNothing()
{
    ScriptedServer server;
    server.script("GET", kActivities, {ScriptedReply::json(200, activitySet({}))});
    Wire wire(rootOf(server));
    auto *call = wire.client.getActivities(bearer(), u"c1"_s, std::nullopt);
    const auto ending = watch(call);
    connect(call, &Call::succeeded, call, &Call::cancel);
    QTRY_VERIFY(ending->ended);
    QVERIFY(ending->succeeded);
    QCOMPARE(ending->signalCount, 1);
}

void TestClientCalls::callsMayEndInsideTheirSignals_data()
{
    QTest::addColumn<bool>("deletes");
    QTest::newRow("cancelled") << false;
    QTest::newRow("deleted") << true;
}

void TestClientCalls::callsMayEndInsideTheirSignals()
{
    QFETCH(bool, deletes);
    ScriptedServer server;
    server.setHandler([](const RecordedRequest &) {
        return ScriptedReply::json(200, conversation(u"c1"_s, u"t"_s));
    });
    Wire wire(rootOf(server));
    // With and without a body, because Qt tells of the sent request at different moments.
    using Make = std::function<Call *()>;
    for (const Make &make :
         {Make([&] { return wire.client.refreshToken(bearer()); }),
          Make([&] { return wire.client.startConversation(bearer(), {}); }),
          Make([&] { return wire.client.getActivities(bearer(), u"c1"_s, std::nullopt); })}) {
        Call *call = make();
        QSignalSpy destroyed(call, &QObject::destroyed);
        int endings = 0;
        connect(call, &Call::succeeded, this, [&endings] { ++endings; });
        connect(call, &Call::failed, this, [&endings] { ++endings; });
        connect(call, &Call::requestSent, call, [call, deletes] {
            if (deletes)
                delete call;
            else
                call->cancel();
        });
        QVERIFY(destroyed.wait());
        QCOMPARE(endings, deletes ? 0 : 1);
    }
    QTRY_COMPARE(wire.exchanges.size(), 3);
}

void TestClientCalls::deletingACallIsQuiet()
{
    ScriptedServer server;
    server.script("GET", kActivities, {ScriptedReply::neverAnswer()});
    Wire wire(rootOf(server));
    auto *call = wire.client.getActivities(bearer(), u"c1"_s, std::nullopt);
    const auto ending = watch(call);
    QTRY_COMPARE(server.requests().size(), 1);
    delete call;
    // The exchange happened, so it is on record.
    QTRY_COMPARE(wire.exchanges.size(), 1);
    QCOMPARE(wire.exchanges.first().error->kind, Kind::Cancelled);
    QVERIFY(!ending->ended);
}

void TestClientCalls::deletingTheClientIsQuiet()
{
    ScriptedServer server;
    server.setHandler([](const RecordedRequest &) { return ScriptedReply::neverAnswer(); });
    QNetworkAccessManager reads;
    QNetworkAccessManager writes;
    auto client = std::make_unique<Client>(ApiNetwork{reads, writes}, rootOf(server));
    RecordingObserver observer;
    client->setExchangeObserver(&observer);
    const auto got = watch(client->getActivities(bearer(), u"c1"_s, std::nullopt));
    const auto posted = watch(client->postActivity(bearer(), u"c1"_s, userMessage(u"hi"_s)));
    const auto refused = watch(client->getActivities(bearer(), {}, std::nullopt));
    QTRY_COMPARE(server.requests().size(), 2);
    client.reset();
    QCoreApplication::sendPostedEvents();
    QVERIFY(!got->ended);
    QVERIFY(!posted->ended);
    // The record has them all the same, once: they were on the wire.
    QCOMPARE(observer.finished.size(), 2);
}

void TestClientCalls::callsDeleteThemselves()
{
    ScriptedServer server;
    server.script("GET", kActivities,
                  {ScriptedReply::json(200, activitySet({})), ScriptedReply::empty(500)});
    Wire wire(rootOf(server));
    const QPointer<Call> good = wire.client.getActivities(bearer(), u"c1"_s, std::nullopt);
    QTRY_VERIFY(!good);
    const QPointer<Call> bad = wire.client.getActivities(bearer(), u"c1"_s, std::nullopt);
    QTRY_VERIFY(!bad);
    QVERIFY(wire.client.findChildren<Call *>().isEmpty());
}

void TestClientCalls::noSignalComesBeforeTheFunctionReturned()
{
    Wire wire(ServiceUrl::publicCloud());
    auto *call = wire.client.getActivities(bearer(), {}, std::nullopt);
    const auto ending = watch(call);
    QVERIFY(!ending->ended);
    QTRY_VERIFY(ending->ended);
    QCOMPARE(ending->error.kind, Kind::InvalidRequest);
}

void TestClientCalls::theRecordTellsTheExchange()
{
    ScriptedServer server;
    server.script(
        "POST", kActivities,
        {ScriptedReply::json(200, {{"id"_L1, "c1|0000001"_L1}}).with("x-ms-request-id", "r1")});
    Wire wire(rootOf(server));
    const QDateTime now({2026, 3, 4}, {9, 15, 27}, Qt::UTC);
    wire.client.setClock([now] { return now; });
    const QJsonObject activity = userMessage(u"hi"_s);
    QVERIFY(finish(wire.client.postActivity(bearer(), u"c1"_s, activity)).succeeded);

    QCOMPARE(wire.exchanges.size(), 1);
    const Exchange exchange = wire.exchanges.first();
    QCOMPARE(exchange.number, quint64(1));
    QCOMPARE(exchange.method, "POST");
    QCOMPARE(exchange.url, server.url(QString::fromLatin1(kActivities)));
    QCOMPARE(exchange.startedAt, now);
    QCOMPARE(exchange.httpStatus, 200);
    QCOMPARE(QJsonDocument::fromJson(exchange.requestBody).object(), activity);
    QCOMPARE(exchange.responseBody, R"({"id":"c1|0000001"})");
    QCOMPARE(exchange.bytesSent, exchange.requestBody.size());
    QCOMPARE(exchange.bytesReceived, exchange.responseBody.size());
    QCOMPARE(exchange.activityIds, QStringList(u"c1|0000001"_s));
    QCOMPARE(exchange.httpVersion, "HTTP/1");
    QVERIFY(!exchange.statusText.isEmpty());
    QVERIFY(exchange.startedTicks > 0);
    QVERIFY(exchange.responseHeaders.contains(Exchange::Header("x-ms-request-id", "r1")));
    QVERIFY(exchange.requestHeaders.contains(Exchange::Header("Accept", "application/json")));
    QVERIFY(!exchange.error);
    const Exchange::Timings timings = exchange.timings;
    QVERIFY(timings.connecting >= 0);
    QCOMPARE(timings.encrypted, -1);
    QVERIFY(timings.requestSent >= timings.connecting);
    QVERIFY(timings.firstByte >= 0);
    QVERIFY(timings.finished >= timings.firstByte);
}

void TestClientCalls::theRecordHasNoSecrets_C114()
{
    ScriptedServer server;
    QJsonObject answer = conversation(u"c1"_s, u"fresh-token"_s);
    answer.insert("streamUrl"_L1, "wss://h/stream?watermark=-&t=stream-token"_L1);
    server.script("POST", kConversations, {ScriptedReply::json(201, answer)});
    server.script(
        "GET", kActivities,
        {ScriptedReply::text(
             403, R"({"error":{"code":"BadArgument","message":"Invalid token wire-token"}})",
             "application/json")
             .with("X-Echo", "Bearer wire-token")
             .with("Set-Cookie", "session=abc")});
    server.script("GET", "/token", {started()});
    Wire wire(rootOf(server));
    QVERIFY(finish(wire.client.startConversation(bearer(), {})).succeeded);
    const Error error = finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt)).error;
    QVERIFY(finish(wire.client.fetchToken(server.url(u"/token?code=function-key"_s))).succeeded);

    QVERIFY(!error.message.contains("wire-token"_L1));
    QVERIFY(!error.detail.contains("wire-token"_L1));
    QCOMPARE(wire.exchanges.size(), 3);
    for (const Exchange &exchange : std::as_const(wire.exchanges)) {
        QByteArray all = exchange.url.toEncoded() + exchange.requestBody + exchange.responseBody;
        for (const auto &[name, value] : exchange.requestHeaders + exchange.responseHeaders)
            all += name + value;
        for (const char *secret : {"wire-token", "fresh-token", "stream-token", "function-key",
                                   "token-2", "session=abc", "wss:"})
            QVERIFY2(!all.contains(secret), secret);
    }
    QVERIFY(wire.exchanges.first().responseBody.contains("[redacted]"));
    QVERIFY(wire.exchanges.first().requestHeaders.contains(
        Exchange::Header("Authorization", "[redacted]")));
}

void TestClientCalls::theLogHasNoSecrets_C114()
{
    static QStringList lines;
    lines.clear();
    // A filter and no rules, because the rules of the environment would win.
    const QLoggingCategory::CategoryFilter filterBefore
        = QLoggingCategory::installFilter([](QLoggingCategory *category) {
              // Qt's own categories also speak from its network thread.
              category->setEnabled(QtDebugMsg,
                                   qstrncmp(category->categoryName(), "botline.", 8) == 0);
          });
    const QtMessageHandler handlerBefore = qInstallMessageHandler(
        [](QtMsgType, const QMessageLogContext &, const QString &line) { lines.append(line); });
    const auto restore = qScopeGuard([filterBefore, handlerBefore] {
        qInstallMessageHandler(handlerBefore);
        QLoggingCategory::installFilter(filterBefore);
    });

    ScriptedServer server;
    QJsonObject answer = conversation(u"c1"_s, u"fresh-token"_s);
    answer.insert("streamUrl"_L1, "wss://h/stream?t=stream-token"_L1);
    server.script("POST", kConversations, {ScriptedReply::json(201, answer)});
    server.script("GET", "/token", {ScriptedReply::json(403, answer)});
    Wire wire(rootOf(server));
    finish(wire.client.startConversation(bearer(), {}));
    finish(wire.client.fetchToken(server.url(u"/token?code=function-key"_s)));

    const QString all = lines.join(u'\n');
    QVERIFY(all.contains("start conversation #1: 201"_L1));
    for (const auto secret :
         {"wire-token"_L1, "fresh-token"_L1, "stream-token"_L1, "function-key"_L1, "wss:"_L1})
        QVERIFY2(!all.contains(secret), secret.data());
}

void TestClientCalls::refusedCallsLeaveNoRecord()
{
    Wire wire(ServiceUrl::publicCloud());
    QVERIFY(!finish(wire.client.getActivities(bearer(), u"."_s, std::nullopt)).succeeded);
    QVERIFY(wire.exchanges.isEmpty());
}

void TestClientCalls::recordsComeBeforeTheCallsOwnSignal()
{
    ScriptedServer server;
    server.script("GET", kActivities, {ScriptedReply::empty(404)});
    Wire wire(rootOf(server));
    auto *call = wire.client.getActivities(bearer(), u"c1"_s, std::nullopt);
    qsizetype recordsAtTheEnd = -1;
    connect(call, &Call::failed, call, [&] { recordsAtTheEnd = wire.exchanges.size(); });
    QTRY_COMPARE(recordsAtTheEnd, 1);
}

QTEST_GUILESS_MAIN(TestClientCalls)
#include "tst_clientcalls.moc"
