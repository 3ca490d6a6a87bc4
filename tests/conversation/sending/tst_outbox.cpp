#include "app/conversation/sending/outbox.h"

#include "app/conversation/sending/outgoingactivity.h"
#include "tests/support/policyrig.h"

#include <QtTest/QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;
using directline::Error;
using Kind = Error::Kind;

namespace {

// An outbox that may send, in the conversation c1, and what it said.
struct OutboxRig : PolicyRig
{
    explicit OutboxRig(CredentialKind kind = CredentialKind::Token)
    {
        credential.setProfile(profileOf(kind, kind == CredentialKind::Token ? "token" : "secret"));
        credential.setConversationId(u"c1"_s);
        directline::ChannelAccount sender;
        sender.id = u"user-1"_s;
        outbox.setSender(sender);
        outbox.setConversationId(u"c1"_s);
        outbox.setHeld(false);
        QObject::connect(&outbox, &Outbox::deliveryChanged, &outbox,
                         [this](const QString &key, const Delivery &delivery) {
                             deliveries.insert(key, delivery);
                         });
        const auto note = [this](const QString &what) {
            return [this, what](const QString &key) {
                said.append(what + u' ' + key);
            };
        };
        QObject::connect(&outbox, &Outbox::aboutToPost, &outbox, note(u"about to post"_s));
        QObject::connect(&outbox, &Outbox::requestSent, &outbox, note(u"sent"_s));
        QObject::connect(&outbox, &Outbox::requestEnded, &outbox, note(u"ended"_s));
        QObject::connect(
            &outbox, &Outbox::arrivedWithTrouble, &outbox,
            [this](const QString &key, const Error &) { said.append(u"bot in trouble "_s + key); });
        QObject::connect(&outbox, &Outbox::accepted, &outbox,
                         [this](const QString &key, const QString &id) {
                             said.append(u"accepted %1 as %2"_s.arg(key, id));
                         });
        QObject::connect(&outbox, &Outbox::troubled, &outbox,
                         [this](const Error &, std::chrono::milliseconds wait) {
                             said.append(u"troubled %1"_s.arg(wait.count()));
                         });
        QObject::connect(&outbox, &Outbox::troubleEnded, &outbox,
                         [this] { said.append(u"trouble ended"_s); });
        QObject::connect(&outbox, &Outbox::conversationGone, &outbox,
                         [this] { said.append(u"gone"_s); });
        QObject::connect(&outbox, &Outbox::rereadWanted, &outbox, [this] { ++rereads; });
    }

    static Outbox::Message message(const QString &key, bool withFile = false)
    {
        Outbox::Message message;
        message.key = key;
        message.activity = outgoing::message({}, key, u"client-"_s + key);
        if (withFile)
            message.files.append({u"/tmp/a.txt"_s, u"a.txt"_s, u"text/plain"_s, 7, {}});
        return message;
    }
    void add(const QString &key, bool withFile = false) { outbox.add(message(key, withFile)); }
    Delivery of(const QString &key) const { return deliveries.value(key); }
    SendState state(const QString &key) const { return of(key).state; }
    // The texts that were posted, in order.
    QStringList posted() const
    {
        QStringList texts;
        for (const FakeRequest &request : api.requests()) {
            if (!request.activity.isEmpty())
                texts.append(request.activity.value("text"_L1).toString());
        }
        return texts;
    }
    // The feed works for so long: once a second it is heard, and has caught up.
    void feedWorks(std::chrono::seconds period, bool broughtAnything = false, bool caughtUp = true)
    {
        outbox.feedReceived(broughtAnything);
        if (caughtUp)
            outbox.feedCaughtUp();
        for (auto passed = 0s; passed < period; ++passed) {
            time.advance(1s);
            outbox.feedReceived(broughtAnything);
            if (caughtUp)
                outbox.feedCaughtUp();
        }
    }

