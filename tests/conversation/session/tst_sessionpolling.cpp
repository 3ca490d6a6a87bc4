#include "tests/conversation/sessiontest.h"

#include <QtNetwork/QNetworkReply>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace botline;
using namespace botline::test;
using WatermarkStyle = ScriptedDirectLine::WatermarkStyle;

namespace {

QJsonObject at(int second, const QJsonObject &activity)
{
    const QDateTime time = QDateTime({2026, 3, 4}, {9, 15}, Qt::UTC).addSecs(second);
    return withMember(activity, u"timestamp"_s, time.toString(Qt::ISODateWithMs));
}

} // namespace

// Reading a conversation (protocol.md §2.3, §3, cases C030-C065).
class TestSessionPolling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstPollHasNoWatermark_C030();
    void watermarksAreReplayed_data();
    void watermarksAreReplayed();
    void anythingElseKeepsTheOldWatermark_data();
    void anythingElseKeepsTheOldWatermark();
    void messagesGoWhenTheirTimeIsUp();
    void whatTestersSeeComesAndGoes();
    void aSmallerWatermarkIsAdopted_C037();
    void theNextPageIsAskedForAhead();
    void drainsUntilEmpty_C038_C040();
    void aServiceThatRepeatsItselfIsNotDrained_C039();
    void drainingHasACap();
    void aLongHistoryIsReadInOneGo();
    void aLargeSetIsTakenOverInParts();
    void aLargeSetMayBeLeftHalfWay();
    void missingActivitiesAreNoError_C041_data();
    void missingActivitiesAreNoError_C041();
    void oneBadElementStopsNothing_C042();
    void oneBottomlessElementStopsNothing_C042();
    void passingTroubleIsWaitedOut_data();
    void passingTroubleIsWaitedOut();
    void aSilentServiceTimesOut_C045();
    void aServiceThatComesBackIsFound_C046();
    void throttlingHoldsEverythingBack_C047();
    void aThrottledPostHoldsThePollsBack_C047();
    void theHttpDateIsUnderstood_C048();
    void garbageIsIgnored_C049();
    void aForgottenConversationEnds_C050();
    void oneRecoveryForMany403s_C051();
    void refusedAgainAfterRecoveryIsTheEnd();
    void aRefusedWatermarkIsLeftOut_C052();
    void refusedWithoutWatermarkToo_C052();
    void regionErrorsGoOnSlowly();
    void neverTwoPollsAtOnce_C053();
    void aPostBringsAnExtraPoll_C054();
    void hiddenWindowsPollLess_C055();
    void hiddenForLongPollsLeast_C055();
    void quietConversationsPollLess();
    void overlappingSetsShowOnce_C056();
    void aRestartShowsNothingTwice_C063();
    void aLostEchoIsLookedFor_C065_data();
    void aLostEchoIsLookedFor_C065();
    void healingHappensRarely_C065();
    void aHistoryIsReadToItsEndBeforeItIsReadAgain_C065();
    void awakeAgainADeadPollIsGivenUp();
    void awakeAgainTheWaitsAreOver();
    void tryNowSkipsTheWait();
    void statusTellsTheNextTry();
};

void TestSessionPolling::theFirstPollHasNoWatermark_C030()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    const RecordedRequest first = rig.service.requests(Endpoint::Activities).first();
    QVERIFY(!first.target.contains('?'));
}

void TestSessionPolling::watermarksAreReplayed_data()
{
    QTest::addColumn<QJsonValue>("watermark");
    QTest::addColumn<QString>("replayed");
    QTest::newRow("C031 digits") << QJsonValue("12"_L1) << u"12"_s;
    QTest::newRow("C032 to be encoded") << QJsonValue("a+b/c=="_L1) << u"a+b/c=="_s;
    QTest::newRow("C033 opaque") << QJsonValue("0000a-42"_L1) << u"0000a-42"_s;
    QTest::newRow("C034 number") << QJsonValue(7) << u"7"_s;
    QTest::newRow("dash") << QJsonValue("-"_L1) << u"-"_s;
}

void TestSessionPolling::watermarksAreReplayed()
{
    QFETCH(QJsonValue, watermark);
    QFETCH(QString, replayed);
    SessionRig rig;
    rig.service.fail(
        Endpoint::Activities,
        ScriptedReply::json(200, activitySet({botMessage(u"a"_s, u"1"_s)}, watermark)));
    rig.service.failAlways(Endpoint::Activities,
                           ScriptedReply::json(200, activitySet({}, watermark)));
    QVERIFY(rig.goOnline());
    QVERIFY(rig.pollsGoOn(2));
    const auto polls = rig.service.requests(Endpoint::Activities);
    for (qsizetype i = 1; i < polls.size(); ++i)
        QCOMPARE(polls.at(i).query("watermark"), replayed);
}

void TestSessionPolling::anythingElseKeepsTheOldWatermark_data()
{
    QTest::addColumn<QJsonValue>("watermark");
    QTest::newRow("C035 null") << QJsonValue();
    QTest::newRow("C035 missing") << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("C036 empty") << QJsonValue(QString());
    QTest::newRow("object") << QJsonValue(QJsonObject());
}

