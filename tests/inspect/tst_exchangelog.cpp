// The log by itself: numbers, rings, the budget of the process, links.
#include "app/inspect/exchangebudget.h"
#include "app/inspect/exchangelog.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline;
using directline::Exchange;

namespace {

// One exchange from start to end; its number.
quint64 feed(ExchangeLog &log, const QByteArray &answer = {}, const QStringList &ids = {},
             const QString &clientActivityId = {})
{
    Exchange exchange;
    exchange.method = "GET";
    exchange.url = QUrl(u"https://h/v3/directline/conversations/c/activities"_s);
    exchange.number = log.exchangeStarted(exchange);
    exchange.httpStatus = 200;
    exchange.bytesReceived = answer.size();
    if (answer.size() <= log.bodyLimit())
        exchange.responseBody = answer;
    exchange.activityIds = ids;
    exchange.clientActivityId = clientActivityId;
    log.exchangeFinished(exchange);
    return exchange.number;
}

bool hasBody(const ExchangeLog &log, quint64 number)
{
    return !log.row(number)->exchange.responseBody.isEmpty();
}

} // namespace

class TestExchangeLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersCountUpInEachLog();
    void aRowTellsHowFarItIs();
    void unobservedItKeepsTheLastBodies();
    void aBodyBeyondTheLimitIsNotAskedFor();
    void unobservedItBoundsItsRows();
    void manyLinksCountAsBytes();
    void observedItKeepsAllBodies();
    void theBudgetTakesTheOldestBodyOfAnyLog();
    void withoutBodiesTheBudgetTakesRows();
    void aLogThatGoesFreesItsShare();
    void aRowThatIsGoneIsNotFinished();
    void messagesAndExchangesAreLinked();
};

void TestExchangeLog::numbersCountUpInEachLog()
{
    ExchangeBudget budget;
    ExchangeLog one(budget);
    ExchangeLog two(budget);
    QCOMPARE(one.firstNumber(), quint64(1));
    QCOMPARE(one.lastNumber(), quint64(0));
    QCOMPARE(feed(one), quint64(1));
    QCOMPARE(feed(two), quint64(1));
    QCOMPARE(feed(one), quint64(2));
    QCOMPARE(one.row(2)->exchange.number, quint64(2));
    QVERIFY(!one.row(0));
    QVERIFY(!one.row(3));
}

void TestExchangeLog::aRowTellsHowFarItIs()
{
    ExchangeBudget budget;
    ExchangeLog log(budget);
    QSignalSpy added(&log, &ExchangeLog::rowAdded);
    QSignalSpy changed(&log, &ExchangeLog::rowChanged);
    Exchange exchange;
    exchange.number = log.exchangeStarted(exchange);
    QCOMPARE(added.count(), 1);
    QCOMPARE(log.row(1)->progress, ExchangeLog::Progress::Started);
    log.exchangeRequestSent(1, 10);
    QCOMPARE(log.row(1)->progress, ExchangeLog::Progress::RequestSent);
    QCOMPARE(log.row(1)->exchange.timings.requestSent, 10);
    log.exchangeHeadReceived(1, 202, 20);
    QCOMPARE(log.row(1)->progress, ExchangeLog::Progress::HeadReceived);
    QCOMPARE(log.row(1)->exchange.httpStatus, 202);
    QCOMPARE(log.row(1)->exchange.timings.firstByte, 20);
    exchange.bytesReceived = 5; // and no body: it was longer than the limit
    log.exchangeFinished(exchange);
    QCOMPARE(log.row(1)->progress, ExchangeLog::Progress::Finished);
    QVERIFY(log.row(1)->bodiesDropped);
    QCOMPARE(changed.count(), 3);
}

void TestExchangeLog::unobservedItKeepsTheLastBodies()
{
    ExchangeBudget budget;
    ExchangeLog log(budget);
    const QByteArray body(100 * 1024, 'b');
    feed(log); // a row without a body must not stop the search for the oldest
    for (int i = 0; i < 4; ++i)
        feed(log, body);
    QCOMPARE(log.bodyBytes(), 2 * body.size());
    QVERIFY(!hasBody(log, 2));
    QVERIFY(!hasBody(log, 3));
    QVERIFY(hasBody(log, 4));
    QVERIFY(hasBody(log, 5));
    // The row is still there, and says what is missing.
    QVERIFY(log.row(2)->bodiesDropped);
    QVERIFY(!log.row(1)->bodiesDropped);
    QVERIFY(!log.row(5)->bodiesDropped);
    QCOMPARE(log.row(2)->exchange.httpStatus, 200);
    QCOMPARE(log.row(2)->exchange.bytesReceived, body.size());
}

void TestExchangeLog::aBodyBeyondTheLimitIsNotAskedFor()
{
    ExchangeBudget budget;
    ExchangeLog log(budget);
    QCOMPARE(log.bodyLimit(), ExchangeLog::kBodiesUnobserved);
    feed(log, "small");
    feed(log, QByteArray(300 * 1024, 'b'));
    QVERIFY(hasBody(log, 1)); // not pushed out by what is not kept
    QVERIFY(!hasBody(log, 2));
    QVERIFY(log.row(2)->bodiesDropped);
    log.keepEverything();
    QCOMPARE(log.bodyLimit(), budget.bytes());
}