    Outbox outbox{api, credential, gate, policy, timing, time};
    QHash<QString, Delivery> deliveries;
    QStringList said;
    int rereads = 0;
};

} // namespace

// Messages on their way: in order, once, and never twice by themselves.
class TestOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneAtATimeInOrder();
    void waits_data();
    void waits();
    void whatAFailureMeans_data();
    void whatAFailureMeans();
    void throttledSeveralTimes();
    void aRenewedCredentialSendsItAgainOnce();
    void retries_data();
    void retries();
    void cancels();
    void cancelledOnTheWay_data();
    void cancelledOnTheWay();
    void discards_data();
    void discards();
    void theEchoMayBeFaster();
    void theEchoSettlesWhatWasUnconfirmed();
    void theEchoOfAQueuedOneTakesItOut();
    void looksForTheEcho_data();
    void looksForTheEcho();
    void troubleInterruptsLooking();
    void aFeedThatBringsNewsNeedsNoReread();
    void rereadsSeldom();
    void restores_data();
    void restores();
    void abandonsAll();
    void uploadsTellTheirProgress();
    void stopsQuietly();
};

void TestOutbox::oneAtATimeInOrder()
{
    OutboxRig rig;
    rig.add(u"a"_s);
    rig.add(u"b"_s);
    rig.add(u"c"_s);
    QCOMPARE(rig.posted(), QStringList{u"a"_s});
    QCOMPARE(rig.state(u"a"_s), SendState::Sending);
    QCOMPARE(rig.of(u"a"_s).sendingSince, rig.time.nowUtc());
    QCOMPARE(rig.state(u"b"_s), SendState::Queued);
    const FakeRequest first = rig.api.last();
    QCOMPARE(first.operation, Operation::PostActivity);
    QCOMPARE(first.conversationId, u"c1"_s);
    QCOMPARE(first.activity["from"_L1]["id"_L1].toString(), u"user-1"_s);
    first.send();
    first.accept(u"1"_s);
    QCOMPARE(rig.said,
             QStringList({u"about to post a"_s, u"sent a"_s, u"accepted a as 1"_s, u"ended a"_s,
                          u"about to post b"_s}));
    QCOMPARE(rig.state(u"a"_s), SendState::Delivered);
    QVERIFY(!rig.of(u"a"_s).sendingSince.isValid());
    rig.api.last().fail(makeFailure(Kind::BadRequest, 400)); // holds nobody up
    rig.api.last().accept({});
    QCOMPARE(rig.posted(), QStringList({u"a"_s, u"b"_s, u"c"_s}));
    QCOMPARE(rig.state(u"b"_s), SendState::Failed);
    QCOMPARE(rig.state(u"c"_s), SendState::Delivered);
}

void TestOutbox::waits_data()
{
    using Do = std::function<void(OutboxRig &)>;
    QTest::addColumn<Do>("hinder");
    QTest::addColumn<Do>("free");
    QTest::newRow("held") << Do([](OutboxRig &rig) { rig.outbox.setHeld(true); })
                          << Do([](OutboxRig &rig) { rig.outbox.setHeld(false); });
    QTest::newRow("no conversation")
        << Do([](OutboxRig &rig) { rig.outbox.setConversationId({}); })
        << Do([](OutboxRig &rig) { rig.outbox.setConversationId(u"c1"_s); });
    QTest::newRow("the gate") << Do([](OutboxRig &rig) { rig.gate.close(5s, makeThrottled(5s)); })
                              << Do([](OutboxRig &rig) { rig.time.advance(5s); });
    QTest::newRow("a dead credential") << Do([](OutboxRig &rig) {
        rig.credential.rejected(rig.credential.bearer(), makeFailure(Kind::Unauthorized, 401));
    }) << Do([](OutboxRig &rig) {
        rig.time.advance(0ms);
        rig.api.last().giveConversation(makeConversation(u"c1"_s, "token"), 200);
    });
}

