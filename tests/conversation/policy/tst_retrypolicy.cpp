#include "app/conversation/policy/retrypolicy.h"

#include <QtTest/QTest>

using namespace std::chrono_literals;
using namespace botline;
using directline::Error;

Q_DECLARE_METATYPE(std::chrono::milliseconds)

namespace {

using ms = std::chrono::milliseconds;

Error error(Error::Kind kind, int httpStatus = 0, bool written = false)
{
    Error error;
    error.kind = kind;
    error.httpStatus = httpStatus;
    error.requestWritten = written;
    return error;
}

Error retryAfter(std::chrono::seconds wait)
{
    Error throttled = error(Error::Kind::Throttled, 429);
    throttled.retryAfter = wait;
    return throttled;
}

RetryPolicy policyWithRandom(double random)
{
    return RetryPolicy(Timing(), [random] { return random; });
}

} // namespace

class TestRetryPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDefaultsAreTheTable_data();
    void theDefaultsAreTheTable();
    void waitsGrowToTheCap();
    void jitterIsFull();
    void theServiceIsWaitedFor_C047();
    void garbageMeansTheStandardBackOff_C049();
    void aSingleWaitIsLimited();
    void postsAreJudged_data();
    void postsAreJudged();
    void pollsAreJudged_data();
    void pollsAreJudged();
    void regionAndSiteAreNoExpiry_C011_C012();
};

// Other tests shrink every wait; here it is proved that what they shrink is protocol.md §11.
void TestRetryPolicy::theDefaultsAreTheTable_data()
{
    const Timing timing;
    QTest::addColumn<ms>("actual");
    QTest::addColumn<ms>("expected");
    QTest::newRow("C045 reads") << timing.client.readTimeout << ms(30s);
    QTest::newRow("posts") << timing.client.postTimeout << ms(40s);
    QTest::newRow("uploads") << timing.client.uploadBaseTimeout << ms(40s);
    QTest::newRow("C038 C053 polls") << timing.pollActive << ms(1s);
    QTest::newRow("polls after a quiet minute") << timing.pollQuiet << ms(2s);
    QTest::newRow("C055 hidden polls") << timing.pollIdle << ms(5s);
    QTest::newRow("C055 polls hidden for long") << timing.pollHidden << ms(10s);
    QTest::newRow("quiet") << timing.quietAfter << ms(60s);
    QTest::newRow("idle") << timing.idleAfter << ms(5min);
    QTest::newRow("C055 hidden for long") << timing.hiddenLongAfter << ms(30min);
    QTest::newRow("C054 poll after a post") << timing.pollAfterSend << ms(300);
    QTest::newRow("C043 C049 back-off") << timing.backOffBase << ms(1s);
    QTest::newRow("longest back-off") << timing.backOffCap << ms(30s);
    QTest::newRow("C015 longest back-off of a start") << timing.startBackOffCap << ms(60s);
    QTest::newRow("good time") << timing.backOffResetAfter << ms(60s);
    QTest::newRow("C014 C047 C048 C084 a second of Retry-After")
        << timing.retryAfterSecond << ms(1s);
    QTest::newRow("longest single wait") << timing.retryAfterCap << ms(15min);
    QTest::newRow("C020 refresh stops") << timing.refreshStopBefore << ms(10s);
    QTest::newRow("C072 unconfirmed") << timing.unconfirmedAfter << ms(20s);
    QTest::newRow("C065 self-healing") << timing.selfHealAfter << ms(10s);
    QTest::newRow("C065 self-healing again") << timing.selfHealAtMostEvery << ms(60s);
    QTest::newRow("C109 typing") << timing.typingShown << ms(3s);
}

