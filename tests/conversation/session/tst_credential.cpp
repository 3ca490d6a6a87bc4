#include "app/conversation/session/credential.h"

#include "tests/support/policyrig.h"

#include <QtTest/QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;
using directline::Bearer;
using directline::Conversation;
using directline::Error;
using Kind = Error::Kind;

Q_DECLARE_METATYPE(std::optional<Error>)
Q_DECLARE_METATYPE(std::optional<Conversation>)

namespace {

Error regionError()
{
    Error error = makeFailure(Kind::Forbidden, 403);
    error.code = u"RegionNotAllowed"_s;
    return error;
}

// A credential and the signals it gave, in their order.
struct CredentialRig : PolicyRig
{
    explicit CredentialRig(CredentialKind kind = CredentialKind::Secret)
    {
        const auto note = [this](const QString &word) {
            return [this, word] {
                said.append(word);
            };
        };
        QObject::connect(&credential, &Credential::acquired, &credential, note(u"acquired"_s));
        QObject::connect(&credential, &Credential::acquireFailed, &credential, note(u"failed"_s));
        QObject::connect(&credential, &Credential::recoveryStarted, &credential,
                         note(u"recovering"_s));
        QObject::connect(&credential, &Credential::recoveryDelayed, &credential,
                         [this](const Error &, std::chrono::milliseconds wait) {
                             said.append(u"delayed %1"_s.arg(wait.count()));
                         });
        QObject::connect(&credential, &Credential::renewed, &credential, note(u"renewed"_s));
        QObject::connect(&credential, &Credential::conversationReplaced, &credential,
                         note(u"replaced"_s));
        QObject::connect(&credential, &Credential::newConversationNeeded, &credential,
                         note(u"new conversation"_s));
        QObject::connect(&credential, &Credential::expired, &credential, note(u"expired"_s));
        credential.setProfile(profileOf(kind, kind == CredentialKind::Token ? "token" : "secret"));
    }

    // With a token that lives for half an hour, in the conversation c1.
    void acquire()
    {
        directline::ChannelAccount user;
        user.id = u"user-1"_s;
        credential.acquire(user);
        if (api.count() > 0)
            api.last().giveConversation(makeConversation(u"c1"_s, "token"), 200);
        credential.setConversationId(u"c1"_s);
        said.clear();
    }
    // The service refused what is in use; recovery begins with the next turn of the event loop.
    void refuse()
    {
        credential.rejected(credential.bearer(), makeFailure(Kind::Forbidden, 403));
        time.advance(0ms);
    }

    QStringList said;
};

} // namespace

// The life of what opens a conversation, on a clock that the test moves.
class TestCredential : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acquires_data();
    void acquires();
    void embedsOnlyTrustedUserIds();
    void refreshesAtHalfItsLife();
    void refreshFails_data();
    void refreshFails();
    void sleptBeyondItsEnd();
    void aClockPutBackRefreshesNow();
    void recoversByKind_data();
    void recoversByKind();
    void recoveryEnds_data();
    void recoveryEnds();
    void refusalsShareOneRecovery();
    void noSecondRecoveryInARow();
    void recoveryWaitsForTheGate();
    void stopsQuietly();
};

