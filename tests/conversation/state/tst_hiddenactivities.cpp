#include "app/conversation/model/activitymodel.h"
#include "app/conversation/model/rowfacts.h"
#include "app/conversation/sending/outgoingactivity.h"
#include "app/conversation/state/activitytimeline.h"
#include "tests/support/builders.h"
#include "tests/support/manualclock.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QRandomGenerator>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;
using directline::Activity;

namespace {

// What one set brought.
struct Received
{
    QList<ActivityTimeline::Item> items;
    int rows = 0;
};

QJsonObject at(int second, const QJsonObject &activity)
{
    const QDateTime time = QDateTime({2026, 3, 4}, {9, 15}, Qt::UTC).addSecs(second);
    return withMember(activity, u"timestamp"_s, time.toString(Qt::ISODateWithMs));
}

QJsonObject named(const QString &type, const QString &name, const QString &id)
{
    return withMember(activityOfType(type, id), u"name"_s, name);
}

// A model with a timeline of its own.
struct Conversation
{
    explicit Conversation(const Clock &clock)
        : tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal),
          timeline(model, clock)
    {
        timeline.setUserId(u"user-1"_s);
        timeline.beginConversation(u"c1"_s, {});
    }

    Received receive(const QJsonArray &activities)
    {
        QList<Activity> read;
        for (const QJsonValue &activity : activities)
            read.append(*Activity::fromJson(activity));
        Received received;
        received.rows = timeline.receive(
            read, [&](const ActivityTimeline::Item &item) { received.items.append(item); });
        return received;
    }
    QString rows() const
    {
        QStringList rows;
        for (int row = 0; row < model.rowCount(); ++row)
            rows << model.facts(row).text;
        return rows.join(u'|');
    }

    ActivityModel model;
    QAbstractItemModelTester tester;
    ActivityTimeline timeline;
};

} // namespace

class TestHiddenActivities : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standWhereTheyCame();
    void haveNoRowsUnlessWanted_C111();
    void areNotCountedAsNews();
    void laterOrAtOnceIsTheSame_data();
    void laterOrAtOnceIsTheSame();
    void staySideOfTheDivider();
    void unsentMessagesStayBelow();
    void sayWhatTheyAre_data();
    void sayWhatTheyAre();
    void keepTheirJson();
    void updatesAreToldOnce();
    void anUpdateFindsItsMessageAllTheSame();
    void hiddenMessagesOfOursAreAmongThem();
    void expiredOnesAreAmongThem();
    void typingIsNot();
    void theOldestLeave();
    void aNewConversationBeginsWithoutThem();
    void manyAreQuick();
};

void TestHiddenActivities::standWhereTheyCame()
{
    ManualClock clock;
    Conversation talk(clock);
    talk.receive({at(1, botMessage(u"A"_s, u"1"_s)), at(2, named(u"event"_s, u"buy"_s, u"2"_s)),
                  at(3, botMessage(u"B"_s, u"3"_s)), at(3, named(u"trace"_s, u"t"_s, u"4"_s))});
    QCOMPARE(talk.rows(), u"A|B"_s);
    talk.timeline.setShowsHidden(true);
    QCOMPARE(talk.rows(), u"A|event · buy|B|trace · t"_s);
    talk.receive({at(4, named(u"event"_s, u"more"_s, u"5"_s)), at(5, botMessage(u"C"_s, u"6"_s))});
    QCOMPARE(talk.rows(), u"A|event · buy|B|trace · t|event · more|C"_s);
    talk.timeline.setShowsHidden(false);
    QCOMPARE(talk.rows(), u"A|B|C"_s);
    talk.timeline.setShowsHidden(true);
    QCOMPARE(talk.rows(), u"A|event · buy|B|trace · t|event · more|C"_s);
}

void TestHiddenActivities::haveNoRowsUnlessWanted_C111()
{
    ManualClock clock;
    Conversation talk(clock);
    QSignalSpy inserted(&talk.model, &QAbstractItemModel::rowsInserted);
    talk.receive({named(u"trace"_s, u"secret"_s, u"1"_s)});
    QCOMPARE(inserted.count(), 0);
    QCOMPARE(talk.model.rowCount(), 0);
}

