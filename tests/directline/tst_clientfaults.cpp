// What the client says when the network or the service breaks in the middle.
#include "wiretest.h"

#include "tests/support/builders.h"

#include <QtCore/QScopeGuard>
#include <QtNetwork/QSslConfiguration>

using namespace Qt::StringLiterals;
using namespace botline::directline;
using namespace botline::test;
using namespace std::chrono_literals;

using Kind = Error::Kind;

class TestClientFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSilentServerTimesOut_C045();
    void aStalledBodyTimesOut();
    void refusedConnectionIsConnectFailed_C046_C078();
    void unknownHostIsConnectFailed();
    void whatIsNoHttpIsNoAnswer();
    void aCutBodyIsConnectionLost_data();
    void aCutBodyIsConnectionLost();
    void aResetIsConnectionLost();
    void tooLargeABodyIsStopped_data();
    void tooLargeABodyIsStopped();
    void untrustedCertificateIsRefused();
    void trustedTlsWorks();
};

namespace {

const QByteArray kActivities = "/v3/directline/conversations/c1/activities";

} // namespace

void TestClientFaults::aSilentServerTimesOut_C045()
{
    ScriptedServer server;
    server.script("GET", kActivities, {ScriptedReply::neverAnswer()});
    server.script("POST", kActivities, {ScriptedReply::neverAnswer()});
    ClientLimits limits;
    limits.readTimeout = limits.postTimeout = 150ms;
    Wire wire(rootOf(server), limits);
    const auto got = finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt));
    QCOMPARE(got.error.kind, Kind::Timeout);
    QCOMPARE(got.error.httpStatus, 0);
    const auto posted = finish(wire.client.postActivity(bearer(), u"c1"_s, userMessage(u"hi"_s)));
    QCOMPARE(posted.error.kind, Kind::Timeout);
    QVERIFY(posted.error.requestWritten);
}

void TestClientFaults::aStalledBodyTimesOut()
{
    // Bytes that keep trickling in do not extend the limit: it is one for the whole exchange.
    ScriptedServer server;
    server.script("GET", kActivities, {ScriptedReply::json(200, activitySet({})).heldAfter(3)});
    ClientLimits limits;
    limits.readTimeout = 150ms;
    Wire wire(rootOf(server), limits);
    const auto ending = finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt));
    QCOMPARE(ending.error.kind, Kind::Timeout);
    QCOMPARE(ending.error.httpStatus, 200);
}

void TestClientFaults::refusedConnectionIsConnectFailed_C046_C078()
{
    ScriptedServer server;
    server.stop();
    Wire wire(rootOf(server));
    const auto got = finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt));
    QCOMPARE(got.error.kind, Kind::ConnectFailed);
    const auto posted = finish(wire.client.postActivity(bearer(), u"c1"_s, userMessage(u"hi"_s)));
    QCOMPARE(posted.error.kind, Kind::ConnectFailed);
    QVERIFY(!posted.error.requestWritten);
    QCOMPARE(finish(wire.client.refreshToken(bearer())).error.kind, Kind::ConnectFailed);

    server.startAgain();
    server.script("GET", kActivities, {ScriptedReply::json(200, activitySet({}))});
    QVERIFY(finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt)).succeeded);
}

void TestClientFaults::unknownHostIsConnectFailed()
{
    Wire wire(*ServiceUrl::parse(u"https://botline-test.invalid"_s));
    const Error error = finish(wire.client.startConversation(bearer(), {})).error;
    QCOMPARE(error.kind, Kind::ConnectFailed);
    QVERIFY(!error.requestWritten);
}

void TestClientFaults::whatIsNoHttpIsNoAnswer()
{
    ScriptedServer server;
    server.setHandler([](const RecordedRequest &) {
        return ScriptedReply::bytes("SSH-2.0-OpenSSH_9.2\r\n\r\nrubbish\r\n");
    });
    Wire wire(rootOf(server));
    const auto ending = finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt));
    QCOMPARE(ending.error.kind, Kind::ConnectionLost);
    QCOMPARE(ending.error.httpStatus, 0);
}

