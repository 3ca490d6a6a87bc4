// A conversation over real sockets, as the log shows it.
#include "app/inspect/exchangebudget.h"
#include "app/inspect/exchangelog.h"

#include "tests/conversation/sessiontest.h"

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;
using directline::Exchange;

namespace {

QList<RecordedRequest> allRequests(const ScriptedDirectLine &service)
{
    return service.requests(Endpoint::Start) + service.requests(Endpoint::Activities);
}

} // namespace

using Operation = Exchange::Operation;

class TestExchangeWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aConversationStandsInTheLogOnce();
    void numbersGoOnWithTheNextConnection();
    void secretsNeverReachTheLog();
    void theProductHasItsVersion();
};

void TestExchangeWire::initTestCase()
{
    QCoreApplication::setApplicationName(u"Botline"_s);
    QCoreApplication::setApplicationVersion(u"1.2.3"_s);
}

void TestExchangeWire::aConversationStandsInTheLogOnce()
{
    ExchangeBudget budget;
    ExchangeLog log(budget);
    SessionRig rig;
    rig.session.setExchangeObserver(&log);
    QVERIFY(rig.goOnline(rig.secretProfile()));
    const QString botId = rig.service.append(botMessage(u"hello"_s));
    QTRY_COMPARE(rig.model().rowCount(), 1);
    const QString key = rig.send(u"hi"_s);
    QTRY_COMPARE(rig.stateOf(key), SendState::Delivered);
    rig.session.close();

    const auto operation = [&log](quint64 number) {
        return log.row(number)->exchange.operation;
    };
    QCOMPARE(operation(1), Operation::GenerateToken);
    QCOMPARE(operation(2), Operation::StartConversation);
    // As many as the service counted, each finished, in order of time.
    qsizetype polls = 0;
    quint64 post = 0;
    qint64 ticks = 0;
    for (quint64 number = log.firstNumber(); number <= log.lastNumber(); ++number) {
        const ExchangeLog::Row *row = log.row(number);
        QCOMPARE(row->exchange.number, number);
        QVERIFY(row->exchange.startedTicks >= ticks);
        ticks = row->exchange.startedTicks;
        polls += row->exchange.operation == Operation::GetActivities;
        if (row->exchange.operation == Operation::PostActivity) {
            QCOMPARE(post, quint64(0));
            post = number;
        }
        if (row->progress != ExchangeLog::Progress::Finished || row->exchange.error) {
            QCOMPARE(number, log.lastNumber()); // the poll that close() broke off
            QCOMPARE(row->exchange.operation, Operation::GetActivities);
            continue;
        }
        QCOMPARE(row->exchange.httpVersion, "HTTP/1");
        QVERIFY(!row->exchange.statusText.isEmpty());
        QVERIFY(row->exchange.timings.finished >= row->exchange.timings.firstByte);
        QVERIFY(row->exchange.tlsVersion.isEmpty());
    }
    QVERIFY(polls >= rig.service.count(Endpoint::Activities));
    QVERIFY(post > 0);

    const Exchange posted = log.row(post)->exchange;
    QCOMPARE(posted.method, "POST");
    QCOMPARE(posted.httpStatus, 200);
    QCOMPARE(posted.bytesSent, posted.requestBody.size());
    QCOMPARE(posted.bytesReceived, posted.responseBody.size());
    QVERIFY(!posted.clientActivityId.isEmpty());
    QCOMPARE(posted.activityIds.size(), 1);
    QCOMPARE(log.exchangesOf(posted.clientActivityId), (QList<quint64>{post}));
    // The poll that brought the bot's message, and no other.
    const QList<quint64> brought = log.exchangesOf(botId);
    QCOMPARE(brought.size(), 1);
    QVERIFY(log.row(brought.first())->exchange.responseBody.contains("hello"));
}

void TestExchangeWire::numbersGoOnWithTheNextConnection()
{
    ExchangeBudget budget;
    ExchangeLog log(budget);
    SessionRig rig;
    rig.session.setExchangeObserver(&log);
    QVERIFY(rig.goOnline());
    rig.session.close();
    const quint64 before = log.lastNumber();
    QVERIFY(before > 0);
    QVERIFY(rig.goOnline());
    QVERIFY(log.lastNumber() > before);
    QCOMPARE(log.row(before + 1)->exchange.number, before + 1);
    QCOMPARE(log.firstNumber(), quint64(1));
}

void TestExchangeWire::secretsNeverReachTheLog()
{
    ExchangeBudget budget;
    ExchangeLog log(budget);
    log.keepEverything();
    SessionRig rig;
    rig.session.setExchangeObserver(&log);
    QVERIFY(rig.goOnline(rig.secretProfile()));
    QByteArray all;
    for (quint64 number = log.firstNumber(); number <= log.lastNumber(); ++number) {
        const Exchange &exchange = log.row(number)->exchange;
        all += exchange.url.toEncoded() + exchange.requestBody + exchange.responseBody
            + exchange.statusText;
        for (const auto &[name, value] : exchange.requestHeaders + exchange.responseHeaders)
            all += name + value;
    }
    QVERIFY(all.contains("[redacted]"));
    QVERIFY(!all.contains(rig.service.secret()));
    for (const RecordedRequest &request : allRequests(rig.service)) {
        if (const QByteArray token = bearerOf(request); !token.isEmpty())
            QVERIFY2(!all.contains(token), token.constData());
    }
}

void TestExchangeWire::theProductHasItsVersion()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    for (const RecordedRequest &request : allRequests(rig.service)) {
        QCOMPARE(request.header("User-Agent"), "Botline/1.2.3");
        QCOMPARE(request.header("x-ms-bot-agent"), "DirectLine/3.0 (Botline/1.2.3)");
    }
}

QTEST_GUILESS_MAIN(TestExchangeWire)
#include "tst_exchangewire.moc"
