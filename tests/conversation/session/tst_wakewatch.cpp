#include "app/conversation/session/wakewatch.h"

#include "app/conversation/policy/timing.h"
#include "tests/support/manualtime.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;

// Sleep is the wall clock going on without the timers (protocol.md §1.4).
class TestWakeWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsOfSleepOnce_C022();
    void noticesSleepAlone_data();
    void noticesSleepAlone();
};

void TestWakeWatch::tellsOfSleepOnce_C022()
{
    ManualTime time;
    const WakeWatch watch(time, Timing());
    const QSignalSpy woke(&watch, &WakeWatch::woke);
    time.advance(1h);
    QCOMPARE(woke.count(), 0);
    time.sleep(35min);
    time.advance(2s);
    QCOMPARE(woke.count(), 1);
    time.advance(1h);
    QCOMPARE(woke.count(), 1);
    time.sleep(10min);
    time.advance(2s);
    QCOMPARE(woke.count(), 2);
}

void TestWakeWatch::noticesSleepAlone_data()
{
    QTest::addColumn<QList<int>>("sleeps"); // seconds, two seconds of work after each
    QTest::addColumn<int>("woke");
    QTest::newRow("an ordinary minute") << QList<int>{0, 0, 0} << 0;
    QTest::newRow("a slow machine") << QList<int>{9, 9} << 0;
    QTest::newRow("just long enough") << QList<int>{10} << 1;
    QTest::newRow("a clock that is put back") << QList<int>{-7200} << 0;
    QTest::newRow("sleep after that") << QList<int>{-7200, 3600} << 1;
}

void TestWakeWatch::noticesSleepAlone()
{
    QFETCH(const QList<int>, sleeps);
    ManualTime time;
    const WakeWatch watch(time, Timing());
    const QSignalSpy woke(&watch, &WakeWatch::woke);
    for (const int seconds : sleeps) {
        time.sleep(std::chrono::seconds(seconds));
        time.advance(2s);
    }
    QTEST(int(woke.count()), "woke");
}

QTEST_GUILESS_MAIN(TestWakeWatch)

#include "tst_wakewatch.moc"
