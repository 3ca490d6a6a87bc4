#include "app/logging/timinglog.h"
#include "tests/support/builders.h"
#include "tests/support/scripteddirectline.h"
#include "ui/application/application.h"
#include "ui/window/statusbanner.h"

#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDialog>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;

// What the composition root does at the start of the program.
class tst_Application : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void connectsOnceTheWindowIsPainted();
    void asksWhenNothingWasConnected();
    void settingsOfALaterVersionAreTold();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_store;
    TimingLog m_timing{QElapsedTimer()};
};

void tst_Application::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store
        = std::make_unique<QSettings>(m_folder->filePath(u"botline.ini"_s), QSettings::IniFormat);
}

void tst_Application::cleanup()
{
    m_store.reset();
    m_folder.reset();
}

void tst_Application::connectsOnceTheWindowIsPainted()
{
    ScriptedDirectLine service;
    service.append(botMessage(u"hello"_s));
    ConnectionProfile profile;
    profile.kind = CredentialKind::Secret;
    profile.serviceUrl = *directline::ServiceUrl::parse(service.rootUrl());
    profile.credential = *directline::Bearer::parse(service.secret());

    Application application(*qApp, *m_store, m_timing, {});
    const ConversationSession &session = application.window().currentPage().session();
    QVERIFY(application.window().currentPage().isBlank());
    application.start(profile);
    QCOMPARE(session.state(), ConversationSession::State::Idle); // the window comes first
    QTRY_COMPARE(session.state(), ConversationSession::State::Online);
    QVERIFY(application.window().currentPage().isVisible());
    QVERIFY(application.settings().lastProfile());
}

void tst_Application::asksWhenNothingWasConnected()
{
    Application application(*qApp, *m_store, m_timing, {});
    application.start(std::nullopt);
    QTRY_VERIFY(application.window().findChild<QDialog *>("connectDialog"_L1));
    QVERIFY(application.window().currentPage().isBlank());
    QVERIFY(!application.window().currentPage().isVisible());
}

void tst_Application::settingsOfALaterVersionAreTold()
{
    m_store->setValue(u"schema/version"_s, Settings::kSchemaVersion + 1);
    Application application(*qApp, *m_store, m_timing, {});
    const auto *banner = application.window().findChild<StatusBanner *>();
    QVERIFY(banner);
    QVERIFY(!application.settings().problem().isEmpty());
    QCOMPARE(banner->text(), application.settings().problem());
    application.window().close(); // which writes the geometry
    QCOMPARE(m_store->allKeys(), QStringList{u"schema/version"_s});
}

QTEST_MAIN(tst_Application)
#include "tst_application.moc"
