#include "app/workspace/sessionfactory.h"
#include "app/workspace/settings.h"

#include "tests/conversation/sessiontest.h"

#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;

// Settings that nobody else has.
struct Rig
{
    QTemporaryDir folder;
    mutable QSettings store{folder.filePath(u"botline.ini"_s), QSettings::IniFormat};
    Settings settings{store};
};

// What two conversations of one program share, and what they must not: proven on the wire.
class TestSessionFactory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anUploadLeavesThePostsOfOthersAlone();
    void aThrottledServiceIsLeftAloneByAll();

private:
    static ConnectionProfile profileFor(ScriptedDirectLine &service);
    static bool goOnline(ConversationSession &session, const ConnectionProfile &profile);
};

ConnectionProfile TestSessionFactory::profileFor(ScriptedDirectLine &service)
{
    ConnectionProfile profile;
    profile.kind = CredentialKind::Token;
    profile.serviceUrl = *directline::ServiceUrl::parse(service.rootUrl());
    profile.credential = *directline::Bearer::parse(service.issueToken());
    profile.userId = u"user-1"_s;
    profile.uploadBytes = 200'000'000;
    return profile;
}

bool TestSessionFactory::goOnline(ConversationSession &session, const ConnectionProfile &profile)
{
    QSignalSpy loaded(&session, &ConversationSession::historyLoaded);
    session.open(profile);
    return loaded.wait(5000) && session.state() == State::Online;
}

// A post is sent exactly once because it begins on a connection of its own. A service that keeps
// connections although it was asked to close them tells the difference.
void TestSessionFactory::anUploadLeavesThePostsOfOthersAlone()
{
    ScriptedDirectLine service;
    service.server().setHonoursConnectionClose(false);
    QNetworkAccessManager reads;
    ManualClock clock(QDateTime::currentDateTimeUtc());
    const Rig rig;
    SessionFactory factory(reads, clock, rig.settings, {}, fastTiming());
    const auto first = factory.make();
    const auto second = factory.make();
    ConversationSession *uploading = &first->session();
    ConversationSession *other = &second->session();
    QVERIFY(goOnline(*uploading, profileFor(service)));
    QVERIFY(goOnline(*other, profileFor(service)));

    const QTemporaryDir folder;
    QFile large(folder.filePath(u"a.bin"_s));
    QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(100'000'000)); // sparse
    service.fail(Endpoint::Upload, ScriptedReply::stallDuringRequest(1000));
    const QString upload
        = uploading->send({}, {{large.fileName(), u"a.bin"_s, u"text/plain"_s, large.size(), {}}});
    QTRY_COMPARE(service.server().heldReplies(), 1);

    QSet<int> connections;
    for (const auto &text : {u"one"_s, u"two"_s, u"three"_s}) {
        const QString key = other->send(text, {});
        QTRY_COMPARE(other->model().at(other->model().rowOfKey(key)).sendState, SendState::Sent);
        const int connection = service.last(Endpoint::Post).connection;
        QVERIFY2(!connections.contains(connection), qPrintable(text));
        connections.insert(connection);
    }
    QCOMPARE(service.count(Endpoint::Post), 3);
    QCOMPARE(service.server().heldReplies(), 1); // the upload is still under way
    uploading->cancel(upload);
}

void TestSessionFactory::aThrottledServiceIsLeftAloneByAll()
{
    ScriptedDirectLine service;
    QNetworkAccessManager reads;
    ManualClock clock(QDateTime::currentDateTimeUtc());
    const Rig rig;
    SessionFactory factory(reads, clock, rig.settings, {}, fastTiming());
    const auto first = factory.make();
    const auto second = factory.make();
    ConversationSession *throttled = &first->session();
    ConversationSession *other = &second->session();
    QVERIFY(goOnline(*throttled, profileFor(service)));
    QVERIFY(goOnline(*other, profileFor(service)));

    service.fail(Endpoint::Activities, ScriptedReply::json(429, {}).with("Retry-After", "600"));
    // Whichever of the two it was, both are held back and both say so.
    QTRY_COMPARE(throttled->state(), State::Degraded);
    QTRY_COMPARE(other->state(), State::Degraded);
    QVERIFY(throttled->nextTryAt() && other->nextTryAt());
    for (ConversationSession *session : {throttled, other}) {
        session->tryNow();
        QTRY_COMPARE(session->state(), State::Online);
    }
}

QTEST_GUILESS_MAIN(TestSessionFactory)

#include "tst_sessionfactory.moc"
