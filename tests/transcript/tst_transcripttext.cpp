#include "app/transcript/transcripttext.h"

#include "app/directline/activity.h"
#include "tests/support/builders.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;
using directline::Activity;

class TestTranscriptText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void speakersHaveAColumn();
    void cardsAreTold();
    void aTerminalObeysNothing_data();
    void aTerminalObeysNothing();
    void aNameCannotAddALine();
};

void TestTranscriptText::speakersHaveAColumn()
{
    QJsonObject mine = userMessage(u"Hi"_s);
    mine.insert("from"_L1, QJsonObject{{"name"_L1, "Ada"_L1}, {"role"_L1, "user"_L1}});
    QJsonObject bot = botMessage(u"Hello!\n\n\nHow are you?\n"_s);
    bot.insert("from"_L1, QJsonObject{{"name"_L1, "Practice bot"_L1}, {"role"_L1, "bot"_L1}});
    bot.insert("suggestedActions"_L1,
               QJsonObject{{"actions"_L1,
                            QJsonArray{QJsonObject{{"title"_L1, "Well"_L1}},
                                       QJsonObject{{"title"_L1, "Badly"_L1}}}}});
    QCOMPARE(transcriptText({*Activity::fromJson(mine), *Activity::fromJson(bot),
                             *Activity::fromJson(activityOfType(u"typing"_s))}),
             u"You             Hi\n"
             "Practice bot    Hello!\n"
             "                How are you?\n"
             "                (Well) (Badly)\n"_s);
}

void TestTranscriptText::cardsAreTold()
{
    QJsonObject bot = botMessage(QString());
    bot.insert("from"_L1, QJsonObject{{"name"_L1, "A very long name of a bot"_L1}});
    bot.insert(
        "attachments"_L1,
        QJsonArray{QJsonObject{{"contentType"_L1, "application/vnd.microsoft.card.hero"_L1},
                               {"content"_L1,
                                QJsonObject{{"title"_L1, "Seat"_L1},
                                            {"text"_L1, "By the window"_L1},
                                            {"buttons"_L1,
                                             QJsonArray{QJsonObject{{"title"_L1, "Book"_L1}}}}}}},
                   QJsonObject{{"contentType"_L1, "image/png"_L1}, {"name"_L1, "a.png"_L1}}});
    QCOMPARE(transcriptText({*Activity::fromJson(bot)}),
             u"A very long name of a bot  [hero card]\n"
             "                Seat\n"
             "                By the window\n"
             "                (Book)\n"
             "                [image/png] a.png\n"_s);
}

void TestTranscriptText::aTerminalObeysNothing_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("safe");
    QTest::newRow("colour") << u"\u001b[31mred"_s << u"\u241b[31mred"_s;
    QTest::newRow("title") << u"\u001b]0;evil\u0007"_s << u"\u241b]0;evil\u2407"_s;
    QTest::newRow("one-byte CSI") << u"\u009b2J"_s << u"\ufffd2J"_s;
    QTest::newRow("over what was written") << u"safe\rEVIL"_s << u"safe\nEVIL"_s;
    QTest::newRow("backspace") << u"a\u0008b\u007f"_s << u"a\u2408b\u2421"_s;
    QTest::newRow("direction") << u"a\u202etxt.exe"_s << u"a\ufffdtxt.exe"_s;
    QTest::newRow("lines") << u"a\r\nb\u2028c\td"_s << u"a\nb\nc d"_s;
    QTest::newRow("other scripts")
        << u"żółć 日本 👩‍👧"_s << u"żółć 日本 👩‍👧"_s;
}

void TestTranscriptText::aTerminalObeysNothing()
{
    QFETCH(QString, text);
    QFETCH(QString, safe);
    QCOMPARE(terminalText(text), safe);
}

void TestTranscriptText::aNameCannotAddALine()
{
    QJsonObject bot = botMessage(u"x"_s);
    bot.insert("from"_L1, QJsonObject{{"name"_L1, "Bot\nYou\u001b[2J"_L1}});
    QCOMPARE(transcriptText({*Activity::fromJson(bot)}).count(u'\n'), 1);
    QVERIFY(!transcriptText({*Activity::fromJson(bot)}).contains(QChar(0x1b)));
}

QTEST_GUILESS_MAIN(TestTranscriptText)
#include "tst_transcripttext.moc"