void TestSessionPolling::anythingElseKeepsTheOldWatermark()
{
    QFETCH(QJsonValue, watermark);
    SessionRig rig;
    rig.service.fail(Endpoint::Activities,
                     ScriptedReply::json(200, activitySet({botMessage(u"a"_s, u"1"_s)}, u"12"_s)));
    rig.service.failAlways(
        Endpoint::Activities,
        ScriptedReply::json(200, withMember(activitySet({}), u"watermark"_s, watermark)));
    QVERIFY(rig.goOnline());
    QVERIFY(rig.pollsGoOn(3));
    QCOMPARE(rig.service.last(Endpoint::Activities).query("watermark"), u"12"_s);
}

// By a timer of ours: nothing has to be received for it.
void TestSessionPolling::messagesGoWhenTheirTimeIsUp()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    const auto until = [&](int ms, const QString &text) {
        return withMember(botMessage(text), u"expiration"_s,
                          rig.clock.nowUtc().addMSecs(ms).toString(Qt::ISODateWithMs));
    };
    rig.service.append(until(-1, u"too late"_s));
    rig.service.append(until(20, u"soon"_s));
    rig.service.append(until(3'600'000, u"in an hour"_s));
    QTRY_COMPARE(rig.texts(), (QStringList{u"soon"_s, u"in an hour"_s}));
    rig.service.failAlways(Endpoint::Activities, ScriptedReply::neverAnswer());
    rig.clock.advance(std::chrono::milliseconds(20));
    QTRY_COMPARE(rig.texts(), QStringList{u"in an hour"_s});
    rig.clock.advance(std::chrono::hours(1));
    rig.session.resume(); // the machine slept meanwhile
    QCOMPARE(rig.texts(), QStringList());
}

void TestSessionPolling::whatTestersSeeComesAndGoes()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    QVERIFY(!rig.session.showsAllActivities());
    QSignalSpy received(&rig.session, &ConversationSession::activitiesReceived);
    rig.service.append(withMember(activityOfType(u"event"_s), u"name"_s, u"buy"_s));
    rig.service.append(botMessage(u"A"_s));
    QTRY_COMPARE(rig.texts(), QStringList{u"A"_s});
    rig.session.setShowsAllActivities(true);
    QCOMPARE(rig.texts(), (QStringList{u"event · buy"_s, u"A"_s}));
    rig.service.append(withMember(activityOfType(u"trace"_s), u"name"_s, u"t"_s));
    QTRY_COMPARE(rig.texts(), (QStringList{u"event · buy"_s, u"A"_s, u"trace · t"_s}));
    QCOMPARE(received.count(), 1); // nobody is told of the others
    rig.session.setShowsAllActivities(false);
    QCOMPARE(rig.texts(), QStringList{u"A"_s});
}

void TestSessionPolling::aSmallerWatermarkIsAdopted_C037()
{
    SessionRig rig;
    const auto set = [](const QString &id, const QString &watermark) {
        return ScriptedReply::json(200, activitySet({botMessage(id, id)}, watermark));
    };
    rig.service.fail(Endpoint::Activities, set(u"1"_s, u"9"_s));
    rig.service.fail(Endpoint::Activities, set(u"2"_s, u"2"_s));
    rig.service.failAlways(Endpoint::Activities, ScriptedReply::json(200, activitySet({}, u"2"_s)));
    QVERIFY(rig.goOnline());
    const auto polls = rig.service.requests(Endpoint::Activities);
    QCOMPARE(polls.at(1).query("watermark"), u"9"_s);
    QCOMPARE(polls.at(2).query("watermark"), u"2"_s);
    QCOMPARE(rig.texts(), QStringList({u"1"_s, u"2"_s}));
}

// The service works on the next page while this one is taken over.
void TestSessionPolling::theNextPageIsAskedForAhead()
{
    SessionRig rig;
    rig.service.setPageSize(2);
    for (int i = 0; i < 5; ++i)
        rig.service.append(botMessage(QString::number(i)));
    QList<std::pair<int, int>> rowsAndReads; // how many reads were running when rows came
    connect(&rig.session, &ConversationSession::activitiesReceived, &rig.session, [&] {
        const auto replies = rig.reads.findChildren<QNetworkReply *>();
        rowsAndReads.append({rig.session.model().rowCount(),
                             std::count_if(replies.begin(), replies.end(),
                                           [](const auto *reply) { return reply->isRunning(); })});
    });
    QVERIFY(rig.goOnline(rig.tokenProfile(rig.service.issueToken(rig.service.conversationId()))));
    const QList<std::pair<int, int>> oneEach{{2, 1}, {4, 1}, {5, 1}};
    QTRY_COMPARE(rowsAndReads, oneEach);
}

void TestSessionPolling::drainsUntilEmpty_C038_C040()
{
    Timing timing = fastTiming();
    timing.pollActive = 10s; // so that only draining can be that fast
    SessionRig rig(timing);
    QStringList expected;
    for (int i = 0; i < 230; ++i) {
        expected << u"line %1"_s.arg(i);
        rig.service.append(botMessage(expected.last()));
    }
    QSignalSpy inserted(&rig.session.model(), &QAbstractItemModel::rowsInserted);
    const QByteArray token = rig.service.issueToken(rig.service.conversationId());
    QVERIFY(rig.goOnline(rig.tokenProfile(token)));
    QCOMPARE(rig.texts(), expected);
    QCOMPARE(inserted.count(), 3); // one for each page
    QCOMPARE(rig.service.count(Endpoint::Activities), 4);
    QCOMPARE(rig.service.last(Endpoint::Activities).query("watermark"), u"230"_s);
    // The next one is due in ten seconds only.
    QVERIFY(rig.longEnoughForARetry());
    QCOMPARE(rig.service.count(Endpoint::Activities), 4);
}

