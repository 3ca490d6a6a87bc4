#include "tests/conversation/sessiontest.h"

#include <QtCore/QMetaMethod>
#include <QtCore/QTemporaryFile>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace botline;
using namespace botline::test;

// Closes a session when it hears something for the nth time.
class Closer : public QObject
{
    Q_OBJECT

public:
    Closer(ConversationSession &session, int nth) : m_session(session), m_left(nth) { }
    bool closed() const { return m_left <= 0; }

public Q_SLOTS:
    void hear()
    {
        if (--m_left == 0)
            m_session.close();
    }

private:
    ConversationSession &m_session;
    int m_left;
};

// Credentials and the way into a conversation (protocol.md §1, §2.1, §2.2, cases C001-C029, C116).
class TestSessionStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneStartWithTheToken_C001();
    void theReturnedTokenIsUsed_C005();
    void anExistingConversationShowsItsHistoryOnce_C006();
    void withoutATokenTheOriginalStays_C007();
    void anAnswerWithoutIdFails_C008();
    void theSecretOnlyBuysTheToken_C009();
    void refusalsAreFinal_data();
    void refusalsAreFinal();
    void aConflictIsNotRepeated_C013();
    void aConflictWithAKnownConversationIsJoined_C013();
    void throttledStartsWait_C014();
    void fiveAttemptsThenTheUserDecides_C015();
    void tooLongAWaitIsTold();

    void refreshAtHalfLife_C016_C017_data();
    void refreshAtHalfLife_C016_C017();
    void hugeLifetimesCauseNoStorm_C018();
    void oddLifetimesAreHalfAnHour_C019_data();
    void oddLifetimesAreHalfAnHour_C019();
    void refreshIsTriedAgain_C020();
    void aRefusedRefreshIsNotRepeated_C021();
    void refreshStopsShortOfTheEnd();
    void aLastingRefusalOfARefreshIsNotRepeated_data();
    void aLastingRefusalOfARefreshIsNotRepeated();
    void aClockPutBackRefreshesAtOnce();
    void serversWithoutRefreshGoOn();
    void asleepPastExpiry_C022_C025();
    void theSecretBringsTheConversationBack_C022_C023();
    void recoveryIsTriedAgain();
    void aRefusedRecoveryStartsAnewOnce_C024_data();
    void aRefusedRecoveryStartsAnewOnce_C024();
    void aRecoveryElsewhereIsANewConversation();
    void anExpiredTokenKeepsWhatWasTyped_C025();
    void aFreshTokenGoesOn_C025();
    void theTokenUrlIsAskedWithoutCredential_C026();
    void anExpiredTokenUrlStartsAnew();
    void theTokenNamesTheUser_C027();
    void otherTokensWorkTheSame_C028();
    void inventedDlIdsAreReplaced_C029();
    void serversWithoutTokens_C116_data();
    void serversWithoutTokens_C116();

    void resumesWithASecret();
    void resumesWithAToken();
    void resumeOfAForgottenConversation();
    void startingOverKeepsTheOldRows();
    void startingOverAsSomebodyElse();
    void startingOverWithABoundTokenGoesOn();
    void openingAnotherEndsTheFirst_C064();
    void closingStopsEverything();
    void endingFromInsideASignalIsSafe_data();
    void endingFromInsideASignalIsSafe();
};

void TestSessionStart::oneStartWithTheToken_C001()
{
    SessionRig rig;
    const QByteArray token = rig.service.issueToken();
    QSignalSpy states(&rig.session, &ConversationSession::stateChanged);
    QSignalSpy started(&rig.session, &ConversationSession::conversationStarted);
    QCOMPARE(rig.session.state(), State::Idle);
    QVERIFY(rig.goOnline(rig.tokenProfile(token)));
    QCOMPARE(rig.service.count(Endpoint::Start), 1);
    QCOMPARE(rig.service.count(Endpoint::Generate), 0);
    const RecordedRequest start = rig.service.last(Endpoint::Start);
    QCOMPARE(bearerOf(start), token);
    QCOMPARE(start.header("Accept"), QByteArray("application/json"));
    QCOMPARE(start.json().value("user"_L1).toObject().value("id"_L1).toString(), u"user-1"_s);
    QCOMPARE(started.count(), 1);
    QCOMPARE(rig.session.conversationId(), rig.service.conversationId());
    QCOMPARE(rig.session.statusText(), u"Connected"_s);

    QList<State> seen;
    for (const QVariantList &change : std::as_const(states))
        seen << change.first().value<State>();
    QCOMPARE(seen, QList<State>({State::Authenticating, State::Starting, State::Online}));
}

void TestSessionStart::theReturnedTokenIsUsed_C005()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    const QByteArray original = bearerOf(rig.service.last(Endpoint::Start));
    rig.send(u"hello"_s);
    QTRY_COMPARE(rig.service.count(Endpoint::Post), 1);
    const QByteArray used = bearerOf(rig.service.last(Endpoint::Post));
    QVERIFY(used != original);
    for (const RecordedRequest &poll : rig.service.requests(Endpoint::Activities))
        QCOMPARE(bearerOf(poll), used);
}