void TestHiddenActivities::areNotCountedAsNews()
{
    ManualClock clock;
    Conversation talk(clock);
    talk.timeline.setShowsHidden(true);
    const auto received
        = talk.receive({named(u"event"_s, u"e"_s, u"1"_s), botMessage(u"A"_s, u"2"_s)});
    QCOMPARE(received.rows, 1);
    QCOMPARE(talk.model.rowCount(), 2);
    QVERIFY(talk.model.facts(0).hidden);
    QCOMPARE(talk.model.facts(0).side, Side::System); // which is never unread
}

void TestHiddenActivities::laterOrAtOnceIsTheSame_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 40; ++seed)
        QTest::addRow("%u", seed) << seed;
}

// Whoever asks late sees what somebody who asked before saw.
void TestHiddenActivities::laterOrAtOnceIsTheSame()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    ManualClock clock;
    Conversation early(clock);
    Conversation late(clock);
    early.timeline.setShowsHidden(true);
    int id = 0;
    int second = 0;
    for (int set = 0; set < 12; ++set) {
        QJsonArray activities;
        for (int i = random.bounded(6); i > 0; --i) {
            ++id;
            // Now and then two have the same time, and now and then one comes without.
            second += random.bounded(3);
            const QString name = QString::number(id);
            const QJsonObject one = random.bounded(2) == 0 ? botMessage(u"m"_s + name, name)
                                                           : named(u"event"_s, name, name);
            activities.append(random.bounded(10) == 0 ? one : at(second, one));
        }
        // What the service says of the time decides, and what has none is dated by our own clock.
        clock.setNow(QDateTime({2026, 3, 4}, {9, 15}, Qt::UTC).addSecs(second));
        early.receive(activities);
        late.receive(activities);
    }
    late.timeline.setShowsHidden(true);
    QCOMPARE(late.rows(), early.rows());
    early.timeline.setShowsHidden(false);
    late.timeline.setShowsHidden(false);
    QCOMPARE(late.rows(), early.rows());
    QVERIFY(!late.rows().contains(u"event"_s));
}

void TestHiddenActivities::staySideOfTheDivider()
{
    ManualClock clock;
    Conversation talk(clock);
    talk.receive({at(1, botMessage(u"A"_s, u"1"_s)), at(2, named(u"event"_s, u"old"_s, u"2"_s))});
    talk.timeline.beginConversation(u"c2"_s, u"New conversation"_s);
    talk.receive({at(3, named(u"event"_s, u"new"_s, u"3"_s)), at(4, botMessage(u"B"_s, u"4"_s))});
    talk.timeline.setShowsHidden(true);
    QCOMPARE(talk.rows(), u"A|event · old|New conversation|event · new|B"_s);
}

void TestHiddenActivities::unsentMessagesStayBelow()
{
    ManualClock clock;
    Conversation talk(clock);
    talk.receive({at(1, botMessage(u"A"_s, u"1"_s))});
    talk.timeline.addOwn(
        talk.timeline.newKey(),
        outgoing::message({u"user-1"_s, {}, {}, clock.nowUtc()}, u"mine"_s, u"client-1"_s), {});
    talk.receive({at(2, named(u"event"_s, u"e"_s, u"2"_s))});
    talk.timeline.setShowsHidden(true);
    QCOMPARE(talk.rows(), u"A|event · e|mine"_s);
}

