#include "app/conversation/session/wakewatch.h"
#include "tests/support/manualclock.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace std::chrono_literals;
using namespace botline;
using namespace botline::test;

// Sleep is the wall clock going on without the timers (dossier §1.4).
class TestWakeWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsOfSleepOnce_C022();
    void anOrdinaryMinuteIsNoSleep();
    void aClockPutBackIsNoSleep();
};

void TestWakeWatch::tellsOfSleepOnce_C022()
{
    ManualClock clock;
    WakeWatch watch(clock, 5ms, 10s);
    QSignalSpy woke(&watch, &WakeWatch::woke);
    clock.advance(35min);
    QVERIFY(woke.wait());
    QVERIFY(!woke.wait(100));
    QCOMPARE(woke.count(), 1);
    clock.advance(10min);
    QVERIFY(woke.wait());
}

void TestWakeWatch::anOrdinaryMinuteIsNoSleep()
{
    ManualClock clock;
    WakeWatch watch(clock, 5ms, 10s);
    QSignalSpy woke(&watch, &WakeWatch::woke);
    clock.advance(9s);
    QVERIFY(!woke.wait(100));
    clock.advance(9s);
    QVERIFY(!woke.wait(100));
}

void TestWakeWatch::aClockPutBackIsNoSleep()
{
    ManualClock clock;
    WakeWatch watch(clock, 5ms, 10s);
    QSignalSpy woke(&watch, &WakeWatch::woke);
    clock.advance(-2h);
    QVERIFY(!woke.wait(100));
    clock.advance(1h); // slept since
    QVERIFY(woke.wait());
}

QTEST_GUILESS_MAIN(TestWakeWatch)

#include "tst_wakewatch.moc"