void TestSessionPolling::aServiceThatRepeatsItselfIsNotDrained_C039()
{
    Timing timing = fastTiming();
    timing.pollActive = 20s; // so that only draining can be fast
    SessionRig rig(timing);
    rig.service.failAlways(Endpoint::Activities,
                           ScriptedReply::json(200,
                                               activitySet({at(1, botMessage(u"a"_s, u"1"_s)),
                                                            at(2, botMessage(u"b"_s, u"2"_s))},
                                                           u"2"_s)));
    rig.session.open(rig.tokenProfile());
    QTRY_COMPARE(rig.service.count(Endpoint::Activities), 2); // the second brought nothing new
    QVERIFY(rig.longEnoughForARetry());
    QCOMPARE(rig.service.count(Endpoint::Activities), 2);
    rig.session.tryNow();
    QTRY_COMPARE(rig.service.count(Endpoint::Activities), 3);
    QVERIFY(rig.longEnoughForARetry());
    QCOMPARE(rig.service.count(Endpoint::Activities), 3);
    QCOMPARE(rig.texts(), QStringList({u"a"_s, u"b"_s}));
}

void TestSessionPolling::drainingHasACap()
{
    // The watermark moves on and on, and nothing new comes with it.
    Timing timing = fastTiming();
    timing.drainCap = 3;
    timing.pollActive = 20s;
    SessionRig rig(timing);
    for (int i = 1; i <= 10; ++i)
        rig.service.fail(
            Endpoint::Activities,
            ScriptedReply::json(
                200, activitySet({at(1, botMessage(u"a"_s, u"1"_s))}, QString::number(i))));
    rig.session.open(rig.tokenProfile());
    QTRY_COMPARE(rig.service.count(Endpoint::Activities), 4);
    QVERIFY(rig.longEnoughForARetry()); // a breath after three in vain
    QCOMPARE(rig.service.count(Endpoint::Activities), 4);
    rig.session.tryNow();
    QTRY_VERIFY(rig.service.count(Endpoint::Activities) >= 5);
}

void TestSessionPolling::aLongHistoryIsReadInOneGo()
{
    Timing timing = fastTiming();
    timing.drainCap = 3;
    timing.pollActive = 10s;
    SessionRig rig(timing);
    rig.service.setPageSize(1);
    for (int i = 0; i < 20; ++i)
        rig.service.append(botMessage(QString::number(i)));
    QVERIFY(rig.goOnline(rig.tokenProfile(rig.service.issueToken(rig.service.conversationId()))));
    QCOMPARE(rig.model().rowCount(), 20);
}

void TestSessionPolling::aLargeSetIsTakenOverInParts()
{
    SessionRig rig;
    rig.service.setPageSize(2000);
    for (int i = 0; i < 1100; ++i)
        rig.service.append(at(i, botMessage(u"Message %1"_s.arg(i))));
    QSignalSpy inserted(&rig.model(), &QAbstractItemModel::rowsInserted);
    QStringList watermarks; // of the polls so far, whenever rows come
    QObject::connect(&rig.session, &ConversationSession::activitiesReceived, &rig.session, [&] {
        watermarks << rig.service.last(Endpoint::Activities).query("watermark").value_or(u"none"_s);
    });
    QVERIFY(rig.goOnline(rig.tokenProfile(rig.service.issueToken(rig.service.conversationId()))));
    QCOMPARE(rig.model().rowCount(), 1100);
    QVERIFY(inserted.count() > 2);
    for (int i = 0; i < 1100; ++i)
        QCOMPARE(rig.row(i).shownText(), u"Message %1"_s.arg(i));
    // Nobody asked for more before all of it was there.
    QCOMPARE(watermarks, QStringList(watermarks.size(), u"none"_s));
    QCOMPARE(rig.service.last(Endpoint::Activities).query("watermark"), u"1100"_s);
}

void TestSessionPolling::aLargeSetMayBeLeftHalfWay()
{
    SessionRig rig;
    rig.service.setPageSize(2000);
    for (int i = 0; i < 1100; ++i)
        rig.service.append(at(i, botMessage(u"Message %1"_s.arg(i))));
    const QString conversation = rig.service.conversationId();
    int parts = 0;
    QObject::connect(&rig.session, &ConversationSession::activitiesReceived, &rig.session, [&] {
        if (++parts == 2)
            rig.session.close();
    });
    rig.session.open(rig.tokenProfile(rig.service.issueToken(conversation)));
    QTRY_COMPARE(parts, 2);
    QCOMPARE(rig.session.state(), State::Idle);
    QVERIFY(rig.longEnoughForARetry());
    QCOMPARE(parts, 2);
    // The next one reads it from the beginning.
    QVERIFY(rig.goOnline(rig.tokenProfile(rig.service.issueToken(conversation))));
    QCOMPARE(rig.model().rowCount(), 1100);
}

void TestSessionPolling::missingActivitiesAreNoError_C041_data()
{
    QTest::addColumn<QJsonObject>("set");
    QTest::newRow("missing") << QJsonObject{{"watermark"_L1, "5"_L1}};
    QTest::newRow("null") << QJsonObject{{"activities"_L1, QJsonValue()}, {"watermark"_L1, "5"_L1}};
}

