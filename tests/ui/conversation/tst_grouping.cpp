#include "conversationfixture.h"

#include "app/conversation/model/rowfacts.h"
#include "ui/conversation/grouping.h"

#include <QtCore/QLocale>
#include <QtTest/QTest>

using namespace botline;
using namespace botline::test;

namespace {

std::optional<RowFacts> factsOf(const ActivityEntry *entry)
{
    return entry ? std::optional(RowFacts::of(*entry)) : std::nullopt;
}

const RowFacts *pointerTo(const std::optional<RowFacts> &facts)
{
    return facts ? &*facts : nullptr;
}

// The same questions about whole entries.
bool continuesGroup(const ActivityEntry *before, const ActivityEntry &entry, bool unreadBar,
                    LocalDays &days)
{
    const auto above = factsOf(before);
    return botline::continuesGroup(pointerTo(above), RowFacts::of(entry), unreadBar, days);
}

bool startsDay(const ActivityEntry *before, const ActivityEntry &entry, LocalDays &days)
{
    const auto above = factsOf(before);
    return botline::startsDay(pointerTo(above), RowFacts::of(entry), days);
}

RowParts partsOf(const ActivityEntry *before, const ActivityEntry &entry,
                 const ActivityEntry *after, bool unreadBar, bool unreadBarAfter, LocalDays &days)
{
    const auto above = factsOf(before);
    const auto below = factsOf(after);
    return botline::partsOf(pointerTo(above), RowFacts::of(entry), pointerTo(below), unreadBar,
                            unreadBarAfter, days);
}

} // namespace

class tst_Grouping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void groups_data();
    void groups();
    void aGroupNeedsTheSameSender();
    void theLastOfAGroupHasTheTime();
    void statesThatMatterAreShownInTheMiddle();
    void noticesHaveNoSender();
    void daysBegin();
    void daysFollowTheLocalClock();
    void namesOfDays_data();
    void namesOfDays();
};

void tst_Grouping::groups_data()
{
    QTest::addColumn<int>("secondsApart");
    QTest::addColumn<bool>("unreadBar");
    QTest::addColumn<bool>("joined");
    QTest::newRow("at once") << 0 << false << true;
    QTest::newRow("just below five minutes") << 299 << false << true;
    QTest::newRow("five minutes") << 300 << false << false;
    QTest::newRow("a little earlier, by the service's clock") << -20 << false << true;
    QTest::newRow("the unread bar between") << 10 << true << false;
}

void tst_Grouping::groups()
{
    QFETCH(const int, secondsApart);
    QFETCH(const bool, unreadBar);
    QFETCH(const bool, joined);
    LocalDays days;
    const ActivityEntry first = botSays(u"a"_s, noon());
    const ActivityEntry second = botSays(u"b"_s, noon(secondsApart));
    QCOMPARE(continuesGroup(&first, second, unreadBar, days), joined);
    const ActivityEntry own = iSay(u"a"_s, noon());
    const ActivityEntry ownToo = iSay(u"b"_s, noon(secondsApart));
    QCOMPARE(continuesGroup(&own, ownToo, unreadBar, days), joined);
}

void tst_Grouping::aGroupNeedsTheSameSender()
{
    LocalDays days;
    const ActivityEntry bot = botSays(u"a"_s);
    QVERIFY(!continuesGroup(nullptr, bot, false, days));
    QVERIFY(!continuesGroup(&bot, iSay(u"b"_s), false, days));
    QVERIFY(!continuesGroup(&bot, notice(u"b"_s), false, days));

    ActivityEntry other = botSays(u"b"_s);
    other.activity.from->id = u"another-bot"_s;
    QVERIFY(!continuesGroup(&bot, other, false, days));
    other = botSays(u"b"_s);
    other.senderName = u"Renamed"_s;
    QVERIFY(!continuesGroup(&bot, other, false, days));

    const ActivityEntry failed = iSay(u"a"_s, noon(), SendState::Failed);
    QVERIFY(!continuesGroup(&failed, iSay(u"b"_s), false, days));
    const ActivityEntry sent = iSay(u"a"_s);
    QVERIFY(!continuesGroup(&sent, iSay(u"b"_s, noon(), SendState::Failed), false, days));
}

void tst_Grouping::theLastOfAGroupHasTheTime()
{
    LocalDays days;
    const ActivityEntry a = botSays(u"a"_s);
    const ActivityEntry b = botSays(u"b"_s, noon(60));
    const RowParts first = partsOf(nullptr, a, &b, false, false, days);
    QVERIFY(first.testFlag(RowPart::GroupStart));
    QVERIFY(!first.testFlag(RowPart::GroupEnd));
    QVERIFY(!first.testFlag(RowPart::Status));
    const RowParts last = partsOf(&a, b, nullptr, false, false, days);
    QVERIFY(!last.testFlag(RowPart::GroupStart));
    QVERIFY(last.testFlag(RowPart::GroupEnd));
    QVERIFY(last.testFlag(RowPart::Status));
    // A bar that comes between makes two groups of it.
    QVERIFY(partsOf(nullptr, a, &b, false, true, days).testFlag(RowPart::GroupEnd));
    QVERIFY(partsOf(&a, b, nullptr, true, false, days).testFlag(RowPart::GroupStart));
}

