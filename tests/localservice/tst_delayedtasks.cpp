#include "app/localservice/bots/practice/delayedtasks.h"

#include <QtCore/QList>
#include <QtTest/QTest>

#include <atomic>
#include <future>
#include <memory>

using namespace botline::practice;
using namespace std::chrono_literals;

class TestDelayedTasks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsInOrder();
    void aDelayHoldsUpNobody();
    void refusesBeyondItsLimit();
    void dropsWhatWaitsWhenItStops();
    void finishesWhatRunsWhenItStops();
};

void TestDelayedTasks::runsInOrder()
{
    DelayedTasks tasks(10);
    QList<int> order; // of the tasks' thread, until the last one has run
    std::promise<void> done;
    QVERIFY(tasks.run(
        [&] {
            order.append(3);
            done.set_value();
        },
        20ms));
    QVERIFY(tasks.run([&] { order.append(1); }));
    QVERIFY(tasks.run([&] { order.append(2); }));
    QCOMPARE(done.get_future().wait_for(30s), std::future_status::ready);
    QCOMPARE(order, (QList<int>{1, 2, 3}));
}

void TestDelayedTasks::aDelayHoldsUpNobody()
{
    DelayedTasks tasks(10);
    std::promise<void> done;
    QVERIFY(tasks.run([] { qFatal("an hour is not over"); }, 1h));
    QVERIFY(tasks.run([&] { done.set_value(); }));
    QCOMPARE(done.get_future().wait_for(30s), std::future_status::ready);
}

void TestDelayedTasks::refusesBeyondItsLimit()
{
    DelayedTasks tasks(2);
    QVERIFY(tasks.run([] {}, 1h));
    QVERIFY(tasks.run([] {}, 1h));
    QVERIFY(!tasks.run([] {}));
}

void TestDelayedTasks::dropsWhatWaitsWhenItStops()
{
    DelayedTasks tasks(10);
    const auto kept = std::make_shared<int>();
    QVERIFY(tasks.run([kept] { qFatal("an hour is not over"); }, 1h));
    tasks.stop();
    QCOMPARE(kept.use_count(), 1);
    QVERIFY(!tasks.run([] { qFatal("it was stopped"); }));
}

void TestDelayedTasks::finishesWhatRunsWhenItStops()
{
    std::atomic<bool> ended{false};
    std::promise<void> began;
    auto tasks = std::make_unique<DelayedTasks>(10);
    tasks->run([&, runner = tasks.get()] {
        runner->run([] {}, 1h);
        began.set_value();
        std::promise<void> never;
        never.get_future().wait_for(5ms); // so that stop() comes while this runs
        ended = true;
    });
    began.get_future().wait();
    tasks.reset();
    QVERIFY(ended);
}

QTEST_GUILESS_MAIN(TestDelayedTasks)
#include "tst_delayedtasks.moc"