void TestOutbox::waits()
{
    QFETCH(const std::function<void(OutboxRig &)>, hinder);
    QFETCH(const std::function<void(OutboxRig &)>, free);
    OutboxRig rig(CredentialKind::Secret);
    hinder(rig);
    rig.add(u"a"_s);
    QCOMPARE(rig.posted(), QStringList());
    QCOMPARE(rig.state(u"a"_s), SendState::Queued);
    free(rig);
    QCOMPARE(rig.posted(), QStringList{u"a"_s});
}

void TestOutbox::whatAFailureMeans_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<bool>("withFile");
    QTest::addColumn<SendState>("state");
    QTest::addColumn<bool>("canRetry");
    QTest::addColumn<int>("againAfter"); // seconds, by itself; -1: never
    QTest::addColumn<QString>("says"); // between its beginning and its end
    const QString none;
    QTest::newRow("refused") << makeFailure(Kind::BadRequest, 400) << false << SendState::Failed
                             << true << -1 << none;
    QTest::newRow("too large") << makeFailure(Kind::TooLarge, 413) << false << SendState::Failed
                               << true << -1 << none;
    QTest::newRow("gone") << makeFailure(Kind::NotFound, 404) << false << SendState::Failed << true
                          << -1 << u"gone"_s;
    QTest::newRow("no uploads here")
        << makeFailure(Kind::NotFound, 404) << true << SendState::Failed << true << -1 << none;
    QTest::newRow("the bot failed") << makeFailure(Kind::BadGateway, 502) << false
                                    << SendState::Unconfirmed << false << -1 << none;
    QTest::newRow("lost on the way") << makeFailure(Kind::ConnectionLost) << false
                                     << SendState::Unconfirmed << false << -1 << none;
    QTest::newRow("a file lost on the way") << makeFailure(Kind::ConnectionLost) << true
                                            << SendState::Unconfirmed << false << -1 << none;
    QTest::newRow("no answer in time")
        << makeFailure(Kind::Timeout) << false << SendState::Unconfirmed << false << -1 << none;
    QTest::newRow("not a byte left") << makeFailure(Kind::ConnectFailed, 0, false) << false
                                     << SendState::Queued << false << 1 << u"troubled 1000"_s;
    QTest::newRow("throttled") << makeThrottled(5s) << false << SendState::Queued << false << 5
                               << u"troubled 5000"_s;
}

void TestOutbox::whatAFailureMeans()
{
    QFETCH(const Error, error);
    QFETCH(const bool, withFile);
    QFETCH(const int, againAfter);
    QFETCH(const QString, says);
    OutboxRig rig;
    rig.add(u"a"_s, withFile);
    QCOMPARE(rig.api.last().operation, withFile ? Operation::Upload : Operation::PostActivity);
    rig.said.clear();
    rig.api.last().fail(error);
    QTEST(rig.state(u"a"_s), "state");
    QTEST(rig.of(u"a"_s).canRetry, "canRetry");
    QCOMPARE(rig.of(u"a"_s).failure.isEmpty(), rig.state(u"a"_s) == SendState::Queued);
    QStringList expected{u"ended a"_s};
    if (!says.isEmpty())
        expected.prepend(says);
    QCOMPARE(rig.said, expected);
    if (againAfter > 0) {
        rig.time.advance(std::chrono::seconds(againAfter) - 1ms);
        QCOMPARE(rig.posted().size(), 1);
        rig.time.advance(1ms);
        QCOMPARE(rig.posted().size(), 2);
        rig.api.last().accept(u"1"_s);
        QVERIFY(rig.said.contains(u"trouble ended"_s));
    } else {
        rig.time.advance(24h);
        QCOMPARE(rig.posted().size(), 1); // nothing is sent twice by itself
    }
}

