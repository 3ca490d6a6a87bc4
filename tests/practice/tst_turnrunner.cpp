#include "app/practice/turnrunner.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QTest>

#include <atomic>
#include <future>
#include <memory>
#include <thread>

using namespace botline::practice;
using namespace std::chrono_literals;

namespace {

using Outcome = TurnRunner::Outcome;

} // namespace

class TestTurnRunner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersWhatTheBotDecided();
    void stopsWaitingAtTheLimit();
    void runsTurnsSideBySide();
    void wakesTurnsWhenItStops();
    void finishesTurnsBeforeItGoes();
    void refusesBeyondTheLimitOfThreads();
};

void TestTurnRunner::answersWhatTheBotDecided()
{
    TurnRunner turns;
    QCOMPARE(turns.run([] { return true; }, 10s), Outcome::Accepted);
    QCOMPARE(turns.run([] { return false; }, 10s), Outcome::Rejected);
    QCOMPARE(turns.run([&turns] { return turns.wait(1ms); }, 10s), Outcome::Accepted);
}

void TestTurnRunner::stopsWaitingAtTheLimit()
{
    TurnRunner turns;
    std::promise<void> leave;
    std::promise<void> ended;
    const Outcome outcome = turns.run(
        [&] {
            leave.get_future().wait();
            ended.set_value();
            return true;
        },
        20ms);
    QCOMPARE(outcome, Outcome::TimedOut);
    leave.set_value(); // the turn went on all the same
    QCOMPARE(ended.get_future().wait_for(30s), std::future_status::ready);
}

void TestTurnRunner::runsTurnsSideBySide()
{
    TurnRunner turns;
    std::promise<void> second;
    std::shared_future<void> secondRan = second.get_future().share();
    auto first = std::async(std::launch::async, [&] {
        return turns.run(
            [secondRan] { return secondRan.wait_for(30s) == std::future_status::ready; }, 60s);
    });
    QCOMPARE(turns.run(
                 [&second] {
                     second.set_value();
                     return true;
                 },
                 60s),
             Outcome::Accepted);
    QCOMPARE(first.get(), Outcome::Accepted);
}

void TestTurnRunner::wakesTurnsWhenItStops()
{
    TurnRunner turns;
    std::promise<void> began;
    std::atomic<bool> slept{true};
    auto outcome = std::async(std::launch::async, [&] {
        return turns.run(
            [&] {
                began.set_value();
                slept = turns.wait(1h);
                return true;
            },
            1h);
    });
    began.get_future().wait();
    turns.stop();
    QCOMPARE(outcome.get(), Outcome::Unavailable);
    QVERIFY(!slept);
    QVERIFY(!turns.wait(1h));
}

void TestTurnRunner::finishesTurnsBeforeItGoes()
{
    std::atomic<bool> done{false};
    auto turns = std::make_unique<TurnRunner>();
    const Outcome outcome = turns->run(
        [&done, runner = turns.get()] {
            runner->wait(1h);
            done = true;
            return true;
        },
        1ms);
    QCOMPARE(outcome, Outcome::TimedOut);
    turns.reset();
    QVERIFY(done);
}

void TestTurnRunner::refusesBeyondTheLimitOfThreads()
{
    ThreadGroup group(2);
    std::promise<void> leave;
    std::shared_future<void> wait = leave.get_future().share();
    QVERIFY(group.run([wait] { wait.wait(); }));
    QVERIFY(group.run([wait] { wait.wait(); }));
    QVERIFY(!group.run([] { qFatal("one too many"); }));
    leave.set_value();
    group.join();
    QVERIFY(group.run([] {}));
}

QTEST_GUILESS_MAIN(TestTurnRunner)
#include "tst_turnrunner.moc"