void TestSessionPolling::missingActivitiesAreNoError_C041()
{
    QFETCH(QJsonObject, set);
    SessionRig rig;
    rig.service.failAlways(Endpoint::Activities, ScriptedReply::json(200, set));
    QVERIFY(rig.goOnline());
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.session.state(), State::Online);
    QCOMPARE(rig.service.last(Endpoint::Activities).query("watermark"), u"5"_s);
}

void TestSessionPolling::oneBadElementStopsNothing_C042()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.append(botMessage(u"a"_s));
    rig.service.appendRaw(QJsonValue(42));
    rig.service.appendRaw(QJsonObject{{"type"_L1, 7}});
    rig.service.append(botMessage(u"b"_s));
    // Nothing is left out silently.
    QTRY_COMPARE(
        rig.texts(),
        QStringList({u"a"_s, u"b"_s, u"2 messages could not be read and are not shown."_s}));
    QVERIFY(rig.pollsGoOn(2));
    QCOMPARE(rig.service.last(Endpoint::Activities).query("watermark"), u"4"_s);
}

// Deeper than Qt reads: without help the whole set would be unreadable, and so each time.
void TestSessionPolling::oneBottomlessElementStopsNothing_C042()
{
    SessionRig rig;
    const QByteArray deep = R"({"type":"message","id":"2","value":)" + QByteArray(3000, '[')
        + R"("] \" ]")" + QByteArray(3000, ']') + '}';
    const QByteArray set = R"({"activities":[{"type":"message","id":"1","text":"a"},)" + deep
        + R"(,{"type":"message","id":"3","text":"b"}],"watermark":"7"})";
    rig.service.fail(Endpoint::Activities, ScriptedReply::text(200, set, "application/json"));
    rig.service.failAlways(Endpoint::Activities, ScriptedReply::json(200, activitySet({})));
    QVERIFY(rig.goOnline());
    QCOMPARE(rig.texts(),
             QStringList({u"a"_s, u"b"_s, u"A message could not be read and is not shown."_s}));
    QVERIFY(rig.pollsGoOn(2));
    QCOMPARE(rig.service.last(Endpoint::Activities).query("watermark"), u"7"_s);
}

void TestSessionPolling::passingTroubleIsWaitedOut_data()
{
    QTest::addColumn<ScriptedReply>("reply");
    QTest::newRow("C043 broken JSON") << ScriptedReply::text(200, "{\"activities\":[", "text/json");
    QTest::newRow("C043 html") << ScriptedReply::text(200, "<html>proxy</html>", "text/html");
    QTest::newRow("C044 500") << ScriptedReply::error(500, u"ServiceError"_s);
    QTest::newRow("502") << ScriptedReply::empty(502);
    QTest::newRow("503") << ScriptedReply::empty(503);
    QTest::newRow("504") << ScriptedReply::empty(504);
    QTest::newRow("cut body") << ScriptedReply::json(200, activitySet({}, u"99"_s)).cutAfter(5);
    QTest::newRow("redirect") << ScriptedReply::redirect(302, "https://elsewhere.example/");
    QTest::newRow("418") << ScriptedReply::empty(418);
}

void TestSessionPolling::passingTroubleIsWaitedOut()
{
    QFETCH(ScriptedReply, reply);
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.append(botMessage(u"before"_s));
    QTRY_COMPARE(rig.model().rowCount(), 1);
    QVERIFY(rig.pollsGoOn(2));
    rig.states.clear();
    rig.service.fail(Endpoint::Activities, reply, 3);
    QVERIFY(rig.passed(State::Degraded));
    QVERIFY(rig.lastSeen(State::Degraded).nextTry);
    QVERIFY(!rig.lastSeen(State::Degraded).text.isEmpty());
    QVERIFY(rig.lastSeen(State::Degraded).text != u"Connected"_s);
    rig.service.append(botMessage(u"after"_s));
    QTRY_COMPARE(rig.texts(), QStringList({u"before"_s, u"after"_s}));
    QCOMPARE(rig.session.state(), State::Online);
    QCOMPARE(rig.session.statusText(), u"Connected"_s);
    QVERIFY(!rig.session.nextTryAt());
    QCOMPARE(rig.states.size(), 2); // down and up, once
    for (const RecordedRequest &poll : rig.service.requests(Endpoint::Activities))
        QVERIFY(poll.query("watermark") != u"99"_s); // the watermark stayed
}

void TestSessionPolling::aSilentServiceTimesOut_C045()
{
    Timing timing = fastTiming();
    timing.client.readTimeout = 200ms;
    SessionRig rig(timing);
    QVERIFY(rig.goOnline());
    rig.states.clear();
    rig.service.fail(Endpoint::Activities, ScriptedReply::neverAnswer());
    QVERIFY(rig.passed(State::Degraded));
    QVERIFY(rig.lastSeen(State::Degraded).text.contains("does not answer"_L1));
    rig.service.append(botMessage(u"after"_s));
    QTRY_COMPARE(rig.texts(), QStringList(u"after"_s));
    QCOMPARE(rig.session.state(), State::Online);
}

