#include "app/script/scenario.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace botline;
using Command = ScenarioStep::Command;

class tst_Scenario : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryCommand();
    void skipsBlankLinesAndComments();
    void namesTheWrongLine_data();
    void namesTheWrongLine();
    void aMissingUploadIsNamedBeforeAnythingIsSent();
    void whatAStepWritesMayBeUploaded();
    void aScenarioThatIsNotThereIsNamed();

private:
    QString write(const QString &scenario)
    {
        QFile file(m_folder.filePath(u"scenario.txt"_s));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write a test file");
        file.write(scenario.toUtf8());
        return file.fileName();
    }

    QTemporaryDir m_folder;
};

void tst_Scenario::readsEveryCommand()
{
    QString why;
    const auto steps = parseScenario(u"say hello there\n"
                                     "upload README.md \"two words.txt\"\n"
                                     "press \"Yes & no\"\n"
                                     "wait-reply\n"
                                     "wait-reply 2.5\r\n"
                                     "screenshot out.png\n"
                                     "save out.transcript\n"
                                     "quit\n"_s,
                                     &why);
    QVERIFY2(steps, qPrintable(why));
    QCOMPARE(steps->size(), 8);
    QCOMPARE(steps->at(0).command, Command::Say);
    QCOMPARE(steps->at(0).text, u"hello there"_s);
    QCOMPARE(steps->at(1).command, Command::Upload);
    QCOMPARE(steps->at(1).paths, (QStringList{u"README.md"_s, u"two words.txt"_s}));
    QCOMPARE(steps->at(2).command, Command::Press);
    QCOMPARE(steps->at(2).text, u"Yes & no"_s);
    QCOMPARE(steps->at(3).timeout.count(), 30'000);
    QCOMPARE(steps->at(4).timeout.count(), 2'500);
    QCOMPARE(steps->at(5).text, u"out.png"_s);
    QCOMPARE(steps->at(6).command, Command::Save);
    QCOMPARE(steps->at(7).command, Command::Quit);
    QCOMPARE(steps->at(7).line, 8);
}

void tst_Scenario::skipsBlankLinesAndComments()
{
    QString why;
    const auto steps = parseScenario(u"# a comment\n\n   \n  say # is kept in a text\n"_s, &why);
    QVERIFY2(steps, qPrintable(why));
    QCOMPARE(steps->size(), 1);
    QCOMPARE(steps->at(0).text, u"# is kept in a text"_s);
    QCOMPARE(steps->at(0).line, 4);
}

void tst_Scenario::namesTheWrongLine_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("words");
    QTest::newRow("unknown command") << u"shout hello"_s << u"shout"_s;
    QTest::newRow("say without text") << u"say"_s << u"text"_s;
    QTest::newRow("upload without file") << u"upload  "_s << u"file"_s;
    QTest::newRow("press without title") << u"press \"\""_s << u"title"_s;
    QTest::newRow("wait for words") << u"wait-reply soon"_s << u"seconds"_s;
    QTest::newRow("wait backwards") << u"wait-reply -1"_s << u"seconds"_s;
    QTest::newRow("wait for ever") << u"wait-reply 99999"_s << u"seconds"_s;
    QTest::newRow("screenshot without name") << u"screenshot"_s << u"file name"_s;
    QTest::newRow("press without closing quote") << u"press \"Yes"_s << u"closing quote"_s;
    QTest::newRow("press a quote") << u"press \""_s << u"closing quote"_s;
    QTest::newRow("save without closing quote") << u"save \"a b"_s << u"closing quote"_s;
    QTest::newRow("upload without closing quote") << u"upload \"a b"_s << u"closing quote"_s;
    QTest::newRow("quit with more") << u"quit now"_s << u"quit"_s;
}

void tst_Scenario::namesTheWrongLine()
{
    QFETCH(QString, line);
    QFETCH(QString, words);
    QString why;
    QVERIFY(!parseScenario(u"say fine\n\n"_s + line + u"\nquit"_s, &why));
    QVERIFY2(why.startsWith("line 3: "_L1), qPrintable(why));
    QVERIFY2(why.contains(words), qPrintable(why));
}

void tst_Scenario::aMissingUploadIsNamedBeforeAnythingIsSent()
{
    const QString path = write(u"say hello\nupload missing.pdf\n"_s);
    QString why;
    QVERIFY(!readScenario(path, &why));
    QVERIFY2(why.startsWith(path + u": line 2: "_s), qPrintable(why));
    QVERIFY2(why.contains("missing.pdf"_L1) && why.contains("not found"_L1), qPrintable(why));
}

void tst_Scenario::whatAStepWritesMayBeUploaded()
{
    const QString path = write(u"screenshot %1\nupload \"%1\"\nquit\nupload missing.pdf\n"_s.arg(
        m_folder.filePath(u"shot.png"_s)));
    QString why;
    const auto steps = readScenario(path, &why);
    QVERIFY2(steps, qPrintable(why));
    QCOMPARE(steps->size(), 4);
    QCOMPARE(steps->at(1).paths.size(), 1);
}

void tst_Scenario::aScenarioThatIsNotThereIsNamed()
{
    QString why;
    QVERIFY(!readScenario(u"/no/such/scenario"_s, &why));
    QVERIFY2(why.contains("/no/such/scenario"_L1), qPrintable(why));
}

QTEST_APPLESS_MAIN(tst_Scenario)
#include "tst_scenario.moc"
