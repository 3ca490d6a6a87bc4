#include "app/conversation/session/connectionprofile.h"
#include "app/workspace/secretstore.h"

#include <QtTest/QTest>

#include <memory>

using namespace Qt::StringLiterals;
using botline::ConnectionProfile;
using botline::SecretStore;

namespace {

struct Answer
{
    int count = 0;
    QString secret;
    QString problem;
};

SecretStore::Done into(Answer &answer)
{
    return [&answer](const QString &secret, const QString &problem) {
        ++answer.count;
        answer.secret = secret;
        answer.problem = problem;
    };
}

} // namespace

// On a machine for tests there is no keychain: every call must end, with a sentence.
class TestSecretStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // No session bus, none to be started, and above all not the keychain of whoever runs this.
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        qputenv("XDG_CURRENT_DESKTOP", "KDE");
        qputenv("KDE_SESSION_VERSION", "5");
    }

    void keysNameAConnectionWithoutItsCredential()
    {
        ConnectionProfile profile;
        profile.credential = *botline::directline::Bearer::parse(u"SECRET"_s);
        const QString key = SecretStore::keyFor(profile);
        QVERIFY(key.contains(u"directline.botframework.com"_s));
        QVERIFY(!key.contains(u"SECRET"_s));
        ConnectionProfile generated = profile;
        generated.userId = u"dl_123"_s;
        QCOMPARE(SecretStore::keyFor(generated), key);
        generated.serviceUrl = *botline::directline::ServiceUrl::parse(u"http://localhost:3978"_s);
        QVERIFY(SecretStore::keyFor(generated) != key);
    }

    void everyCallEndsOnceWithASentence()
    {
        Answer read;
        Answer written;
        Answer removed;
        SecretStore::read(u"k"_s, this, into(read));
        SecretStore::write(u"k"_s, u"TOPSECRET"_s, this, into(written));
        SecretStore::remove(u"k"_s, this, into(removed));
        QCOMPARE(read.count + written.count + removed.count, 0); // never before the call returns
        QTRY_COMPARE_WITH_TIMEOUT(read.count + written.count + removed.count, 3, 30'000);
        for (const Answer &answer : {read, written, removed}) {
            QCOMPARE(answer.count, 1);
            QVERIFY(!answer.problem.isEmpty());
            QVERIFY2(answer.problem.endsWith(u'.'), qPrintable(answer.problem));
            QVERIFY(!answer.problem.contains(u"TOPSECRET"_s));
            QCOMPARE(answer.secret, QString());
        }
    }

    void nobodyIsCalledWhoIsGone()
    {
        Answer gone;
        auto context = std::make_unique<QObject>();
        SecretStore::read(u"k"_s, context.get(), into(gone));
        context.reset();
        Answer later;
        SecretStore::read(u"k"_s, this, into(later));
        QTRY_COMPARE_WITH_TIMEOUT(later.count, 1, 30'000);
        QCOMPARE(gone.count, 0);
    }
};

QTEST_GUILESS_MAIN(TestSecretStore)
#include "tst_secretstore.moc"
