#include "app/conversation/policy/backoff.h"
#include "tests/support/manualtime.h"

#include <QtTest/QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;
using directline::Error;

// How failures in a row become waits, and what makes them be forgotten.
class TestBackOff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waits_data();
    void waits();
};

void TestBackOff::waits_data()
{
    // f: a failure; s: a success; r: reset; +n: n seconds pass; zn: the machine sleeps for n.
    QTest::addColumn<QString>("script");
    QTest::addColumn<QList<int>>("seconds"); // after each failure
    using Waits = QList<int>;
    QTest::newRow("doubles up to the cap") << u"f f f f f f f"_s << Waits{1, 2, 4, 8, 16, 30, 30};
    QTest::newRow("one success is no good time") << u"f f s f"_s << Waits{1, 2, 4};
    QTest::newRow("a good time too short") << u"f f s +59 f"_s << Waits{1, 2, 4};
    QTest::newRow("a good time") << u"f f s +60 f f"_s << Waits{1, 2, 1, 2};
    QTest::newRow("from the first success") << u"f f s +30 s +30 f"_s << Waits{1, 2, 1};
    QTest::newRow("a failure ends it") << u"f f s +30 f s +30 f"_s << Waits{1, 2, 4, 8};
    QTest::newRow("time alone is none") << u"f f +3600 f"_s << Waits{1, 2, 4};
    QTest::newRow("nor is sleep") << u"f f s z3600 f"_s << Waits{1, 2, 4};
    QTest::newRow("reset") << u"f f r f"_s << Waits{1, 2, 1};
    QTest::newRow("reset forgets the good time too") << u"s +60 r f f s +1 f"_s << Waits{1, 2, 4};
}

void TestBackOff::waits()
{
    QFETCH(const QString, script);
    Timing timing;
    timing.backOffJitter = 0;
    const RetryPolicy policy(timing);
    ManualTime time;
    BackOff backOff(policy, time, 30s, 60s);
    Error trouble;
    trouble.kind = Error::Kind::ServerError;
    QList<int> waits;
    const QStringList steps = script.split(u' ');
    for (const QString &step : steps) {
        const std::chrono::seconds number(step.mid(1).toInt());
        switch (step.front().toLatin1()) {
        case 'f':
            waits.append(int(backOff.failed(trouble).count() / 1000));
            break;
        case 's':
            backOff.succeeded();
            break;
        case 'r':
            backOff.reset();
            QCOMPARE(backOff.failures(), 0);
            break;
        case '+':
            time.advance(number);
            break;
        case 'z':
            time.sleep(number);
            break;
        }
    }
    QTEST(waits, "seconds");
}

QTEST_GUILESS_MAIN(TestBackOff)

#include "tst_backoff.moc"
