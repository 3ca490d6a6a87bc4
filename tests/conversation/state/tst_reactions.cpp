#include "app/conversation/model/activitymodel.h"
#include "app/conversation/model/rowfacts.h"
#include "app/conversation/sending/outgoingactivity.h"
#include "app/conversation/state/activitytimeline.h"
#include "tests/support/builders.h"
#include "tests/support/manualclock.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;
using directline::Activity;

namespace {

QJsonArray ofTypes(const QStringList &types)
{
    QJsonArray reactions;
    for (const QString &type : types)
        reactions.append(QJsonObject{{"type"_L1, type}});
    return reactions;
}

QJsonObject reaction(const QString &to, const QStringList &added, const QStringList &removed = {},
                     const QString &from = u"bot-1"_s)
{
    static int count = 0;
    QJsonObject activity = activityOfType(u"messageReaction"_s, u"reaction-%1"_s.arg(++count));
    activity.insert("replyToId"_L1, to);
    activity.insert("from"_L1, QJsonObject{{"id"_L1, from}, {"role"_L1, "bot"_L1}});
    activity.insert("reactionsAdded"_L1, ofTypes(added));
    activity.insert("reactionsRemoved"_L1, ofTypes(removed));
    return activity;
}

QString shown(const QList<Reaction> &reactions)
{
    QStringList words;
    for (const ReactionCount &count : countsOf(reactions))
        words << u"%1 %2"_s.arg(count.type).arg(count.count);
    return words.join(u'|');
}

} // namespace

class TestReactions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void comeAndGo();
    void eachSenderCountsOnce();
    void mayComeBeforeTheirMessage();
    void areReadAloud();
    void goWithADeletedMessage();
    void stayThroughAnUpdate();
    void strangeOnesAreBounded();

private:
    void receive(const QJsonArray &activities);
    QString on(int row) const { return shown(m_model->at(row).reactions); }

    ManualClock m_clock;
    std::unique_ptr<ActivityModel> m_model;
    std::unique_ptr<ActivityTimeline> m_timeline;
};

void TestReactions::init()
{
    m_timeline.reset();
    m_model = std::make_unique<ActivityModel>();
    m_timeline = std::make_unique<ActivityTimeline>(*m_model, m_clock);
    m_timeline->setUserId(u"user-1"_s);
    m_timeline->beginConversation(u"c1"_s, {});
}

void TestReactions::receive(const QJsonArray &activities)
{
    QList<Activity> read;
    for (const QJsonValue &activity : activities)
        read.append(*Activity::fromJson(activity));
    m_timeline->receive(read);
}

void TestReactions::comeAndGo()
{
    receive({botMessage(u"A"_s, u"1"_s), reaction(u"1"_s, {u"like"_s, u"heart"_s})});
    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(on(0), u"like 1|heart 1"_s);
    QVERIFY(m_model->facts(0).hasRemarksOfBot);
    receive({reaction(u"1"_s, {u"laugh"_s}, {u"like"_s})});
    QCOMPARE(on(0), u"heart 1|laugh 1"_s);
    receive({reaction(u"1"_s, {}, {u"heart"_s, u"laugh"_s, u"never"_s})});
    QCOMPARE(on(0), QString());
    QVERIFY(!m_model->facts(0).hasRemarksOfBot);
}

void TestReactions::eachSenderCountsOnce()
{
    receive({botMessage(u"A"_s, u"1"_s), reaction(u"1"_s, {u"like"_s}),
             reaction(u"1"_s, {u"like"_s}), reaction(u"1"_s, {u"like"_s}, {}, u"other"_s)});
    QCOMPARE(on(0), u"like 2"_s);
    receive({reaction(u"1"_s, {}, {u"like"_s}, u"other"_s)});
    QCOMPARE(on(0), u"like 1"_s);
}

// A bot may be quicker than the echo of what it likes.
void TestReactions::mayComeBeforeTheirMessage()
{
    const QString key = m_timeline->newKey();
    m_timeline->addOwn(
        key, outgoing::message({u"user-1"_s, {}, {}, m_clock.nowUtc()}, u"mine"_s, u"c-1"_s), {});
    receive({reaction(u"1"_s, {u"like"_s})});
    QCOMPARE(on(0), QString());
    m_timeline->setAccepted(key, u"1"_s);
    QCOMPARE(on(0), u"like 1"_s);
    receive({withClientActivityId(userMessage(u"mine"_s, u"1"_s), u"c-1"_s)});
    QCOMPARE(on(0), u"like 1"_s);

    receive({reaction(u"2"_s, {u"sad"_s}), botMessage(u"late"_s, u"2"_s)});
    QCOMPARE(on(1), u"sad 1"_s);
}

void TestReactions::areReadAloud()
{
    receive({botMessage(u"A"_s, u"1"_s), reaction(u"1"_s, {u"like"_s, u"plusOne"_s, u"wave"_s}),
             reaction(u"1"_s, {u"like"_s}, {}, u"other"_s)});
    const QString words = accessibleText(m_model->at(0));
    QVERIFY2(words.contains(u"2 reactions: like"_s), qPrintable(words));
    QVERIFY2(words.contains(u"Reaction: plus one"_s), qPrintable(words));
    QVERIFY2(words.contains(u"Reaction: wave"_s), qPrintable(words));
    QCOMPARE(reactionSymbol(u"like"_s), u"👍"_s);
    QCOMPARE(reactionSymbol(u"wave"_s), u"wave"_s);
}

void TestReactions::goWithADeletedMessage()
{
    receive({botMessage(u"A"_s, u"1"_s), reaction(u"1"_s, {u"like"_s}),
             activityOfType(u"messageDelete"_s, u"1"_s)});
    QCOMPARE(on(0), QString());
}

void TestReactions::stayThroughAnUpdate()
{
    receive({botMessage(u"A"_s, u"1"_s), reaction(u"1"_s, {u"like"_s}),
             withMember(activityOfType(u"messageUpdate"_s, u"1"_s), u"text"_s, u"B"_s)});
    QCOMPARE(m_model->at(0).shownText(), u"B"_s);
    QCOMPARE(on(0), u"like 1"_s);
    QVERIFY(accessibleText(m_model->at(0)).contains(u"Edited"_s));
}

void TestReactions::strangeOnesAreBounded()
{
    QStringList types;
    for (int i = 0; i < 1000; ++i)
        types << u"type\n%1"_s.arg(i) + QString(100, u'x');
    receive({botMessage(u"A"_s, u"1"_s), reaction(u"1"_s, types)});
    const QList<Reaction> reactions = m_model->at(0).reactions;
    QVERIFY(!reactions.isEmpty());
    QVERIFY(reactions.size() <= 12);
    QVERIFY(reactions.first().type.size() <= 25);
    QVERIFY(!reactions.first().type.contains(u'\n'));

    for (int i = 0; i < 300; ++i)
        receive({reaction(u"1"_s, {types.first()}, {}, u"sender-%1"_s.arg(i)),
                 reaction(u"unknown"_s, {u"like"_s})});
    QVERIFY(m_model->at(0).reactions.size() <= 200);
}

QTEST_GUILESS_MAIN(TestReactions)
#include "tst_reactions.moc"