void TestSessionStart::anExistingConversationShowsItsHistoryOnce_C006()
{
    SessionRig rig;
    QVERIFY(rig.goOnline()); // somebody starts it first
    const QByteArray token = bearerOf(rig.service.last(Endpoint::Activities));
    rig.service.append(botMessage(u"earlier"_s));
    rig.service.append(botMessage(u"later"_s));
    QTRY_COMPARE(rig.model().rowCount(), 2);

    QSignalSpy received(&rig.session, &ConversationSession::activitiesReceived);
    QSignalSpy loaded(&rig.session, &ConversationSession::historyLoaded);
    QVERIFY(rig.goOnline(rig.tokenProfile(token)));
    QCOMPARE(rig.texts(), QStringList({u"earlier"_s, u"later"_s}));
    QCOMPARE(received.count(), 1);
    QCOMPARE(received.first().at(1).toBool(), true);
    QCOMPARE(loaded.count(), 1);
    QCOMPARE(loaded.first().first().toInt(), 2);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.model().rowCount(), 2);

    rig.service.append(botMessage(u"now"_s));
    QTRY_COMPARE(rig.model().rowCount(), 3);
    QCOMPARE(received.last().at(1).toBool(), false); // no replay any more
}

void TestSessionStart::withoutATokenTheOriginalStays_C007()
{
    SessionRig rig;
    const QByteArray token = rig.service.issueToken();
    rig.service.fail(
        Endpoint::Start,
        ScriptedReply::json(
            202, {{"conversationId"_L1, rig.service.conversationId()}, {"expires_in"_L1, 1800}}));
    QVERIFY(rig.goOnline(rig.tokenProfile(token)));
    rig.send(u"hello"_s);
    QTRY_COMPARE(rig.service.count(Endpoint::Post), 1);
    QCOMPARE(bearerOf(rig.service.last(Endpoint::Post)), token);
    QCOMPARE(bearerOf(rig.service.last(Endpoint::Activities)), token);
}

void TestSessionStart::anAnswerWithoutIdFails_C008()
{
    SessionRig rig;
    rig.service.fail(Endpoint::Start, ScriptedReply::json(201, {{"token"_L1, "t"_L1}}));
    rig.session.open(rig.tokenProfile());
    QTRY_COMPARE(rig.session.state(), State::Failed);
    QVERIFY(rig.session.statusText().contains("Direct Line"_L1));
    QVERIFY(rig.longEnoughForARetry());
    QCOMPARE(rig.service.count(Endpoint::Start), 1);
    QCOMPARE(rig.service.count(Endpoint::Activities), 0);
}

void TestSessionStart::theSecretOnlyBuysTheToken_C009()
{
    SessionRig rig;
    QVERIFY(rig.goOnline(rig.secretProfile()));
    rig.send(u"hello"_s);
    QTRY_COMPARE(rig.service.count(Endpoint::Post), 1);
    QCOMPARE(rig.service.count(Endpoint::Generate), 1);
    QCOMPARE(bearerOf(rig.service.last(Endpoint::Generate)), rig.service.secret());
    for (const RecordedRequest &request : rig.service.server().requests()) {
        if (ScriptedDirectLine::endpointOf(request) != Endpoint::Generate)
            QVERIFY(bearerOf(request) != rig.service.secret());
    }
    // The user is embedded in the token, so start does not name it again.
    const QString userId = rig.session.profile().userId;
    QVERIFY2(userId.startsWith("dl_"_L1) && userId.size() == 3 + 32, qPrintable(userId));
    const QJsonObject generate = rig.service.last(Endpoint::Generate).json();
    QCOMPARE(generate["user"_L1]["id"_L1].toString(), userId);
    QVERIFY(!rig.service.last(Endpoint::Start).json().contains("user"_L1));
    QCOMPARE(rig.service.posted().last()["from"_L1]["id"_L1].toString(), userId);
}

void TestSessionStart::refusalsAreFinal_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("told");
    QTest::newRow("C010 401") << 401 << u"BadArgument"_s << u"Missing token or secret"_s
                              << u"secret or token"_s;
    QTest::newRow("400") << 400 << u"MissingProperty"_s << u"user id is missing"_s
                         << u"user id is missing"_s;
    QTest::newRow("403") << 403 << u"BadArgument"_s << u"Invalid token or secret"_s
                         << u"secret or token"_s;
    QTest::newRow("C011 region") << 403 << u"RegionNotAllowed"_s << u"Use the europe region"_s
                                 << u"service URL"_s;
    QTest::newRow("C012 site") << 403 << u"BadArgument"_s << u"Site missing or disabled"_s
                               << u"channel is switched off"_s;
    QTest::newRow("404") << 404 << u""_s << u""_s << u"service URL"_s;
}

void TestSessionStart::refusalsAreFinal()
{
    QFETCH(int, status);
    QFETCH(QString, code);
    QFETCH(QString, message);
    QFETCH(QString, told);
    SessionRig rig;
    rig.service.failAlways(Endpoint::Start, ScriptedReply::error(status, code, message));
    rig.session.open(rig.tokenProfile());
    QTRY_COMPARE(rig.session.state(), State::Failed);
    QVERIFY2(rig.session.statusText().contains(told), qPrintable(rig.session.statusText()));
    if (status == 403 && code != "BadArgument"_L1)
        QVERIFY(!rig.session.statusText().contains("expired"_L1));
    QVERIFY(rig.session.errorDetails().contains(u"HTTP %1"_s.arg(status)));
    QVERIFY(!rig.session.nextTryAt());
    QVERIFY(rig.longEnoughForARetry());
    QCOMPARE(rig.service.count(Endpoint::Start), 1);
    QCOMPARE(rig.service.count(Endpoint::Refresh), 0);
    QCOMPARE(rig.service.count(Endpoint::Activities), 0);
}

