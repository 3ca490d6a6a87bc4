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

QTEST_APPLESS_MAIN(tst_Scenario)
#include "tst_scenario.moc"