void TestOutbox::throttledSeveralTimes()
{
    OutboxRig rig;
    rig.add(u"a"_s);
    rig.add(u"b"_s);
    for (int i = 0; i < 5; ++i) {
        rig.api.last().fail(makeThrottled(60s));
        QCOMPARE(rig.state(u"a"_s), SendState::Queued);
        rig.time.advance(60s);
    }
    QCOMPARE(rig.posted(), QStringList(6, u"a"_s));
    rig.api.last().fail(makeThrottled(60s));
    QCOMPARE(rig.state(u"a"_s), SendState::Failed);
    QCOMPARE(rig.said.last(), u"about to post b"_s); // the next one gets its chance

    rig.api.last().accept(u"1"_s);
    QVERIFY(rig.outbox.retry(u"a"_s));
    rig.api.last().fail(makeThrottled(60s)); // and counts from the beginning
    QCOMPARE(rig.state(u"a"_s), SendState::Queued);
}

void TestOutbox::aRenewedCredentialSendsItAgainOnce()
{
    OutboxRig rig(CredentialKind::Secret);
    rig.add(u"a"_s);
    rig.add(u"b"_s);
    rig.api.last().fail(makeFailure(Kind::Forbidden, 403));
    QCOMPARE(rig.state(u"a"_s), SendState::Queued);
    rig.time.advance(0ms);
    rig.api.last().giveConversation(makeConversation(u"c1"_s, "token-2"), 200);
    QCOMPARE(rig.posted(), QStringList({u"a"_s, u"a"_s})); // before b
    QCOMPARE(rig.api.last().bearer, makeBearer("token-2"));
    rig.api.last().fail(makeFailure(Kind::Forbidden, 403));
    QCOMPARE(rig.state(u"a"_s), SendState::Failed);
    QVERIFY(rig.of(u"a"_s).canRetry);
}

void TestOutbox::retries_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("failed") << makeFailure(Kind::BadRequest, 400) << true;
    QTest::newRow("still looked for") << makeFailure(Kind::BadGateway, 502) << false;
    QTest::newRow("queued") << makeFailure(Kind::ConnectFailed, 0, false) << false;
}

void TestOutbox::retries()
{
    QFETCH(const Error, error);
    QFETCH(const bool, allowed);
    OutboxRig rig;
    rig.add(u"a"_s);
    const QJsonObject before = rig.api.last().activity;
    QVERIFY(!rig.outbox.retry(u"a"_s)); // it is on its way
    rig.api.last().fail(error);
    QCOMPARE(rig.outbox.retry(u"a"_s), allowed);
    QCOMPARE(rig.posted().size(), allowed ? 2 : 1);
    QCOMPARE(rig.api.last().activity, before); // the same clientActivityID
    QVERIFY(!rig.outbox.retry(u"unknown"_s));
}

void TestOutbox::cancels()
{
    OutboxRig rig;
    rig.add(u"a"_s);
    rig.add(u"b"_s);
    rig.add(u"c"_s);
    QVERIFY(rig.outbox.cancel(u"b"_s));
    QCOMPARE(rig.state(u"b"_s), SendState::Cancelled);
    QVERIFY(rig.of(u"b"_s).canRetry);
    QVERIFY(!rig.outbox.cancel(u"b"_s));
    rig.api.last().accept(u"1"_s);
    QVERIFY(!rig.outbox.cancel(u"a"_s)); // too late
    QCOMPARE(rig.posted(), QStringList({u"a"_s, u"c"_s}));
    QVERIFY(rig.outbox.cancel(u"c"_s));
    QCOMPARE(rig.state(u"c"_s), SendState::Cancelled);

    OutboxRig waiting;
    waiting.add(u"a"_s);
    waiting.api.last().fail(makeFailure(Kind::ConnectFailed, 0, false));
    QVERIFY(waiting.outbox.cancel(u"a"_s));
    QCOMPARE(waiting.said.last(), u"trouble ended"_s); // nothing waits any more
}