void TestSessionStart::aConflictIsNotRepeated_C013()
{
    SessionRig rig;
    rig.service.failAlways(Endpoint::Start, ScriptedReply::error(409, u"Conflict"_s));
    rig.session.open(rig.tokenProfile());
    QTRY_COMPARE(rig.session.state(), State::Failed);
    QVERIFY(rig.longEnoughForARetry());
    QCOMPARE(rig.service.count(Endpoint::Start), 1);
}

void TestSessionStart::aConflictWithAKnownConversationIsJoined_C013()
{
    SessionRig rig;
    rig.service.failAlways(Endpoint::Start, ScriptedReply::error(409, u"Conflict"_s));
    QVERIFY(rig.goOnline(rig.secretProfile()));
    QCOMPARE(rig.service.count(Endpoint::Start), 1);
    QCOMPARE(rig.service.count(Endpoint::Reconnect), 1);
    QVERIFY(bearerOf(rig.service.last(Endpoint::Reconnect)) != rig.service.secret());
    QCOMPARE(rig.session.conversationId(), rig.service.conversationId());
}

void TestSessionStart::throttledStartsWait_C014()
{
    Timing timing = fastTiming();
    timing.retryAfterSecond = 500ms;
    SessionRig rig(timing);
    rig.service.fail(Endpoint::Start, ScriptedReply::json(429, {}).with("Retry-After", "2"));
    QSignalSpy texts(&rig.session, &ConversationSession::statusTextChanged);
    QVERIFY(rig.goOnline());
    const auto starts = rig.service.requests(Endpoint::Start);
    QCOMPARE(starts.size(), 2);
    const qint64 gap = starts.at(1).atMs - starts.at(0).atMs;
    QVERIFY2(gap >= 999, qPrintable(QString::number(gap)));
    QVERIFY2(gap < 2000, qPrintable(QString::number(gap)));
    const bool told = std::any_of(texts.begin(), texts.end(), [](const QVariantList &text) {
        return text.first().toString().contains("Next try in"_L1);
    });
    QVERIFY(told);
}

void TestSessionStart::fiveAttemptsThenTheUserDecides_C015()
{
    SessionRig rig;
    rig.service.fail(Endpoint::Start, ScriptedReply::error(500, u"ServiceError"_s), 5);
    rig.session.open(rig.tokenProfile());
    QTRY_VERIFY(rig.session.nextTryAt());
    QCOMPARE(rig.session.state(), State::Starting);
    QTRY_COMPARE(rig.session.state(), State::Failed);
    QVERIFY(rig.longEnoughForARetry());
    const auto starts = rig.service.requests(Endpoint::Start);
    QCOMPARE(starts.size(), 5);
    for (int i = 1; i < 5; ++i) // 10, 20, 40, 80 ms at least
        QVERIFY(starts.at(i).atMs - starts.at(i - 1).atMs >= 10 << (i - 1));

    rig.session.tryNow();
    QTRY_COMPARE(rig.session.state(), State::Online);
    QCOMPARE(rig.service.count(Endpoint::Start), 6);
}

void TestSessionStart::tooLongAWaitIsTold()
{
    SessionRig rig;
    rig.service.fail(
        Endpoint::Start,
        ScriptedReply::error(429, u"Quota"_s, u"Quota used up"_s).with("Retry-After", "7200"));
    rig.session.open(rig.tokenProfile());
    QTRY_COMPARE(rig.session.state(), State::Failed);
    QVERIFY(rig.session.statusText().contains("Quota used up"_L1));
    const QString until
        = QLocale().toString(rig.clock.nowUtc().addSecs(7200).toLocalTime(), QLocale::ShortFormat);
    QVERIFY2(rig.session.statusText().contains(until), qPrintable(rig.session.statusText()));
    QVERIFY(rig.session.statusText().contains("Quota used up. "_L1));
    const QString told = rig.session.statusText();
    rig.clock.advance(10min);
    QCOMPARE(rig.session.statusText(), told); // the instant does not run away
    rig.session.tryNow(); // the user may insist
    QTRY_COMPARE(rig.session.state(), State::Online);
}

// ---- Refresh

void TestSessionStart::refreshAtHalfLife_C016_C017_data()
{
    QTest::addColumn<int>("expiresIn");
    QTest::addColumn<int>("notBefore");
    QTest::addColumn<int>("at");
    QTest::newRow("C016 half an hour") << 1800 << 899 << 900;
    QTest::newRow("C017 an hour") << 3600 << 1700 << 1800;
}

void TestSessionStart::refreshAtHalfLife_C016_C017()
{
    QFETCH(int, expiresIn);
    QFETCH(int, notBefore);
    QFETCH(int, at);
    SessionRig rig;
    rig.service.setExpiresIn(expiresIn);
    QVERIFY(rig.goOnline());
    const QByteArray first = bearerOf(rig.service.last(Endpoint::Activities));

    rig.clock.advance(std::chrono::seconds(notBefore));
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Refresh), 0);

    rig.clock.advance(std::chrono::seconds(at - notBefore));
    QTRY_COMPARE(rig.service.count(Endpoint::Refresh), 1);
    QCOMPARE(bearerOf(rig.service.last(Endpoint::Refresh)), first);
    QTRY_VERIFY(bearerOf(rig.service.last(Endpoint::Activities)) != first);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Refresh), 1);
    QCOMPARE(rig.session.state(), State::Online);
}

