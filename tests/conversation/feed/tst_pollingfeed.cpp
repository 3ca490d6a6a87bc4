#include "app/conversation/feed/pollingfeed.h"

#include "tests/support/policyrig.h"

#include <QtTest/QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;
using directline::Activity;
using directline::ActivitySet;
using directline::Error;
using Kind = Error::Kind;
using Sets = QList<ActivitySet>;

Q_DECLARE_METATYPE(ActivitySet)

namespace {

Error regionError()
{
    Error error = makeFailure(Kind::Forbidden, 403);
    error.code = u"RegionNotAllowed"_s;
    return error;
}

ActivitySet withSkipped(ActivitySet set, int skipped)
{
    set.skipped = skipped;
    return set;
}

// A feed of the conversation c1 and what it said. The consumer knows nothing yet: all it gets is
// new, unless the test says otherwise.
struct FeedRig : PolicyRig
{
    explicit FeedRig(CredentialKind kind = CredentialKind::Token)
    {
        credential.setProfile(profileOf(kind, kind == CredentialKind::Token ? "token" : "secret"));
        credential.setConversationId(u"c1"_s);
        QObject::connect(&feed, &ActivityFeed::watermarkChanged, &feed,
                         [this](const std::optional<QString> &watermark) {
                             said.append(u"watermark "_s + watermark.value_or(u"none"_s));
                         });
        QObject::connect(&feed, &ActivityFeed::leftOut, &feed,
                         [this](int activities) { said.append(u"left out %1"_s.arg(activities)); });
        QObject::connect(&feed, &ActivityFeed::received, &feed, [this](bool anything) {
            said.append(anything ? u"received news"_s : u"received"_s);
        });
        QObject::connect(&feed, &ActivityFeed::caughtUp, &feed, [this](bool anything) {
            said.append(anything ? u"caught up with news"_s : u"caught up"_s);
        });
        QObject::connect(&feed, &ActivityFeed::troubled, &feed,
                         [this](const Error &, std::chrono::milliseconds wait) {
                             said.append(u"troubled %1"_s.arg(wait.count()));
                         });
        QObject::connect(&feed, &ActivityFeed::gone, &feed, [this] { said.append(u"gone"_s); });
        QObject::connect(&feed, &ActivityFeed::stopped, &feed,
                         [this] { said.append(u"stopped"_s); });
    }

    // Started and caught up: an empty set came at once.
    void settle()
    {
        feed.start(u"c1"_s, u"5"_s);
        answer();
        said.clear();
    }
    void answer(const ActivitySet &set = makeSet(0, u"5"_s)) { api.last().giveSet(set); }
    // Polls go on for so long, each answered at once by an empty set.
    void idle(std::chrono::milliseconds period)
    {
        const auto end = time.monotonic() + period;
        while (time.monotonic() + *time.untilNextTimer() <= end) {
            time.advance(*time.untilNextTimer());
            answer();
        }
        time.advance(end - time.monotonic());
    }
    // How long after its last answered poll it asks again.
    std::chrono::milliseconds nextInterval()
    {
        time.advance(*time.untilNextTimer());
        answer();
        return *time.untilNextTimer();
    }

    std::function<bool(std::span<const Activity>)> consume
        = [](std::span<const Activity> activities) {
              return !activities.empty();
          };
    PollingFeed feed{
        api, credential, gate, policy, timing, time, [this](std::span<const Activity> activities) {
            return consume(activities);
        }};
    QStringList said;
};

} // namespace

// The poller behind ActivityFeed: when it asks, with which watermark, and what it makes of the
// answers.
class TestPollingFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksAtOnce();
    void asksLessOftenWhenNothingHappens_data();
    void asksLessOftenWhenNothingHappens();
    void theScheduleCountsFromTheLastPoll();
    void neverTwoPollsAtOnce();
    void takesSetsOver_data();
    void takesSetsOver();
    void asksForTheNextPageBeforeItTakesTheLast();
    void endlessRepetitionIsNoTraffic();
    void largeSetsComeInParts();
    void theConsumerMayStopIt();
    void failures_data();
    void failures();
    void aRefusedWatermarkIsLeftOut();
    void backsOff();
    void goesOnWithARenewedCredential();
    void isHeldBackByTheGateOfAll();
    void expectsAnEcho_data();
    void expectsAnEcho();
    void becomingVisibleAsksAtOnce();
    void resumesAfterSleep_data();
    void resumesAfterSleep();
    void rereadsFromTheStart();
    void stopsOnce();
    void startsAnew();
};