void TestRetryPolicy::theDefaultsAreTheTable()
{
    QFETCH(ms, actual);
    QFETCH(ms, expected);
    QCOMPARE(actual, expected);
    const Timing timing;
    QCOMPARE(timing.startAttempts, 5);
    QCOMPARE(timing.postThrottledAttempts, 5);
    QCOMPARE(timing.drainCap, 50);
    QCOMPARE(timing.backOffJitter, 1.0);
    QCOMPARE(timing.client.activityJsonBytes, qint64(200'000));
    QCOMPARE(timing.client.uploadBytes, qint64(4'190'208));
    QCOMPARE(timing.client.activitySetBytes, qint64(16 * 1024 * 1024));
    QCOMPARE(timing.client.otherBodyBytes, qint64(1024 * 1024));
    QCOMPARE(timing.client.tokenUrlBytes, qint64(64 * 1024));
}

void TestRetryPolicy::waitsGrowToTheCap()
{
    const RetryPolicy policy = policyWithRandom(0);
    const Error trouble = error(Error::Kind::ServerError, 500);
    const ms expected[] = {1s, 2s, 4s, 8s, 16s, 30s, 30s};
    for (int failures = 1; failures <= 7; ++failures)
        QCOMPARE(policy.delay(failures, trouble, 30s), expected[failures - 1]);
    QCOMPARE(policy.delay(1000, trouble, 30s), ms(30s));
}

void TestRetryPolicy::jitterIsFull()
{
    const Error trouble = error(Error::Kind::ServerError, 500);
    QCOMPARE(policyWithRandom(0.5).delay(3, trouble, 30s), ms(2s));
    QCOMPARE(policyWithRandom(0.999).delay(1, trouble, 30s), ms(1));

    Timing steady;
    steady.backOffJitter = 0;
    QCOMPARE(RetryPolicy(steady, [] { return 0.9; }).delay(2, trouble, 30s), ms(2s));
}

void TestRetryPolicy::theServiceIsWaitedFor_C047()
{
    const RetryPolicy policy = policyWithRandom(0.9);
    QCOMPARE(policy.delay(1, retryAfter(3s), 30s), ms(3s));
    QCOMPARE(policy.delay(1, retryAfter(0s), 30s), ms(100));
    QCOMPARE(policyWithRandom(0).delay(5, retryAfter(3s), 30s), ms(16s));
}

void TestRetryPolicy::garbageMeansTheStandardBackOff_C049()
{
    // The client leaves retryAfter empty for garbage.
    QCOMPARE(policyWithRandom(0).delay(1, error(Error::Kind::Throttled, 429), 30s), ms(1s));
}

void TestRetryPolicy::aSingleWaitIsLimited()
{
    const RetryPolicy policy = policyWithRandom(0);
    QVERIFY(!policy.asksTooMuch(retryAfter(900s)));
    QVERIFY(policy.asksTooMuch(retryAfter(901s)));
    QCOMPARE(policy.delay(1, retryAfter(24h), 30s), ms(900s));
    const std::chrono::seconds huge(std::numeric_limits<qint64>::max());
    QCOMPARE(policy.delay(1, retryAfter(huge), 30s), ms(900s));
}

void TestRetryPolicy::postsAreJudged_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<PostVerdict>("verdict");
    using Kind = Error::Kind;
    QTest::newRow("C074 400") << error(Kind::BadRequest, 400, true) << PostVerdict::Failed;
    QTest::newRow("C075 401") << error(Kind::Unauthorized, 401, true) << PostVerdict::Rejected;
    QTest::newRow("C075 403") << error(Kind::Forbidden, 403, true) << PostVerdict::Rejected;
    QTest::newRow("404") << error(Kind::NotFound, 404, true) << PostVerdict::Gone;
    QTest::newRow("409") << error(Kind::Conflict, 409, true) << PostVerdict::Unconfirmed;
    QTest::newRow("413") << error(Kind::TooLarge, 413, true) << PostVerdict::Failed;
    QTest::newRow("415") << error(Kind::UnexpectedStatus, 415, true) << PostVerdict::Failed;
    QTest::newRow("C073 429") << error(Kind::Throttled, 429, true) << PostVerdict::Throttled;
    QTest::newRow("500") << error(Kind::ServerError, 500, true) << PostVerdict::Unconfirmed;
    QTest::newRow("C071 502") << error(Kind::BadGateway, 502, true) << PostVerdict::Unconfirmed;
    QTest::newRow("C072 504") << error(Kind::GatewayTimeout, 504, true) << PostVerdict::Unconfirmed;
    QTest::newRow("C084 503") << error(Kind::Unavailable, 503, true) << PostVerdict::Unconfirmed;
    Error gate = error(Kind::Unavailable, 503, true);
    gate.retryAfter = 1s;
    QTest::newRow("C084 503 with Retry-After") << gate << PostVerdict::Throttled;
    QTest::newRow("C078 refused") << error(Kind::ConnectFailed) << PostVerdict::Unreachable;
    QTest::newRow("TLS") << error(Kind::Tls) << PostVerdict::Unreachable;
    QTest::newRow("TLS, in the middle") << error(Kind::Tls, 0, true) << PostVerdict::Unconfirmed;
    QTest::newRow("C076 lost") << error(Kind::ConnectionLost, 0, true) << PostVerdict::Unconfirmed;
    QTest::newRow("lost before a byte") << error(Kind::ConnectionLost) << PostVerdict::Unreachable;
    QTest::newRow("time-out") << error(Kind::Timeout, 0, true) << PostVerdict::Unconfirmed;
    QTest::newRow("time-out before a byte") << error(Kind::Timeout) << PostVerdict::Unreachable;
    QTest::newRow("redirect") << error(Kind::Redirected, 307, true) << PostVerdict::Failed;
    QTest::newRow("unreadable file") << error(Kind::InvalidRequest) << PostVerdict::Failed;
    QTest::newRow("by the user") << error(Kind::Cancelled, 0, true) << PostVerdict::Cancelled;
}

void TestRetryPolicy::postsAreJudged()
{
    QFETCH(Error, error);
    QTEST(judgePost(error), "verdict");
}

void TestRetryPolicy::pollsAreJudged_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<PollVerdict>("verdict");
    using Kind = Error::Kind;
    QTest::newRow("C052 400") << error(Kind::BadRequest, 400) << PollVerdict::WatermarkRefused;
    QTest::newRow("401") << error(Kind::Unauthorized, 401) << PollVerdict::Rejected;
    QTest::newRow("C051 403") << error(Kind::Forbidden, 403) << PollVerdict::Rejected;
    QTest::newRow("C050 404") << error(Kind::NotFound, 404) << PollVerdict::Gone;
    QTest::newRow("C047 429") << error(Kind::Throttled, 429) << PollVerdict::Transient;
    QTest::newRow("C044 500") << error(Kind::ServerError, 500) << PollVerdict::Transient;
    QTest::newRow("502") << error(Kind::BadGateway, 502) << PollVerdict::Transient;
    QTest::newRow("503") << error(Kind::Unavailable, 503) << PollVerdict::Transient;
    QTest::newRow("504") << error(Kind::GatewayTimeout, 504) << PollVerdict::Transient;
    QTest::newRow("C045 time-out") << error(Kind::Timeout) << PollVerdict::Transient;
    QTest::newRow("C046 refused") << error(Kind::ConnectFailed) << PollVerdict::Transient;
    QTest::newRow("C043 no JSON") << error(Kind::Protocol, 200) << PollVerdict::Transient;
    QTest::newRow("C093 redirect") << error(Kind::Redirected, 302) << PollVerdict::Persistent;
    QTest::newRow("418") << error(Kind::UnexpectedStatus, 418) << PollVerdict::Persistent;
}

void TestRetryPolicy::pollsAreJudged()
{
    QFETCH(Error, error);
    QTEST(judgePoll(error), "verdict");
}

void TestRetryPolicy::regionAndSiteAreNoExpiry_C011_C012()
{
    Error region = error(Error::Kind::Forbidden, 403, true);
    region.code = QStringLiteral("RegionNotAllowed");
    QCOMPARE(judgePost(region), PostVerdict::Failed);
    QCOMPARE(judgePoll(region), PollVerdict::Persistent);
    Error site = error(Error::Kind::Forbidden, 403, true);
    site.message = QStringLiteral("Site missing or disabled");
    QCOMPARE(judgePost(site), PostVerdict::Failed);
    QCOMPARE(judgePoll(site), PollVerdict::Persistent);
}

QTEST_GUILESS_MAIN(TestRetryPolicy)

#include "tst_retrypolicy.moc"