void TestSessionStart::hugeLifetimesCauseNoStorm_C018()
{
    SessionRig rig;
    rig.service.setExpiresIn(2147483647);
    QVERIFY(rig.goOnline());
    QVERIFY(rig.pollsGoOn());
    rig.clock.advance(11h);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Refresh), 0);
    rig.clock.advance(1h); // half of the longest life we believe in
    QTRY_COMPARE(rig.service.count(Endpoint::Refresh), 1);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Refresh), 1);
}

void TestSessionStart::oddLifetimesAreHalfAnHour_C019_data()
{
    QTest::addColumn<QJsonValue>("expiresIn");
    QTest::newRow("missing") << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("text") << QJsonValue("abc"_L1);
    QTest::newRow("zero") << QJsonValue(0);
    QTest::newRow("negative") << QJsonValue(-5);
}

void TestSessionStart::oddLifetimesAreHalfAnHour_C019()
{
    QFETCH(QJsonValue, expiresIn);
    SessionRig rig;
    rig.service.setExpiresIn(expiresIn);
    QVERIFY(rig.goOnline());
    rig.clock.advance(899s);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Refresh), 0);
    rig.clock.advance(1s);
    QTRY_COMPARE(rig.service.count(Endpoint::Refresh), 1);
}

void TestSessionStart::refreshIsTriedAgain_C020()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    QSignalSpy states(&rig.session, &ConversationSession::stateChanged);
    const QByteArray first = bearerOf(rig.service.last(Endpoint::Activities));
    rig.service.fail(Endpoint::Refresh, ScriptedReply::error(500, u"ServiceError"_s), 2);
    rig.clock.advance(900s);
    QTRY_COMPARE(rig.service.count(Endpoint::Refresh), 1);
    QVERIFY(rig.pollsGoOn(2)); // the answer is there
    rig.clock.advance(1s); // past the back-off
    QTRY_COMPARE(rig.service.count(Endpoint::Refresh), 2);
    QVERIFY(rig.pollsGoOn(2));
    rig.clock.advance(1s);
    QTRY_COMPARE(rig.service.count(Endpoint::Refresh), 3);
    QTRY_VERIFY(bearerOf(rig.service.last(Endpoint::Activities)) != first);
    QCOMPARE(states.count(), 0);
}

void TestSessionStart::aRefusedRefreshIsNotRepeated_C021()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.failAlways(Endpoint::Refresh, ScriptedReply::error(403, u"TokenExpired"_s));
    rig.clock.advance(900s);
    QTRY_COMPARE(rig.session.state(), State::Expired);
    QVERIFY(rig.longEnoughForARetry());
    QCOMPARE(rig.service.count(Endpoint::Refresh), 1);
}

void TestSessionStart::refreshStopsShortOfTheEnd()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.failAlways(Endpoint::Refresh, ScriptedReply::error(500, u"ServiceError"_s));
    rig.clock.advance(1785s);
    QTRY_COMPARE(rig.service.count(Endpoint::Refresh), 1);
    QVERIFY(rig.pollsGoOn(2)); // the answer is there
    rig.clock.advance(4990ms);
    QTRY_COMPARE(rig.service.count(Endpoint::Refresh), 2); // and the next would be too late
    QVERIFY(rig.pollsGoOn(2));
    rig.clock.advance(5s);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Refresh), 2);
    QCOMPARE(rig.session.state(), State::Online);
}

// A wrong region is no expiry: asking again would change nothing, and the token is good
// (protocol.md §2.7).
void TestSessionStart::aLastingRefusalOfARefreshIsNotRepeated_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    QTest::newRow("region") << 403 << u"RegionNotAllowed"_s << u"Use the europe region"_s;
    QTest::newRow("site") << 403 << u"BadArgument"_s << u"Site missing or disabled"_s;
    QTest::newRow("400") << 400 << u"BadArgument"_s << u"No"_s;
}

void TestSessionStart::aLastingRefusalOfARefreshIsNotRepeated()
{
    QFETCH(int, status);
    QFETCH(QString, code);
    QFETCH(QString, message);
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.failAlways(Endpoint::Refresh, ScriptedReply::error(status, code, message));
    rig.clock.advance(900s);
    QTRY_COMPARE(rig.service.count(Endpoint::Refresh), 1);
    QVERIFY(rig.pollsGoOn(2)); // the answer is there
    rig.clock.advance(300s);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Refresh), 1);
    QCOMPARE(rig.session.state(), State::Online);
}

// The machine started with a wrong clock, which was then put right.
void TestSessionStart::aClockPutBackRefreshesAtOnce()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.clock.advance(-3h);
    QTRY_COMPARE(rig.service.count(Endpoint::Refresh), 1);
    QVERIFY(rig.pollsGoOn());
    rig.clock.advance(899s);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Refresh), 1); // from then on as ever
    rig.clock.advance(1s);
    QTRY_COMPARE(rig.service.count(Endpoint::Refresh), 2);
    QCOMPARE(rig.session.state(), State::Online);
}

void TestSessionStart::serversWithoutRefreshGoOn()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.failAlways(Endpoint::Refresh, ScriptedReply::empty(404));
    rig.clock.advance(900s);
    QTRY_COMPARE(rig.service.count(Endpoint::Refresh), 1);
    QVERIFY(rig.pollsGoOn(2)); // the answer is there
    rig.clock.advance(2h);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Refresh), 1);
    QCOMPARE(rig.session.state(), State::Online);
}