void tst_Grouping::statesThatMatterAreShownInTheMiddle()
{
    LocalDays days;
    const ActivityEntry after = iSay(u"b"_s);
    for (const SendState state :
         {SendState::Failed, SendState::Unconfirmed, SendState::Cancelled}) {
        const RowParts parts
            = partsOf(nullptr, iSay(u"a"_s, noon(), state), &after, false, false, days);
        QVERIFY(parts.testFlag(RowPart::Status));
        QVERIFY(parts.testFlag(RowPart::Trouble));
    }
    for (const SendState state : {SendState::Queued, SendState::Sending, SendState::Sent}) {
        const RowParts parts
            = partsOf(nullptr, iSay(u"a"_s, noon(), state), &after, false, false, days);
        QVERIFY(!parts.testFlag(RowPart::Status));
        QVERIFY(!parts.testFlag(RowPart::Trouble));
    }
    // "Sent" below would speak for one that nobody has seen yet.
    const RowParts leftBehind
        = partsOf(nullptr, iSay(u"a"_s, noon(), SendState::Delivered), &after, false, false, days);
    QVERIFY(leftBehind.testFlag(RowPart::Status));
    QVERIFY(!leftBehind.testFlag(RowPart::Trouble));
    // It arrived, and the bot was in trouble with it.
    ActivityEntry remarked = iSay(u"a"_s);
    remarked.delivery.failure = u"It arrived, but the bot had trouble with it (502)."_s;
    const RowParts parts = partsOf(nullptr, remarked, &after, false, false, days);
    QVERIFY(parts.testFlag(RowPart::Status));
    QVERIFY(parts.testFlag(RowPart::Trouble));
}

void tst_Grouping::noticesHaveNoSender()
{
    LocalDays days;
    const RowParts parts
        = partsOf(nullptr, notice(u"Conversation ended"_s), nullptr, false, false, days);
    QVERIFY(parts.testFlag(RowPart::Notice));
    QVERIFY(parts.testFlag(RowPart::Text));
    QVERIFY(!parts.testFlag(RowPart::Status));
    QVERIFY(!parts.testFlag(RowPart::Own));
}

void tst_Grouping::daysBegin()
{
    LocalDays days;
    const ActivityEntry today = botSays(u"a"_s);
    QVERIFY(startsDay(nullptr, today, days));
    QVERIFY(!startsDay(&today, botSays(u"b"_s, noon(3600)), days));
    QVERIFY(startsDay(&today, botSays(u"b"_s, noon(24 * 3600)), days));
    QVERIFY(!startsDay(&today, botSays(u"b"_s, QDateTime()), days));
    const ActivityEntry late = botSays(u"a"_s, noon(12 * 3600 - 30));
    const ActivityEntry early = botSays(u"b"_s, noon(12 * 3600 + 30));
    QVERIFY(!continuesGroup(&late, early, false, days));
}

void tst_Grouping::daysFollowTheLocalClock()
{
    LocalDays days;
    for (int hours = -200; hours < 200; hours += 7) {
        const QDateTime time = noon(hours * 3600);
        QCOMPARE(days.dayOf(time), time.toLocalTime().date());
    }
}

void tst_Grouping::namesOfDays_data()
{
    QTest::addColumn<QDate>("day");
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("label");
    const QDate today(2024, 3, 12);
    QTest::newRow("today") << today << u"en_US"_s << u"Today"_s;
    QTest::newRow("yesterday") << today.addDays(-1) << u"en_US"_s << u"Yesterday"_s;
    QTest::newRow("tomorrow, by another clock")
        << today.addDays(1) << u"en_US"_s << u"Wednesday, March 13"_s;
    QTest::newRow("this year") << today.addDays(-2) << u"en_US"_s << u"Sunday, March 10"_s;
    QTest::newRow("last year") << QDate(2023, 12, 24) << u"en_US"_s
                               << u"Sunday, December 24, 2023"_s;
    QTest::newRow("Britain") << today.addDays(-2) << u"en_GB"_s << u"Sunday, 10 March"_s;
    QTest::newRow("Germany") << today.addDays(-2) << u"de_DE"_s << u"Sonntag, 10. März"_s;
    QTest::newRow("Spain") << today.addDays(-2) << u"es_ES"_s << u"domingo, 10 de marzo"_s;
    QTest::newRow("France") << today.addDays(-2) << u"fr_FR"_s << u"dimanche 10 mars"_s;
    QTest::newRow("Japan") << today.addDays(-2) << u"ja_JP"_s << u"3月10日日曜日"_s;
}

void tst_Grouping::namesOfDays()
{
    QFETCH(const QDate, day);
    QFETCH(const QString, locale);
    QFETCH(const QString, label);
    QCOMPARE(dayLabel(day, QDate(2024, 3, 12), QLocale(locale)), label);
}

QTEST_GUILESS_MAIN(tst_Grouping)
#include "tst_grouping.moc"
