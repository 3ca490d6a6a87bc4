#include "app/localservice/http/httpserver.h"
#include "httpprobe.h"

#include <QtTest/QTest>

#include <mutex>
#include <new>

using namespace Qt::StringLiterals;
using namespace botline::localservice;
using namespace botline::test;
using namespace std::chrono_literals;

namespace {

// Answers with what it was sent.
class Echo final : public BodyReceiver
{
public:
    Echo(const ServerRequest &request, const Responder &responder) : m_responder(responder)
    {
        m_text = request.method + ' ' + request.path.join(u'/').toUtf8() + '\n';
    }

    void take(QByteArrayView bytes) override { m_text.append(bytes); }

    void complete() override
    {
        ServerResponse response;
        response.contentType = "text/plain"_ba;
        response.body = m_text;
        m_responder.respond(response);
    }

private:
    const Responder m_responder;
    QByteArray m_text;
};

} // namespace

// HTTP alone, over an echo: what a request is, and what is none.
class TestHttpServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void takesTargets_data();
    void takesTargets();
    void answersHeadWithoutABody();
    void speaksHttp10();
    void decodesChunks();
    void asksForAnExpectedBody();
    void refusesOtherExpectations();
    void refusesAmbiguousBodies_data();
    void refusesAmbiguousBodies();
    void servesPipelinedRequestsInOrder();
    void ignoresAnUnknownUpgrade();
    void answersLate();
    void answersFromAnotherThread();
    void firstResponseCounts();
    void answersForAHandlerThatThrows();
    void outlivesItsResponders();
    void stopsWhileRequestsWait();

private:
    void serve(const RequestHandler &handler);
    // The responders that the handler of serve() was given and kept.
    QList<Responder> kept()
    {
        const std::lock_guard lock(m_mutex);
        return m_kept;
    }

    std::unique_ptr<HttpServer> m_server;
    std::mutex m_mutex;
    QList<Responder> m_kept;
};

void TestHttpServer::init()
{
    serve([](const ServerRequest &request, const Responder &responder) {
        return std::make_unique<Echo>(request, responder);
    });
}

void TestHttpServer::cleanup()
{
    m_server.reset();
    m_kept.clear();
}

void TestHttpServer::serve(const RequestHandler &handler)
{
    m_server = std::make_unique<HttpServer>();
    QString why;
    QVERIFY2(m_server->listen(0, &why), qPrintable(why));
    QVERIFY(m_server->serve(handler));
}

void TestHttpServer::takesTargets_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("seen");
    const QByteArray host("Host: localhost\r\n");
    QTest::newRow("origin form") << "GET /a/b?c=d HTTP/1.1\r\n" + host << 200
                                 << QByteArray("GET a/b\n");
    QTest::newRow("escapes") << "GET /a%2Fb/%C5%BC HTTP/1.1\r\n" + host << 200
                             << QByteArray("GET a/b/ż\n");
    QTest::newRow("absolute form")
        << "GET http://127.0.0.1:80/a HTTP/1.1\r\n" + host << 200 << QByteArray("GET a\n");
    QTest::newRow("absolute form in capitals")
        << "GET HTTP://LOCALHOST/a HTTP/1.1\r\n" + host << 200 << QByteArray("GET a\n");
    QTest::newRow("absolute form of another")
        << "GET http://evil.example/a HTTP/1.1\r\n" + host << 403 << QByteArray();
    QTest::newRow("absolute form, other Host")
        << QByteArray("GET http://localhost/a HTTP/1.1\r\nHost: evil.example\r\n") << 403
        << QByteArray();
    QTest::newRow("another scheme")
        << "GET ftp://localhost/a HTTP/1.1\r\n" + host << 400 << QByteArray();
    QTest::newRow("no slash") << "GET a HTTP/1.1\r\n" + host << 400 << QByteArray();
    QTest::newRow("authority form")
        << "CONNECT localhost:80 HTTP/1.1\r\n" + host << 400 << QByteArray();
    QTest::newRow("HTTP/1.0 without Host")
        << QByteArray("GET /a HTTP/1.0\r\n") << 200 << QByteArray("GET a\n");
    QTest::newRow("HTTP/1.1 without Host")
        << QByteArray("GET /a HTTP/1.1\r\n") << 400 << QByteArray();
    QTest::newRow("HTTP/2.0") << "GET /a HTTP/2.0\r\n" + host << 400 << QByteArray();
    QTest::newRow("blank before the colon") << "GET /a HTTP/1.1\r\n" + host + "X : y\r\n"
                                            << 400 << QByteArray();
    QTest::newRow("a NUL") << "GET /a HTTP/1.1\r\n" + host + QByteArray("X: \0\r\n", 6) << 400
                           << QByteArray();
}