void TestSessionPolling::aServiceThatComesBackIsFound_C046()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.append(botMessage(u"before"_s));
    QTRY_COMPARE(rig.model().rowCount(), 1);
    rig.service.server().stop();
    QTRY_COMPARE(rig.session.state(), State::Degraded);
    QTRY_VERIFY(rig.session.statusText().startsWith("No connection."_L1));
    const QString key = rig.send(u"typed meanwhile"_s);
    QVERIFY(rig.longEnoughForARetry()); // several refused attempts
    QCOMPARE(rig.session.state(), State::Degraded);
    QCOMPARE(rig.stateOf(key), SendState::Queued);
    rig.service.server().startAgain();
    QTRY_COMPARE(rig.session.state(), State::Online);
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    QCOMPARE(rig.service.count(Endpoint::Post), 1);
    QCOMPARE(rig.texts(), QStringList({u"before"_s, u"typed meanwhile"_s}));
}

void TestSessionPolling::throttlingHoldsEverythingBack_C047()
{
    SessionRig rig; // a second of Retry-After lasts 100 ms here
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Activities, ScriptedReply::json(429, {}).with("Retry-After", "3"));
    QVERIFY(rig.passed(State::Degraded));
    const qsizetype refused = rig.service.server().requests().size() - 1;
    const QString key = rig.send(u"patience"_s);
    rig.clock.advance(20min); // a refresh is due as well
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    const auto all = rig.service.server().requests();
    QVERIFY(all.size() > refused + 1);
    const qint64 gap = all.at(refused + 1).atMs - all.at(refused).atMs;
    QVERIFY2(gap >= 298, qPrintable(QString::number(gap)));
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.session.state(), State::Online);
}

void TestSessionPolling::aThrottledPostHoldsThePollsBack_C047()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Post, ScriptedReply::json(429, {}).with("Retry-After", "3"));
    const QString key = rig.send(u"patience"_s);
    QVERIFY(rig.passed(State::Degraded));
    const qint64 refused = rig.service.last(Endpoint::Post).atMs;
    const qsizetype before = rig.service.server().requests().size() + 1; // a poll may be out
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    const auto all = rig.service.server().requests();
    QVERIFY(all.size() > before);
    const qint64 gap = all.at(before).atMs - refused;
    QVERIFY2(gap >= 298, qPrintable(QString::number(gap)));
}

void TestSessionPolling::theHttpDateIsUnderstood_C048()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.clock.setNow(QDateTime({2026, 3, 4}, {9, 15, 0}, Qt::UTC));
    QVERIFY(rig.pollsGoOn(1));
    rig.service.fail(
        Endpoint::Activities,
        ScriptedReply::json(429, {}).with("Retry-After", "Wed, 04 Mar 2026 09:15:04 GMT"));
    QVERIFY(rig.passed(State::Degraded));
    QCOMPARE(rig.clock.nowUtc().msecsTo(*rig.lastSeen(State::Degraded).nextTry), 400);
    const int refused = rig.service.count(Endpoint::Activities) - 1;
    QTRY_COMPARE(rig.session.state(), State::Online);
    const auto polls = rig.service.requests(Endpoint::Activities);
    const qint64 gap = polls.at(refused + 1).atMs - polls.at(refused).atMs;
    QVERIFY2(gap >= 398, qPrintable(QString::number(gap)));
}

void TestSessionPolling::garbageIsIgnored_C049()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Activities,
                     ScriptedReply::json(429, {}).with("Retry-After", "banana"));
    QVERIFY(rig.passed(State::Degraded));
    const auto next = rig.lastSeen(State::Degraded).nextTry;
    QVERIFY(next);
    QCOMPARE(rig.clock.nowUtc().msecsTo(*next), 10); // the base of the back-off
    QTRY_COMPARE(rig.session.state(), State::Online);
}

void TestSessionPolling::aForgottenConversationEnds_C050()
{
    SessionRig rig;
    QVERIFY(rig.goOnline(rig.secretProfile()));
    rig.service.append(botMessage(u"before"_s));
    QTRY_COMPARE(rig.model().rowCount(), 1);
    rig.service.forgetConversations();
    QTRY_COMPARE(rig.session.state(), State::Ended);
    QVERIFY(rig.session.statusText().contains("Start a new one"_L1));
    const int polls = rig.service.count(Endpoint::Activities);
    QVERIFY(rig.longEnoughForARetry());
    QCOMPARE(rig.service.count(Endpoint::Activities), polls);
    QCOMPARE(rig.texts(), QStringList(u"before"_s));
    rig.session.startOver();
    QTRY_COMPARE(rig.session.state(), State::Online);
    QCOMPARE(rig.row(0).shownText(), u"before"_s);
}

void TestSessionPolling::oneRecoveryForMany403s_C051()
{
    SessionRig rig;
    QVERIFY(rig.goOnline(rig.secretProfile()));
    // A poll and a post are under way when the token dies.
    rig.service.fail(Endpoint::Activities,
                     ScriptedReply::held(ScriptedReply::error(403, u"TokenExpired"_s)));
    rig.service.fail(Endpoint::Post,
                     ScriptedReply::held(ScriptedReply::error(403, u"TokenExpired"_s)));
    const QString key = rig.send(u"hello"_s);
    QTRY_COMPARE(rig.service.server().heldReplies(), 2);
    rig.service.expireTokens();
    rig.service.server().release();
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Reconnect), 1);
    QCOMPARE(rig.service.count(Endpoint::Refresh), 0);
    QCOMPARE(rig.service.count(Endpoint::Post), 2);
    QCOMPARE(rig.session.state(), State::Online);
}