void TestHiddenActivities::sayWhatTheyAre_data()
{
    QTest::addColumn<QJsonObject>("activity");
    QTest::addColumn<QString>("words");
    QTest::newRow("event") << named(u"event"_s, u"buyTicket"_s, u"1"_s) << u"event · buyTicket"_s;
    QTest::newRow("without a name") << activityOfType(u"handoff"_s) << u"handoff"_s;
    QTest::newRow("label") << withMember(activityOfType(u"trace"_s), u"label"_s, u"Turn state"_s)
                           << u"trace · Turn state"_s;
    QTest::newRow("unknown") << activityOfType(u"x/y"_s) << u"x/y"_s;
    QTest::newRow("members") << withMember(
        activityOfType(u"conversationUpdate"_s), u"membersAdded"_s,
        QJsonArray{QJsonObject{{"id"_L1, "u1"_L1}, {"name"_L1, "Ada"_L1}}})
                             << u"conversationUpdate · +Ada"_s;
    QTest::newRow("reaction") << withMember(activityOfType(u"messageReaction"_s),
                                            u"reactionsAdded"_s,
                                            QJsonArray{QJsonObject{{"type"_L1, "like"_L1}}})
                              << u"messageReaction · +like"_s;
    QTest::newRow("lines and controls")
        << named(u"event"_s, u"a\nb\u202ec"_s, u"1"_s) << u"event · a b\u202ec"_s;
    QTest::newRow("long") << named(u"event"_s, QString(500, u'x'), u"1"_s)
                          << u"event · "_s + QString(79, u'x') + u'…';
}

void TestHiddenActivities::sayWhatTheyAre()
{
    QFETCH(QJsonObject, activity);
    QFETCH(QString, words);
    const QString said = hiddenWords(*Activity::fromJson(activity));
    if (QByteArray(QTest::currentDataTag()) == "long") {
        QVERIFY2(said.size() < 120, qPrintable(said));
        return;
    }
    if (QByteArray(QTest::currentDataTag()) == "lines and controls") {
        QVERIFY(!said.contains(u'\n'));
        return;
    }
    QCOMPARE(said, words);
}

void TestHiddenActivities::keepTheirJson()
{
    ManualClock clock;
    Conversation talk(clock);
    const QJsonObject event
        = withMember(named(u"event"_s, u"e"_s, u"1"_s), u"value"_s, QJsonObject{{"a"_L1, 1}});
    talk.receive({event});
    talk.timeline.setShowsHidden(true);
    QCOMPARE(talk.model.at(0).activity.toJson(), event);
    QVERIFY(talk.model.at(0).hidden);
}

void TestHiddenActivities::updatesAreToldOnce()
{
    ManualClock clock;
    Conversation talk(clock);
    const QJsonObject first = at(1, botMessage(u"A"_s, u"1"_s));
    const auto update = [](int second, const QString &text) {
        return at(second, withMember(activityOfType(u"messageUpdate"_s, u"1"_s), u"text"_s, text));
    };
    talk.timeline.setShowsHidden(true);
    talk.receive({first, update(2, u"B"_s), update(3, u"C"_s)});
    const QString rows = talk.rows();
    QCOMPARE(rows, u"C|messageUpdate|messageUpdate"_s);
    talk.receive({first, update(2, u"B"_s), update(3, u"C"_s)}); // read from the start again
    QCOMPARE(talk.rows(), rows);
}

void TestHiddenActivities::anUpdateFindsItsMessageAllTheSame()
{
    ManualClock clock;
    Conversation talk(clock);
    talk.timeline.setShowsHidden(true);
    talk.receive({at(1, botMessage(u"A"_s, u"1"_s))});
    for (const QString &text : {u"B"_s, u"C"_s})
        talk.receive({withMember(activityOfType(u"messageUpdate"_s, u"1"_s), u"text"_s, text)});
    QCOMPARE(talk.rows(), u"C|messageUpdate|messageUpdate"_s);
    QCOMPARE(talk.model.facts(0).edits, 2);
    talk.receive({activityOfType(u"messageDelete"_s, u"1"_s)});
    QCOMPARE(talk.rows(), u"Message deleted|messageUpdate|messageUpdate|messageDelete"_s);
}

void TestHiddenActivities::hiddenMessagesOfOursAreAmongThem()
{
    ManualClock clock;
    Conversation talk(clock);
    const QJsonObject postBack{{"postBack"_L1, true}, {"clientActivityID"_L1, "c-1"_L1}};
    Activity sent = outgoing::message({u"user-1"_s, {}, {}, clock.nowUtc()}, u"secret"_s, u"c-1"_s);
    sent.channelData = postBack;
    talk.timeline.addOwn(talk.timeline.newKey(), sent, {});
    talk.receive({withMember(userMessage(u"secret"_s, u"1"_s), u"channelData"_s, postBack)});
    QCOMPARE(talk.rows(), QString());
    talk.timeline.setShowsHidden(true);
    QCOMPARE(talk.rows(), u"message · postBack"_s);
}