void TestPollingFeed::asksAtOnce()
{
    FeedRig rig;
    QVERIFY(!rig.feed.isRunning());
    rig.feed.refresh(); // not started
    QCOMPARE(rig.api.count(), 0);
    rig.feed.start(u"c1"_s, std::nullopt);
    QCOMPARE(rig.api.count(), 1);
    QCOMPARE(rig.api.last().conversationId, u"c1"_s);
    QCOMPARE(rig.api.last().bearer, makeBearer("token"));
    QVERIFY(!rig.api.last().watermark);
    rig.answer(makeSet(0, u"7"_s));
    rig.time.advance(1s);
    QCOMPARE(rig.api.last().watermark, u"7"_s);
}

void TestPollingFeed::asksLessOftenWhenNothingHappens_data()
{
    QTest::addColumn<bool>("visible");
    QTest::addColumn<int>("quietFor"); // seconds
    QTest::addColumn<int>("interval"); // milliseconds
    QTest::newRow("traffic") << true << 0 << 1000;
    QTest::newRow("just now") << true << 57 << 1000;
    QTest::newRow("quiet") << true << 60 << 2000;
    QTest::newRow("still quiet") << true << 290 << 2000;
    QTest::newRow("idle") << true << 300 << 5000;
    QTest::newRow("hidden") << false << 0 << 5000;
    QTest::newRow("hidden for a while") << false << 1700 << 5000;
    QTest::newRow("hidden for long") << false << 1800 << 10'000;
}

void TestPollingFeed::asksLessOftenWhenNothingHappens()
{
    QFETCH(const bool, visible);
    QFETCH(const int, quietFor);
    FeedRig rig;
    rig.settle();
    rig.feed.setVisible(visible);
    rig.idle(std::chrono::seconds(quietFor));
    QTEST(int(rig.nextInterval().count()), "interval");
    if (visible) { // what comes wakes it up
        rig.time.advance(*rig.time.untilNextTimer());
        rig.answer(makeSet(1, u"6"_s));
        rig.answer(makeSet(0, u"6"_s));
        QCOMPARE(*rig.time.untilNextTimer(), 1s);
    }
}

void TestPollingFeed::theScheduleCountsFromTheLastPoll()
{
    FeedRig rig;
    rig.feed.start(u"c1"_s, u"5"_s);
    rig.time.advance(700ms);
    rig.answer();
    QCOMPARE(*rig.time.untilNextTimer(), 300ms);
    rig.time.advance(300ms);
    rig.time.advance(3s);
    rig.answer(); // late already
    QCOMPARE(*rig.time.untilNextTimer(), 0ms);
}

void TestPollingFeed::neverTwoPollsAtOnce()
{
    FeedRig rig;
    rig.feed.start(u"c1"_s, u"5"_s);
    rig.feed.refresh();
    rig.feed.refresh();
    rig.feed.expectEcho();
    rig.time.advance(29s);
    QCOMPARE(rig.api.count(), 1);
    rig.answer();
    rig.time.advance(0ms);
    QCOMPARE(rig.api.count(), 2); // all those wishes made one
    rig.answer();
    rig.time.advance(999ms);
    QCOMPARE(rig.api.count(), 2);
}

void TestPollingFeed::takesSetsOver_data()
{
    QTest::addColumn<Sets>("sets"); // one after the other, as the polls come
    QTest::addColumn<QStringList>("said");
    QTest::addColumn<int>("nextIn"); // milliseconds
    QTest::newRow("nothing") << Sets{makeSet(0, u"5"_s)}
                             << QStringList{u"received"_s, u"caught up"_s} << 1000;
    QTest::newRow("without a watermark, ours stays")
        << Sets{makeSet(0, std::nullopt)} << QStringList{u"received"_s, u"caught up"_s} << 1000;
    QTest::newRow("news, and then no more")
        << Sets{makeSet(2, u"7"_s), makeSet(0, u"7"_s)}
        << QStringList{u"watermark 7"_s, u"received news"_s, u"received"_s, u"caught up"_s} << 1000;
    QTest::newRow("news of a service without watermarks")
        << Sets{makeSet(2, std::nullopt)}
        << QStringList{u"received news"_s, u"caught up with news"_s} << 0;
    QTest::newRow("unreadable ones are told once")
        << Sets{withSkipped(makeSet(0, u"7"_s), 3), makeSet(0, u"7"_s)}
        << QStringList{u"watermark 7"_s, u"left out 3"_s, u"received"_s, u"received"_s,
                       u"caught up"_s}
        << 1000;
    QTest::newRow("unreadable ones that come each time")
        << Sets{withSkipped(makeSet(0, u"5"_s), 3)} << QStringList{u"received"_s, u"caught up"_s}
        << 1000;
}

