#include "app/localservice/http/httpserver.h"
#include "httpprobe.h"

#include <QtCore/QFile>
#include <QtTest/QTest>

#include <atomic>
#include <vector>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace botline::localservice;
using namespace botline::test;
using namespace std::chrono_literals;

namespace {

// Drops the body and answers when it is complete.
class Sink final : public BodyReceiver
{
public:
    Sink(const Responder &responder, std::atomic<int> &alive)
        : m_responder(responder), m_alive(alive)
    {
        ++m_alive;
    }
    ~Sink() override { --m_alive; }

    void take(QByteArrayView) override { }
    void complete() override { m_responder.respond(badArgument(200, u"taken"_s)); }

private:
    const Responder m_responder;
    std::atomic<int> &m_alive;
};

// Resident memory of this process, server included, in bytes.
qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

HttpServerLimits patient()
{
    HttpServerLimits limits;
    limits.head = limits.bodyPause = limits.write = limits.idle = 1h;
    return limits;
}

} // namespace

// What a server bears: every bound and every deadline by itself, the others out of reach.
class TestHttpLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesLongHeads_data();
    void refusesLongHeads();
    void endlessHeadersTakeNoMemory();
    void drippingHeadsEnd();
    void aDripDoesNotProlongAHead();
    void aBodyMustGoOn();
    void aBodyMustBeFastEnough();
    void readersMustRead();
    void idleConnectionsEnd();
    void dropsShortBodiesAndClosesForLongOnes();
    void drippingClientsLockNobodyOut();
    void idleClientsMakeRoom();
    void provenClientsStayWhenStrangersCome();
    void connectionsThatAreServedStay();

private:
    void serve(const HttpServerLimits &limits, int connections = 512);
    HttpAnswer ask() { return HttpProbe(m_server->port()).get("/"); }

    std::unique_ptr<HttpServer> m_server;
    std::atomic<int> m_alive{0};
};

void TestHttpLimits::serve(const HttpServerLimits &limits, int connections)
{
    HttpServerLimits all = limits;
    all.connections = connections;
    m_server = std::make_unique<HttpServer>(all);
    QVERIFY(m_server->listen(0, nullptr));
    QVERIFY(m_server->serve([this](const ServerRequest &request,
                                   const Responder &responder) -> std::unique_ptr<BodyReceiver> {
        if (request.path == QStringList{u"large"_s}) {
            ServerResponse response;
            response.body = QByteArray(64 * 1024 * 1024, 'x');
            responder.respond(response);
            return nullptr;
        }
        if (request.path == QStringList{u"refused"_s}) {
            responder.respond(badArgument(401, u"no"_s));
            return nullptr;
        }
        return std::make_unique<Sink>(responder, m_alive);
    }));
}