void TestOutbox::cancelledOnTheWay_data()
{
    QTest::addColumn<int>("sent"); // of 100 bytes
    QTest::addColumn<bool>("mayHaveArrived");
    QTest::newRow("nothing") << 0 << false;
    QTest::newRow("in the middle of a file") << 99 << false;
    QTest::newRow("all of it") << 100 << true;
}

void TestOutbox::cancelledOnTheWay()
{
    QFETCH(const int, sent);
    OutboxRig rig;
    rig.add(u"a"_s, true);
    rig.api.last().progress(sent, 100);
    QVERIFY(rig.outbox.cancel(u"a"_s));
    QCOMPARE(rig.state(u"a"_s), SendState::Cancelled);
    QTEST(!rig.of(u"a"_s).failure.isEmpty(), "mayHaveArrived");
    QCOMPARE(rig.api.open(), 0);
}

void TestOutbox::discards_data()
{
    using Do = std::function<void(OutboxRig &)>;
    QTest::addColumn<Do>("bringAbout");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("queued") << Do([](OutboxRig &rig) {
        rig.api.last().fail(makeFailure(Kind::ConnectFailed, 0, false));
    }) << false;
    QTest::newRow("on its way") << Do([](OutboxRig &) {}) << false;
    QTest::newRow("delivered") << Do([](OutboxRig &rig) { rig.api.last().accept(u"1"_s); })
                               << false;
    QTest::newRow("seen") << Do([](OutboxRig &rig) {
        rig.api.last().accept(u"1"_s);
        rig.outbox.echoed(u"a"_s);
    }) << false;
    QTest::newRow("failed") << Do([](OutboxRig &rig) {
        rig.api.last().fail(makeFailure(Kind::BadRequest, 400));
    }) << true;
    QTest::newRow("unconfirmed") << Do([](OutboxRig &rig) {
        rig.api.last().fail(makeFailure(Kind::Timeout));
    }) << true;
    QTest::newRow("cancelled") << Do([](OutboxRig &rig) { rig.outbox.cancel(u"a"_s); }) << true;
}

void TestOutbox::discards()
{
    QFETCH(const std::function<void(OutboxRig &)>, bringAbout);
    OutboxRig rig;
    rig.add(u"a"_s);
    bringAbout(rig);
    const bool discarded = rig.outbox.discard(u"a"_s);
    QTEST(discarded, "allowed");
    if (discarded)
        QVERIFY(!rig.outbox.retry(u"a"_s));
}

void TestOutbox::theEchoMayBeFaster()
{
    OutboxRig rig;
    rig.add(u"a"_s);
    const FakeRequest first = rig.api.last();
    rig.outbox.echoed(u"a"_s);
    first.accept(u"1"_s);
    QVERIFY(!rig.said.contains(u"accepted a as 1"_s)); // it is known to have arrived
    QCOMPARE(rig.state(u"a"_s), SendState::Sending); // the row says more by now
    rig.add(u"b"_s);
    rig.outbox.echoed(u"b"_s);
    rig.api.last().fail(makeFailure(Kind::GatewayTimeout, 504));
    QVERIFY(rig.said.contains(u"bot in trouble b"_s));
    rig.add(u"c"_s);
    QCOMPARE(rig.posted(), QStringList({u"a"_s, u"b"_s, u"c"_s}));
}

void TestOutbox::theEchoSettlesWhatWasUnconfirmed()
{
    OutboxRig rig;
    rig.add(u"a"_s);
    rig.api.last().fail(makeFailure(Kind::BadGateway, 502));
    rig.outbox.echoed(u"a"_s);
    QVERIFY(rig.said.contains(u"bot in trouble a"_s));
    rig.add(u"b"_s);
    rig.api.last().fail(makeFailure(Kind::Timeout)); // says nothing of the bot
    rig.outbox.echoed(u"b"_s);
    QVERIFY(!rig.said.contains(u"bot in trouble b"_s));
    rig.feedWorks(120s);
    QCOMPARE(rig.rereads, 0); // nothing is looked for
    QVERIFY(!rig.outbox.retry(u"a"_s));
}