void TestHttpServer::takesTargets()
{
    QFETCH(QByteArray, head);
    HttpProbe probe(m_server->port());
    const HttpAnswer answer = probe.exchange(head + "\r\n");
    QTEST(answer.status, "status");
    if (answer.status == 200)
        QTEST(answer.body, "seen");
    else
        QVERIFY(probe.closedByServer());
}

void TestHttpServer::answersHeadWithoutABody()
{
    HttpProbe probe(m_server->port());
    const HttpAnswer answer = probe.request("HEAD", "/some/where");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.headers.value("content-length"), "16"); // as for "HEAD some/where\n"
    QCOMPARE(probe.get("/next").body, "GET next\n"); // which begins right behind it
}

void TestHttpServer::speaksHttp10()
{
    HttpProbe once(m_server->port());
    once.write("GET /a HTTP/1.0\r\nHost: localhost\r\n\r\n");
    QCOMPARE(once.read().body, "GET a\n");
    QVERIFY(once.closedByServer());
    HttpProbe twice(m_server->port());
    for (int i = 0; i < 2; ++i) {
        const HttpAnswer answer
            = twice.exchange("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        QCOMPARE(answer.body, "GET a\n");
        QCOMPARE(answer.headers.value("connection").toLower(), "keep-alive");
    }
}

void TestHttpServer::decodesChunks()
{
    HttpProbe probe(m_server->port());
    const QByteArray head
        = "POST / HTTP/1.1\r\n" + probe.host() + "Transfer-Encoding: Chunked\r\n\r\n";
    QCOMPARE(probe.exchange(head + "5;x=\"y\"\r\nhello\r\n0\r\nContent-Length: 9\r\n\r\n").status,
             400);
    HttpProbe again(m_server->port());
    QCOMPARE(
        again.exchange(head + "5;x=\"y\"\r\nhello\r\nA\r\n, you all.\r\n0\r\nX: y\r\n\r\n").body,
        "POST \nhello, you all.");
    QCOMPARE(again.get("/next").body, "GET next\n");
}

void TestHttpServer::asksForAnExpectedBody()
{
    HttpProbe probe(m_server->port());
    probe.write("POST /a HTTP/1.1\r\n" + probe.host()
                + "Expect: 100-Continue\r\nContent-Length: 2\r\n\r\n");
    QCOMPARE(probe.read().status, 100);
    QCOMPARE(probe.exchange("hi").body, "POST a\nhi");
    // Without a body there is nothing to ask for.
    QCOMPARE(probe.request("POST", "/b", {"Expect: 100-continue"}).body, "POST b\n");
}

void TestHttpServer::refusesOtherExpectations()
{
    HttpProbe probe(m_server->port());
    QCOMPARE(probe.request("POST", "/b", {"Expect: a miracle"}).status, 417);
}

void TestHttpServer::refusesAmbiguousBodies_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("status");
    const auto row = [](const char *headers, int status) {
        QTest::newRow(QByteArray(headers).replace("\r\n", ", ").constData())
            << QByteArray(headers) << status;
    };
    row("Content-Length: 5\r\nContent-Length: 5\r\n", 400);
    row("Content-Length: 5\r\nContent-Length: 6\r\n", 400);
    row("Content-Length: 5, 5\r\n", 400);
    row("Content-Length: +5\r\n", 400);
    row("Content-Length: -5\r\n", 400);
    row("Content-Length: 0x5\r\n", 400);
    row("Content-Length: 5 5\r\n", 400);
    row("Content-Length:\r\n", 400);
    row("Content-Length: 99999999999999999999\r\n", 400);
    row("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", 400);
    row("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", 400);
    row("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", 400);
    row("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", 400);
    row("Transfer-Encoding: chunked, identity\r\n", 501);
    row("Transfer-Encoding: gzip, chunked\r\n", 501);
    row("Transfer-Encoding: xchunked\r\n", 501);
    row("Transfer-Encoding: \"chunked\"\r\n", 501);
    row("Transfer-Encoding : chunked\r\n", 400);
}

