#include "app/conversation/policy/throttlegate.h"

#include "app/conversation/policy/throttlegates.h"
#include "app/directline/serviceurl.h"
#include "tests/support/fakeapi.h"
#include "tests/support/manualtime.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;
using directline::ServiceUrl;

// While a service throttles, everything waits here.
class TestThrottleGate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensInTime_data();
    void opensInTime();
    void saysWhatClosedIt();
    void oneGateForEachRoot_data();
    void oneGateForEachRoot();
};

void TestThrottleGate::opensInTime_data()
{
    // cN: closed for N seconds; +N: N seconds pass; zN: the machine sleeps for N; k: a look at the
    // clock after it; o: opened by hand.
    QTest::addColumn<QString>("script");
    QTest::addColumn<int>("remaining"); // seconds; 0: it is open
    QTest::addColumn<int>("opened"); // how often that was said
    QTest::newRow("open") << u"+1"_s << 0 << 0;
    QTest::newRow("closed") << u"c5"_s << 5 << 0;
    QTest::newRow("not before its time") << u"c5 +4"_s << 1 << 0;
    QTest::newRow("in time") << u"c5 +5"_s << 0 << 1;
    QTest::newRow("once") << u"c5 +5 +60"_s << 0 << 1;
    QTest::newRow("a shorter wait changes nothing") << u"c5 c3"_s << 5 << 0;
    QTest::newRow("a longer one counts") << u"c3 c5 +4"_s << 1 << 0;
    QTest::newRow("longer than what is left") << u"c5 +3 c3"_s << 3 << 0;
    QTest::newRow("by hand") << u"c5 o +60"_s << 0 << 1;
    QTest::newRow("by hand, but it was open") << u"o"_s << 0 << 0;
    QTest::newRow("sleep alone") << u"c5 z5"_s << 5 << 0;
    QTest::newRow("long enough a sleep") << u"c5 z5 k"_s << 0 << 1;
    QTest::newRow("too short a sleep") << u"c5 z4 k"_s << 5 << 0;
    QTest::newRow("awake and asleep") << u"c5 +2 z3 k"_s << 0 << 1;
    QTest::newRow("a look for nothing") << u"k"_s << 0 << 0;
    QTest::newRow("again") << u"c1 +1 c1 +1"_s << 0 << 2;
}

void TestThrottleGate::opensInTime()
{
    QFETCH(const QString, script);
    ManualTime time;
    ThrottleGate gate(time);
    const QSignalSpy opened(&gate, &ThrottleGate::opened);
    const QStringList steps = script.split(u' ');
    for (const QString &step : steps) {
        const std::chrono::seconds number(step.mid(1).toInt());
        switch (step.front().toLatin1()) {
        case 'c':
            gate.close(number, makeThrottled(number));
            break;
        case '+':
            time.advance(number);
            break;
        case 'z':
            time.sleep(number);
            break;
        case 'k':
            gate.checkClock();
            break;
        case 'o':
            gate.open();
            break;
        }
    }
    QTEST(int(gate.remaining() / 1s), "remaining");
    QCOMPARE(gate.isOpen(), gate.remaining() == 0ms);
    QTEST(int(opened.count()), "opened");
}

void TestThrottleGate::saysWhatClosedIt()
{
    ManualTime time;
    ThrottleGate gate(time);
    directline::Error error = makeThrottled(20s);
    error.message = u"Slow down."_s;
    gate.close(10s, error); // never longer than Botline wants to wait at once
    time.advance(4s);
    QCOMPARE(gate.reason().message, u"Slow down."_s);
    QCOMPARE(gate.reason().retryAfter, 16s);
    gate.close(1s, makeThrottled(1s)); // shorter: the first one still counts
    QCOMPARE(gate.reason().message, u"Slow down."_s);
    time.sleep(60s);
    QCOMPARE(gate.reason().retryAfter, 0s);
}

void TestThrottleGate::oneGateForEachRoot_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("same");
    const QString cloud = u"https://directline.botframework.com/v3/directline"_s;
    QTest::newRow("the same") << cloud << cloud << true;
    QTest::newRow("written in another way")
        << cloud << u"HTTPS://DirectLine.BotFramework.com/v3/directline/"_s << true;
    QTest::newRow("another host") << cloud
                                  << u"https://europe.directline.botframework.com/v3/directline"_s
                                  << false;
    QTest::newRow("another port") << u"http://127.0.0.1:3000/v3/directline"_s
                                  << u"http://127.0.0.1:3001/v3/directline"_s << false;
    QTest::newRow("another path") << u"http://127.0.0.1:3000/a/directline"_s
                                  << u"http://127.0.0.1:3000/b/directline"_s << false;
}

void TestThrottleGate::oneGateForEachRoot()
{
    QFETCH(const QString, one);
    QFETCH(const QString, other);
    ManualTime time;
    ThrottleGates gates(time);
    gates.gateOf(*ServiceUrl::parse(one)).close(5s, makeThrottled(5s));
    QTEST(!gates.gateOf(*ServiceUrl::parse(other)).isOpen(), "same");
}

QTEST_GUILESS_MAIN(TestThrottleGate)

#include "tst_throttlegate.moc"
