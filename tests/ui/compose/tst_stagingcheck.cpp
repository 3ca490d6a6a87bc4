#include "ui/compose/stagingcheck.h"

#include <QtCore/QBuffer>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QMimeData>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUrl>
#include <QtGui/QDropEvent>
#include <QtGui/QImage>
#include <QtTest/QTest>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;
using botline::StagedFile;

namespace {

constexpr qint64 kLimit = 1000;

StagedFile staged(const QString &path)
{
    return {.path = path, .name = {}, .contentType = {}, .size = 0, .temporary = {}};
}

} // namespace

class TestStagingCheck : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString file(const QString &name, const QByteArray &content)
    {
        QFile made(m_folder.filePath(name));
        if (!made.open(QIODevice::WriteOnly) || made.write(content) != content.size())
            qFatal("cannot write a test file");
        return made.fileName();
    }

private Q_SLOTS:
    void acceptsAFileAndSaysWhatItIs()
    {
        QString why;
        const auto found
            = botline::inspectedFile(staged(file(u"notes.txt"_s, "hello")), kLimit, &why);
        QVERIFY2(found, qPrintable(why));
        QCOMPARE(found->name, u"notes.txt"_s);
        QCOMPARE(found->contentType, u"text/plain"_s);
        QCOMPARE(found->size, 5);
        QCOMPARE(why, QString());
    }

    void keepsTheNameAndTypeThatWereGiven()
    {
        StagedFile given = staged(file(u"x1"_s, "hello"));
        given.name = u"pasted image.png"_s;
        given.contentType = u"image/png"_s;
        QString why;
        const auto found = botline::inspectedFile(given, kLimit, &why);
        QVERIFY(found);
        QCOMPARE(found->name, u"pasted image.png"_s);
        QCOMPARE(found->contentType, u"image/png"_s);
    }

    void refusesInWords_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("sentence");

        QTest::newRow("vanished") << m_folder.filePath(u"gone.txt"_s)
                                  << u"“gone.txt” is no longer there. Attach it again."_s;
        QTest::newRow("empty") << file(u"empty.txt"_s, {})
                               << u"“empty.txt” is empty. There is nothing to send."_s;
        QTest::newRow("too large")
            << file(u"large.bin"_s, QByteArray(1001, 'x'))
            << u"“large.bin” is too large: 1,001 bytes, one message takes up to 1,000 bytes. "
               "Attach a smaller file."_s;
        QDir(m_folder.path()).mkdir(u"photos"_s);
        QTest::newRow("folder") << m_folder.filePath(u"photos"_s)
                                << u"“photos” is a folder. Attach the files inside it."_s;
        QTest::newRow("folder with slash")
            << m_folder.filePath(u"photos/"_s)
            << u"“photos” is a folder. Attach the files inside it."_s;
#ifdef Q_OS_UNIX
        const QString pipe = m_folder.filePath(u"pipe"_s);
        ::mkfifo(QFile::encodeName(pipe).constData(), 0600);
        QTest::newRow("pipe") << pipe << u"“pipe” is no ordinary file. Attach a file instead."_s;
