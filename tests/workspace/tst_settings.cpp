#include "app/workspace/settings.h"

#include <QtCore/QFile>
#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <memory>

using namespace Qt::StringLiterals;
using botline::ConnectionProfile;
using botline::CredentialKind;
using botline::Settings;
using botline::Theme;
using botline::directline::Bearer;
using botline::directline::ServiceUrl;

class TestSettings : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    QString path() const { return m_folder->filePath(u"botline.ini"_s); }

    // Writes with one store, reads with another: only what reached the file counts.
    template <typename Change> void change(Change act)
    {
        QSettings store(path(), QSettings::IniFormat);
        Settings settings(store);
        act(settings);
    }
    std::optional<ConnectionProfile> stored()
    {
        QSettings store(path(), QSettings::IniFormat);
        return Settings(store).lastProfile();
    }
    QByteArray fileContent() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void writeFile(const QByteArray &content) const
    {
        QFile file(path());
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write a test file");
    }

    static ConnectionProfile profile(CredentialKind kind)
    {
        ConnectionProfile made;
        made.kind = kind;
        made.serviceUrl = *ServiceUrl::parse(u"https://europe.directline.botframework.com"_s);
        made.credential = *Bearer::parse(u"top-SECRET-text.abc"_s);
        made.userId = u"user-1"_s;
        made.userName = u"Ada Łukasiewicz"_s;
        made.locale = u"pl-PL"_s;
        made.conversationId = u"Kx3vT0-eu"_s;
        made.uploadBytes = 250'000'000;
        return made;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void nothingIsRememberedAtFirst()
    {
        QVERIFY(!stored());
        QSettings store(path(), QSettings::IniFormat);
        const Settings settings(store);
        QCOMPARE(settings.theme(), Theme::System);
        QCOMPARE(settings.zoomPercent(), 100);
        QCOMPARE(settings.windowGeometry(), QByteArray());
    }

    // As the version before this schema was numbered wrote it.
    void settingsOfTheVersionBeforeAreTaken()
    {
        writeFile("[cards]\nfreezeAnswered=true\n\n"
                  "[connection]\nkind=secret\nserviceUrl=https://bots.example/v3/directline\n"
                  "userId=dl_ada\nuserName=Ada\nuploadBytes=250000000\n\n"
                  "[conversations]\nkeep=false\n\n"
                  "[view]\nallActivities=true\ntheme=dark\nzoomPercent=120\n");
        {
            QSettings store(path(), QSettings::IniFormat);
            const Settings settings(store);
            QCOMPARE(settings.problem(), QString());
            QCOMPARE(settings.theme(), Theme::Dark);
            QCOMPARE(settings.zoomPercent(), 120);
            QVERIFY(settings.showsAllActivities());
            QVERIFY(settings.freezesAnswered());
            QVERIFY(!settings.keepsConversations());
            QVERIFY(settings.lastProfile());
            QCOMPARE(settings.lastProfile()->kind, CredentialKind::Secret);
            QCOMPARE(settings.lastProfile()->userId, u"dl_ada"_s);
            QCOMPARE(settings.lastProfile()->uploadBytes, 250'000'000);
        }
        QVERIFY(fileContent().contains("[schema]\nversion=1\n"));
    }

    void settingsOfALaterVersionAreLeftAlone()
    {
        const QByteArray later = "[schema]\nversion=2\n\n[view]\ntheme=dark\nzoomPercent=120\n";
        writeFile(later);
        {
            QSettings store(path(), QSettings::IniFormat);
            Settings settings(store);
            QVERIFY(!settings.problem().isEmpty());
            QCOMPARE(settings.theme(), Theme::System); // "dark" may mean something else by then
            settings.setTheme(Theme::Light);
            settings.setLastProfile(profile(CredentialKind::Secret));
            QCOMPARE(settings.theme(), Theme::Light);
            QCOMPARE(settings.lastProfile()->userName, profile(CredentialKind::Secret).userName);
            settings.forgetLastProfile();
            QVERIFY(!settings.lastProfile());
        }
        QCOMPARE(fileContent(), later);
    }

    void whatIsWrittenNamesItsVersion()
    {
        {
            QSettings store(path(), QSettings::IniFormat);
            const Settings settings(store);
        }
        QCOMPARE(fileContent(), QByteArray()); // looking writes nothing
        change([](Settings &settings) { settings.setZoomPercent(90); });
        QVERIFY(fileContent().contains("[schema]\nversion=1\n"));
    }

    void remembersEverythingButTheCredential_data()
    {
        QTest::addColumn<CredentialKind>("kind");
        QTest::newRow("secret") << CredentialKind::Secret;
        QTest::newRow("token") << CredentialKind::Token;
        QTest::newRow("token URL") << CredentialKind::TokenUrl;
    }

    void remembersEverythingButTheCredential()
    {
        QFETCH(CredentialKind, kind);
        ConnectionProfile saved = profile(kind);
        saved.tokenUrl = QUrl(u"https://bots.example.org/token?api-version=2022-03-01-preview"_s);
        change([&](Settings &settings) { settings.setLastProfile(saved); });
        const auto found = stored();
        QVERIFY(found);
        QCOMPARE(found->kind, kind);
        QCOMPARE(found->serviceUrl, saved.serviceUrl);
        QCOMPARE(found->userId, saved.userId);
        QCOMPARE(found->userName, saved.userName);
        QCOMPARE(found->locale, saved.locale);
        QCOMPARE(found->conversationId, saved.conversationId);
        QCOMPARE(found->uploadBytes, saved.uploadBytes);
        QCOMPARE(found->tokenUrl, kind == CredentialKind::TokenUrl ? saved.tokenUrl : QUrl());
        QVERIFY(found->credential.isEmpty());
        QVERIFY(!fileContent().isEmpty());
        QVERIFY(!fileContent().contains("SECRET"));
    }

    void thePracticeServiceIsFoundAnewEachTime()
    {
        ConnectionProfile saved = profile(CredentialKind::Practice);
        saved.serviceUrl = *ServiceUrl::parse(u"http://127.0.0.1:40123"_s);
        change([&](Settings &settings) { settings.setLastProfile(saved); });
        QVERIFY(stored());
        QCOMPARE(stored()->kind, CredentialKind::Practice);
        QCOMPARE(stored()->userName, saved.userName);
        QVERIFY(stored()->conversationId.isEmpty());
        QVERIFY(!fileContent().contains("40123"));
        QVERIFY(!fileContent().contains("SECRET"));
    }

    void keysInTokenUrlsAreLeftOut_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("remembered");
        QTest::newRow("function key")
            << u"https://x.example/t?code=SECRETkey=="_s << u"https://x.example/t"_s;
        QTest::newRow("key beside version") << u"https://x.example/t?api-version=1&sig=SECRET"_s
                                            << u"https://x.example/t?api-version=1"_s;
        QTest::newRow("long version")
            << u"https://x.example/t?api-version=SECRETSECRETSECRETSECRETSECRET"_s
            << u"https://x.example/t"_s;
        QTest::newRow("password") << u"https://u:SECRET@x.example/t"_s << u"https://x.example/t"_s;
        QTest::newRow("fragment") << u"https://x.example/t#SECRET"_s << u"https://x.example/t"_s;
        QTest::newRow("escaped path")
            << u"https://x.example/a%2Fb/t"_s << u"https://x.example/a%2Fb/t"_s;
    }

    void keysInTokenUrlsAreLeftOut()
    {
        QFETCH(QString, url);
        QFETCH(QString, remembered);
        ConnectionProfile saved = profile(CredentialKind::TokenUrl);
        saved.tokenUrl = QUrl(url);
        change([&](Settings &settings) { settings.setLastProfile(saved); });
        QCOMPARE(stored()->tokenUrl.toString(QUrl::FullyEncoded), remembered);
        QVERIFY(!fileContent().contains("SECRET"));
        // Whether it can be used as it is.
        QSettings store(path(), QSettings::IniFormat);
        QCOMPARE(Settings(store).hasWholeTokenUrl(), url == remembered);
    }

    void conversationsAreKeptUnlessToldOtherwise()
    {
        change([](Settings &settings) {
            QVERIFY(settings.keepsConversations());
            settings.setKeepsConversations(false);
        });
        change([](Settings &settings) {
            QVERIFY(!settings.keepsConversations());
            settings.setLastProfile({});
            QVERIFY(!settings.keepsConversations());
        });
    }

    void answeredCardsStayLiveUnlessToldOtherwise()
    {
        change([](Settings &settings) {
            QVERIFY(!settings.freezesAnswered());
            settings.setFreezesAnswered(true);
        });
        change([](Settings &settings) { QVERIFY(settings.freezesAnswered()); });
    }

    void anotherProfileReplacesAllOfTheLast()
    {
        change([&](Settings &settings) {
            settings.setLastProfile(profile(CredentialKind::Secret));
            ConnectionProfile plain;
            plain.kind = CredentialKind::Token;
            settings.setLastProfile(plain);
        });
        QCOMPARE(stored()->kind, CredentialKind::Token);
        QCOMPARE(stored()->serviceUrl, ServiceUrl::publicCloud());
        QCOMPARE(stored()->userId, QString());
        QCOMPARE(stored()->uploadBytes, std::nullopt);
        change([](Settings &settings) { settings.forgetLastProfile(); });
        QVERIFY(!stored());
    }

    void aBrokenFileIsSurvived_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("unknown kind") << QByteArray("[connection]\nkind=magic\n");
        QTest::newRow("no service URL") << QByteArray("[connection]\nkind=secret\n");
        QTest::newRow("bad service URL")
            << QByteArray("[connection]\nkind=secret\nserviceUrl=http://example.org\n");
        QTest::newRow("binary") << QByteArray("\x00\xff[[[\x01=\n", 8);
    }

    void aBrokenFileIsSurvived()
    {
        QFETCH(QByteArray, content);
        writeFile(content);
        QVERIFY(!stored());
    }

    void remembersTheView()
    {
        change([](Settings &settings) {
            settings.setTheme(Theme::Dark);
            settings.setZoomPercent(150);
            settings.setWindowGeometry("geo\0metry"_ba);
        });
        QSettings store(path(), QSettings::IniFormat);
        Settings settings(store);
        QCOMPARE(settings.theme(), Theme::Dark);
        QCOMPARE(settings.zoomPercent(), 150);
        QCOMPARE(settings.windowGeometry(), "geo\0metry"_ba);
        settings.setTheme(Theme::Light);
        QCOMPARE(settings.theme(), Theme::Light);
        settings.setTheme(Theme::System);
        QCOMPARE(settings.theme(), Theme::System);
    }

    void zoomStaysInItsRange_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<int>("zoom");
        QTest::newRow("too small") << QByteArray("10") << 50;
        QTest::newRow("too large") << QByteArray("9000") << 300;
        QTest::newRow("no number") << QByteArray("big") << 100;
    }

    void zoomStaysInItsRange()
    {
        QFETCH(QByteArray, written);
        writeFile("[view]\nzoomPercent=" + written + "\ntheme=pink\n");
        QSettings store(path(), QSettings::IniFormat);
        Settings settings(store);
        QTEST(settings.zoomPercent(), "zoom");
        QCOMPARE(settings.theme(), Theme::System);
        settings.setZoomPercent(1000);
        QCOMPARE(settings.zoomPercent(), 300);
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