// ---- Recovery

void TestSessionStart::asleepPastExpiry_C022_C025()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.expireTokens();
    rig.clock.advance(35min);
    rig.session.resume();
    QTRY_COMPARE(rig.session.state(), State::Expired);
    QCOMPARE(rig.service.count(Endpoint::Refresh), 0);
    QVERIFY(rig.session.statusText().contains("expired"_L1));
}

void TestSessionStart::theSecretBringsTheConversationBack_C022_C023()
{
    SessionRig rig;
    QVERIFY(rig.goOnline(rig.secretProfile()));
    rig.service.append(botMessage(u"before"_s));
    QTRY_COMPARE(rig.model().rowCount(), 1);
    QVERIFY(rig.pollsGoOn(2));
    const QString conversationId = rig.session.conversationId();
    const auto watermark = rig.service.last(Endpoint::Activities).query("watermark");
    QCOMPARE(watermark, u"1"_s);

    rig.service.expireTokens();
    rig.clock.advance(35min);
    QTRY_COMPARE(rig.service.count(Endpoint::Reconnect), 1);
    const RecordedRequest recovery = rig.service.last(Endpoint::Reconnect);
    QCOMPARE(bearerOf(recovery), rig.service.secret());
    QCOMPARE(recovery.query("watermark"), watermark);
    QTRY_COMPARE(rig.session.state(), State::Online);

    const int polls = rig.service.count(Endpoint::Activities);
    rig.service.append(botMessage(u"after"_s));
    QTRY_COMPARE(rig.texts(), QStringList({u"before"_s, u"after"_s}));
    QCOMPARE(rig.service.requests(Endpoint::Activities).at(polls - 1).query("watermark"),
             watermark);
    QCOMPARE(rig.session.conversationId(), conversationId);
    QCOMPARE(rig.service.count(Endpoint::Refresh), 0);
    QCOMPARE(rig.service.count(Endpoint::Start), 1);
    QCOMPARE(rig.service.count(Endpoint::Reconnect), 1);
}

void TestSessionStart::recoveryIsTriedAgain()
{
    SessionRig rig;
    QVERIFY(rig.goOnline(rig.secretProfile()));
    rig.service.fail(Endpoint::Reconnect, ScriptedReply::error(503, u"Busy"_s), 2);
    rig.states.clear();
    rig.service.expireTokens();
    QVERIFY(rig.passed(State::Online));
    QVERIFY(rig.passed(State::Degraded));
    QCOMPARE(rig.service.count(Endpoint::Reconnect), 3);
    QVERIFY(rig.pollsGoOn());
}

void TestSessionStart::aRefusedRecoveryStartsAnewOnce_C024_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::newRow("C024 enhanced authentication") << 400 << u"MissingProperty"_s;
    QTest::newRow("403") << 403 << u"BadArgument"_s;
    QTest::newRow("404") << 404 << u"BadArgument"_s;
}

void TestSessionStart::aRefusedRecoveryStartsAnewOnce_C024()
{
    QFETCH(int, status);
    QFETCH(QString, code);
    SessionRig rig;
    QVERIFY(rig.goOnline(rig.secretProfile()));
    rig.service.append(botMessage(u"before"_s));
    QTRY_COMPARE(rig.model().rowCount(), 1);
    const QString first = rig.session.conversationId();

    rig.service.failAlways(Endpoint::Reconnect, ScriptedReply::error(status, code));
    rig.service.expireTokens();
    QTRY_COMPARE(rig.service.count(Endpoint::Start), 2);
    QTRY_COMPARE(rig.session.state(), State::Online);
    QVERIFY(rig.session.conversationId() != first);
    rig.service.append(botMessage(u"after"_s));
    QTRY_COMPARE(rig.model().rowCount(), 3);
    QCOMPARE(rig.row(0).shownText(), u"before"_s);
    QCOMPARE(rig.row(1).side, Side::System);
    QVERIFY(rig.row(1).note.contains("new one"_L1));
    QCOMPARE(rig.row(2).shownText(), u"after"_s);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Start), 2);
    QCOMPARE(rig.service.count(Endpoint::Reconnect), 1);
}

void TestSessionStart::aRecoveryElsewhereIsANewConversation()
{
    SessionRig rig;
    QVERIFY(rig.goOnline(rig.secretProfile()));
    rig.service.append(botMessage(u"before"_s));
    QTRY_COMPARE(rig.model().rowCount(), 1);
    const QByteArray token = rig.service.issueToken(); // of a further conversation
    const QString other = rig.service.conversationId();
    rig.service.appendTo(other, botMessage(u"there"_s));
    rig.service.fail(Endpoint::Reconnect,
                     ScriptedReply::json(200, conversation(other, QString::fromUtf8(token))));
    rig.service.fail(Endpoint::Activities, ScriptedReply::error(403, u"TokenExpired"_s));
    QTRY_COMPARE(rig.session.conversationId(), other);
    QTRY_COMPARE(rig.model().rowCount(), 3);
    QCOMPARE(rig.row(1).side, Side::System);
    QCOMPARE(rig.row(2).shownText(), u"there"_s);
}

