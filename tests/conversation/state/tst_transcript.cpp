#include "app/conversation/state/transcript.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/state/activitytimeline.h"
#include "tests/support/builders.h"
#include "tests/support/manualclock.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;
using directline::Activity;

namespace {

const QDateTime kStart({2026, 3, 4}, {9, 15}, Qt::UTC);

QJsonObject at(int second, const QJsonObject &activity)
{
    return withMember(activity, u"timestamp"_s, kStart.addSecs(second).toString(Qt::ISODateWithMs));
}

// What a session does with a transcript, without a network.
struct Conversation
{
    Conversation() : timeline(model, clock), transcript(clock)
    {
        clock.setNow(kStart);
        timeline.setUserId(u"user-1"_s);
        timeline.beginConversation(u"c1"_s, {});
    }

    void receive(const QJsonObject &json)
    {
        const QList<Activity> read{*Activity::fromJson(json)};
        const ActivityTimeline::Received received = timeline.receive(read);
        for (const ActivityTimeline::Item &item : received.items) {
            if (item.echoOf.isEmpty())
                transcript.addReceived(read.constFirst(), item.side != Side::Bot);
            else
                transcript.replaceOwn(item.echoOf, read.constFirst());
        }
    }

    QString say(const QString &text, SendState state)
    {
        const QString key = timeline.newKey();
        const Activity activity
            = *Activity::fromJson(withClientActivityId(userMessage(text), u"client "_s + text));
        timeline.addOwn(key, activity, {});
        transcript.addOwn(key, activity);
        setState(key, state);
        return key;
    }

    void setState(const QString &key, SendState state)
    {
        Delivery delivery;
        delivery.state = state;
        timeline.setDelivery(key, delivery, {});
    }

    QJsonArray json() const
    {
        directline::ChannelAccount user;
        user.id = u"user-1"_s;
        return transcript.toJson(user, timeline.bot(), model);
    }

    QString order() const
    {
        QStringList texts;
        const QJsonArray activities = json();
        for (const QJsonValue &activity : activities) {
            const QString text = activity["text"_L1].toString();
            texts << (text.isEmpty() ? activity["type"_L1].toString() : text);
        }
        return texts.join(u'|');
    }

    ManualClock clock;
    ActivityModel model;
    ActivityTimeline timeline;
    Transcript transcript;
};

} // namespace

class TestTranscript : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEarlierReplyStandsAboveAQueuedMessage();
    void whatHasNoRowStandsWhereItsTimeSays();
    void withoutTimesTheOrderIsThatOfArrival();
    void everyActivityHasATimestamp();
    void timestampsOfTheServiceStay();
    void whatNeverLeftIsLeftOut_data();
    void whatNeverLeftIsLeftOut();
    void aHiddenMessageCountsWhenTheServiceTookIt();
    void changesStandWhereTheirTimeSays();
};

// The reply was on the server before the message was: it stood behind it when saved.
void TestTranscript::anEarlierReplyStandsAboveAQueuedMessage()
{
    Conversation talk;
    talk.receive(at(0, botMessage(u"welcome"_s, u"a0"_s)));
    const QString key = talk.say(u"mine"_s, SendState::Queued);
    talk.receive(at(2, botMessage(u"earlier"_s, u"a1"_s)));
    talk.setState(key, SendState::Sending);
    talk.receive(withClientActivityId(at(5, userMessage(u"mine"_s, u"a2"_s)), u"client mine"_s));
    talk.setState(key, SendState::Sent);
    QCOMPARE(talk.model.facts(1).text, u"earlier"_s);
    QCOMPARE(talk.order(), u"welcome|earlier|mine"_s);
}

void TestTranscript::whatHasNoRowStandsWhereItsTimeSays()
{
    Conversation talk;
    talk.receive(at(4, botMessage(u"second"_s, u"a2"_s)));
    talk.receive(at(2, activityOfType(u"event"_s, u"e1"_s)));
    talk.receive(at(1, botMessage(u"first"_s, u"a1"_s)));
    talk.receive(at(5, activityOfType(u"trace"_s, u"e2"_s)));
    QCOMPARE(talk.order(), u"first|event|second|trace"_s);
}