void TestPollingFeed::takesSetsOver()
{
    QFETCH(const Sets, sets);
    FeedRig rig;
    rig.feed.start(u"c1"_s, u"5"_s);
    for (const ActivitySet &set : sets) {
        if (rig.api.open() == 0)
            rig.time.advance(0ms);
        rig.answer(set);
    }
    QTEST(rig.said, "said");
    QTEST(int(rig.time.untilNextTimer()->count()), "nextIn");
    QCOMPARE(rig.feed.watermark(), sets.last().watermark.value_or(u"5"_s));
}

void TestPollingFeed::asksForTheNextPageBeforeItTakesTheLast()
{
    FeedRig rig;
    int askedThen = 0;
    rig.consume = [&](std::span<const Activity> activities) {
        askedThen = rig.api.count();
        return !activities.empty();
    };
    rig.feed.start(u"c1"_s, std::nullopt);
    rig.answer(makeSet(100, u"100"_s));
    QCOMPARE(askedThen, 2);
    QCOMPARE(rig.api.last().watermark, u"100"_s);
    QCOMPARE(rig.feed.watermark(), u"100"_s);
}

void TestPollingFeed::endlessRepetitionIsNoTraffic()
{
    FeedRig rig;
    rig.settle();
    rig.consume = [](std::span<const Activity>) {
        return false; // known already
    };
    rig.time.advance(1s);
    int answers = 0;
    do { // the watermark moves each time, and brings the same
        rig.answer(makeSet(1, QString::number(100 + ++answers)));
        if (rig.api.open() == 0 && *rig.time.untilNextTimer() == 0ms)
            rig.time.advance(0ms);
    } while (rig.api.open() > 0 && answers < 200);
    QCOMPARE(answers, 50);
    QCOMPARE(*rig.time.untilNextTimer(), 1s);
}

void TestPollingFeed::largeSetsComeInParts()
{
    FeedRig rig;
    QList<size_t> parts;
    QList<std::optional<QString>> watermarks; // while each part was taken
    rig.consume = [&](std::span<const Activity> activities) {
        parts.append(activities.size());
        watermarks.append(rig.feed.watermark());
        rig.time.work(5ms);
        return !activities.empty();
    };
    rig.feed.start(u"c1"_s, u"5"_s);
    rig.answer(makeSet(900, u"905"_s));
    QCOMPARE(parts, QList<size_t>({200, 200})); // ten milliseconds of work
    QVERIFY(rig.said.isEmpty());
    rig.feed.refresh(); // not before the rest was taken
    QCOMPARE(rig.api.count(), 1);
    rig.time.advance(0ms);
    QCOMPARE(parts, QList<size_t>({200, 200, 200, 200}));
    rig.time.advance(0ms);
    QCOMPARE(parts, QList<size_t>({200, 200, 200, 200, 100}));
    QCOMPARE(watermarks, QList<std::optional<QString>>(5, u"5"_s));
    QCOMPARE(rig.said, QStringList({u"watermark 905"_s, u"received news"_s}));
}

void TestPollingFeed::theConsumerMayStopIt()
{
    FeedRig rig;
    int parts = 0;
    rig.consume = [&](std::span<const Activity>) {
        ++parts;
        rig.feed.stop();
        return true;
    };
    rig.feed.start(u"c1"_s, u"5"_s);
    rig.answer(makeSet(900, u"905"_s));
    QCOMPARE(parts, 1);
    QCOMPARE(rig.said, QStringList{u"stopped"_s});
    QCOMPARE(rig.feed.watermark(), u"5"_s);
    QVERIFY(!rig.time.untilNextTimer());
    QCOMPARE(rig.api.open(), 0);
}