void TestSessionStart::anExpiredTokenKeepsWhatWasTyped_C025()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.expireTokens();
    QTRY_COMPARE(rig.session.state(), State::Expired);
    const int polls = rig.service.count(Endpoint::Activities);
    const QString key = rig.send(u"not lost"_s);
    QVERIFY(!key.isEmpty());
    QVERIFY(rig.longEnoughForARetry());
    QCOMPARE(rig.service.count(Endpoint::Activities), polls);
    QCOMPARE(rig.service.count(Endpoint::Post), 0);
    QCOMPARE(rig.stateOf(key), SendState::Queued);
    QCOMPARE(rig.rowOf(key).shownText(), u"not lost"_s);
}

void TestSessionStart::aFreshTokenGoesOn_C025()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    const QString conversationId = rig.session.conversationId();
    rig.service.append(botMessage(u"before"_s));
    QTRY_COMPARE(rig.model().rowCount(), 1);
    rig.service.expireTokens();
    QTRY_COMPARE(rig.session.state(), State::Expired);
    const QString key = rig.send(u"not lost"_s);
    rig.session.renewCredential(*directline::Bearer::parse(rig.service.issueToken(conversationId)));
    QTRY_COMPARE(rig.stateOf(key), SendState::Sent);
    QCOMPARE(rig.session.conversationId(), conversationId);
    QCOMPARE(rig.texts(), QStringList({u"before"_s, u"not lost"_s})); // no divider: it is the same
}

void TestSessionStart::theTokenUrlIsAskedWithoutCredential_C026()
{
    SessionRig rig;
    ScriptedServer issuer;
    const QByteArray token = rig.service.issueToken();
    issuer.script("GET", "/token",
                  {ScriptedReply::json(
                      200, conversation(rig.service.conversationId(), QString::fromUtf8(token)))});
    ConnectionProfile profile = rig.secretProfile();
    profile.kind = CredentialKind::TokenUrl;
    profile.credential = {};
    profile.tokenUrl = issuer.url(u"/token"_s);
    QVERIFY(rig.goOnline(profile));
    QCOMPARE(issuer.requests().size(), 1);
    QVERIFY(!issuer.requests().first().hasHeader("Authorization"));
    QCOMPARE(bearerOf(rig.service.last(Endpoint::Start)), token);
    QVERIFY(rig.session.profile().userId.startsWith("user-"_L1));
}

void TestSessionStart::anExpiredTokenUrlStartsAnew()
{
    SessionRig rig;
    ScriptedServer issuer;
    issuer.setHandler([&rig](const RecordedRequest &) {
        const QByteArray token = rig.service.issueToken();
        return ScriptedReply::json(
            200, conversation(rig.service.conversationId(), QString::fromUtf8(token)));
    });
    ConnectionProfile profile = rig.secretProfile();
    profile.kind = CredentialKind::TokenUrl;
    profile.tokenUrl = issuer.url(u"/token"_s);
    QVERIFY(rig.goOnline(profile));
    rig.service.append(botMessage(u"before"_s));
    QTRY_COMPARE(rig.model().rowCount(), 1);
    const QString first = rig.session.conversationId();
    rig.service.expireTokens();
    QTRY_VERIFY(rig.session.conversationId() != first);
    QTRY_COMPARE(rig.session.state(), State::Online);
    QCOMPARE(issuer.requests().size(), 2);
    QCOMPARE(rig.row(1).side, Side::System);
}

void TestSessionStart::theTokenNamesTheUser_C027()
{
    SessionRig rig;
    const QByteArray token = jwt({{"user"_L1, "dl_x"_L1}, {"conv"_L1, "c"_L1}});
    rig.service.fail(Endpoint::Start, ScriptedReply::json(201, conversation(u"c"_s)));
    // The scripted service knows no such token; it is enough to see what is sent.
    rig.service.failAlways(Endpoint::Activities, ScriptedReply::json(200, activitySet({})));
    rig.service.failAlways(Endpoint::Post, ScriptedReply::json(200, {{"id"_L1, "1"_L1}}));
    rig.service.failAlways(Endpoint::Upload, ScriptedReply::json(200, {{"id"_L1, "2"_L1}}));
    QSignalSpy users(&rig.session, &ConversationSession::userChanged);
    QVERIFY(rig.goOnline(rig.tokenProfile(token)));
    QCOMPARE(users.last().first().toString(), u"dl_x"_s);
    QCOMPARE(rig.session.profile().userId, u"dl_x"_s);
    QVERIFY(!rig.service.last(Endpoint::Start).json().contains("user"_L1));

    QTemporaryFile file;
    QVERIFY(file.open());
    file.write("content");
    file.flush();
    rig.session.send(u"hello"_s, {});
    rig.session.send({}, {{file.fileName(), u"a.txt"_s, u"text/plain"_s, 7, {}}});
    QTRY_COMPARE(rig.service.count(Endpoint::Upload), 1);
    QCOMPARE(rig.service.posted().first()["from"_L1]["id"_L1].toString(), u"dl_x"_s);
    QCOMPARE(rig.service.posted().last()["from"_L1]["id"_L1].toString(), u"dl_x"_s);
    QCOMPARE(rig.service.last(Endpoint::Upload).query("userId"), u"dl_x"_s);
}

void TestSessionStart::otherTokensWorkTheSame_C028()
{
    SessionRig rig;
    const QByteArray token = "RCurR_XV9ZA.cwA.BKA.old-style";
    rig.service.fail(Endpoint::Start, ScriptedReply::json(201, conversation(u"c"_s)));
    rig.service.failAlways(Endpoint::Activities, ScriptedReply::json(200, activitySet({})));
    QVERIFY(rig.goOnline(rig.tokenProfile(token)));
    QCOMPARE(bearerOf(rig.service.last(Endpoint::Activities)), token);
    QCOMPARE(rig.session.profile().userId, u"user-1"_s);
}