void TestHiddenActivities::expiredOnesAreAmongThem()
{
    ManualClock clock;
    Conversation talk(clock);
    const auto until = [&](int second, const QString &text) {
        return withMember(botMessage(text, text), u"expiration"_s,
                          clock.nowUtc().addSecs(second).toString(Qt::ISODateWithMs));
    };
    talk.receive({until(-1, u"past"_s), until(10, u"soon"_s)});
    talk.timeline.setShowsHidden(true);
    QCOMPARE(talk.rows(), u"message · expired|soon"_s);
    QCOMPARE(talk.timeline.nextExpiry(), clock.nowUtc().addSecs(10));
    clock.advance(std::chrono::seconds(10));
    talk.timeline.dropExpired();
    QCOMPARE(talk.rows(), u"message · expired|message · expired"_s);
    QVERIFY(!talk.timeline.nextExpiry().isValid());
}

void TestHiddenActivities::typingIsNot()
{
    ManualClock clock;
    Conversation talk(clock);
    talk.timeline.setShowsHidden(true);
    talk.receive({activityOfType(u"typing"_s, u"1"_s)});
    QCOMPARE(talk.model.rowCount(), 0);
}

void TestHiddenActivities::theOldestLeave()
{
    HiddenActivities quiet;
    ActivityEntry entry;
    entry.hidden = true;
    for (size_t i = 0; i < HiddenActivities::kMost + 10; ++i) {
        entry.key = QString::number(i);
        entry.activity = *Activity::fromJson(named(u"event"_s, entry.key, entry.key));
        QVERIFY(quiet.keep(entry));
    }
    QCOMPARE(quiet.count(), HiddenActivities::kMost);
    ActivityModel model;
    quiet.putInto(model);
    QCOMPARE(model.facts(0).text, u"event · 10"_s);

    // Large ones leave sooner.
    HiddenActivities large;
    for (int i = 0; i < 20; ++i) {
        entry.key = QString::number(i);
        entry.activity = *Activity::fromJson(withMember(named(u"event"_s, entry.key, entry.key),
                                                        u"value"_s, QString(1'000'000, u'x')));
        large.keep(entry);
    }
    QVERIFY(large.count() < 10);
    QVERIFY(large.count() > 5);
}

void TestHiddenActivities::aNewConversationBeginsWithoutThem()
{
    ManualClock clock;
    Conversation talk(clock);
    talk.receive({named(u"event"_s, u"e"_s, u"1"_s)});
    talk.timeline.clear();
    talk.timeline.setShowsHidden(true);
    QCOMPARE(talk.model.rowCount(), 0);
    QVERIFY(talk.timeline.showsHidden());
}

// The work of one toggling must not be that of so many single ones.
void TestHiddenActivities::manyAreQuick()
{
    ManualClock clock;
    ActivityModel model;
    ActivityTimeline timeline(model, clock);
    timeline.beginConversation(u"c1"_s, {});
    QList<Activity> activities;
    for (int i = 0; i < 20'000; ++i) {
        const QString id = QString::number(i);
        activities << *Activity::fromJson(
            at(i, i % 10 == 0 ? named(u"event"_s, id, id) : botMessage(id, id)));
    }
    timeline.receive(activities);
    QCOMPARE(model.rowCount(), 18'000);
    QElapsedTimer timer;
    timer.start();
    timeline.setShowsHidden(true);
    QCOMPARE(model.rowCount(), 20'000);
    timeline.setShowsHidden(false);
    QCOMPARE(model.rowCount(), 18'000);
    QCOMPARE(model.rowOfKey(model.facts(17'999).key), 17'999);
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestHiddenActivities)
#include "tst_hiddenactivities.moc"
