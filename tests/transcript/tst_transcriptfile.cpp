#include "app/transcript/transcriptfile.h"

#include "tests/support/builders.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;

class TestTranscriptFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isIndentedByTwo();
    void textsStayAsTheyAre();
    void isForTheUserAlone();
    void keysOfLinksStayOut();
    void whatCannotBeWrittenIsNamed();

private:
    QByteArray written(const QJsonArray &activities)
    {
        QString why;
        QFile file(m_folder.filePath(u"a.transcript"_s));
        if (!writeTranscript(activities, file.fileName(), &why) || !file.open(QIODevice::ReadOnly))
            qFatal("%s", qPrintable(why));
        return file.readAll();
    }

    QTemporaryDir m_folder;
};

void TestTranscriptFile::isIndentedByTwo()
{
    QCOMPARE(written({QJsonObject{{"type"_L1, "message"_L1},
                                  {"from"_L1, QJsonObject{{"id"_L1, "bot"_L1}}}}}),
             QByteArray("[\n  {\n    \"from\": {\n      \"id\": \"bot\"\n    },\n"
                        "    \"type\": \"message\"\n  }\n]\n"));
}

void TestTranscriptFile::textsStayAsTheyAre()
{
    const QJsonArray activities{botMessage(u"one\n    two\r\n\t  three \u2028  four"_s)};
    QCOMPARE(QJsonDocument::fromJson(written(activities)).array(), activities);
}

void TestTranscriptFile::isForTheUserAlone()
{
    written({});
    const QFile file(m_folder.filePath(u"a.transcript"_s));
    QVERIFY(!(file.permissions()
              & (QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
                 | QFileDevice::WriteOther)));
}

void TestTranscriptFile::keysOfLinksStayOut()
{
    const QByteArray json
        = written({botMessage(u"See https://other.example/attachments/1/a.png?t=h1dden"_s)});
    QVERIFY(json.contains("other.example"));
    QVERIFY2(!json.contains("h1dden"), json.constData());
}

void TestTranscriptFile::whatCannotBeWrittenIsNamed()
{
    QString why;
    QVERIFY(!writeTranscript({}, u"/no/such/folder/a.transcript"_s, &why));
    QVERIFY2(why.contains("/no/such/folder/a.transcript"_L1), qPrintable(why));
}

QTEST_GUILESS_MAIN(TestTranscriptFile)
#include "tst_transcriptfile.moc"