void TestSessionStart::inventedDlIdsAreReplaced_C029()
{
    SessionRig rig;
    ConnectionProfile profile = rig.tokenProfile();
    profile.userId = u"dl_invented"_s;
    QVERIFY(rig.goOnline(profile));
    const QString userId = rig.session.profile().userId;
    QVERIFY2(userId.startsWith("user-"_L1), qPrintable(userId));
    const QJsonObject start = rig.service.last(Endpoint::Start).json();
    QCOMPARE(start["user"_L1]["id"_L1].toString(), userId);

    // With a secret it is no invention: we have it embedded.
    SessionRig withSecret;
    profile = withSecret.secretProfile();
    profile.userId = u"dl_mine"_s;
    QVERIFY(withSecret.goOnline(profile));
    QCOMPARE(withSecret.session.profile().userId, u"dl_mine"_s);
    QCOMPARE(withSecret.service.last(Endpoint::Generate).json()["user"_L1]["id"_L1].toString(),
             u"dl_mine"_s);
}

void TestSessionStart::serversWithoutTokens_C116_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("404 html") << 404 << QByteArray("<html>Cannot POST</html>");
    QTest::newRow("405 empty") << 405 << QByteArray();
    QTest::newRow("501 text") << 501 << QByteArray("not implemented");
}

void TestSessionStart::serversWithoutTokens_C116()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    SessionRig rig(fastTiming(), "/directline");
    rig.service.failAlways(Endpoint::Generate, ScriptedReply::text(status, body, "text/html"));
    rig.service.setGivesTokens(false);
    QVERIFY(rig.goOnline(rig.secretProfile()));
    rig.send(u"hello"_s);
    QTRY_COMPARE(rig.service.count(Endpoint::Post), 1);
    QCOMPARE(bearerOf(rig.service.last(Endpoint::Start)), rig.service.secret());
    QCOMPARE(bearerOf(rig.service.last(Endpoint::Activities)), rig.service.secret());
    QCOMPARE(bearerOf(rig.service.last(Endpoint::Post)), rig.service.secret());
    QVERIFY(rig.session.profile().userId.startsWith("user-"_L1)); // nothing to embed a dl_ id in
    // A secret is never refreshed, however long it lasts.
    rig.clock.advance(48h);
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.service.count(Endpoint::Refresh), 0);
    QCOMPARE(rig.session.state(), State::Online);
}

// ---- Resuming and starting over

void TestSessionStart::resumesWithASecret()
{
    SessionRig rig;
    rig.service.issueToken();
    const QString id = rig.service.conversationId();
    rig.service.append(botMessage(u"from last week"_s));
    ConnectionProfile profile = rig.secretProfile();
    profile.conversationId = id;
    QSignalSpy received(&rig.session, &ConversationSession::activitiesReceived);
    QVERIFY(rig.goOnline(profile));
    QCOMPARE(rig.service.count(Endpoint::Generate), 0);
    QCOMPARE(rig.service.count(Endpoint::Start), 0);
    QCOMPARE(bearerOf(rig.service.last(Endpoint::Reconnect)), rig.service.secret());
    QVERIFY(bearerOf(rig.service.last(Endpoint::Activities)) != rig.service.secret());
    QCOMPARE(rig.texts(), QStringList(u"from last week"_s));
    QCOMPARE(received.first().at(1).toBool(), true);
}

void TestSessionStart::resumesWithAToken()
{
    SessionRig rig;
    const QByteArray token = rig.service.issueToken();
    ConnectionProfile profile = rig.tokenProfile(token);
    profile.conversationId = rig.service.conversationId();
    rig.service.append(botMessage(u"from last week"_s));
    QVERIFY(rig.goOnline(profile));
    QCOMPARE(rig.service.count(Endpoint::Start), 0);
    QCOMPARE(bearerOf(rig.service.last(Endpoint::Reconnect)), token);
    QVERIFY(!rig.service.last(Endpoint::Reconnect).query("watermark"));
    QCOMPARE(rig.texts(), QStringList(u"from last week"_s));
}

void TestSessionStart::resumeOfAForgottenConversation()
{
    SessionRig rig;
    ConnectionProfile profile = rig.secretProfile();
    profile.conversationId = u"long-gone"_s;
    rig.session.open(profile);
    QTRY_COMPARE(rig.session.state(), State::Ended);
    QString why;
    QCOMPARE(rig.session.send(u"hello"_s, {}, &why), QString());
    QVERIFY(!why.isEmpty());
    rig.session.startOver();
    QTRY_COMPARE(rig.session.state(), State::Online);
    QCOMPARE(rig.service.count(Endpoint::Start), 1);
}