void TestCredential::acquires_data()
{
    QTest::addColumn<CredentialKind>("kind");
    QTest::addColumn<std::optional<Conversation>>("answer");
    QTest::addColumn<std::optional<Error>>("error");
    QTest::addColumn<QStringList>("said");
    QTest::addColumn<QByteArray>("inUse");
    const std::optional<Conversation> none;
    const std::optional<Error> fine;
    const std::optional<Conversation> token = makeConversation(u"c1"_s, "token");
    const QStringList acquired{u"acquired"_s};
    const QStringList failed{u"failed"_s};

    QTest::newRow("a secret buys a token")
        << CredentialKind::Secret << token << fine << acquired << QByteArray("token");
    for (const int status : {404, 405, 501}) {
        QTest::addRow("a service without tokens, %d", status)
            << CredentialKind::Secret << none
            << std::optional(
                   makeFailure(status == 501 ? Kind::ServerError : Kind::NotFound, status))
            << acquired << QByteArray("secret");
    }
    QTest::newRow("trouble") << CredentialKind::Secret << none
                             << std::optional(makeFailure(Kind::ServerError, 500)) << failed
                             << QByteArray("secret");
    QTest::newRow("a token is there")
        << CredentialKind::Token << none << fine << acquired << QByteArray("token");
    QTest::newRow("from a token URL")
        << CredentialKind::TokenUrl << token << fine << acquired << QByteArray("token");
    QTest::newRow("a token URL without a token")
        << CredentialKind::TokenUrl << std::optional(makeConversation(u"c1"_s)) << fine << failed
        << QByteArray();
    QTest::newRow("a token URL that refuses")
        << CredentialKind::TokenUrl << none << std::optional(makeFailure(Kind::NotFound, 404))
        << failed << QByteArray();
}

void TestCredential::acquires()
{
    QFETCH(const CredentialKind, kind);
    QFETCH(const std::optional<Conversation>, answer);
    QFETCH(const std::optional<Error>, error);
    CredentialRig rig(kind);
    rig.credential.acquire({});
    if (answer)
        rig.api.last().giveConversation(*answer, 200);
    else if (error)
        rig.api.last().fail(*error);
    QTEST(rig.said, "said");
    QTEST(rig.credential.bearer().value(), "inUse");
    QCOMPARE(rig.api.count(), kind == CredentialKind::Token ? 0 : 1);
    QCOMPARE(rig.credential.offeredConversationId(),
             answer && !answer->token.isEmpty() ? u"c1"_s : QString());
}

void TestCredential::embedsOnlyTrustedUserIds()
{
    for (const auto &id : {u"user-1"_s, u"dl_1"_s}) {
        CredentialRig rig;
        directline::ChannelAccount user;
        user.id = id;
        rig.credential.acquire(user);
        const bool embedded = id.startsWith("dl_"_L1);
        QCOMPARE(rig.api.last().parameters.user.has_value(), embedded);
        rig.api.last().giveConversation(makeConversation(u"c1"_s, "token"), 200);
        QCOMPARE(rig.credential.embeddedUserId(), embedded ? id : QString());
    }
}

void TestCredential::refreshesAtHalfItsLife()
{
    CredentialRig rig;
    rig.acquire();
    rig.time.advance(899s);
    QVERIFY(rig.credential.ready());
    QCOMPARE(rig.api.count(Operation::RefreshToken), 0);
    rig.time.advance(1s);
    QVERIFY(rig.credential.ready());
    QVERIFY(rig.credential.ready());
    QCOMPARE(rig.api.count(Operation::RefreshToken), 1);
    QCOMPARE(rig.api.last().bearer, makeBearer("token"));
    rig.api.last().giveConversation(makeConversation(u"c1"_s, "token-2", 600s), 200);
    QCOMPARE(rig.credential.bearer(), makeBearer("token-2"));
    rig.time.advance(299s);
    QVERIFY(rig.credential.ready());
    QCOMPARE(rig.api.count(Operation::RefreshToken), 1);
    rig.time.advance(1s);
    QVERIFY(rig.credential.ready());
    QCOMPARE(rig.api.count(Operation::RefreshToken), 2);
}

void TestCredential::refreshFails_data()
{
    // The refresh is due after 900 s and fails; how often it was asked for a while later, and
    // whether the token counts as dead after half an hour.
    QTest::addColumn<Error>("error");
    QTest::addColumn<int>("after1s");
    QTest::addColumn<bool>("endsAtAll");
    QTest::addColumn<bool>("recovers"); // at once
    QTest::addColumn<int>("throttledFor"); // seconds
    QTest::newRow("no tokens here") << makeFailure(Kind::NotFound, 404) << 1 << false << false << 0;
    QTest::newRow("dead") << makeFailure(Kind::Forbidden, 403) << 1 << true << true << 0;
    QTest::newRow("another region") << regionError() << 1 << true << false << 0;
    QTest::newRow("trouble") << makeFailure(Kind::ServerError, 500) << 2 << true << false << 0;
    QTest::newRow("an answer that says nothing")
        << makeFailure(Kind::Protocol, 200) << 2 << true << false << 0;
    QTest::newRow("throttled") << makeThrottled(5s) << 1 << true << false << 5;
}