void TestClientFaults::aCutBodyIsConnectionLost_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("200 cut short") << 200 << Kind::ConnectionLost;
    QTest::newRow("500 cut short: the status decides") << 500 << Kind::ServerError;
}

void TestClientFaults::aCutBodyIsConnectionLost()
{
    QFETCH(int, status);
    QFETCH(Kind, kind);
    ScriptedServer server;
    const ScriptedReply cut
        = ScriptedReply::json(status, activitySet({botMessage(u"hello"_s)}, u"9"_s)).cutAfter(20);
    server.setHandler([cut](const RecordedRequest &) { return cut; });
    Wire wire(rootOf(server));
    const auto ending = finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt));
    QVERIFY(!ending.succeeded);
    QCOMPARE(ending.error.kind, kind);
    QCOMPARE(ending.error.httpStatus, status);
}

void TestClientFaults::aResetIsConnectionLost()
{
    ScriptedServer server;
    server.setHandler([](const RecordedRequest &) { return ScriptedReply::reset(); });
    Wire wire(rootOf(server));
    const auto ending = finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt));
    QCOMPARE(ending.error.kind, Kind::ConnectionLost);
}

void TestClientFaults::tooLargeABodyIsStopped_data()
{
    QTest::addColumn<bool>("announced");
    QTest::addColumn<int>("status");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("announced") << true << 200 << Kind::BodyTooLarge;
    QTest::newRow("not announced") << false << 200 << Kind::BodyTooLarge;
    QTest::newRow("error, announced") << true << 502 << Kind::BadGateway;
    QTest::newRow("error, not announced") << false << 502 << Kind::BadGateway;
}

void TestClientFaults::tooLargeABodyIsStopped()
{
    QFETCH(bool, announced);
    QFETCH(int, status);
    QFETCH(Kind, kind);
    ScriptedServer server;
    ScriptedReply reply = ScriptedReply::text(status, QByteArray(300'000, ' '), "application/json");
    reply.announceLength = announced;
    server.script("GET", kActivities, {reply});
    ClientLimits limits;
    limits.activitySetBytes = 10'000;
    Wire wire(rootOf(server), limits);
    const auto ending = finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt));
    QCOMPARE(ending.error.kind, kind);
    QCOMPARE(ending.error.httpStatus, status);
    QVERIFY(wire.exchanges.first().bytesReceived <= 10'000);
}

void TestClientFaults::untrustedCertificateIsRefused()
{
    ScriptedServer server(ScriptedServer::Transport::Tls);
    Wire wire(rootOf(server));
    const auto got = finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt));
    QCOMPARE(got.error.kind, Kind::Tls);
    QCOMPARE(got.error.host, u"127.0.0.1"_s);
    QVERIFY2(got.error.detail.contains("self-signed"_L1), qPrintable(got.error.detail));
    const auto posted = finish(wire.client.postActivity(bearer(), u"c1"_s, userMessage(u"hi"_s)));
    QCOMPARE(posted.error.kind, Kind::Tls);
    QVERIFY(!posted.error.requestWritten);
    QVERIFY(server.requests().isEmpty());
}

void TestClientFaults::trustedTlsWorks()
{
    const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
    QSslConfiguration trusting = before;
    trusting.addCaCertificate(QSslCertificate(fixture(u"tls/localhost.crt"_s)));
    QSslConfiguration::setDefaultConfiguration(trusting);
    const auto restore
        = qScopeGuard([&before] { QSslConfiguration::setDefaultConfiguration(before); });

    ScriptedServer server(ScriptedServer::Transport::Tls);
    server.script("GET", kActivities, {ScriptedReply::json(200, activitySet({}))});
    Wire wire(rootOf(server));
    QVERIFY(finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt)).succeeded);
    const Exchange::Timings timings = wire.exchanges.first().timings;
    QVERIFY(timings.encrypted >= timings.connecting);
    QVERIFY(timings.encrypted > 0);
}

QTEST_GUILESS_MAIN(TestClientFaults)
#include "tst_clientfaults.moc"