void TestSessionPolling::refusedAgainAfterRecoveryIsTheEnd()
{
    SessionRig rig;
    QVERIFY(rig.goOnline(rig.secretProfile()));
    rig.service.failAlways(Endpoint::Activities, ScriptedReply::error(401, u"BadArgument"_s));
    QTRY_COMPARE(rig.session.state(), State::Expired);
    QVERIFY(rig.longEnoughForARetry());
    QCOMPARE(rig.service.count(Endpoint::Reconnect), 1);
    QCOMPARE(rig.service.count(Endpoint::Start), 1);
}

void TestSessionPolling::aRefusedWatermarkIsLeftOut_C052()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.append(botMessage(u"a"_s));
    rig.service.append(botMessage(u"b"_s));
    QTRY_COMPARE(rig.model().rowCount(), 2);
    QVERIFY(rig.pollsGoOn(1));
    rig.service.fail(Endpoint::Activities, ScriptedReply::error(400, u"BadArgument"_s));
    const int before = rig.service.count(Endpoint::Activities);
    rig.service.append(botMessage(u"c"_s));
    QTRY_COMPARE(rig.texts(), QStringList({u"a"_s, u"b"_s, u"c"_s}));
    QVERIFY(rig.pollsGoOn(1));
    int without = 0;
    const auto polls = rig.service.requests(Endpoint::Activities);
    for (qsizetype i = before; i < polls.size(); ++i)
        without += polls.at(i).query("watermark") ? 0 : 1;
    QCOMPARE(without, 1);
    QCOMPARE(polls.last().query("watermark"), u"3"_s);
    QCOMPARE(rig.session.state(), State::Online);
}

void TestSessionPolling::refusedWithoutWatermarkToo_C052()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    QVERIFY(rig.pollsGoOn(1));
    rig.service.failAlways(Endpoint::Activities, ScriptedReply::error(400, u"BadArgument"_s));
    const int before = rig.service.count(Endpoint::Activities);
    QTRY_COMPARE(rig.session.state(), State::Ended);
    QVERIFY(rig.service.count(Endpoint::Activities) - before <= 3); // one may have been under way
}

void TestSessionPolling::regionErrorsGoOnSlowly()
{
    SessionRig rig;
    QVERIFY(rig.goOnline(rig.secretProfile()));
    rig.service.fail(Endpoint::Activities, ScriptedReply::error(403, u"RegionNotAllowed"_s));
    QVERIFY(rig.passed(State::Degraded));
    // The longest back-off.
    QCOMPARE(rig.clock.nowUtc().msecsTo(*rig.lastSeen(State::Degraded).nextTry), 80);
    QTRY_COMPARE(rig.session.state(), State::Online);
    QCOMPARE(rig.service.count(Endpoint::Reconnect), 0);
    QCOMPARE(rig.service.count(Endpoint::Refresh), 0);
}

void TestSessionPolling::neverTwoPollsAtOnce_C053()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Activities,
                     ScriptedReply::held(ScriptedReply::json(200, activitySet({}, u"0"_s))));
    QTRY_COMPARE(rig.service.server().heldReplies(), 1);
    const int polls = rig.service.count(Endpoint::Activities);
    // Everything that may wish for a poll does so while one is under way.
    rig.session.tryNow();
    rig.session.resume();
    rig.session.setVisible(false);
    rig.session.setVisible(true);
    rig.send(u"hello"_s);
    QTRY_COMPARE(rig.service.count(Endpoint::Post), 1);
    QVERIFY(rig.longEnoughForARetry());
    QCOMPARE(rig.service.count(Endpoint::Activities), polls);
    rig.service.server().release();
    QVERIFY(rig.pollsGoOn());
}

void TestSessionPolling::aPostBringsAnExtraPoll_C054()
{
    Timing timing = fastTiming();
    timing.pollActive = 20s;
    timing.pollAfterSend = 400ms;
    SessionRig rig(timing);
    QVERIFY(rig.goOnline());
    const int before = rig.service.count(Endpoint::Activities);
    rig.service.fail(Endpoint::Post,
                     ScriptedReply::held(ScriptedReply::json(200, {{"id"_L1, "1"_L1}})));
    rig.send(u"hello"_s);
    QTRY_COMPARE(rig.service.count(Endpoint::Activities), before + 1); // while the post is out
    const qint64 sent = rig.service.last(Endpoint::Post).atMs;
    const qint64 polled = rig.service.last(Endpoint::Activities).atMs;
    // On a busy machine the two are noticed late, but never by so much.
    QVERIFY2(polled - sent >= 200 && polled - sent < 4000,
             qPrintable(QString::number(polled - sent)));
    rig.service.server().release();
    QTRY_COMPARE(rig.service.count(Endpoint::Activities), before + 2); // and after its end
    QVERIFY(rig.longEnoughForARetry());
    QVERIFY(rig.longEnoughForARetry());
    QCOMPARE(rig.service.count(Endpoint::Activities), before + 2);
}

void TestSessionPolling::hiddenWindowsPollLess_C055()
{
    Timing timing = fastTiming();
    timing.pollIdle = 20s;
    SessionRig rig(timing);
    QVERIFY(rig.goOnline());
    rig.session.setVisible(false);
    QVERIFY(rig.pollsGoOn(1)); // it had been armed already
    const int polls = rig.service.count(Endpoint::Activities);
    QVERIFY(rig.longEnoughForARetry());
    QVERIFY(rig.service.count(Endpoint::Activities) <= polls + 1);
    const int before = rig.service.count(Endpoint::Activities);
    rig.session.setVisible(true);
    QTRY_VERIFY(rig.service.count(Endpoint::Activities) > before);
    QVERIFY(rig.pollsGoOn());
}