void TestExchangeLog::unobservedItBoundsItsRows()
{
    ExchangeBudget budget;
    ExchangeLog log(budget);
    QSignalSpy dropped(&log, &ExchangeLog::rowsDropped);
    for (int i = 0; i < 5'000; ++i)
        feed(log, R"({"activities":[],"watermark":"1"})");
    QCOMPARE(log.lastNumber(), quint64(5'000));
    QVERIFY(log.lastNumber() - log.firstNumber() < quint64(ExchangeLog::kRowsUnobserved));
    QVERIFY(log.bytes() <= ExchangeLog::kBytesUnobserved + ExchangeLog::kBodiesUnobserved);
    QCOMPARE(dropped.last().first().toULongLong(), log.firstNumber());
    QVERIFY(!log.row(log.firstNumber() - 1));
    QVERIFY(log.row(log.firstNumber()));
}

void TestExchangeLog::manyLinksCountAsBytes()
{
    ExchangeBudget budget;
    ExchangeLog log(budget);
    const QStringList ids(100, u"conversation|0000001"_s);
    for (int i = 0; i < 1'000; ++i) // a history of 100,000 activities
        feed(log, {}, ids);
    QVERIFY(log.bytes() <= ExchangeLog::kBytesUnobserved);
    QVERIFY(log.lastNumber() - log.firstNumber() > 100);
}

void TestExchangeLog::observedItKeepsAllBodies()
{
    ExchangeBudget budget;
    ExchangeLog log(budget);
    log.keepEverything();
    const QByteArray body(100 * 1024, 'b');
    for (int i = 0; i < 20; ++i)
        feed(log, body);
    QCOMPARE(log.bodyBytes(), 20 * body.size());
    QVERIFY(hasBody(log, 1));
}

void TestExchangeLog::theBudgetTakesTheOldestBodyOfAnyLog()
{
    ExchangeBudget budget(1'000'000);
    ExchangeLog one(budget);
    ExchangeLog two(budget);
    one.keepEverything();
    two.keepEverything();
    const QByteArray body(300'000, 'b');
    feed(one, body); // the oldest
    feed(two, body);
    feed(one, body);
    QVERIFY(budget.used() <= budget.bytes());
    QVERIFY(hasBody(one, 1));
    feed(two, body); // pushes out what is oldest, in the other log
    QVERIFY(!hasBody(one, 1));
    QVERIFY(hasBody(two, 1));
    feed(two, body);
    QVERIFY(!hasBody(two, 1));
    QVERIFY(hasBody(one, 2));
    QVERIFY(budget.used() <= budget.bytes());
    QCOMPARE(one.firstNumber(), quint64(1)); // rows outlive bodies
    QCOMPARE(two.firstNumber(), quint64(1));
}

void TestExchangeLog::withoutBodiesTheBudgetTakesRows()
{
    ExchangeBudget budget(20'000);
    ExchangeLog one(budget);
    ExchangeLog two(budget);
    one.keepEverything();
    two.keepEverything();
    for (int i = 0; i < 50; ++i) {
        feed(one);
        feed(two);
    }
    QVERIFY(budget.used() <= budget.bytes());
    QVERIFY(one.firstNumber() > 1);
    QVERIFY(two.firstNumber() > 1);
    QVERIFY(one.row(50));
    QVERIFY(two.row(50));
}

void TestExchangeLog::aLogThatGoesFreesItsShare()
{
    ExchangeBudget budget;
    ExchangeLog stays(budget);
    feed(stays, "x");
    const qint64 before = budget.used();
    {
        ExchangeLog goes(budget);
        feed(goes, QByteArray(10'000, 'b'));
        QVERIFY(budget.used() > before + 10'000);
    }
    QCOMPARE(budget.used(), before);
}

void TestExchangeLog::aRowThatIsGoneIsNotFinished()
{
    ExchangeBudget budget;
    ExchangeLog log(budget);
    Exchange slow;
    slow.number = log.exchangeStarted(slow);
    for (int i = 0; i < ExchangeLog::kRowsUnobserved; ++i)
        feed(log);
    QVERIFY(!log.row(slow.number));
    const qint64 before = log.bytes();
    log.exchangeRequestSent(slow.number, 1);
    log.exchangeHeadReceived(slow.number, 200, 1);
    slow.responseBody = "late";
    log.exchangeFinished(slow);
    QCOMPARE(log.bytes(), before);
}

void TestExchangeLog::messagesAndExchangesAreLinked()
{
    ExchangeBudget budget;
    ExchangeLog log(budget);
    feed(log, {}, {u"c|1"_s}, u"client-1"_s); // a post
    feed(log, {}, {u"c|0"_s});
    feed(log, {}, {u"c|1"_s, u"c|2"_s}); // the poll with its echo
    QCOMPARE(log.exchangesOf(u"client-1"_s), (QList<quint64>{1}));
    QCOMPARE(log.exchangesOf(u"c|1"_s), (QList<quint64>{1, 3}));
    QCOMPARE(log.exchangesOf(u"c|2"_s), (QList<quint64>{3}));
    QVERIFY(log.exchangesOf(u"c|9"_s).isEmpty());
    QVERIFY(log.exchangesOf({}).isEmpty());
}

QTEST_APPLESS_MAIN(TestExchangeLog)
#include "tst_exchangelog.moc"