void TestHttpLimits::refusesLongHeads_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const QByteArray head("GET / HTTP/1.1\r\nHost: localhost\r\n");
    const QByteArray field("A: b\r\n");
    QTest::newRow("long target") << "GET /" + QByteArray(8191, 'a')
            + " HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                 << 200;
    QTest::newRow("too long target")
        << "GET /" + QByteArray(8192, 'a') + " HTTP/1.1\r\nHost: localhost\r\n\r\n"
        << 414;
    QTest::newRow("many fields") << head + field.repeated(99) + "\r\n" << 200;
    QTest::newRow("too many fields") << head + field.repeated(100) + "\r\n" << 431;
    QTest::newRow("long field") << head + "A: " + QByteArray(32'000, 'b') + "\r\n\r\n" << 200;
    QTest::newRow("too long field") << head + "A: " + QByteArray(33'000, 'b') + "\r\n\r\n" << 431;
    QTest::newRow("endless line") << QByteArray(200'000, 'A') << 431;
}

void TestHttpLimits::refusesLongHeads()
{
    serve(patient());
    QFETCH(QByteArray, request);
    HttpProbe probe(m_server->port());
    QTEST(probe.exchange(request).status, "status");
    QCOMPARE(ask().status, 200);
}

void TestHttpLimits::endlessHeadersTakeNoMemory()
{
    serve(patient());
    QCOMPARE(ask().status, 200);
    const QByteArray field = "A: " + QByteArray(7000, 'b') + "\r\n";
    const qint64 before = residentBytes();
    qint64 sent = 0;
    // 140 MB if the server took them, from clients that do not listen.
    for (int client = 0; client < 20; ++client) {
        HttpProbe probe(m_server->port());
        probe.push("GET / HTTP/1.1\r\n" + probe.host());
        for (int i = 0; i < 1000 && probe.push(field); ++i)
            sent += field.size();
    }
    QVERIFY2(residentBytes() - before < 24 * 1024 * 1024,
             qPrintable(u"%1 bytes more after %2"_s.arg(residentBytes() - before).arg(sent)));
    QCOMPARE(ask().status, 200);
}

void TestHttpLimits::drippingHeadsEnd()
{
    HttpServerLimits limits = patient();
    limits.head = 20ms;
    serve(limits);
    HttpProbe probe(m_server->port());
    probe.write("GET / HTTP/1.1\r\nHos");
    QCOMPARE(probe.read().status, 408);
    QVERIFY(probe.closedByServer());
}

void TestHttpLimits::aDripDoesNotProlongAHead()
{
    HttpServerLimits limits = patient();
    limits.head = 100ms;
    serve(limits);
    HttpProbe probe(m_server->port());
    probe.write("GET / HTTP/1.1\r\nA: ");
    // For ever, if every byte began a wait of its own. The head is far from its bound in bytes.
    int drips = 0;
    while (drips < 30'000 && probe.push("b") && !probe.hasAnswer(1ms))
        ++drips;
    QVERIFY2(drips < 30'000, qPrintable(QString::number(drips)));
    QCOMPARE(probe.read().status, 408);
}

void TestHttpLimits::aBodyMustGoOn()
{
    HttpServerLimits limits = patient();
    limits.bodyPause = 20ms;
    limits.bodyBytesPerSecond = 1'000'000'000;
    serve(limits);
    HttpProbe probe(m_server->port());
    probe.write("POST / HTTP/1.1\r\n" + probe.host() + "Content-Length: 9\r\n\r\nabc");
    QCOMPARE(probe.read().status, 408);
    QVERIFY(probe.closedByServer());
    QTRY_COMPARE(m_alive.load(), 0); // what was received is forgotten
}

void TestHttpLimits::aBodyMustBeFastEnough()
{
    HttpServerLimits limits = patient();
    limits.bodyPause = 100ms;
    limits.bodyBytesPerSecond = 1'000'000;
    serve(limits);
    HttpProbe probe(m_server->port());
    probe.write("POST / HTTP/1.1\r\n" + probe.host() + "Content-Length: 1000000\r\n\r\n");
    int drips = 0;
    while (drips < 30'000 && probe.push("b") && !probe.hasAnswer(1ms))
        ++drips;
    QVERIFY2(drips < 30'000, qPrintable(QString::number(drips)));
    QCOMPARE(probe.read().status, 408);
}

void TestHttpLimits::readersMustRead()
{
    HttpServerLimits limits = patient();
    limits.write = 50ms;
    serve(limits, 1); // so that the next one tells when it is gone
    HttpProbe deaf(m_server->port());
    deaf.write("GET /large HTTP/1.1\r\n" + deaf.host() + "\r\n");
    QVERIFY(deaf.hasAnswer(30s));
    // The 64 MiB do not fit into the buffers of the sockets, and nobody empties them.
    QTRY_COMPARE_WITH_TIMEOUT(HttpProbe(m_server->port()).get("/").status, 200, 30'000);
}

void TestHttpLimits::idleConnectionsEnd()
{
    HttpServerLimits limits = patient();
    limits.idle = 20ms;
    serve(limits);
    HttpProbe fresh(m_server->port());
    QVERIFY(fresh.closedByServer());
    HttpProbe used(m_server->port());
    QCOMPARE(used.get("/").status, 200);
    QVERIFY(used.closedByServer());
}

void TestHttpLimits::dropsShortBodiesAndClosesForLongOnes()
{
    HttpServerLimits limits = patient();
    limits.discardedBytes = 100'000;
    serve(limits);
    HttpProbe probe(m_server->port());
    QCOMPARE(probe.post("/refused", QByteArray(100'000, 'x')).status, 401);
    QCOMPARE(probe.get("/").status, 200);
    probe.write("POST /refused HTTP/1.1\r\n" + probe.host() + "Content-Length: 100001\r\n\r\n");
    const HttpAnswer answer = probe.read(); // without waiting for the body
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.headers.value("connection"), "close");

    HttpProbe chunked(m_server->port());
    chunked.write("POST /refused HTTP/1.1\r\n" + chunked.host()
                  + "Transfer-Encoding: chunked\r\n\r\n1D4C0\r\n" + QByteArray(120'000, 'x'));
    QCOMPARE(chunked.read().headers.value("connection"), "close");
}

void TestHttpLimits::drippingClientsLockNobodyOut()
{
    serve(patient(), 64);
    HttpProbe known(m_server->port());
    QCOMPARE(known.get("/").status, 200);
    std::vector<std::unique_ptr<HttpProbe>> dripping;
    for (int i = 0; i < 600; ++i) {
        dripping.push_back(std::make_unique<HttpProbe>(m_server->port()));
        dripping.back()->push("GET / HTTP/1.1\r\nA: b");
        if (i % 100 == 99)
            QCOMPARE(ask().status, 200); // and whoever comes now is served
    }
    // The oldest had to go.
    for (int i = 0; i < 500; ++i)
        QVERIFY(dripping.at(std::size_t(i))->closedByServer());
    QCOMPARE(known.get("/").status, 200);
}

void TestHttpLimits::idleClientsMakeRoom()
{
    serve(patient(), 3);
    std::vector<std::unique_ptr<HttpProbe>> idle;
    for (int i = 0; i < 3; ++i) {
        idle.push_back(std::make_unique<HttpProbe>(m_server->port()));
        QCOMPARE(idle.back()->get("/").status, 200);
    }
    QCOMPARE(idle.front()->get("/").status, 200); // now the second one is idle for longest
    QCOMPARE(ask().status, 200);
    QVERIFY(idle.at(1)->closedByServer());
    QCOMPARE(idle.at(0)->get("/").status, 200);
    QCOMPARE(idle.at(2)->get("/").status, 200);
}

void TestHttpLimits::provenClientsStayWhenStrangersCome()
{
    serve(patient(), 8);
    HttpProbe known(m_server->port());
    QCOMPARE(known.get("/").status, 200);
    std::vector<std::unique_ptr<HttpProbe>> silent;
    for (int i = 0; i < 40; ++i)
        silent.push_back(std::make_unique<HttpProbe>(m_server->port()));
    QVERIFY(silent.front()->closedByServer());
    QCOMPARE(known.get("/").status, 200);
}

void TestHttpLimits::connectionsThatAreServedStay()
{
    serve(patient(), 2);
    HttpProbe first(m_server->port());
    HttpProbe second(m_server->port());
    for (HttpProbe *probe : {&first, &second})
        probe->write("POST /x HTTP/1.1\r\n" + probe->host() + "Content-Length: 2\r\n\r\na");
    QTRY_COMPARE(m_alive.load(), 2);
    QVERIFY(HttpProbe(m_server->port()).closedByServer());
    for (HttpProbe *probe : {&first, &second})
        QCOMPARE(probe->exchange("b").status, 200);
}

QTEST_GUILESS_MAIN(TestHttpLimits)
#include "tst_httplimits.moc"
