#include "app/localservice/filestore.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline::localservice;

class TestFileStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatWasAdded();
    void makesItsFolderLateAndPrivate();
    void takesItsFilesAlong();
    void namesAreHarmless_data();
    void namesAreHarmless();
    void longNamesKeepTheirExtension();
    void contentTypesAreHarmless_data();
    void contentTypesAreHarmless();
};

void TestFileStore::findsWhatWasAdded()
{
    FileStore store;
    StoredFile first;
    first.name = u"a.txt"_s;
    StoredFile second;
    second.name = u"b.txt"_s;
    const QString id = store.add(u"c1"_s, {first, second});
    QCOMPARE(store.find(u"c1"_s, id, 1).value().name, u"b.txt"_s);
    QVERIFY(!store.find(u"c1"_s, id, 2));
    QVERIFY(!store.find(u"c1"_s, id, -1));
    QVERIFY(!store.find(u"c2"_s, id, 0));
    QVERIFY(store.add(u"c1"_s, {first}) != id);
}

void TestFileStore::makesItsFolderLateAndPrivate()
{
    const QTemporaryDir temp; // other programs may serve on this computer, too
    qputenv("TMPDIR", QFile::encodeName(temp.path()));
    const QStringList pattern{u"botline-uploads-*"_s};
    FileStore store;
    QVERIFY(QDir::temp().entryList(pattern, QDir::Dirs).isEmpty());
    const QFileInfo folder(QFileInfo(store.newPath()).path());
    QVERIFY(folder.isDir());
    QCOMPARE(folder.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QCOMPARE(QDir::temp().entryList(pattern, QDir::Dirs), QStringList{folder.fileName()});
    QVERIFY(store.newPath() != store.newPath());
    qunsetenv("TMPDIR");
}

void TestFileStore::takesItsFilesAlong()
{
    QString path;
    {
        FileStore store;
        path = store.newPath();
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("x");
    }
    QVERIFY(!QFile::exists(path));
    QVERIFY(!QFileInfo::exists(QFileInfo(path).path()));
}

void TestFileStore::namesAreHarmless_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("safe");
    QTest::newRow("plain") << u"invoice.pdf"_s << u"invoice.pdf"_s;
    QTest::newRow("blanks inside") << u"my invoice 1.pdf"_s << u"my invoice 1.pdf"_s;
    QTest::newRow("not ASCII") << u"żółć 見本.txt"_s << u"żółć 見本.txt"_s;
    QTest::newRow("path") << u"../../.bashrc"_s << u"bashrc"_s;
    QTest::newRow("Windows path") << u"C:\\Users\\ada\\x.txt"_s << u"x.txt"_s;
    QTest::newRow("only dots") << u"..."_s << u"attachment"_s;
    QTest::newRow("slash at the end") << u"folder/"_s << u"attachment"_s;
    QTest::newRow("empty") << QString() << u"attachment"_s;
    QTest::newRow("line break") << u"a\r\nX-Evil: 1.txt"_s << u"aX-Evil 1.txt"_s;
    QTest::newRow("NUL") << u"a%1b.txt"_s.arg(QChar(0)) << u"ab.txt"_s;
    QTest::newRow("quotes") << u"a\"b<c>d|e?f*.txt"_s << u"abcdef.txt"_s;
    QTest::newRow("bidi override") << u"a\u202Egpj.exe"_s << u"agpj.exe"_s;
    QTest::newRow("trailing dots and blanks") << u" a.txt. . "_s << u"a.txt"_s;
}

void TestFileStore::namesAreHarmless()
{
    QFETCH(QString, name);
    QTEST(storedFileName(name), "safe");
}

void TestFileStore::longNamesKeepTheirExtension()
{
    const QString name = storedFileName(QString(300, u'ż') + ".tar.gz"_L1);
    QVERIFY(name.toUtf8().size() <= 120);
    QVERIFY(name.toUtf8().size() > 110);
    QVERIFY(name.endsWith(".gz"_L1));
    const QString emoji = storedFileName(u"👋"_s.repeated(100));
    QVERIFY(emoji.isValidUtf16());
    QCOMPARE(emoji.toUtf8().size(), 120);
}

void TestFileStore::contentTypesAreHarmless_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("safe");
    const QByteArray unknown("application/octet-stream");
    QTest::newRow("plain") << QByteArray("image/png") << QByteArray("image/png");
    QTest::newRow("capitals and parameters")
        << QByteArray("Text/Plain; charset=utf-8") << QByteArray("text/plain");
    QTest::newRow("vendor") << QByteArray("application/vnd.ms-excel.sheet+xml")
                            << QByteArray("application/vnd.ms-excel.sheet+xml");
    QTest::newRow("empty") << QByteArray() << unknown;
    QTest::newRow("no slash") << QByteArray("image") << unknown;
    QTest::newRow("no subtype") << QByteArray("image/") << unknown;
    QTest::newRow("two slashes") << QByteArray("a/b/c") << unknown;
    QTest::newRow("header injection") << QByteArray("a/b\r\nX: y") << unknown;
    QTest::newRow("markup") << QByteArray("a/<b>") << unknown;
    QTest::newRow("endless") << "a/" + QByteArray(200, 'b') << unknown;
}

void TestFileStore::contentTypesAreHarmless()
{
    QFETCH(QByteArray, type);
    QTEST(storedContentType(type), "safe");
}

QTEST_GUILESS_MAIN(TestFileStore)
#include "tst_filestore.moc"