void TestCredential::refreshFails()
{
    QFETCH(const Error, error);
    QFETCH(const bool, recovers);
    CredentialRig rig;
    rig.acquire();
    rig.time.advance(900s);
    rig.credential.ready();
    rig.api.last().fail(error);
    QCOMPARE(rig.credential.ready(), !recovers);
    QTEST(int(rig.gate.remaining() / 1s), "throttledFor");
    rig.time.advance(1s);
    rig.credential.ready();
    QTEST(rig.api.count(Operation::RefreshToken), "after1s");
    QCOMPARE(rig.api.count(Operation::Reconnect), int(recovers));
    if (!recovers) {
        rig.time.sleep(900s);
        QTEST(!rig.credential.ready(), "endsAtAll");
    }
}

void TestCredential::sleptBeyondItsEnd()
{
    CredentialRig rig;
    rig.acquire();
    rig.credential.setWatermark(u"7"_s);
    rig.time.sleep(1800s);
    QVERIFY(!rig.credential.ready());
    QCOMPARE(rig.api.count(Operation::Reconnect), 0); // not from inside ready()
    rig.time.advance(0ms);
    QCOMPARE(rig.api.last().operation, Operation::Reconnect);
    QCOMPARE(rig.api.last().bearer, makeBearer("secret"));
    QCOMPARE(rig.api.last().conversationId, u"c1"_s);
    QCOMPARE(rig.api.last().watermark, u"7"_s);
    QVERIFY(!rig.credential.ready());
    rig.api.last().giveConversation(makeConversation(u"c1"_s, "token-2"), 200);
    QVERIFY(rig.credential.ready());
    QCOMPARE(rig.said, QStringList({u"recovering"_s, u"renewed"_s}));
}

void TestCredential::aClockPutBackRefreshesNow()
{
    CredentialRig rig;
    rig.acquire();
    rig.time.advance(60s);
    rig.time.sleep(-3600s);
    QVERIFY(rig.credential.ready());
    QCOMPARE(rig.api.count(Operation::RefreshToken), 1);
}

void TestCredential::recoversByKind_data()
{
    QTest::addColumn<CredentialKind>("kind");
    QTest::addColumn<QString>("conversationId");
    QTest::addColumn<QStringList>("said");
    QTest::newRow("a secret goes back")
        << CredentialKind::Secret << u"c1"_s << QStringList{u"recovering"_s};
    QTest::newRow("a secret without a conversation")
        << CredentialKind::Secret << QString() << QStringList{u"new conversation"_s};
    QTest::newRow("a token is dead")
        << CredentialKind::Token << u"c1"_s << QStringList{u"expired"_s};
    QTest::newRow("a token URL gives other conversations")
        << CredentialKind::TokenUrl << u"c1"_s << QStringList{u"new conversation"_s};
}

void TestCredential::recoversByKind()
{
    QFETCH(const CredentialKind, kind);
    QFETCH(const QString, conversationId);
    CredentialRig rig(kind);
    rig.acquire();
    rig.credential.setConversationId(conversationId);
    rig.refuse();
    QTEST(rig.said, "said");
    QVERIFY(!rig.credential.ready());
}

