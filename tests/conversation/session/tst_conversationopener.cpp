#include "app/conversation/session/conversationopener.h"

#include "tests/support/policyrig.h"

#include <QtTest/QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;
using directline::Conversation;
using directline::Error;
using Entry = ConversationOpener::Entry;
using Failure = ConversationOpener::Failure;
using Kind = Error::Kind;
using Operations = QList<Operation>;

Q_DECLARE_METATYPE(std::optional<Failure>)

namespace {

struct OpenerRig : PolicyRig
{
    OpenerRig()
    {
        const auto note = [this](const QString &word) {
            return [this, word] {
                said.append(word);
            };
        };
        QObject::connect(&opener, &ConversationOpener::authenticating, &opener,
                         note(u"authenticating"_s));
        QObject::connect(&opener, &ConversationOpener::starting, &opener, note(u"starting"_s));
        QObject::connect(&opener, &ConversationOpener::userResolved, &opener,
                         [this](const QString &userId) { user = userId; });
        QObject::connect(&opener, &ConversationOpener::delayed, &opener,
                         [this](const Error &, std::chrono::milliseconds wait) {
                             said.append(u"delayed %1"_s.arg(wait.count()));
                         });
        QObject::connect(&opener, &ConversationOpener::started, &opener,
                         [this](const Conversation &conversation, Entry how) {
                             started = conversation.conversationId;
                             entry = how;
                         });
        QObject::connect(&opener, &ConversationOpener::failed, &opener,
                         [this](const Error &, Failure how) { failure = how; });
    }

    void begin(const ConnectionProfile &profile, const std::optional<QString> &watermark = {})
    {
        credential.setProfile(profile);
        opener.begin(profile, watermark);
    }
    Operations asked() const
    {
        Operations operations;
        for (const FakeRequest &request : api.requests())
            operations.append(request.operation);
        return operations;
    }

    ConversationOpener opener{api, credential, gate, policy, timing, time};
    QStringList said;
    QString user; // that was said to be in use
    QString started;
    std::optional<Entry> entry;
    std::optional<Failure> failure;
};

ConnectionProfile resuming(CredentialKind kind)
{
    ConnectionProfile profile = profileOf(kind, kind == CredentialKind::Token ? "token" : "secret");
    profile.conversationId = u"c1"_s;
    return profile;
}

} // namespace

// From a profile to a conversation, or to a reason why not.
class TestConversationOpener : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSecretBuysATokenAndStarts();
    void theStatusSaysWhatItIs_data();
    void theStatusSaysWhatItIs();
    void resumes_data();
    void resumes();
    void fails_data();
    void fails();
    void aSecretThatMayNotGoBackStartsAnew();
    void triesAgainFiveTimes();
    void aConflictLeadsToWhatExists();
    void waitsForTheGate();
    void findsOutWhoTheUserIs_data();
    void findsOutWhoTheUserIs();
    void stopsQuietly();
};

void TestConversationOpener::aSecretBuysATokenAndStarts()
{
    OpenerRig rig;
    rig.begin(profileOf(CredentialKind::Secret));
    QCOMPARE(rig.said, QStringList{u"authenticating"_s});
    QCOMPARE(rig.api.last().bearer, makeBearer("secret"));
    rig.api.last().giveConversation(makeConversation(u"c1"_s, "token"), 200);
    QCOMPARE(rig.said, QStringList({u"authenticating"_s, u"starting"_s}));
    QCOMPARE(rig.api.last().bearer, makeBearer("token"));
    QCOMPARE(rig.api.last().parameters.user->id, u"user-1"_s);
    rig.api.last().giveConversation(makeConversation(u"c1"_s, "token-2"), 201);
    QCOMPARE(rig.asked(), Operations({Operation::GenerateToken, Operation::StartConversation}));
    QCOMPARE(rig.started, u"c1"_s);
    QCOMPARE(rig.entry, Entry::New);
    QCOMPARE(rig.credential.bearer(), makeBearer("token-2"));
    QVERIFY(!rig.opener.isRunning());
}

void TestConversationOpener::theStatusSaysWhatItIs_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<Entry>("entry");
    QTest::newRow("201") << 201 << Entry::New;
    QTest::newRow("200") << 200 << Entry::Existing;
}

void TestConversationOpener::theStatusSaysWhatItIs()
{
    QFETCH(const int, status);
    OpenerRig rig;
    rig.begin(profileOf(CredentialKind::Token, "token"));
    rig.api.last().giveConversation(makeConversation(u"c1"_s), status);
    QTEST(*rig.entry, "entry");
}

