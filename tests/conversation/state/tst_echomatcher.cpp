#include "app/conversation/state/echomatcher.h"

#include "tests/support/builders.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;
using directline::Activity;

namespace {

Activity activity(const QString &type, const QString &id, const QString &clientActivityId,
                  const QString &replyToId = {})
{
    QJsonObject json = activityOfType(type, id);
    if (!clientActivityId.isEmpty())
        json = withClientActivityId(json, clientActivityId);
    Activity activity = *Activity::fromJson(json);
    activity.replyToId = replyToId;
    return activity;
}

struct Incoming
{
    Activity activity;
    bool fromBot = false;
    QString matched; // the key; "again " before it for a further echo; "" for none
};

} // namespace

using Arrivals = QList<Incoming>;
Q_DECLARE_METATYPE(Arrivals)

// Which of what arrives is our own message. Two are on their way in each row: "a", a message with
// the client id "ca" that the service accepted as "1", and "b", an event with the client id "cb" of
// which nothing is known yet.
class TestEchoMatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recognises_data();
    void recognises();
    void forgets();
    void takesTheLastAcceptedId();
};

void TestEchoMatcher::recognises_data()
{
    QTest::addColumn<Arrivals>("arrivals");
    const QString message = u"message"_s;
    const Activity byClientId = activity(message, u"7"_s, u"ca"_s);
    QTest::newRow("by the client id") << Arrivals{{byClientId, false, u"a"_s}};
    QTest::newRow("by the service's id, the client id is gone")
        << Arrivals{{activity(message, u"1"_s, {}), false, u"a"_s}};
    QTest::newRow("before it was accepted")
        << Arrivals{{activity(u"event"_s, u"2"_s, u"cb"_s), false, u"b"_s}};
    QTest::newRow("an id that nobody knows")
        << Arrivals{{activity(message, u"9"_s, {}), false, {}}};
    QTest::newRow("without any id") << Arrivals{{activity(message, {}, {}), false, {}}};
    QTest::newRow("another type") << Arrivals{{activity(u"event"_s, u"7"_s, u"ca"_s), false, {}}};
    QTest::newRow("the bot copied our channelData")
        << Arrivals{{byClientId, true, {}}, {byClientId, false, u"a"_s}};
    QTest::newRow("a bot that does not say so answers it")
        << Arrivals{{activity(message, u"7"_s, u"ca"_s, u"1"_s), false, {}}};
    QTest::newRow("likewise, after the echo") << Arrivals{
        {byClientId, false, u"a"_s}, {activity(message, u"8"_s, u"ca"_s, u"7"_s), false, {}}};
    QTest::newRow("a replay is no second echo")
        << Arrivals{{byClientId, false, u"a"_s}, {byClientId, false, {}}};
    QTest::newRow("of a message that was sent twice") << Arrivals{
        {byClientId, false, u"a"_s}, {activity(message, u"8"_s, u"ca"_s), false, u"again a"_s}};
    QTest::newRow("each its own") << Arrivals{
        {activity(u"event"_s, u"2"_s, u"cb"_s), false, u"b"_s}, {byClientId, false, u"a"_s}};
    QTest::newRow("the accepted id counts no more once it is settled")
        << Arrivals{{byClientId, false, u"a"_s}, {activity(message, u"1"_s, {}), false, {}}};
}

void TestEchoMatcher::recognises()
{
    QFETCH(const Arrivals, arrivals);
    EchoMatcher matcher;
    matcher.expect(u"a"_s, activity(u"message"_s, {}, u"ca"_s));
    matcher.setAccepted(u"a"_s, u"1"_s);
    matcher.expect(u"b"_s, activity(u"event"_s, {}, u"cb"_s));
    for (const Incoming &incoming : arrivals) {
        const auto match = matcher.match(incoming.activity, incoming.fromBot);
        const QString found
            = match ? (match->again ? u"again "_s : QString()) + match->key : QString();
        QCOMPARE(found, incoming.matched);
    }
}

void TestEchoMatcher::forgets()
{
    EchoMatcher matcher;
    const Activity sent = activity(u"message"_s, {}, u"ca"_s);
    matcher.expect(u"a"_s, sent);
    matcher.setAccepted(u"a"_s, u"1"_s);
    matcher.forget(u"a"_s);
    QVERIFY(!matcher.match(activity(u"message"_s, u"1"_s, u"ca"_s), false));
    matcher.expect(u"a"_s, sent);
    matcher.clear();
    QVERIFY(!matcher.match(activity(u"message"_s, u"1"_s, u"ca"_s), false));
    matcher.setAccepted(u"a"_s, u"1"_s); // of one that is not expected
    QVERIFY(!matcher.match(activity(u"message"_s, u"1"_s, {}), false));
}

void TestEchoMatcher::takesTheLastAcceptedId()
{
    EchoMatcher matcher;
    matcher.expect(u"a"_s, activity(u"message"_s, {}, u"ca"_s));
    matcher.setAccepted(u"a"_s, u"1"_s);
    matcher.setAccepted(u"a"_s, {}); // an answer without an id says nothing
    matcher.setAccepted(u"a"_s, u"2"_s);
    QVERIFY(!matcher.match(activity(u"message"_s, u"1"_s, {}), false));
    const auto match = matcher.match(activity(u"message"_s, u"2"_s, {}), false);
    QVERIFY(match);
    QCOMPARE(match->key, u"a"_s);
}

QTEST_GUILESS_MAIN(TestEchoMatcher)

#include "tst_echomatcher.moc"