void TestTranscript::withoutTimesTheOrderIsThatOfArrival()
{
    Conversation talk;
    talk.receive(activityOfType(u"conversationUpdate"_s));
    talk.receive(botMessage(u"one"_s));
    talk.receive(activityOfType(u"event"_s));
    talk.receive(botMessage(u"two"_s));
    QCOMPARE(talk.order(), u"conversationUpdate|one|event|two"_s);
}

void TestTranscript::everyActivityHasATimestamp()
{
    Conversation talk;
    talk.receive(activityOfType(u"conversationUpdate"_s));
    talk.clock.advance(std::chrono::seconds(3));
    talk.receive(botMessage(u"one"_s));
    talk.clock.advance(std::chrono::seconds(-2)); // somebody sets the clock
    talk.receive(botMessage(u"two"_s));
    talk.say(u"mine"_s, SendState::Sending);
    QDateTime latest;
    const QJsonArray activities = talk.json();
    QCOMPARE(activities.size(), 4);
    for (const QJsonValue &activity : activities) {
        const QDateTime time = directline::parseTimestamp(activity["timestamp"_L1].toString());
        QVERIFY(time.isValid());
        QVERIFY(!latest.isValid() || time >= latest);
        latest = time;
    }
    QCOMPARE(activities.at(0)["timestamp"_L1].toString(), u"2026-03-04T09:15:00.000Z"_s);
    QCOMPARE(activities.at(1)["timestamp"_L1].toString(), u"2026-03-04T09:15:03.000Z"_s);
    QCOMPARE(activities.at(3)["id"_L1].toString(), u"client mine"_s);
}

void TestTranscript::timestampsOfTheServiceStay()
{
    Conversation talk;
    const QString exact = u"2026-03-04T09:15:00.1234567Z"_s;
    talk.receive(withMember(botMessage(u"one"_s), u"timestamp"_s, exact));
    QCOMPARE(talk.json().at(0)["timestamp"_L1].toString(), exact);
}

void TestTranscript::whatNeverLeftIsLeftOut_data()
{
    QTest::addColumn<SendState>("state");
    QTest::addColumn<bool>("saved");
    QTest::newRow("queued") << SendState::Queued << false;
    QTest::newRow("failed") << SendState::Failed << false;
    QTest::newRow("cancelled") << SendState::Cancelled << false;
    QTest::newRow("on its way") << SendState::Sending << true;
    QTest::newRow("accepted") << SendState::Delivered << true;
    QTest::newRow("may have arrived") << SendState::Unconfirmed << true;
}

void TestTranscript::whatNeverLeftIsLeftOut()
{
    QFETCH(SendState, state);
    QFETCH(bool, saved);
    Conversation talk;
    talk.receive(at(0, botMessage(u"welcome"_s, u"a0"_s)));
    talk.say(u"mine"_s, state);
    QCOMPARE(talk.order(), saved ? u"welcome|mine"_s : u"welcome"_s);
}

void TestTranscript::aHiddenMessageCountsWhenTheServiceTookIt()
{
    Conversation talk;
    const QString key = talk.timeline.newKey();
    const Activity hidden = *Activity::fromJson(
        withMember(userMessage(u"chosen"_s), u"channelData"_s,
                   QJsonObject{{"postBack"_L1, true}, {"clientActivityID"_L1, "h"_L1}}));
    talk.timeline.addOwn(key, hidden, {});
    talk.transcript.addOwn(key, hidden);
    QCOMPARE(talk.model.rowCount(), 0);
    QCOMPARE(talk.order(), QString());
    talk.transcript.setAccepted(key, u"a7"_s);
    QCOMPARE(talk.order(), u"chosen"_s);
    QCOMPARE(talk.json().at(0)["id"_L1].toString(), u"a7"_s);
}

void TestTranscript::changesStandWhereTheirTimeSays()
{
    Conversation talk;
    talk.receive(at(0, botMessage(u"one"_s, u"a1"_s)));
    talk.receive(at(1, botMessage(u"two"_s, u"a2"_s)));
    QJsonObject update = at(2, botMessage(u"one again"_s, u"a1"_s));
    update.insert("type"_L1, "messageUpdate"_L1);
    talk.receive(update);
    QCOMPARE(talk.order(), u"one|two|one again"_s);
}

QTEST_GUILESS_MAIN(TestTranscript)
#include "tst_transcript.moc"
