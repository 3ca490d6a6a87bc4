#include "tests/support/scriptedserver.h"
#include "ui/content/contentloader.h"
#include "ui/page/filesaver.h"
#include "ui/style/chatstyle.h"
#include "ui/window/statusbanner.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QNetworkAccessManager>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;

class tst_FileSaver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void saysHowFarItIs();
    void cancellingLeavesNothing();
    void cancellingWhatHasEndedIsNothing();
    void twoDoNotDisturbEachOther();
    void progressStaysUntilItsEnd();

private:
    QString url(const QString &path) const { return m_server->url().toString() + path; }
    QString path(const QString &name) const { return m_folder->filePath(name); }
    QStringList files() const
    {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden);
    }

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    QNetworkAccessManager m_network;
    std::unique_ptr<ContentLoader> m_content;
    QWidget m_window;
    std::unique_ptr<FileSaver> m_saver;
};

void tst_FileSaver::init()
{
    m_saver.reset();
    m_server = std::make_unique<ScriptedServer>();
    m_folder = std::make_unique<QTemporaryDir>();
    m_content = std::make_unique<ContentLoader>(m_network);
    m_content->setServiceUrl(
        *directline::ServiceUrl::parse(m_server->url().toString() + u"/v3/directline"_s));
    m_saver = std::make_unique<FileSaver>(*m_content, m_window);
}

void tst_FileSaver::saysHowFarItIs()
{
    m_server->script("GET", "/a.bin", {ScriptedReply::text(200, QByteArray(200'000, 'x'))});
    QSignalSpy progressed(m_saver.get(), &FileSaver::progressed);
    QSignalSpy saved(m_saver.get(), &FileSaver::saved);
    m_saver->save(url(u"/a.bin"_s), path(u"a.bin"_s));
    QTRY_COMPARE(saved.count(), 1);
    QVERIFY(progressed.count() >= 1);
    QVERIFY(progressed.last().at(1).toString().contains(u"a.bin"_s));
    QCOMPARE(QFileInfo(path(u"a.bin"_s)).size(), 200'000);
}

void tst_FileSaver::cancellingLeavesNothing()
{
    m_server->script("GET", "/a.bin",
                     {ScriptedReply::text(200, QByteArray(200'000, 'x')).heldAfter(100'000)});
    QSignalSpy progressed(m_saver.get(), &FileSaver::progressed);
    QSignalSpy cancelled(m_saver.get(), &FileSaver::cancelled);
    QSignalSpy saved(m_saver.get(), &FileSaver::saved);
    QSignalSpy failed(m_saver.get(), &FileSaver::failed);
    m_saver->save(url(u"/a.bin"_s), path(u"a.bin"_s));
    QTRY_VERIFY(progressed.count() >= 1);
    m_saver->cancel(progressed.first().first().toInt());
    QCOMPARE(cancelled.count(), 1);
    QVERIFY(cancelled.first().first().toString().contains(u"a.bin"_s));
    m_server->release();
    QTRY_VERIFY2(files().isEmpty(), qPrintable(files().join(u'|')));
    QCOMPARE(saved.count() + failed.count(), 0);
}

void tst_FileSaver::cancellingWhatHasEndedIsNothing()
{
    m_server->script("GET", "/a.bin", {ScriptedReply::text(200, "x")});
    QSignalSpy progressed(m_saver.get(), &FileSaver::progressed);
    QSignalSpy saved(m_saver.get(), &FileSaver::saved);
    QSignalSpy cancelled(m_saver.get(), &FileSaver::cancelled);
    m_saver->save(url(u"/a.bin"_s), path(u"a.bin"_s));
    QTRY_COMPARE(saved.count(), 1);
    m_saver->cancel(progressed.first().first().toInt());
    QCOMPARE(cancelled.count(), 0);
    QCOMPARE(files(), QStringList{u"a.bin"_s});
}

void tst_FileSaver::twoDoNotDisturbEachOther()
{
    m_server->script("GET", "/a.bin",
                     {ScriptedReply::text(200, QByteArray(200'000, 'x')).heldAfter(100'000)});
    m_server->script("GET", "/b.bin", {ScriptedReply::text(200, "x")});
    QSignalSpy progressed(m_saver.get(), &FileSaver::progressed);
    QSignalSpy saved(m_saver.get(), &FileSaver::saved);
    m_saver->save(url(u"/a.bin"_s), path(u"a.bin"_s));
    QTRY_VERIFY(progressed.count() >= 1);
    const int first = progressed.first().first().toInt();
    m_saver->save(url(u"/b.bin"_s), path(u"b.bin"_s));
    QTRY_COMPARE(saved.count(), 1);
    m_saver->cancel(first);
    m_server->release();
    QTRY_COMPARE(files(), QStringList{u"b.bin"_s});
}

void tst_FileSaver::progressStaysUntilItsEnd()
{
    StatusBanner banner(ChatStyle(false, 100, QFont()));
    int stateActions = 0;
    int cancelled = 0;
    banner.showState(StatusBanner::Tone::Warning, u"Offline"_s, u"Try now"_s,
                     [&] { ++stateActions; });
    banner.showProgress(u"Saving"_s, u"Cancel"_s, [&] { ++cancelled; });
    QCOMPARE(banner.text(), u"Saving"_s);
    auto *button = banner.findChild<QPushButton *>(u"bannerButton"_s);
    QCOMPARE(button->text(), u"Cancel"_s);
    button->click();
    QCOMPARE(cancelled, 1);
    QCOMPARE(stateActions, 0);
    banner.showNotice(u"Saved"_s);
    QCOMPARE(banner.text(), u"Saved"_s);
    QVERIFY(button->text().isEmpty());
    button->click(); // hidden, and of no effect
    QCOMPARE(cancelled, 1);
}

QTEST_MAIN(tst_FileSaver)
#include "tst_filesaver.moc"