void TestOutbox::theEchoOfAQueuedOneTakesItOut()
{
    OutboxRig rig;
    rig.add(u"a"_s);
    rig.add(u"b"_s);
    rig.api.last().fail(makeFailure(Kind::ConnectFailed, 0, false));
    rig.outbox.echoed(u"a"_s); // it had arrived in an earlier life
    rig.time.advance(1s);
    QCOMPARE(rig.posted(), QStringList({u"a"_s, u"b"_s}));
}

void TestOutbox::looksForTheEcho_data()
{
    QTest::addColumn<bool>("delivered"); // else unconfirmed
    QTest::addColumn<bool>("caughtUp");
    QTest::addColumn<int>("seconds");
    QTest::addColumn<int>("rereads");
    QTest::addColumn<bool>("canRetry");
    QTest::newRow("a while") << false << true << 9 << 0 << false;
    QTest::newRow("a reread") << false << true << 10 << 1 << false;
    QTest::newRow("shortly before giving up") << false << true << 19 << 1 << false;
    QTest::newRow("given up") << false << true << 20 << 1 << true;
    QTest::newRow("a long history is read meanwhile") << false << false << 60 << 0 << false;
    QTest::newRow("delivered, a while") << true << true << 9 << 0 << false;
    QTest::newRow("delivered, a reread") << true << true << 10 << 1 << false;
    QTest::newRow("delivered stays so") << true << true << 300 << 1 << false;
}

void TestOutbox::looksForTheEcho()
{
    QFETCH(const bool, delivered);
    QFETCH(const bool, caughtUp);
    QFETCH(const int, seconds);
    OutboxRig rig;
    rig.add(u"a"_s);
    if (delivered)
        rig.api.last().accept(u"1"_s);
    else
        rig.api.last().fail(makeFailure(Kind::BadGateway, 502));
    rig.feedWorks(std::chrono::seconds(seconds), false, caughtUp);
    QTEST(rig.rereads, "rereads");
    QTEST(rig.of(u"a"_s).canRetry, "canRetry");
    QCOMPARE(rig.state(u"a"_s), delivered ? SendState::Delivered : SendState::Unconfirmed);
}

void TestOutbox::troubleInterruptsLooking()
{
    OutboxRig rig;
    rig.add(u"a"_s);
    rig.api.last().fail(makeFailure(Kind::BadGateway, 502));
    rig.feedWorks(15s);
    rig.outbox.feedTroubled();
    rig.time.advance(1h); // nothing could have been seen
    rig.feedWorks(4s);
    QVERIFY(!rig.of(u"a"_s).canRetry);
    rig.feedWorks(1s);
    QVERIFY(rig.of(u"a"_s).canRetry);
    QVERIFY(rig.outbox.retry(u"a"_s));
    QCOMPARE(rig.posted().size(), 2);
}

void TestOutbox::aFeedThatBringsNewsNeedsNoReread()
{
    OutboxRig rig;
    rig.add(u"a"_s);
    rig.api.last().accept(u"1"_s);
    rig.outbox.feedReceived(true);
    rig.feedWorks(60s);
    QCOMPARE(rig.rereads, 0);

    OutboxRig unconfirmed; // is looked for whatever else comes
    unconfirmed.add(u"a"_s);
    unconfirmed.api.last().fail(makeFailure(Kind::Timeout));
    unconfirmed.feedWorks(20s, true);
    QVERIFY(unconfirmed.of(u"a"_s).canRetry);
}

