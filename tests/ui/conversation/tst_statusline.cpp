#include "conversationfixture.h"

#include "ui/conversation/statusline.h"

#include <QtCore/QLocale>
#include <QtTest/QTest>

using namespace botline;
using namespace botline::test;

Q_DECLARE_METATYPE(botline::StatusLine::Tone)

class tst_StatusLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStateHasIconAndWord_data();
    void everyStateHasIconAndWord();
    void sendingIsSilentAtFirst();
    void sendingBecomesSlow();
    void filesMayTakeTheirTime();
    void receivedOnesOnlyHaveATime();
    void ourOwnClockIsMarked();
    void theFullTime();
};

void tst_StatusLine::everyStateHasIconAndWord_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("icon");
    QTest::addColumn<StatusLine::Tone>("tone");
    using enum StatusLine::Tone;
    const auto row = [](const char *name, SendState state, Symbol icon, StatusLine::Tone tone) {
        QTest::newRow(name) << int(state) << int(icon) << tone;
    };
    row("queued: clock", SendState::Queued, Symbol::Clock, Muted);
    row("delivered: one tick", SendState::Delivered, Symbol::Check, Muted);
    row("sent: two ticks", SendState::Sent, Symbol::DoubleCheck, Muted);
    row("not confirmed: amber", SendState::Unconfirmed, Symbol::Warning, Warning);
    row("failed: red", SendState::Failed, Symbol::Warning, Error);
    row("cancelled", SendState::Cancelled, Symbol::Close, Muted);
}

void tst_StatusLine::everyStateHasIconAndWord()
{
    QFETCH(const int, state);
    QFETCH(const int, icon);
    QFETCH(const StatusLine::Tone, tone);
    const ActivityEntry entry = iSay(u"hi"_s, noon(), SendState(state));
    const StatusLine line = StatusLine::of(entry, noon(10));
    QVERIFY(line.icon);
    QCOMPARE(int(*line.icon), icon);
    QCOMPARE(line.word, sendStateText(entry));
    QVERIFY(!line.word.isEmpty());
    QCOMPARE(line.tone, tone);
    QCOMPARE(line.changesInMs, 0);
}

void tst_StatusLine::sendingIsSilentAtFirst()
{
    ActivityEntry entry = iSay(u"hi"_s, noon(), SendState::Sending);
    entry.delivery.sendingSince = noon();
    StatusLine line = StatusLine::of(entry, noon().addMSecs(100));
    QVERIFY(line.word.isEmpty());
    QVERIFY(!line.spinner && !line.icon);
    QCOMPARE(line.changesInMs, 150);

    line = StatusLine::of(entry, noon().addMSecs(250));
    QVERIFY(line.spinner);
    QCOMPARE(line.word, sendStateText(entry));
    QVERIFY(line.changesInMs > 0);
}

void tst_StatusLine::sendingBecomesSlow()
{
    ActivityEntry entry = iSay(u"hi"_s, noon(), SendState::Sending);
    entry.delivery.sendingSince = noon();
    QCOMPARE(StatusLine::of(entry, noon(14)).tone, StatusLine::Tone::Muted);
    const StatusLine slow = StatusLine::of(entry, noon(15));
    QCOMPARE(slow.tone, StatusLine::Tone::Warning);
    QVERIFY(slow.word != sendStateText(entry));
}

void tst_StatusLine::filesMayTakeTheirTime()
{
    ActivityEntry entry = iSay(u"hi"_s, noon(), SendState::Sending);
    entry.delivery.sendingSince = noon();
    entry.delivery.bytesTotal = 1000;
    entry.delivery.bytesSent = 500;
    const StatusLine line = StatusLine::of(entry, noon(60));
    QCOMPARE(line.tone, StatusLine::Tone::Muted);
    QCOMPARE(line.word, sendStateText(entry));
}

void tst_StatusLine::receivedOnesOnlyHaveATime()
{
    const StatusLine line = StatusLine::of(botSays(u"hi"_s), noon());
    QCOMPARE(line.time, QLocale().toString(noon().toLocalTime().time(), QLocale::ShortFormat));
    QVERIFY(line.word.isEmpty() && !line.icon && !line.spinner);
}

void tst_StatusLine::ourOwnClockIsMarked()
{
    ActivityEntry entry = iSay(u"hi"_s);
    entry.timeIsServers = false;
    QVERIFY(StatusLine::of(entry, noon()).time.startsWith(u'~'));
    entry.time = {};
    QVERIFY(StatusLine::of(entry, noon()).time.isEmpty());
    QVERIFY(fullTime(entry).isEmpty());
}

void tst_StatusLine::theFullTime()
{
    const ActivityEntry entry = botSays(u"hi"_s, noon().addMSecs(7));
    const QString text = fullTime(entry);
    QVERIFY(text.contains(entry.time.toUTC().toString(Qt::ISODateWithMs)));
    QVERIFY(text.contains(entry.time.toLocalTime().toString(u"HH:mm:ss.zzz"_s)));
}

QTEST_GUILESS_MAIN(tst_StatusLine)
#include "tst_statusline.moc"