void TestConversationOpener::resumes_data()
{
    QTest::addColumn<CredentialKind>("kind");
    QTest::addColumn<QString>("offered"); // by the token URL
    QTest::addColumn<QString>("answered");
    QTest::addColumn<Operations>("asked");
    QTest::addColumn<QByteArray>("with");
    QTest::addColumn<Entry>("entry");
    QTest::newRow("a secret, at once")
        << CredentialKind::Secret << QString() << u"c1"_s << Operations{Operation::Reconnect}
        << QByteArray("secret") << Entry::Resumed;
    QTest::newRow("a token") << CredentialKind::Token << QString() << u"c1"_s
                             << Operations{Operation::Reconnect} << QByteArray("token")
                             << Entry::Resumed;
    QTest::newRow("the service leads elsewhere")
        << CredentialKind::Token << QString() << u"c2"_s << Operations{Operation::Reconnect}
        << QByteArray("token") << Entry::Existing;
    QTest::newRow("a token URL that offers it")
        << CredentialKind::TokenUrl << u"c1"_s << u"c1"_s
        << Operations{Operation::FetchToken, Operation::Reconnect} << QByteArray("token")
        << Entry::Resumed;
    QTest::newRow("a token URL that offers another")
        << CredentialKind::TokenUrl << u"c2"_s << u"c2"_s
        << Operations{Operation::FetchToken, Operation::StartConversation} << QByteArray("token")
        << Entry::New;
}

void TestConversationOpener::resumes()
{
    QFETCH(const CredentialKind, kind);
    QFETCH(const QString, offered);
    QFETCH(const QString, answered);
    QFETCH(const Operations, asked);
    OpenerRig rig;
    rig.begin(resuming(kind), u"7"_s);
    if (kind == CredentialKind::TokenUrl)
        rig.api.last().giveConversation(makeConversation(offered, "token"), 200);
    QTEST(rig.api.last().bearer.value(), "with");
    if (asked.last() == Operation::Reconnect) {
        QCOMPARE(rig.api.last().conversationId, u"c1"_s);
        QCOMPARE(rig.api.last().watermark, u"7"_s);
    }
    rig.api.last().giveConversation(makeConversation(answered, "token-2"),
                                    asked.last() == Operation::Reconnect ? 200 : 201);
    QCOMPARE(rig.asked(), asked);
    QCOMPARE(rig.started, answered);
    QTEST(*rig.entry, "entry");
}

void TestConversationOpener::fails_data()
{
    QTest::addColumn<CredentialKind>("kind");
    QTest::addColumn<bool>("resumes");
    QTest::addColumn<Error>("error"); // of the first request
    QTest::addColumn<std::optional<Failure>>("failure"); // none: it is tried again
    const auto token = CredentialKind::Token;
    QTest::newRow("start: bad request") << token << false << makeFailure(Kind::BadRequest, 400)
                                        << std::optional(Failure::Permanent);
    QTest::newRow("start: refused")
        << token << false << makeFailure(Kind::Forbidden, 403) << std::optional(Failure::Permanent);
    QTest::newRow("start: certificate")
        << token << false << makeFailure(Kind::Tls) << std::optional(Failure::Permanent);
    QTest::newRow("start: no network")
        << token << false << makeFailure(Kind::ConnectFailed) << std::optional<Failure>();
    QTest::newRow("start: 503") << token << false << makeFailure(Kind::Unavailable, 503)
                                << std::optional<Failure>();
    QTest::newRow("start: throttled for a minute")
        << token << false << makeThrottled(60s) << std::optional<Failure>();
    QTest::newRow("start: throttled for hours")
        << token << false << makeThrottled(7200s) << std::optional(Failure::GaveUp);
    QTest::newRow("resume: unknown")
        << token << true << makeFailure(Kind::NotFound, 404) << std::optional(Failure::Gone);
    QTest::newRow("resume: dead token")
        << token << true << makeFailure(Kind::Forbidden, 403) << std::optional(Failure::Expired);
    QTest::newRow("resume: bad request")
        << token << true << makeFailure(Kind::BadRequest, 400) << std::optional(Failure::Permanent);
    QTest::newRow("token URL: not found")
        << CredentialKind::TokenUrl << false << makeFailure(Kind::NotFound, 404)
        << std::optional(Failure::Permanent);
    QTest::newRow("token URL: time-out") << CredentialKind::TokenUrl << false
                                         << makeFailure(Kind::Timeout) << std::optional<Failure>();
}

void TestConversationOpener::fails()
{
    QFETCH(const CredentialKind, kind);
    QFETCH(const bool, resumes);
    QFETCH(const Error, error);
    QFETCH(const std::optional<Failure>, failure);
    OpenerRig rig;
    rig.begin(resumes ? resuming(kind) : profileOf(kind, "token"));
    rig.api.last().fail(error);
    QCOMPARE(rig.failure, failure);
    QCOMPARE(rig.opener.isRunning(), !failure.has_value());
    rig.time.advance(60s);
    QCOMPARE(rig.api.count(), failure ? 1 : 2);
}

void TestConversationOpener::aSecretThatMayNotGoBackStartsAnew()
{
    OpenerRig rig;
    rig.begin(resuming(CredentialKind::Secret));
    rig.api.last().fail(makeFailure(Kind::Forbidden, 403));
    rig.api.last().giveConversation(makeConversation(u"c2"_s, "token"), 200);
    rig.api.last().giveConversation(makeConversation(u"c2"_s), 201);
    QCOMPARE(
        rig.asked(),
        Operations({Operation::Reconnect, Operation::GenerateToken, Operation::StartConversation}));
    QCOMPARE(rig.entry, Entry::New);
}