void TestSessionPolling::hiddenForLongPollsLeast_C055()
{
    Timing timing = fastTiming();
    timing.hiddenLongAfter = 0ms;
    timing.pollHidden = 20s;
    SessionRig rig(timing);
    QVERIFY(rig.goOnline());
    rig.session.setVisible(false);
    QVERIFY(rig.pollsGoOn(1)); // it had been armed already
    const int polls = rig.service.count(Endpoint::Activities);
    QVERIFY(rig.longEnoughForARetry());
    QVERIFY(rig.service.count(Endpoint::Activities) <= polls + 1);
}

void TestSessionPolling::quietConversationsPollLess()
{
    Timing timing = fastTiming();
    timing.quietAfter = 0ms;
    timing.pollQuiet = 20s;
    SessionRig rig(timing);
    QVERIFY(rig.goOnline());
    const int polls = rig.service.count(Endpoint::Activities);
    QVERIFY(rig.longEnoughForARetry());
    QVERIFY(rig.service.count(Endpoint::Activities) <= polls + 1); // the last before it was quiet
}

void TestSessionPolling::overlappingSetsShowOnce_C056()
{
    SessionRig rig;
    rig.service.setWatermarkStyle(WatermarkStyle::Null); // each poll answers everything
    QVERIFY(rig.goOnline(rig.secretProfile()));
    rig.service.append(botMessage(u"a"_s));
    QTRY_COMPARE(rig.model().rowCount(), 1);
    rig.service.append(botMessage(u"b"_s));
    QTRY_COMPARE(rig.model().rowCount(), 2);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.texts(), QStringList({u"a"_s, u"b"_s}));
}

// The journal restores rows and watermark; what a session can do is to show a replay once.
void TestSessionPolling::aRestartShowsNothingTwice_C063()
{
    SessionRig rig;
    QVERIFY(rig.goOnline(rig.secretProfile()));
    const QString key = rig.send(u"mine"_s);
    rig.service.append(botMessage(u"theirs"_s));
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    QTRY_COMPARE(rig.model().rowCount(), 2);
    ConnectionProfile profile = rig.session.profile();
    profile.conversationId = rig.session.conversationId();
    QVERIFY(rig.goOnline(profile));
    QVERIFY(rig.pollsGoOn());
    QStringList texts = rig.texts();
    texts.sort();
    QCOMPARE(texts, QStringList({u"mine"_s, u"theirs"_s}));
    QCOMPARE(rig.service.count(Endpoint::Start), 1);
    QVERIFY(rig.service.last(Endpoint::Activities).query("watermark"));
    for (int row = 0; row < 2; ++row)
        QCOMPARE(rig.row(row).side, rig.row(row).shownText() == "mine"_L1 ? Side::Own : Side::Bot);
}

// A service whose watermark has passed the echo: only a read from the start finds it.
void TestSessionPolling::aLostEchoIsLookedFor_C065_data()
{
    QTest::addColumn<int>("postStatus");
    QTest::newRow("C065 delivered") << 200;
    QTest::newRow("unconfirmed") << 502;
}

void TestSessionPolling::aLostEchoIsLookedFor_C065()
{
    QFETCH(int, postStatus);
    SessionRig rig;
    ScriptedServer server;
    QJsonArray stored;
    server.setHandler([&](const RecordedRequest &request) {
        if (request.path().endsWith("/conversations"))
            return ScriptedReply::json(201, conversation(u"c1"_s));
        if (request.method == "POST") {
            stored.append(withMember(request.json(), u"id"_s, u"1"_s));
            return ScriptedReply::json(postStatus, {{"id"_L1, "1"_L1}});
        }
        return ScriptedReply::json(
            200, activitySet(request.query("watermark") ? QJsonArray() : stored, u"8"_s));
    });
    ConnectionProfile profile = rig.tokenProfile("any-token");
    profile.serviceUrl = *directline::ServiceUrl::parse(server.url().toString());
    QVERIFY(rig.goOnline(profile));
    const QString key = rig.send(u"hello"_s);
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    QCOMPARE(rig.model().rowCount(), 1);

    const QByteArray path = "/v3/directline/conversations/c1/activities";
    const qint64 posted = server.requests("POST", path).first().atMs;
    QList<qint64> readsFromStart;
    for (const RecordedRequest &poll : server.requests("GET", path)) {
        if (poll.atMs > posted && !poll.query("watermark"))
            readsFromStart.append(poll.atMs);
    }
    QCOMPARE(readsFromStart.size(), 1);
    QVERIFY(readsFromStart.first() - posted >= 100);
    QCOMPARE(server.count("POST", path), 1);
}