#endif
    }

    void refusesInWords()
    {
        QFETCH(QString, path);
        QFETCH(QString, sentence);
        const QLocale before;
        QLocale::setDefault(QLocale::c());
        QLocale english(QLocale::English, QLocale::UnitedStates);
        QLocale::setDefault(english);
        QString why;
        QVERIFY(!botline::inspectedFile(staged(path), kLimit, &why));
        QLocale::setDefault(before);
        QCOMPARE(why, sentence);
    }

    void refusesAnUnreadableFile()
    {
#ifdef Q_OS_UNIX
        const QString path = file(u"private.txt"_s, "hello");
        QFile::setPermissions(path, {});
        // Root may read everything; a plain user may not.
        const bool isRoot = ::geteuid() == 0;
        if (isRoot) {
            QFile::setPermissions(m_folder.path(), QFile::Permissions(0x7755));
            QCOMPARE(::seteuid(65534), 0);
        }
        QString why;
        const auto found = botline::inspectedFile(staged(path), kLimit, &why);
        if (isRoot)
            QCOMPARE(::seteuid(0), 0);
        QVERIFY(!found);
        QCOMPARE(why, u"“private.txt” cannot be read. Check its permissions."_s);
#endif
    }

    void namesInSentencesAreHarmless()
    {
        QString why;
        const QString name = u"a\u202Egpj.exe"_s;
        QVERIFY(!botline::inspectedFile(staged(m_folder.filePath(name)), kLimit, &why));
        QVERIFY(why.contains(u"is no longer there"_s));
        QVERIFY(!why.contains(QChar(0x202E)));
        QVERIFY(!botline::inspectedFile(staged(m_folder.filePath(u"a\nb%1.txt"_s)), kLimit, &why));
        QVERIFY(!why.contains(u'\n'));
        QVERIFY(why.contains(u"%1"_s));
    }

    void sizesLookDifferentUnlessTheyAre()
    {
        const auto [size, limit] = botline::sizeTexts(4'190'209, 4'190'208);
        QVERIFY(size != limit);
        QCOMPARE(botline::sizeTexts(5, 5).first, botline::sizeTexts(5, 5).second);
        QCOMPARE(botline::sizeTexts(5'000'000, 4'190'208).second, botline::sizeText(4'190'208));
    }

    void findsWhatIsOffered_data()
    {
        QTest::addColumn<QList<QUrl>>("urls");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("image");
        QTest::addColumn<QStringList>("paths");
        QTest::addColumn<bool>("hasImage");

        const QUrl local(u"file:///tmp/a%20b.txt"_s);
        const QUrl remote(u"https://example.org/a.png"_s);
        const QStringList paths{u"/tmp/a b.txt"_s};
        using Urls = QList<QUrl>;
        QTest::newRow("local file") << Urls{local} << QString() << false << paths << false;
        QTest::newRow("local and remote")
            << Urls{remote, local} << QString() << false << paths << false;
        QTest::newRow("this computer by name") << Urls{QUrl(u"file://localhost/tmp/a%20b.txt"_s)}
                                               << QString() << false << paths << false;
        QTest::newRow("another computer") << Urls{QUrl(u"file://server/share/a.txt"_s)} << QString()
                                          << false << QStringList() << false;
        QTest::newRow("remote") << Urls{remote} << QString() << false << QStringList() << false;
        QTest::newRow("text") << Urls{} << u"hello"_s << false << QStringList() << false;
        QTest::newRow("file address as text")
            << Urls{} << u"file:///etc/passwd"_s << false << QStringList() << false;
        QTest::newRow("image") << Urls{} << QString() << true << QStringList() << true;
        QTest::newRow("cells of a spreadsheet")
            << Urls{} << u"1\t2"_s << true << QStringList() << false;
        QTest::newRow("image of a web page")
            << Urls{remote} << u"https://example.org/a.png"_s << true << QStringList() << true;
        QTest::newRow("image file") << Urls{local} << u"/tmp/a b.txt"_s << true << paths << false;
    }

    void findsWhatIsOffered()
    {
        QFETCH(QList<QUrl>, urls);
        QFETCH(QString, text);
        QFETCH(bool, image);
        QMimeData data;
        if (!urls.isEmpty())
            data.setUrls(urls);
        if (!text.isEmpty())
            data.setText(text);
        if (image)
            data.setImageData(QImage(4, 4, QImage::Format_RGB32));
        const botline::OfferedFiles offered = botline::offeredFiles(data);
        QTEST(offered.paths, "paths");
        QTEST(offered.hasImage, "hasImage");
    }

    void aPastedImageBecomesATemporaryPng()
    {
        QImage image(7, 5, QImage::Format_RGB32);
        image.fill(Qt::red);
        QMimeData data;
        data.setImageData(image);
        QString path;
        {
            QString why;
            const auto file = botline::stagedImage(data, &why);
            QVERIFY2(file, qPrintable(why));
            QCOMPARE(file->name, u"pasted image.png"_s);
            QCOMPARE(file->contentType, u"image/png"_s);
            QVERIFY(file->temporary);
            path = file->path;
            const StagedFile copy = *file;
            QCOMPARE(QImage(path), image);
            QCOMPARE(copy.size, QFileInfo(path).size());
            QCOMPARE(QFileInfo(path).permissions()
                         & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
                     QFile::Permissions());
        }
        QVERIFY(!QFile::exists(path));
    }

    void thePngOfTheClipboardIsTakenAsItIs()
    {
        QByteArray png;
        QBuffer buffer(&png);
        QImage image(3, 3, QImage::Format_RGB32);
        image.fill(Qt::blue);
        image.setText(u"Comment"_s, u"mine"_s);
        image.save(&buffer, "PNG");
        QMimeData data;
        data.setData(u"image/png"_s, png);
        QString why;
        const auto file = botline::stagedImage(data, &why);
        QVERIFY2(file, qPrintable(why));
        QFile stored(file->path);
        QVERIFY(stored.open(QIODevice::ReadOnly));
        QCOMPARE(stored.readAll(), png);
    }

    void anUnusableImageIsExplained()
    {
        QMimeData data;
        data.setImageData(QImage());
        QString why;
        QVERIFY(!botline::stagedImage(data, &why));
        QVERIFY(why.contains(u"attach"_s));
    }

    void neverMovesADroppedFile_data()
    {
        QTest::addColumn<int>("possible");
        QTest::addColumn<int>("expected");
        QTest::newRow("copy or move")
            << int(Qt::CopyAction | Qt::MoveAction) << int(Qt::CopyAction);
        QTest::newRow("all") << int(Qt::CopyAction | Qt::MoveAction | Qt::LinkAction)
                             << int(Qt::CopyAction);
        QTest::newRow("link only") << int(Qt::LinkAction) << int(Qt::LinkAction);
        QTest::newRow("move only") << int(Qt::MoveAction) << int(Qt::IgnoreAction);
    }

    void neverMovesADroppedFile()
    {
        QFETCH(int, possible);
        QFETCH(int, expected);
        QMimeData data;
        QDropEvent event(QPointF(1, 1), Qt::DropActions(possible), &data, Qt::LeftButton,
                         Qt::NoModifier);
        event.setDropAction(Qt::MoveAction);
        const bool accepted = botline::acceptAsCopy(event);
        QCOMPARE(accepted, expected != Qt::IgnoreAction);
        QCOMPARE(event.isAccepted(), accepted);
        QCOMPARE(int(event.dropAction()), expected);
    }
};

QTEST_MAIN(TestStagingCheck)
#include "tst_stagingcheck.moc"