void TestOutbox::rereadsSeldom()
{
    OutboxRig rig;
    rig.add(u"a"_s);
    rig.api.last().accept(u"1"_s);
    rig.feedWorks(10s);
    QCOMPARE(rig.rereads, 1);
    rig.add(u"b"_s);
    rig.api.last().accept(u"2"_s);
    rig.feedWorks(59s);
    QCOMPARE(rig.rereads, 1);
    rig.feedWorks(1s);
    QCOMPARE(rig.rereads, 2);
}

void TestOutbox::restores_data()
{
    QTest::addColumn<SendState>("state");
    QTest::addColumn<bool>("canRetry");
    QTest::addColumn<bool>("sent"); // at once
    QTest::addColumn<int>("rereads"); // after a quarter of a minute
    QTest::newRow("queued") << SendState::Queued << false << true << 0;
    QTest::newRow("delivered") << SendState::Delivered << false << false << 1;
    QTest::newRow("unconfirmed") << SendState::Unconfirmed << false << false << 1;
    QTest::newRow("given up") << SendState::Unconfirmed << true << false << 0;
    QTest::newRow("failed") << SendState::Failed << true << false << 0;
}

void TestOutbox::restores()
{
    QFETCH(const SendState, state);
    QFETCH(const bool, canRetry);
    QFETCH(const bool, sent);
    OutboxRig rig;
    rig.outbox.setHeld(true);
    Delivery delivery;
    delivery.state = state;
    delivery.canRetry = canRetry;
    rig.outbox.restore(OutboxRig::message(u"a"_s), delivery);
    rig.outbox.setHeld(false);
    QCOMPARE(rig.posted().size(), sent ? 1 : 0);
    rig.feedWorks(15s);
    QTEST(rig.rereads, "rereads");
    if (canRetry)
        QVERIFY(rig.outbox.retry(u"a"_s));
}

void TestOutbox::abandonsAll()
{
    for (const bool mayRetry : {false, true}) {
        OutboxRig rig;
        rig.add(u"a"_s);
        rig.add(u"b"_s);
        rig.outbox.abandonAll(u"It was left."_s, mayRetry);
        QCOMPARE(rig.api.open(), 0);
        QCOMPARE(rig.state(u"a"_s), SendState::Unconfirmed);
        QCOMPARE(rig.of(u"a"_s).canRetry, mayRetry);
        QCOMPARE(rig.state(u"b"_s), SendState::Failed);
        QCOMPARE(rig.of(u"b"_s).failure, u"It was left."_s);
        QCOMPARE(rig.of(u"b"_s).canRetry, mayRetry);
        rig.time.advance(1h);
        rig.feedWorks(60s);
        QCOMPARE(rig.posted().size(), 1);
        QCOMPARE(rig.rereads, 0);
    }
}

void TestOutbox::uploadsTellTheirProgress()
{
    OutboxRig rig;
    rig.add(u"a"_s, true);
    const FakeRequest upload = rig.api.last();
    QCOMPARE(upload.userId, u"user-1"_s);
    QCOMPARE(upload.files.first().name, u"a.txt"_s);
    upload.progress(40, 100);
    QCOMPARE(rig.of(u"a"_s).bytesSent, 40);
    QCOMPARE(rig.of(u"a"_s).bytesTotal, 100);
    QCOMPARE(rig.state(u"a"_s), SendState::Sending);
    upload.fail(makeFailure(Kind::ConnectFailed, 0, false));
    QCOMPARE(rig.of(u"a"_s).bytesSent, 0); // the next attempt begins anew
}

void TestOutbox::stopsQuietly()
{
    OutboxRig rig;
    rig.add(u"a"_s);
    rig.add(u"b"_s);
    rig.said.clear();
    rig.outbox.stop();
    rig.time.advance(1h);
    QCOMPARE(rig.api.open(), 0);
    QCOMPARE(rig.posted(), QStringList{u"a"_s});
    QVERIFY(rig.said.isEmpty());
}

QTEST_GUILESS_MAIN(TestOutbox)

#include "tst_outbox.moc"