void TestPollingFeed::failures_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<QStringList>("said");
    QTest::addColumn<int>("throttledFor"); // seconds
    const auto troubled = [](int wait) {
        return QStringList{u"troubled %1"_s.arg(wait)};
    };
    const QStringList over{u"gone"_s, u"stopped"_s};
    QTest::newRow("500") << makeFailure(Kind::ServerError, 500) << troubled(1000) << 0;
    QTest::newRow("no network") << makeFailure(Kind::ConnectFailed) << troubled(1000) << 0;
    QTest::newRow("not JSON") << makeFailure(Kind::Protocol, 200) << troubled(1000) << 0;
    QTest::newRow("certificate") << makeFailure(Kind::Tls) << troubled(30'000) << 0;
    QTest::newRow("redirected") << makeFailure(Kind::Redirected, 302) << troubled(30'000) << 0;
    QTest::newRow("another region") << regionError() << troubled(30'000) << 0;
    QTest::newRow("throttled") << makeThrottled(5s) << troubled(5000) << 5;
    QTest::newRow("throttled for days") << makeThrottled(48h) << troubled(900'000) << 900;
    QTest::newRow("unknown") << makeFailure(Kind::NotFound, 404) << over << 0;
    QTest::newRow("dead credential") << makeFailure(Kind::Forbidden, 403) << QStringList() << 0;
}

void TestPollingFeed::failures()
{
    QFETCH(const Error, error);
    QFETCH(const QStringList, said);
    FeedRig rig;
    rig.settle();
    rig.time.advance(1s);
    rig.api.last().fail(error);
    QCOMPARE(rig.said, said);
    QTEST(int(rig.gate.remaining() / 1s), "throttledFor");
    const int asked = rig.api.count();
    rig.time.advance(48h);
    // It goes on by itself in trouble, and only then.
    QCOMPARE(rig.api.count(), said.value(0).startsWith("troubled"_L1) ? asked + 1 : asked);
}

void TestPollingFeed::aRefusedWatermarkIsLeftOut()
{
    FeedRig rig;
    rig.settle();
    rig.time.advance(1s);
    QCOMPARE(rig.api.last().watermark, u"5"_s);
    rig.api.last().fail(makeFailure(Kind::BadRequest, 400));
    QVERIFY(rig.said.isEmpty());
    rig.time.advance(0ms);
    QVERIFY(!rig.api.last().watermark);
    rig.api.last().fail(makeFailure(Kind::BadRequest, 400));
    QCOMPARE(rig.said, QStringList({u"gone"_s, u"stopped"_s}));
}

void TestPollingFeed::backsOff()
{
    FeedRig rig;
    rig.settle();
    rig.time.advance(1s);
    for (const int wait : {1, 2, 4, 8, 16, 30, 30}) {
        rig.api.last().fail(makeFailure(Kind::ServerError, 500));
        QCOMPARE(rig.said.last(), u"troubled %1"_s.arg(wait * 1000));
        rig.feed.expectEcho(); // sending shortens no back-off
        const int asked = rig.api.count();
        rig.time.advance(std::chrono::milliseconds(wait * 1000 - 1));
        QCOMPARE(rig.api.count(), asked);
        rig.time.advance(1ms);
        QCOMPARE(rig.api.count(), asked + 1);
    }
    rig.answer();
    QCOMPARE(rig.said.mid(7), QStringList({u"received"_s, u"caught up"_s}));
    QCOMPARE(*rig.time.untilNextTimer(), 1s);

    rig.time.advance(1s);
    rig.api.last().fail(makeFailure(Kind::ServerError, 500));
    const int asked = rig.api.count();
    rig.feed.refresh(); // the user may
    QCOMPARE(rig.api.count(), asked + 1);
}

void TestPollingFeed::goesOnWithARenewedCredential()
{
    FeedRig rig(CredentialKind::Secret);
    rig.settle();
    rig.time.advance(1s);
    rig.api.last().fail(makeFailure(Kind::Unauthorized, 401));
    rig.time.advance(10s);
    QCOMPARE(rig.api.last().operation, Operation::Reconnect);
    rig.api.last().giveConversation(makeConversation(u"c1"_s, "token-2"), 200);
    QCOMPARE(rig.api.last().operation, Operation::GetActivities);
    QCOMPARE(rig.api.last().bearer, makeBearer("token-2"));
    QVERIFY(rig.said.isEmpty());
}

void TestPollingFeed::isHeldBackByTheGateOfAll()
{
    FeedRig rig;
    rig.settle();
    rig.gate.close(20s, makeThrottled(20s)); // another session was throttled
    QVERIFY(rig.said.isEmpty());
    rig.time.advance(1s);
    QCOMPARE(rig.said, QStringList{u"troubled 19000"_s}); // else the status would say "Connected"
    rig.feed.refresh();
    rig.time.advance(18s);
    QCOMPARE(rig.api.count(), 1);
    QCOMPARE(rig.said.size(), 1);
    rig.time.advance(1s);
    QCOMPARE(rig.api.count(), 2);
    rig.answer();
    QCOMPARE(rig.said.last(), u"caught up"_s);
}

void TestPollingFeed::expectsAnEcho_data()
{
    QTest::addColumn<bool>("inFlight"); // while a poll is under way
    QTest::addColumn<int>("times");
    QTest::newRow("between polls") << false << 1;
    QTest::newRow("several sent") << false << 3;
    QTest::newRow("while a poll is under way") << true << 1;
}

void TestPollingFeed::expectsAnEcho()
{
    QFETCH(const bool, inFlight);
    QFETCH(const int, times);
    FeedRig rig;
    rig.settle();
    rig.idle(70s);
    QCOMPARE(rig.nextInterval(), 2s); // quiet
    if (inFlight)
        rig.time.advance(2s);
    for (int i = 0; i < times; ++i)
        rig.feed.expectEcho();
    if (inFlight)
        rig.answer();
    const int asked = rig.api.count();
    QCOMPARE(*rig.time.untilNextTimer(), 300ms);
    rig.time.advance(300ms);
    QCOMPARE(rig.api.count(), asked + 1);
    rig.answer();
    QCOMPARE(*rig.time.untilNextTimer(), 1s); // it is traffic
}

void TestPollingFeed::becomingVisibleAsksAtOnce()
{
    FeedRig rig;
    rig.settle();
    rig.feed.setVisible(false);
    rig.idle(60s);
    const int asked = rig.api.count();
    rig.feed.setVisible(false);
    QCOMPARE(rig.api.count(), asked);
    rig.feed.setVisible(true);
    QCOMPARE(rig.api.count(), asked + 1);
    rig.answer();
    QCOMPARE(*rig.time.untilNextTimer(), 1s);

    rig.time.advance(1s);
    rig.api.last().fail(makeFailure(Kind::ServerError, 500));
    rig.feed.setVisible(false);
    rig.feed.setVisible(true); // shortens no back-off
    QCOMPARE(rig.api.open(), 0);
}

void TestPollingFeed::resumesAfterSleep_data()
{
    QTest::addColumn<bool>("inFlight");
    QTest::addColumn<int>("slept"); // seconds
    QTest::addColumn<int>("asks"); // how many more at once
    QTest::newRow("between polls") << false << 3600 << 1;
    QTest::newRow("a poll that must be dead") << true << 31 << 1;
    QTest::newRow("one that may be alive") << true << 29 << 0;
}

void TestPollingFeed::resumesAfterSleep()
{
    QFETCH(const bool, inFlight);
    QFETCH(const int, slept);
    FeedRig rig;
    rig.settle();
    if (inFlight)
        rig.time.advance(1s);
    const int asked = rig.api.count();
    rig.time.sleep(std::chrono::seconds(slept));
    rig.feed.resume();
    QTEST(rig.api.count() - asked, "asks");
    QCOMPARE(rig.api.open(), 1);
    rig.answer();
    rig.time.advance(0ms);
    QCOMPARE(rig.api.count(), asked + 1); // in any case one
}

void TestPollingFeed::rereadsFromTheStart()
{
    FeedRig rig;
    rig.settle();
    rig.feed.rereadFromStart();
    QCOMPARE(rig.api.count(), 1); // no request of its own
    rig.time.advance(1s);
    QVERIFY(!rig.api.last().watermark);
    rig.api.last().fail(makeFailure(Kind::ServerError, 500));
    rig.time.advance(1s);
    QVERIFY(!rig.api.last().watermark); // it is still wanted
    rig.answer(makeSet(3, u"5"_s));
    rig.time.advance(0ms);
    QCOMPARE(rig.api.last().watermark, u"5"_s);
}

void TestPollingFeed::stopsOnce()
{
    FeedRig rig;
    rig.feed.stop();
    QVERIFY(rig.said.isEmpty()); // it did not run
    rig.feed.start(u"c1"_s, u"5"_s);
    rig.feed.stop();
    rig.feed.stop();
    QCOMPARE(rig.said, QStringList{u"stopped"_s});
    QCOMPARE(rig.api.open(), 0);
    rig.time.advance(1h);
    QCOMPARE(rig.api.count(), 1);
}

void TestPollingFeed::startsAnew()
{
    FeedRig rig;
    rig.settle();
    rig.time.advance(1s);
    rig.api.last().fail(makeFailure(Kind::ServerError, 500));
    rig.feed.rereadFromStart();
    rig.said.clear();
    rig.feed.start(u"c2"_s, u"9"_s);
    QCOMPARE(rig.api.last().conversationId, u"c2"_s);
    QCOMPARE(rig.api.last().watermark, u"9"_s); // wishes for the old one are over
    QCOMPARE(rig.api.open(), 1);
    QVERIFY(rig.said.isEmpty());
    rig.api.last().fail(makeFailure(Kind::ServerError, 500));
    QCOMPARE(rig.said, QStringList{u"troubled 1000"_s}); // and so is its back-off
}

QTEST_GUILESS_MAIN(TestPollingFeed)

#include "tst_pollingfeed.moc"
