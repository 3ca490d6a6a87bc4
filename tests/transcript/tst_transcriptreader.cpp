#include "app/transcript/transcriptreader.h"

#include "app/transcript/transcriptfile.h"
#include "tests/support/builders.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;

class TestTranscriptReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryForm_data();
    void readsEveryForm();
    void whatIsNoTranscriptIsNamed_data();
    void whatIsNoTranscriptIsNamed();
    void aBadActivityCostsNoNeighbour_data();
    void aBadActivityCostsNoNeighbour();
    void unknownMembersSurviveARoundTrip();
    void aMissingFileIsNamed();

private:
    QTemporaryDir m_folder;
};

void TestTranscriptReader::readsEveryForm_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray list = R"([{"type":"message","text":"a"}, {"type":"event"}])";
    QTest::newRow("array") << list;
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf" + list);
    QTest::newRow("blanks around") << QByteArray("\r\n  " + list + "\r\n");
    QTest::newRow("object") << QByteArray(R"({"version":1,"transcript":)" + list + '}');
    QTest::newRow("answer of the service")
        << QByteArray(R"({"activities":)" + list + R"(,"watermark":"2"})");
    QTest::newRow("escaped name") << QByteArray(R"({"tr\u0061nscript":)" + list + '}');
}

void TestTranscriptReader::readsEveryForm()
{
    QFETCH(QByteArray, bytes);
    QString why;
    const auto transcript = TranscriptReader::read(bytes, &why);
    QVERIFY2(transcript, qPrintable(why));
    QCOMPARE(transcript->activities.size(), 2);
    QCOMPARE(transcript->activities.at(0).text, u"a"_s);
    QCOMPARE(transcript->activities.at(1).type, u"event"_s);
    QVERIFY(transcript->broken.isEmpty());
    QCOMPARE(TranscriptReader::read("[]", &why)->activities.size(), 0);
}

void TestTranscriptReader::whatIsNoTranscriptIsNamed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing") << QByteArray() << u"empty"_s;
    QTest::newRow("only a byte order mark") << QByteArray("\xef\xbb\xbf\n") << u"empty"_s;
    QTest::newRow("text") << QByteArray("user: hello") << u"not JSON"_s;
    QTest::newRow("cut off") << QByteArray(R"([{"type":"message")") << u"not JSON"_s;
    QTest::newRow("another object") << QByteArray(R"({"a":1})") << u"list of activities"_s;
    QTest::newRow("another type") << QByteArray(R"({"transcript":"a"})") << u"list of activities"_s;
}

void TestTranscriptReader::whatIsNoTranscriptIsNamed()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, words);
    const QString path = m_folder.filePath(u"no.transcript"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    QString why;
    QVERIFY(!TranscriptReader::readFile(path, &why));
    QVERIFY2(why.contains(words) && why.contains(path) && why.endsWith(u'.'), qPrintable(why));
}

void TestTranscriptReader::aBadActivityCostsNoNeighbour_data()
{
    QTest::addColumn<QByteArray>("bad");
    QTest::newRow("a number too large") << QByteArray(R"({"type":"message","value":1e999})");
    QTest::newRow("not a number") << QByteArray(R"({"type":"message","value":NaN})");
    QTest::newRow("trailing comma") << QByteArray(R"({"type":"message",})");
    QTest::newRow("a leading zero") << QByteArray(R"({"type":"message","value":007})");
    QTest::newRow("a number") << QByteArray("7");
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("no type") << QByteArray(R"({"text":"a"})");
}

void TestTranscriptReader::aBadActivityCostsNoNeighbour()
{
    QFETCH(QByteArray, bad);
    const QByteArray good = R"({"type":"message","text":"good"})";
    QString why;
    const auto transcript
        = TranscriptReader::read('[' + good + ',' + good + ',' + bad + ',' + good + ']', &why);
    QVERIFY2(transcript, qPrintable(why));
    QCOMPARE(transcript->activities.size(), 3);
    for (const directline::Activity &activity : transcript->activities)
        QCOMPARE(activity.text, u"good"_s);
    QCOMPARE(transcript->broken.size(), 1);
    QCOMPARE(transcript->broken.constFirst().element, 3);
    QVERIFY2(transcript->broken.constFirst().reason.contains("Activity 3 "_L1),
             qPrintable(transcript->broken.constFirst().reason));
}

void TestTranscriptReader::unknownMembersSurviveARoundTrip()
{
    QJsonObject activity = jsonFixture(u"activity-full.json"_s);
    activity.insert("x-nobody-knows"_L1,
                    QJsonArray{1, QJsonObject{{"deep"_L1, qint64(9007199254740991)}}});
    const QJsonArray saved{activity, botMessage(u"zwei\n  Zeilen \u00fc"_s, u"a2"_s)};
    const QString path = m_folder.filePath(u"round.transcript"_s);
    QString why;
    QVERIFY2(writeTranscript(saved, path, &why), qPrintable(why));
    const auto transcript = TranscriptReader::readFile(path, &why);
    QVERIFY2(transcript, qPrintable(why));
    QVERIFY(transcript->broken.isEmpty());
    QCOMPARE(transcript->toJson(), saved);
    const QString again = m_folder.filePath(u"again.transcript"_s);
    QVERIFY2(writeTranscript(transcript->toJson(), again, &why), qPrintable(why));
    QFile first(path);
    QFile second(again);
    QVERIFY(first.open(QIODevice::ReadOnly) && second.open(QIODevice::ReadOnly));
    QCOMPARE(second.readAll(), first.readAll());
}

void TestTranscriptReader::aMissingFileIsNamed()
{
    QString why;
    QVERIFY(!TranscriptReader::readFile(u"/no/such/file.transcript"_s, &why));
    QVERIFY2(why.contains("/no/such/file.transcript"_L1), qPrintable(why));
    QVERIFY(!TranscriptReader::readFile(m_folder.path(), &why));
    QVERIFY2(why.contains(m_folder.path()), qPrintable(why));
}

QTEST_GUILESS_MAIN(TestTranscriptReader)
#include "tst_transcriptreader.moc"