void TestConversationOpener::triesAgainFiveTimes()
{
    OpenerRig rig;
    rig.begin(profileOf(CredentialKind::Token, "token"));
    rig.said.clear();
    for (const int wait : {1, 2, 4, 8}) {
        rig.api.last().fail(makeFailure(Kind::ServerError, 500));
        QCOMPARE(rig.said.last(), u"delayed %1"_s.arg(wait * 1000));
        rig.time.advance(std::chrono::seconds(wait));
    }
    QCOMPARE(rig.api.count(), 5);
    rig.api.last().fail(makeFailure(Kind::ServerError, 500));
    QCOMPARE(rig.failure, Failure::GaveUp);
    rig.time.advance(1h);
    QCOMPARE(rig.api.count(), 5);

    rig.opener.tryNow(); // the user decides
    QCOMPARE(rig.api.count(), 6);
    rig.api.last().fail(makeFailure(Kind::ServerError, 500));
    rig.opener.tryNow(); // skips the wait
    QCOMPARE(rig.api.count(), 7);
}

void TestConversationOpener::aConflictLeadsToWhatExists()
{
    OpenerRig rig;
    rig.begin(profileOf(CredentialKind::Secret));
    rig.api.last().giveConversation(makeConversation(u"c1"_s, "token"), 200);
    rig.api.last().fail(makeFailure(Kind::Conflict, 409));
    QCOMPARE(rig.api.last().operation, Operation::Reconnect);
    QCOMPARE(rig.api.last().conversationId, u"c1"_s);
    rig.api.last().giveConversation(makeConversation(u"c1"_s, "token-2"), 200);
    QCOMPARE(rig.entry, Entry::Existing);
    QCOMPARE(rig.api.count(Operation::StartConversation), 1);

    OpenerRig lost; // nothing says which one exists
    lost.begin(profileOf(CredentialKind::Token, "token"));
    lost.api.last().fail(makeFailure(Kind::Conflict, 409));
    QCOMPARE(lost.failure, Failure::Permanent);
}

void TestConversationOpener::waitsForTheGate()
{
    OpenerRig rig;
    rig.gate.close(8s, makeThrottled(8s));
    rig.begin(profileOf(CredentialKind::Token, "token"));
    QCOMPARE(rig.api.count(), 0);
    QCOMPARE(rig.said.last(), u"delayed 8000"_s);
    rig.time.advance(8s);
    QCOMPARE(rig.api.count(), 1);
}

void TestConversationOpener::findsOutWhoTheUserIs_data()
{
    QTest::addColumn<CredentialKind>("kind");
    QTest::addColumn<QString>("given");
    QTest::addColumn<bool>("tokens"); // whether the service has them
    QTest::addColumn<QString>("resolved"); // how it begins; "" when the given one stays
    QTest::newRow("a secret") << CredentialKind::Secret << QString() << true << u"dl_"_s;
    QTest::newRow("a secret, but no tokens")
        << CredentialKind::Secret << QString() << false << u"user-"_s;
    QTest::newRow("a token") << CredentialKind::Token << QString() << true << u"user-"_s;
    QTest::newRow("given") << CredentialKind::Token << u"ada"_s << true << QString();
    QTest::newRow("an id that only a token may have")
        << CredentialKind::Token << u"dl_1"_s << true << u"user-"_s;
}

void TestConversationOpener::findsOutWhoTheUserIs()
{
    QFETCH(const CredentialKind, kind);
    QFETCH(const QString, given);
    QFETCH(const bool, tokens);
    QFETCH(const QString, resolved);
    OpenerRig rig;
    ConnectionProfile profile = profileOf(kind, "credential");
    profile.userId = given;
    rig.begin(profile);
    if (kind == CredentialKind::Secret && tokens)
        rig.api.last().giveConversation(makeConversation(u"c1"_s, "token"), 200);
    else if (kind == CredentialKind::Secret)
        rig.api.last().fail(makeFailure(Kind::NotFound, 404));
    QCOMPARE(rig.api.last().operation, Operation::StartConversation);
    QCOMPARE(rig.user.isEmpty(), resolved.isEmpty());
    QVERIFY2(rig.user.startsWith(resolved), qPrintable(rig.user));
    // The token says who it is, or the start does.
    const auto &said = rig.api.last().parameters.user;
    QCOMPARE(said.has_value(), !resolved.startsWith("dl_"_L1));
    if (said)
        QCOMPARE(said->id, resolved.isEmpty() ? given : rig.user);
}

void TestConversationOpener::stopsQuietly()
{
    OpenerRig rig;
    rig.begin(profileOf(CredentialKind::Token, "token"));
    rig.opener.stop();
    QCOMPARE(rig.api.open(), 0);
    rig.begin(profileOf(CredentialKind::Token, "token"));
    rig.api.last().fail(makeFailure(Kind::ServerError, 500));
    rig.opener.stop();
    rig.time.advance(1h);
    QCOMPARE(rig.api.count(), 2);
    QVERIFY(rig.started.isEmpty() && !rig.failure);
}

QTEST_GUILESS_MAIN(TestConversationOpener)

#include "tst_conversationopener.moc"
