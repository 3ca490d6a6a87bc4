#include "app/directline/oneshotbody.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline::directline;

class TestOneShotBody : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partsFollowEachOther_data();
    void partsFollowEachOther();
    void itCannotBeRewound();
    void anEmptyBodyIsAtItsEnd();
    void filesAreReadInSmallPieces();
    void filesAreClosedWhenDone();
    void aShrunkenFileFails();

private:
    std::unique_ptr<QFile> openFile(const QByteArray &content);

    QTemporaryDir m_folder;
    int m_files = 0;
};

namespace {

// Counts how it is read.
class CountingFile : public QFile
{
public:
    using QFile::QFile;
    qint64 largestRead = 0;
    int reads = 0;

protected:
    qint64 readData(char *data, qint64 maxSize) override
    {
        largestRead = qMax(largestRead, maxSize);
        ++reads;
        return QFile::readData(data, maxSize);
    }
};

} // namespace

std::unique_ptr<QFile> TestOneShotBody::openFile(const QByteArray &content)
{
    const QString path = m_folder.filePath(QString::number(++m_files));
    QFile writing(path);
    if (!writing.open(QIODevice::WriteOnly) || writing.write(content) != content.size())
        qFatal("Cannot write a test file");
    writing.close();
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        qFatal("Cannot open a test file");
    return file;
}

void TestOneShotBody::partsFollowEachOther_data()
{
    QTest::addColumn<int>("step");
    for (const int step : {1, 2, 3, 7, 100})
        QTest::addRow("%d bytes at a time", step) << step;
}

void TestOneShotBody::partsFollowEachOther()
{
    QFETCH(int, step);
    OneShotBody body;
    body.append("head ");
    body.append(openFile("file one"), 8);
    body.append("");
    body.append(openFile("file two, longer"), 8); // only what it was when the body was made
    body.append(" tail");
    QCOMPARE(body.length(), 26);
    QVERIFY(body.open(QIODevice::ReadOnly | QIODevice::Unbuffered));
    QByteArray all;
    while (!body.atEnd()) {
        const QByteArray piece = body.read(step);
        QVERIFY(!piece.isEmpty());
        all += piece;
        QCOMPARE(body.bytesTaken(), all.size());
        QCOMPARE(body.bytesAvailable(), body.length() - all.size());
    }
    QCOMPARE(all, "head file onefile two tail");
    QVERIFY(body.read(10).isEmpty());
}

void TestOneShotBody::itCannotBeRewound()
{
    OneShotBody body;
    body.append("once");
    QVERIFY(body.open(QIODevice::ReadOnly | QIODevice::Unbuffered));
    QVERIFY(body.isSequential());
    QCOMPARE(body.readAll(), "once");
    QVERIFY(!body.reset());
    QVERIFY(body.readAll().isEmpty());
}

void TestOneShotBody::anEmptyBodyIsAtItsEnd()
{
    OneShotBody body;
    body.append(QByteArray());
    QVERIFY(body.open(QIODevice::ReadOnly | QIODevice::Unbuffered));
    QVERIFY(body.atEnd());
    QCOMPARE(body.length(), 0);
    QVERIFY(body.readAll().isEmpty());
    QVERIFY(body.failedFile().isEmpty());
}

void TestOneShotBody::filesAreReadInSmallPieces()
{
    // A sparse gigabyte: what is held at any time is what one read asks for, nothing more.
    constexpr qint64 kSize = 1'000'000'000;
    constexpr qint64 kPiece = 16 * 1024;
    auto file = std::make_unique<CountingFile>(m_folder.filePath(u"sparse"_s));
    QVERIFY(file->open(QIODevice::WriteOnly) && file->resize(kSize));
    file->close();
    QVERIFY(file->open(QIODevice::ReadOnly | QIODevice::Unbuffered));
    const CountingFile &counting = *file;

    OneShotBody body;
    body.append("head");
    body.append(std::move(file), kSize);
    QVERIFY(body.open(QIODevice::ReadOnly | QIODevice::Unbuffered));
    QByteArray piece(kPiece, Qt::Uninitialized);
    for (int i = 0; i < 100; ++i)
        QCOMPARE(body.read(piece.data(), kPiece), kPiece);
    QCOMPARE(counting.largestRead, kPiece);
    QCOMPARE(counting.reads, 100);
    QCOMPARE(counting.pos(), 100 * kPiece - 4); // not one byte read ahead
}

void TestOneShotBody::filesAreClosedWhenDone()
{
    OneShotBody body;
    std::unique_ptr<QFile> file = openFile("content");
    QSignalSpy destroyed(file.get(), &QObject::destroyed);
    body.append(std::move(file), 7);
    body.append("tail");
    QVERIFY(body.open(QIODevice::ReadOnly | QIODevice::Unbuffered));
    QCOMPARE(body.read(7), "content");
    QCOMPARE(destroyed.size(), 1);
}

void TestOneShotBody::aShrunkenFileFails()
{
    OneShotBody body;
    std::unique_ptr<QFile> file = openFile(QByteArray(1000, 'x'));
    const QString path = file->fileName();
    body.append(std::move(file), 1000);
    body.append("tail");
    QSignalSpy failed(&body, &OneShotBody::failed);
    QVERIFY(body.open(QIODevice::ReadOnly | QIODevice::Unbuffered));
    QCOMPARE(body.read(400).size(), 400);
    QVERIFY(QFile::resize(path, 600));
    QCOMPARE(body.read(400).size(), 200);
    QCOMPARE(failed.size(), 1);
    QVERIFY(!body.failedFile().isEmpty());
    char byte = 0;
    QCOMPARE(body.read(&byte, 1), -1); // and nothing after it, the tail neither
    QVERIFY(!body.atEnd());
    QCOMPARE(failed.size(), 1);
}

QTEST_APPLESS_MAIN(TestOneShotBody)
#include "tst_oneshotbody.moc"
