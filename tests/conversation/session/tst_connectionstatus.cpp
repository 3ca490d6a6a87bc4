#include "app/conversation/session/connectionstatus.h"

#include "app/conversation/wording/wording.h"
#include "tests/support/policyrig.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;
using directline::Error;
using Part = ConnectionStatus::Part;
using State = ConnectionStatus::State;

namespace {

// What a step does to the status.
using Step = std::function<void(ConnectionStatus &)>;
using Steps = QList<Step>;

Step phase(State state)
{
    return [state](ConnectionStatus &status) {
        status.setPhase(state);
    };
}

Step trouble(Part part, Error::Kind kind, ConnectionStatus::ms wait)
{
    return [=](ConnectionStatus &status) {
        status.setTrouble(part, makeFailure(kind), wait);
    };
}

Step clear(Part part)
{
    return [part](ConnectionStatus &status) {
        status.clearTrouble(part);
    };
}

Step ended(State state, Error::Kind kind)
{
    return [=](ConnectionStatus &status) {
        status.setEnd(state, makeFailure(kind, 403));
    };
}

} // namespace

Q_DECLARE_METATYPE(Steps)

// One state and one sentence out of what the parts of a session report.
class TestConnectionStatus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void weighs_data();
    void weighs();
    void countsDown();
    void saysUntilWhenForLongWaits();
    void signalsOnlyChanges();
};

void TestConnectionStatus::weighs_data()
{
    QTest::addColumn<Steps>("steps");
    QTest::addColumn<State>("state");
    QTest::addColumn<QString>("text");
    using Kind = Error::Kind;
    const auto waiting = [](Kind kind, int seconds) {
        return wording::trouble(makeFailure(kind), seconds, {});
    };
    const Step online = phase(State::Online);

    QTest::newRow("at first") << Steps{} << State::Idle << u"Not connected"_s;
    QTest::newRow("authenticating")
        << Steps{phase(State::Authenticating)} << State::Authenticating << u"Connecting…"_s;
    QTest::newRow("starting") << Steps{phase(State::Starting)} << State::Starting
                              << u"Connecting…"_s;
    QTest::newRow("online") << Steps{online} << State::Online << u"Connected"_s;
    QTest::newRow("no poll gets through")
        << Steps{online, trouble(Part::Feed, Kind::ConnectFailed, 8s)} << State::Degraded
        << waiting(Kind::ConnectFailed, 8);
    QTest::newRow("and again") << Steps{online, trouble(Part::Feed, Kind::ConnectFailed, 8s),
                                        clear(Part::Feed)}
                               << State::Online << u"Connected"_s;
    QTest::newRow("the feed speaks before the post")
        << Steps{online, trouble(Part::Post, Kind::Throttled, 3s),
                 trouble(Part::Feed, Kind::ConnectFailed, 8s)}
        << State::Degraded << waiting(Kind::ConnectFailed, 8);
    QTest::newRow("the post when it alone is left")
        << Steps{online, trouble(Part::Post, Kind::Throttled, 3s),
                 trouble(Part::Feed, Kind::ConnectFailed, 8s), clear(Part::Feed)}
        << State::Degraded << waiting(Kind::Throttled, 3);
    QTest::newRow("recovering") << Steps{
        online, [](ConnectionStatus &status) {
            status.setRecovering();
        }} << State::Degraded << u"Renewing the connection…"_s;
    QTest::newRow("recovered") << Steps{online,
                                        [](ConnectionStatus &status) { status.setRecovering(); },
                                        clear(Part::Recovery)}
                               << State::Online << u"Connected"_s;
    QTest::newRow("trouble of an earlier phase is over")
        << Steps{phase(State::Starting), trouble(Part::Start, Kind::Timeout, 2s), online}
        << State::Online << u"Connected"_s;
    QTest::newRow("starting again after a while")
        << Steps{phase(State::Starting), trouble(Part::Start, Kind::Timeout, 2s)} << State::Starting
        << waiting(Kind::Timeout, 2);
    QTest::newRow("expired") << Steps{online, ended(State::Expired, Kind::Forbidden)}
                             << State::Expired
                             << directline::describe(makeFailure(Kind::Forbidden, 403));
    QTest::newRow("failed") << Steps{ended(State::Failed, Kind::Tls)} << State::Failed
                            << directline::describe(makeFailure(Kind::Tls, 403));
}

void TestConnectionStatus::weighs()
{
    QFETCH(const Steps, steps);
    PolicyRig rig;
    ConnectionStatus status(rig.time, rig.policy, rig.timing);
    for (const Step &step : steps)
        step(status);
    QTEST(status.state(), "state");
    QTEST(status.text(), "text");
    // What counts down looks again; nothing else does.
    QCOMPARE(rig.time.untilNextTimer().has_value(), status.nextTryAt().has_value());
}

void TestConnectionStatus::countsDown()
{
    PolicyRig rig;
    ConnectionStatus status(rig.time, rig.policy, rig.timing);
    status.setPhase(State::Online);
    const Error error = makeFailure(Error::Kind::ConnectFailed);
    status.setTrouble(Part::Feed, error, 3s);
    QCOMPARE(status.nextTryAt(), rig.time.nowUtc().addSecs(3));
    const QSignalSpy said(&status, &ConnectionStatus::textChanged);
    for (const int left : {2, 1, 0, 0}) {
        rig.time.advance(1s);
        QCOMPARE(status.text(), wording::trouble(error, left, {}));
    }
    QCOMPARE(said.count(), 3); // not a second time what it says already
}

void TestConnectionStatus::saysUntilWhenForLongWaits()
{
    PolicyRig rig;
    ConnectionStatus status(rig.time, rig.policy, rig.timing);
    status.setPhase(State::Online);
    const Error error = makeThrottled(7200s);
    const QDateTime until = rig.time.nowUtc().addSecs(7200);
    status.setTrouble(Part::Feed, error, 900s);
    QCOMPARE(status.text(), wording::trouble(error, 0, until));
    rig.time.advance(60s);
    QCOMPARE(status.text(), wording::trouble(error, 0, until)); // the instant stays

    status.setEnd(State::Failed, makeThrottled(7200s));
    QCOMPARE(status.text(), wording::trouble(error, 0, rig.time.nowUtc().addSecs(7200)));
}

void TestConnectionStatus::signalsOnlyChanges()
{
    PolicyRig rig;
    ConnectionStatus status(rig.time, rig.policy, rig.timing);
    const QSignalSpy states(&status, &ConnectionStatus::stateChanged);
    const QSignalSpy texts(&status, &ConnectionStatus::textChanged);
    status.setPhase(State::Authenticating);
    status.setPhase(State::Starting); // the sentence is the same
    status.setPhase(State::Online);
    status.setPhase(State::Online);
    status.clearTrouble(Part::Feed);
    QCOMPARE(states.count(), 3);
    QCOMPARE(texts.count(), 2);
}

QTEST_GUILESS_MAIN(TestConnectionStatus)

#include "tst_connectionstatus.moc"
