// Posts leave at most once, whatever the connection does (dossier §10 Q3/Q4): a message that a bot
// gets twice is worse than one that needs a second press on Retry.
#include "wiretest.h"

#include "tests/support/builders.h"

#include <QtCore/QTemporaryFile>
#include <QtNetwork/QSslConfiguration>

using namespace Qt::StringLiterals;
using namespace botline::directline;
using namespace botline::test;
using namespace std::chrono_literals;

using Kind = Error::Kind;

class TestClientPost : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBodyIsTheActivity_C066();
    void textArrivesExactly_C082();
    void acceptedWithoutAnId_data();
    void acceptedWithoutAnId();
    void tooLargeAMessageSendsNothing_C081();
    void aConnectionClosedAfterTheRequestSeesItOnce_C076_data();
    void aConnectionClosedAfterTheRequestSeesItOnce_C076();
    void aKeptAliveConnectionClosedSeesItOnce_C077_data();
    void aKeptAliveConnectionClosedSeesItOnce_C077();
    void everyPostHasAFreshConnection();
    void anIdleConnectionThatClosesHurtsNobody();
    void postsSideBySideDoNotDisturbEachOther();
    void getsReuseTheirConnection();
    void aFailedConnectionWasNotWritten_C078();
    void aResetAfterTheRequestIsWritten();
    void tlsPostsLeaveOnceToo_C076_C077_data();
    void tlsPostsLeaveOnceToo_C076_C077();
};

namespace {

const QByteArray kActivities = "/v3/directline/conversations/c1/activities";

using MakePost = std::function<Call *(Client &)>;

void addPostRows()
{
    QTest::addColumn<MakePost>("make");
    QTest::newRow("post activity") << MakePost([](Client &client) {
        return client.postActivity(bearer(), u"c1"_s, userMessage(u"pay 100"_s));
    });
    QTest::newRow("start") << MakePost(
        [](Client &client) { return client.startConversation(bearer(), {}); });
    QTest::newRow("generate") << MakePost(
        [](Client &client) { return client.generateToken(bearer(), {}); });
    QTest::newRow("refresh") << MakePost(
        [](Client &client) { return client.refreshToken(bearer()); });
}

// While it lives, the certificate of the scripted server is trusted.
class TrustedLocalhost
{
public:
    TrustedLocalhost() : m_before(QSslConfiguration::defaultConfiguration())
    {
        QSslConfiguration trusting = m_before;
        trusting.addCaCertificate(QSslCertificate(fixture(u"tls/localhost.crt"_s)));
        QSslConfiguration::setDefaultConfiguration(trusting);
    }
    ~TrustedLocalhost() { QSslConfiguration::setDefaultConfiguration(m_before); }

private:
    Q_DISABLE_COPY_MOVE(TrustedLocalhost)

    QSslConfiguration m_before;
};

} // namespace

void TestClientPost::theBodyIsTheActivity_C066()
{
    ScriptedServer server;
    server.script("POST", kActivities, {ScriptedReply::json(200, {{"id"_L1, "c1|0000003"_L1}})});
    Wire wire(rootOf(server));
    const QJsonObject activity = withClientActivityId(userMessage(u"hello"_s), u"guid"_s);
    const auto ending = finish(wire.client.postActivity(bearer(), u"c1"_s, activity));
    QVERIFY(ending.succeeded);
    QCOMPARE(ending.result.id, u"c1|0000003"_s);
    QCOMPARE(server.requests().first().json(), activity);
    QCOMPARE(server.requests().first().header("Content-Type"), "application/json");
}

void TestClientPost::textArrivesExactly_C082()
{
    ScriptedServer server;
    server.script("POST", kActivities, {ScriptedReply::json(200, {{"id"_L1, "1"_L1}})});
    Wire wire(rootOf(server));
    const QString text
        = u"\"quoted\" \\ back\nnew\r\ttab \u0001 \u2028 \u00e4 \U0001F600 </script>"_s;
    QVERIFY(finish(wire.client.postActivity(bearer(), u"c1"_s, userMessage(text))).succeeded);
    QCOMPARE(server.requests().first().json().value("text"_L1).toString(), text);
}

void TestClientPost::acceptedWithoutAnId_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("204 C069") << 204 << QByteArray();
    QTest::newRow("202") << 202 << QByteArray();
    QTest::newRow("200 empty") << 200 << QByteArray();
    QTest::newRow("200 text") << 200 << QByteArray("OK");
    QTest::newRow("200 null") << 200 << QByteArray("null");
    QTest::newRow("201 id of the wrong type") << 201 << QByteArray(R"({"id":5})");
}

void TestClientPost::acceptedWithoutAnId()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    ScriptedServer server;
    server.script("POST", kActivities, {ScriptedReply::text(status, body)});
    Wire wire(rootOf(server));
    const auto ending = finish(wire.client.postActivity(bearer(), u"c1"_s, userMessage(u"hi"_s)));
    QVERIFY(ending.succeeded);
    QCOMPARE(ending.httpStatus, status);
    QCOMPARE(ending.result.id, QString());
}