void TestCredential::recoveryEnds_data()
{
    QTest::addColumn<std::optional<Conversation>>("answer");
    QTest::addColumn<std::optional<Error>>("error");
    QTest::addColumn<QString>("said");
    QTest::addColumn<bool>("ready");
    QTest::addColumn<bool>("asksAgain"); // after a second
    const std::optional<Conversation> none;
    const std::optional<Error> fine;
    QTest::newRow("the same conversation") << std::optional(makeConversation(u"c1"_s, "token-2"))
                                           << fine << u"renewed"_s << true << false;
    QTest::newRow("another one") << std::optional(makeConversation(u"c2"_s, "token-2")) << fine
                                 << u"replaced"_s << true << false;
    QTest::newRow("without a token") << std::optional(makeConversation(u"c1"_s)) << fine
                                     << u"new conversation"_s << false << false;
    QTest::newRow("unknown") << none << std::optional(makeFailure(Kind::NotFound, 404))
                             << u"new conversation"_s << false << false;
    QTest::newRow("trouble") << none << std::optional(makeFailure(Kind::ServerError, 500))
                             << u"delayed 1000"_s << false << true;
    QTest::newRow("throttled") << none << std::optional(makeThrottled(5s)) << u"delayed 5000"_s
                               << false << false;
}

void TestCredential::recoveryEnds()
{
    QFETCH(const std::optional<Conversation>, answer);
    QFETCH(const std::optional<Error>, error);
    QFETCH(const bool, asksAgain);
    CredentialRig rig;
    rig.acquire();
    rig.refuse();
    if (answer)
        rig.api.last().giveConversation(*answer, 200);
    else
        rig.api.last().fail(*error);
    QTEST(rig.said.last(), "said");
    QTEST(rig.credential.ready(), "ready");
    rig.time.advance(1s);
    QCOMPARE(rig.api.count(Operation::Reconnect), asksAgain ? 2 : 1);
}

void TestCredential::refusalsShareOneRecovery()
{
    CredentialRig rig;
    rig.acquire();
    const Bearer old = rig.credential.bearer();
    const Error refused = makeFailure(Kind::Unauthorized, 401);
    rig.credential.rejected(old, refused);
    rig.credential.rejected(old, refused);
    rig.time.advance(0ms);
    rig.credential.rejected(old, refused);
    QCOMPARE(rig.api.count(Operation::Reconnect), 1);
    rig.api.last().giveConversation(makeConversation(u"c1"_s, "token-2"), 200);
    rig.credential.rejected(old, refused); // of a request that was on its way meanwhile
    QVERIFY(rig.credential.ready());
    rig.time.advance(60s);
    QCOMPARE(rig.api.count(Operation::Reconnect), 1);
}

void TestCredential::noSecondRecoveryInARow()
{
    CredentialRig rig;
    rig.acquire();
    rig.refuse();
    rig.api.last().giveConversation(makeConversation(u"c1"_s, "token-2"), 200);
    rig.credential.accepted();
    rig.refuse(); // it had been good in between
    QCOMPARE(rig.api.count(Operation::Reconnect), 2);
    rig.api.last().giveConversation(makeConversation(u"c1"_s, "token-3"), 200);
    rig.refuse();
    QCOMPARE(rig.api.count(Operation::Reconnect), 2);
    QCOMPARE(rig.said.last(), u"expired"_s);
}

void TestCredential::recoveryWaitsForTheGate()
{
    CredentialRig rig;
    rig.acquire();
    rig.gate.close(5s, makeThrottled(5s));
    rig.refuse();
    QCOMPARE(rig.api.count(Operation::Reconnect), 0);
    rig.time.advance(5s);
    QCOMPARE(rig.api.count(Operation::Reconnect), 1);
}

void TestCredential::stopsQuietly()
{
    CredentialRig rig;
    rig.acquire();
    rig.refuse();
    QCOMPARE(rig.api.open(), 1);
    rig.credential.stop();
    QCOMPARE(rig.api.open(), 0);
    QVERIFY(!rig.credential.ready());
    QVERIFY(!rig.time.untilNextTimer());
    QCOMPARE(rig.said, QStringList{u"recovering"_s});
}

QTEST_GUILESS_MAIN(TestCredential)

#include "tst_credential.moc"