// Else a history that takes longer to read than a lost echo is waited for is never read to its end.
void TestSessionPolling::aHistoryIsReadToItsEndBeforeItIsReadAgain_C065()
{
    constexpr int kHistory = 40;
    Timing timing = fastTiming();
    timing.selfHealAfter = 5ms;
    timing.selfHealAtMostEvery = 1ms;
    SessionRig rig(timing);
    rig.service.setPageSize(1);
    rig.service.setEcho(false);
    for (int i = 0; i < kHistory; ++i)
        rig.service.append(botMessage(QString::number(i)));
    QVERIFY(rig.goOnline(rig.tokenProfile(rig.service.issueToken(rig.service.conversationId()))));
    const auto readsFromStart = [&rig] {
        QList<qsizetype> places;
        const auto polls = rig.service.requests(Endpoint::Activities);
        for (qsizetype i = 0; i < polls.size(); ++i) {
            if (!polls.at(i).query("watermark"))
                places.append(i);
        }
        return places;
    };
    rig.send(u"a"_s);
    QTRY_COMPARE(readsFromStart().size(), 2); // at first, and to look for the echo
    rig.send(u"b"_s); // in the middle of that
    QTRY_COMPARE(readsFromStart().size(), 3);
    const QList<qsizetype> places = readsFromStart();
    QVERIFY(places.at(2) - places.at(1) > kHistory);
}

void TestSessionPolling::healingHappensRarely_C065()
{
    SessionRig rig;
    rig.service.setEcho(false);
    QVERIFY(rig.goOnline());
    const auto readsFromStart = [&rig] {
        QList<qint64> reads;
        for (const RecordedRequest &poll : rig.service.requests(Endpoint::Activities)) {
            if (!poll.query("watermark"))
                reads.append(poll.atMs);
        }
        return reads;
    };
    QCOMPARE(readsFromStart().size(), 1); // the first of all
    rig.send(u"one"_s);
    QTRY_COMPARE(readsFromStart().size(), 2);
    const QString second = rig.send(u"two"_s);
    QTRY_COMPARE(rig.stateOf(second), SendState::Delivered);
    QTRY_COMPARE(readsFromStart().size(), 3);
    const qint64 gap = readsFromStart().at(2) - readsFromStart().at(1);
    QVERIFY2(gap >= 300, qPrintable(QString::number(gap))); // 600, but for what the first was late
}

// The connection did not survive the sleep, and nobody will say so.
void TestSessionPolling::awakeAgainADeadPollIsGivenUp()
{
    Timing timing = fastTiming();
    timing.client.readTimeout = 60s;
    SessionRig rig(timing);
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Activities,
                     ScriptedReply::held(ScriptedReply::json(200, activitySet({}, u"0"_s))));
    QTRY_COMPARE(rig.service.server().heldReplies(), 1);
    rig.service.append(botMessage(u"while you slept"_s));
    rig.clock.advance(5min); // the token is still good
    rig.session.resume();
    QTRY_COMPARE(rig.texts(), QStringList(u"while you slept"_s));
    QCOMPARE(rig.session.state(), State::Online);
}

void TestSessionPolling::awakeAgainTheWaitsAreOver()
{
    Timing timing = fastTiming();
    timing.backOffBase = timing.backOffCap = 60s;
    SessionRig rig(timing);
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Activities, ScriptedReply::empty(500));
    QTRY_COMPARE(rig.session.state(), State::Degraded);
    rig.clock.advance(5min);
    rig.session.resume();
    QTRY_COMPARE(rig.session.state(), State::Online);

    // What the service asked for has passed by its clock, though not by our timers. Before that
    // nothing leaves.
    rig.service.fail(Endpoint::Activities, ScriptedReply::json(429, {}).with("Retry-After", "800"));
    QTRY_COMPARE(rig.session.state(), State::Degraded);
    const int polls = rig.service.count(Endpoint::Activities);
    rig.clock.advance(79s); // a second of Retry-After lasts 100 ms here
    rig.session.resume();
    QVERIFY(rig.longEnoughForARetry());
    QCOMPARE(rig.service.count(Endpoint::Activities), polls);
    rig.clock.advance(2s);
    rig.session.resume();
    QTRY_COMPARE(rig.session.state(), State::Online);
}

void TestSessionPolling::tryNowSkipsTheWait()
{
    Timing timing = fastTiming();
    timing.backOffBase = 60s;
    timing.backOffCap = 60s;
    SessionRig rig(timing);
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Activities, ScriptedReply::empty(500));
    QTRY_COMPARE(rig.session.state(), State::Degraded);
    rig.session.tryNow();
    QTRY_COMPARE(rig.session.state(), State::Online);
    // The same while the service throttles: it is the user who insists.
    rig.service.fail(Endpoint::Activities, ScriptedReply::json(429, {}).with("Retry-After", "800"));
    QTRY_COMPARE(rig.session.state(), State::Degraded);
    rig.session.tryNow();
    QTRY_COMPARE(rig.session.state(), State::Online);
}

void TestSessionPolling::statusTellsTheNextTry()
{
    Timing timing = fastTiming();
    timing.backOffBase = 8s;
    timing.backOffCap = 8s;
    SessionRig rig(timing);
    QVERIFY(rig.goOnline());
    rig.service.server().stop();
    QTRY_COMPARE(rig.session.state(), State::Degraded);
    QCOMPARE(rig.session.statusText(), u"No connection. Next try in 8 s."_s);
    rig.clock.advance(3s);
    QTRY_COMPARE(rig.session.statusText(), u"No connection. Next try in 5 s."_s);
    QSignalSpy texts(&rig.session, &ConversationSession::statusTextChanged);
    rig.clock.advance(1s);
    QVERIFY(texts.wait());
    QCOMPARE(texts.last().first().toString(), u"No connection. Next try in 4 s."_s);
}

QTEST_GUILESS_MAIN(TestSessionPolling)

#include "tst_sessionpolling.moc"