void TestSessionStart::startingOverKeepsTheOldRows()
{
    SessionRig rig;
    QVERIFY(rig.goOnline(rig.secretProfile()));
    const QString user = rig.session.profile().userId;
    const QString first = rig.session.conversationId();
    rig.service.append(botMessage(u"old"_s));
    QTRY_COMPARE(rig.model().rowCount(), 1);
    QSignalSpy loaded(&rig.session, &ConversationSession::historyLoaded);
    rig.session.startOver();
    QVERIFY(loaded.wait());
    QVERIFY(rig.session.conversationId() != first);
    QCOMPARE(rig.session.profile().userId, user);
    rig.service.append(botMessage(u"new"_s));
    QTRY_COMPARE(rig.model().rowCount(), 3);
    QCOMPARE(rig.texts(), QStringList({u"old"_s, u"New conversation"_s, u"new"_s}));
    QVERIFY(!rig.service.last(Endpoint::Activities).target.contains(first.toUtf8() + '/'));
}

void TestSessionStart::startingOverAsSomebodyElse()
{
    SessionRig rig;
    QVERIFY(rig.goOnline(rig.secretProfile()));
    const QString user = rig.session.profile().userId;
    QSignalSpy loaded(&rig.session, &ConversationSession::historyLoaded);
    rig.session.startOver(ConversationSession::User::New);
    QVERIFY(loaded.wait());
    QVERIFY(rig.session.profile().userId != user);
    QCOMPARE(rig.service.last(Endpoint::Generate).json()["user"_L1]["id"_L1].toString(),
             rig.session.profile().userId);
}

void TestSessionStart::startingOverWithABoundTokenGoesOn()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.append(botMessage(u"old"_s));
    QTRY_COMPARE(rig.model().rowCount(), 1);
    rig.session.startOver();
    QTRY_COMPARE(rig.service.count(Endpoint::Start), 2);
    QTRY_COMPARE(rig.model().rowCount(), 2);
    QCOMPARE(rig.row(1).side, Side::System);
    QVERIFY(rig.row(1).note.contains("one conversation"_L1));
    QVERIFY(rig.pollsGoOn());
    QCOMPARE(rig.model().rowCount(), 2); // the history is not shown again
}

void TestSessionStart::openingAnotherEndsTheFirst_C064()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.service.fail(Endpoint::Activities,
                     ScriptedReply::held(ScriptedReply::json(
                         200, activitySet({botMessage(u"too late"_s, u"1"_s)}, u"7"_s))));
    QTRY_COMPARE(rig.service.server().heldReplies(), 1);
    ScriptedDirectLine other;
    other.append(botMessage(u"of the other"_s));
    ConnectionProfile profile = rig.tokenProfile(other.issueToken(other.conversationId()));
    profile.serviceUrl = *directline::ServiceUrl::parse(other.rootUrl());
    QSignalSpy loaded(&rig.session, &ConversationSession::historyLoaded);
    rig.session.open(profile);
    rig.service.server().release();
    QVERIFY(loaded.wait());
    QTRY_VERIFY(other.count(Endpoint::Activities) > 5);
    QCOMPARE(rig.texts(), QStringList(u"of the other"_s));
    for (const RecordedRequest &poll : other.requests(Endpoint::Activities))
        QVERIFY(poll.query("watermark") != u"7"_s);
}

void TestSessionStart::closingStopsEverything()
{
    SessionRig rig;
    QVERIFY(rig.goOnline());
    rig.session.close();
    QCOMPARE(rig.session.state(), State::Idle);
    QString why;
    QCOMPARE(rig.session.send(u"hello"_s, {}, &why), QString());
    QVERIFY(why.contains("Connect"_L1));
    const qsizetype before = rig.service.server().requests().size();
    QVERIFY(rig.longEnoughForARetry());
    QVERIFY(rig.service.server().requests().size() <= before + 1); // one may have been on its way
    rig.session.tryNow();
    rig.session.resume();
    rig.session.setVisible(false);
    rig.session.retry(u"1"_s);
}

// A window may close the conversation in answer to anything it hears.
void TestSessionStart::endingFromInsideASignalIsSafe_data()
{
    QTest::addColumn<QMetaMethod>("heard");
    const QMetaObject &meta = ConversationSession::staticMetaObject;
    for (int i = meta.methodOffset(); i < meta.methodCount(); ++i) {
        if (meta.method(i).methodType() == QMetaMethod::Signal)
            QTest::newRow(meta.method(i).name().constData()) << meta.method(i);
    }
}

void TestSessionStart::endingFromInsideASignalIsSafe()
{
    QFETCH(QMetaMethod, heard);
    const QMetaMethod hear
        = Closer::staticMetaObject.method(Closer::staticMetaObject.indexOfSlot("hear()"));
    for (const int nth : {1, 2, 4}) {
        SessionRig rig;
        rig.service.setBot([&rig](const QJsonObject &) {
            const QJsonObject button{{"type"_L1, "imBack"_L1}, {"title"_L1, "Yes"_L1}};
            rig.service.append(activityOfType(u"typing"_s));
            rig.service.append(withMember(botMessage(u"answer"_s), u"suggestedActions"_s,
                                          QJsonObject{{"actions"_L1, QJsonArray{button}}}));
            rig.service.append(activityOfType(u"endOfConversation"_s));
        });
        Closer closer(rig.session, nth);
        connect(&rig.session, heard, &closer, hear);
        rig.session.open(rig.secretProfile());
        rig.send(u"hello"_s);
        rig.send(u"and more"_s);
        // Either it was closed, or the signal does not come so often.
        QTRY_VERIFY(closer.closed()
                    || (rig.session.state() == State::Online && rig.model().rowCount() == 6));
        if (closer.closed())
            QCOMPARE(rig.session.state(), State::Idle);
    }
}

QTEST_GUILESS_MAIN(TestSessionStart)

#include "tst_sessionstart.moc"