void TestHttpServer::refusesAmbiguousBodies()
{
    QFETCH(QByteArray, headers);
    HttpProbe probe(m_server->port());
    const HttpAnswer answer
        = probe.exchange("POST / HTTP/1.1\r\n" + probe.host() + headers
                         + "\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n" + probe.host() + "\r\n");
    QTEST(answer.status, "status");
    QVERIFY(probe.closedByServer());
    QCOMPARE(probe.read().status, 0); // nobody answered what was smuggled
}

void TestHttpServer::servesPipelinedRequestsInOrder()
{
    HttpProbe probe(m_server->port());
    QByteArray all;
    for (int i = 0; i < 200; ++i)
        all += "POST /" + QByteArray::number(i) + " HTTP/1.1\r\n" + probe.host()
            + "Content-Length: 3\r\n\r\nabc";
    probe.write(all);
    for (int i = 0; i < 200; ++i)
        QCOMPARE(probe.read().body, "POST " + QByteArray::number(i) + "\nabc");
}

void TestHttpServer::ignoresAnUnknownUpgrade()
{
    HttpProbe probe(m_server->port());
    QCOMPARE(probe.get("/a", {"Connection: Upgrade", "Upgrade: telepathy"}).body, "GET a\n");
}

void TestHttpServer::answersLate()
{
    serve([this](const ServerRequest &, const Responder &responder) {
        responder.limit(1ms, badArgument(404, u"late"_s));
        const std::lock_guard lock(m_mutex);
        m_kept.append(responder);
        return nullptr;
    });
    HttpProbe probe(m_server->port());
    QCOMPARE(probe.get("/").status, 404);
    kept().first().respond(badArgument(409, u"too late"_s)); // nobody hears it
    QCOMPARE(probe.get("/").status, 404);
}

void TestHttpServer::answersFromAnotherThread()
{
    serve([this](const ServerRequest &, const Responder &responder) {
        const std::lock_guard lock(m_mutex);
        m_kept.append(responder);
        return nullptr;
    });
    HttpProbe probe(m_server->port());
    probe.write("GET / HTTP/1.1\r\n" + probe.host() + "\r\n");
    QTRY_COMPARE(kept().size(), 1);
    kept().first().respond(badArgument(409, u"here"_s)); // on this thread
    QCOMPARE(probe.read().status, 409);
}

void TestHttpServer::firstResponseCounts()
{
    serve([](const ServerRequest &, const Responder &responder) {
        responder.respond(badArgument(409, u"one"_s));
        responder.respond(badArgument(404, u"two"_s));
        return nullptr;
    });
    HttpProbe probe(m_server->port());
    QCOMPARE(probe.get("/").status, 409);
    QCOMPARE(probe.get("/").status, 409);
}

void TestHttpServer::answersForAHandlerThatThrows()
{
    serve([](const ServerRequest &, const Responder &) -> std::unique_ptr<BodyReceiver> {
        throw std::bad_alloc();
    });
    HttpProbe probe(m_server->port());
    QCOMPARE(probe.get("/").status, 500);
    QCOMPARE(probe.post("/", "body").status, 500);
}

void TestHttpServer::outlivesItsResponders()
{
    answersFromAnotherThread();
    {
        HttpProbe leaving(m_server->port());
        leaving.write("GET / HTTP/1.1\r\n" + leaving.host() + "\r\n");
        QTRY_COMPARE(kept().size(), 2);
    }
    kept().last().respond(badArgument(409, u"the client is gone"_s));
    m_server.reset();
    kept().last().limit(1ms, badArgument(409, u"the server is gone, too"_s));
    kept().first().respond(badArgument(409, u"the server is gone, too"_s));
}

void TestHttpServer::stopsWhileRequestsWait()
{
    serve([this](const ServerRequest &, const Responder &responder) {
        const std::lock_guard lock(m_mutex);
        m_kept.append(responder);
        return nullptr;
    });
    HttpProbe waiting(m_server->port());
    HttpProbe idle(m_server->port());
    HttpProbe halfWay(m_server->port());
    halfWay.write("GET / HT");
    waiting.write("GET / HTTP/1.1\r\n" + waiting.host() + "\r\n");
    QTRY_COMPARE(kept().size(), 1);
    m_server.reset();
    const HttpAnswer answer = waiting.read();
    QCOMPARE(answer.status, 503);
    QCOMPARE(answer.headers.value("connection"), "close");
    for (HttpProbe *probe : {&waiting, &idle, &halfWay})
        QVERIFY(probe->closedByServer());
}

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_httpserver.moc"