void TestClientPost::tooLargeAMessageSendsNothing_C081()
{
    ScriptedServer server;
    Wire wire(rootOf(server));
    const QJsonObject activity = userMessage(QString(200'000, u'x'));
    const auto ending = finish(wire.client.postActivity(bearer(), u"c1"_s, activity));
    QCOMPARE(ending.error.kind, Kind::InvalidRequest);
    QCOMPARE(ending.error.refusal.reason, Refusal::Reason::MessageTooLong);
    QVERIFY(ending.error.refusal.size > ending.error.refusal.limit);
    QCOMPARE(server.connections(), 0);
}

void TestClientPost::aConnectionClosedAfterTheRequestSeesItOnce_C076_data()
{
    addPostRows();
}

void TestClientPost::aConnectionClosedAfterTheRequestSeesItOnce_C076()
{
    QFETCH(MakePost, make);
    ScriptedServer server;
    server.setHandler([](const RecordedRequest &) { return ScriptedReply::closeAfterRequest(); });
    Wire wire(rootOf(server));
    Call *call = make(wire.client);
    QSignalSpy failed(call, &Call::failed);
    QTRY_COMPARE(failed.size(), 1);
    const Error error = failed.first().first().value<Error>();
    QCOMPARE(error.kind, Kind::ConnectionLost);
    QVERIFY(error.requestWritten);
    QCOMPARE(server.requests().size(), 1);
    QVERIFY(server.requests().first().complete);
}

void TestClientPost::aKeptAliveConnectionClosedSeesItOnce_C077_data()
{
    addPostRows();
}

void TestClientPost::aKeptAliveConnectionClosedSeesItOnce_C077()
{
    QFETCH(MakePost, make);
    ScriptedServer server;
    server.setHonoursConnectionClose(false); // a server that keeps every connection
    int requests = 0;
    server.setHandler([&requests](const RecordedRequest &) {
        if (++requests > 1)
            return ScriptedReply::closeAfterRequest();
        QJsonObject answer = conversation(u"c1"_s, u"t"_s);
        answer.insert("id"_L1, "1"_L1);
        return ScriptedReply::json(200, answer);
    });
    Wire wire(rootOf(server));
    QSignalSpy succeeded(make(wire.client), &Call::succeeded);
    QTRY_COMPARE(succeeded.size(), 1);
    QSignalSpy failed(make(wire.client), &Call::failed);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<Error>().kind, Kind::ConnectionLost);
    QCOMPARE(server.requests().size(), 2);
}

void TestClientPost::everyPostHasAFreshConnection()
{
    for (const bool honours : {true, false}) {
        ScriptedServer server;
        server.setHonoursConnectionClose(honours);
        server.setHandler([](const RecordedRequest &) { return ScriptedReply::empty(204); });
        Wire wire(rootOf(server));
        for (int i = 0; i < 3; ++i)
            QVERIFY(finish(wire.client.postActivity(bearer(), u"c1"_s, userMessage(u"hi"_s)))
                        .succeeded);
        QCOMPARE(server.requests().at(0).connection, 1);
        QCOMPARE(server.requests().at(1).connection, 2);
        QCOMPARE(server.requests().at(2).connection, 3);
        QCOMPARE(server.requests().at(0).header("Connection"), "close");
    }
}

void TestClientPost::anIdleConnectionThatClosesHurtsNobody()
{
    ScriptedServer server;
    server.setHonoursConnectionClose(false);
    server.setHandler([](const RecordedRequest &) { return ScriptedReply::empty(204); });
    Wire wire(rootOf(server));
    QVERIFY(finish(wire.client.postActivity(bearer(), u"c1"_s, userMessage(u"one"_s))).succeeded);
    // The server closes just as the next post begins: what used to be lost or sent twice.
    server.closeIdleConnections();
    QVERIFY(finish(wire.client.postActivity(bearer(), u"c1"_s, userMessage(u"two"_s))).succeeded);
    QCOMPARE(server.requests().size(), 2);
}

void TestClientPost::postsSideBySideDoNotDisturbEachOther()
{
    // A bot thinks for seconds while a token must be refreshed: dropping connections for the
    // second post must not end the first one.
    ScriptedServer server;
    server.script("POST", kActivities, {ScriptedReply::held(ScriptedReply::empty(204))});
    server.setHandler([](const RecordedRequest &) {
        return ScriptedReply::json(200, conversation(u"c1"_s, u"fresh"_s));
    });
    Wire wire(rootOf(server));
    const auto posted = watch(wire.client.postActivity(bearer(), u"c1"_s, userMessage(u"slow"_s)));
    QTRY_COMPARE(server.heldReplies(), 1);
    QVERIFY(finish(wire.client.refreshToken(bearer())).succeeded);
    QVERIFY(finish(wire.client.refreshToken(bearer())).succeeded);
    QVERIFY(!posted->ended);
    server.release();
    QTRY_VERIFY(posted->ended);
    QVERIFY(posted->succeeded);
    QCOMPARE(server.requests().size(), 3);
    QCOMPARE(server.connections(), 3);
}

void TestClientPost::getsReuseTheirConnection()
{
    ScriptedServer server;
    server.setHandler(
        [](const RecordedRequest &) { return ScriptedReply::json(200, activitySet({})); });
    Wire wire(rootOf(server));
    for (int i = 0; i < 3; ++i) {
        QVERIFY(finish(wire.client.getActivities(bearer(), u"c1"_s, std::nullopt)).succeeded);
        QVERIFY(
            finish(wire.client.postActivity(bearer(), u"c1"_s, userMessage(u"hi"_s))).succeeded);
    }
    for (const RecordedRequest &get : server.requests("GET", "*"))
        QCOMPARE(get.connection, 1);
}

void TestClientPost::aFailedConnectionWasNotWritten_C078()
{
    ScriptedServer server;
    server.stop();
    Wire wire(rootOf(server));
    for (const MakePost &make :
         {MakePost([](Client &client) {
              return client.postActivity(bearer(), u"c1"_s, userMessage(u"hi"_s));
          }),
          MakePost([](Client &client) { return client.refreshToken(bearer()); })}) {
        QSignalSpy failed(make(wire.client), &Call::failed);
        QTRY_COMPARE(failed.size(), 1);
        const Error error = failed.first().first().value<Error>();
        QCOMPARE(error.kind, Kind::ConnectFailed);
        QVERIFY(!error.requestWritten);
    }
    QVERIFY(wire.exchanges.first().bytesSent == 0);
}

void TestClientPost::aResetAfterTheRequestIsWritten()
{
    ScriptedServer server;
    server.setHandler([](const RecordedRequest &) { return ScriptedReply::reset(); });
    Wire wire(rootOf(server));
    const Error error
        = finish(wire.client.postActivity(bearer(), u"c1"_s, userMessage(u"hi"_s))).error;
    QCOMPARE(error.kind, Kind::ConnectionLost);
    QVERIFY(error.requestWritten);
    QCOMPARE(server.requests().size(), 1);
}

// The same over TLS, where Qt's code is another (dossier §10 Q22).
void TestClientPost::tlsPostsLeaveOnceToo_C076_C077_data()
{
    QTest::addColumn<ScriptedReply>("fault");
    QTest::addColumn<bool>("keepAlive");
    QTest::addColumn<bool>("files");
    for (const bool files : {false, true}) {
        const char *what = files ? "upload" : "post";
        QTest::addRow("C076 closed, %s", what)
            << ScriptedReply::closeAfterRequest() << false << files;
        QTest::addRow("C076 reset, %s", what) << ScriptedReply::reset() << false << files;
        QTest::addRow("C077 closed on a kept connection, %s", what)
            << ScriptedReply::closeAfterRequest() << true << files;
        QTest::addRow("C077 reset on a kept connection, %s", what)
            << ScriptedReply::reset() << true << files;
        QTest::addRow("cut answer, %s", what)
            << ScriptedReply::json(200, {{"id"_L1, "12345"_L1}}).cutAfter(3) << false << files;
    }
}

void TestClientPost::tlsPostsLeaveOnceToo_C076_C077()
{
    QFETCH(ScriptedReply, fault);
    QFETCH(bool, keepAlive);
    QFETCH(bool, files);
    const TrustedLocalhost trust;
    ScriptedServer server(ScriptedServer::Transport::Tls);
    server.setHonoursConnectionClose(!keepAlive);
    bool broken = false;
    server.setHandler([&](const RecordedRequest &) {
        return broken ? fault : ScriptedReply::json(200, {{"id"_L1, "1"_L1}});
    });
    Wire wire(rootOf(server));
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(QByteArray(100'000, 'x'));
    file.flush();
    const auto send = [&] {
        const QJsonObject activity = userMessage(u"pay 100"_s);
        return files ? wire.client.upload(bearer(), u"c1"_s, u"user-1"_s, activity,
                                          {{file.fileName(), u"bill.txt"_s, u"text/plain"_s}})
                     : wire.client.postActivity(bearer(), u"c1"_s, activity);
    };
    QVERIFY(finish(send()).succeeded);
    broken = true;
    const auto ending = finish(send());
    QVERIFY(!ending.succeeded);
    QCOMPARE(ending.error.kind, Kind::ConnectionLost);
    QVERIFY(ending.error.requestWritten);
    QCOMPARE(server.requests().size(), 2);
    QVERIFY(server.requests().last().complete);
    QCOMPARE(server.connections(), 2);
}

QTEST_GUILESS_MAIN(TestClientPost)
#include "tst_clientpost.moc"
