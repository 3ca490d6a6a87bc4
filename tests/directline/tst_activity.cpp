#include "app/directline/activity.h"

#include "app/directline/json.h"
#include "tests/support/builders.h"

#include <QtCore/QTimeZone>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline::directline;
using namespace botline::test;

class TestActivity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMemberIsRead();
    void roundTripKeepsEverything();
    void roundTripKeepsWrongTypes_C098_data();
    void roundTripKeepsWrongTypes_C098();
    void wrongTypesCountAsAbsent_C098();
    void onlyWhatChangedIsWritten();
    void emptyMembersAreNotSent_C066();
    void withoutATypeThereIsNoActivity_data();
    void withoutATypeThereIsNoActivity();
    void unknownTypesAreKept_C097();
    void tooDeepIsRefused();
    void timestampsAreRead_C061_data();
    void timestampsAreRead_C061();
    void timestampsDoNotDependOnTheLocalZone_C061();
    void neighboursKeepTheirOrder_C061();
    void channelDataIsRead_data();
    void channelDataIsRead();
};

void TestActivity::everyMemberIsRead()
{
    const auto activity = Activity::fromJson(jsonFixture(u"activity-full.json"_s));
    QVERIFY(activity);
    QVERIFY(activity->isMessage());
    QCOMPARE(activity->id, u"Kx3vT0aBcD9eFgH1jLmN2p-eu|0000004"_s);
    QCOMPARE(activity->timestamp, QDateTime({2026, 3, 4}, {9, 15, 27, 318}, Qt::UTC));
    QCOMPARE(activity->localTimezone, u"Europe/Warsaw"_s);
    QCOMPARE(activity->from->id, u"weather-bot"_s);
    QCOMPARE(activity->from->role, u"bot"_s);
    QCOMPARE(activity->from->aadObjectId, u"a-1"_s);
    QCOMPARE(activity->conversation->id, u"c1"_s);
    QVERIFY(activity->conversation->isGroup);
    QCOMPARE(activity->conversation->tenantId, u"t-1"_s);
    QCOMPARE(activity->recipient->name, u"Ada"_s);
    QCOMPARE(activity->textFormat, u"markdown"_s);
    QCOMPARE(activity->attachmentLayout, u"carousel"_s);
    QCOMPARE(activity->membersAdded().size(), 2);
    QCOMPARE(activity->membersAdded().last().name, u"Bo"_s);
    QCOMPARE(activity->membersRemoved().size(), 1);
    QCOMPARE(activity->reactionsAdded().size(), 1);
    QCOMPARE(activity->reactionsRemoved().size(), 1);
    QCOMPARE(activity->topicName(), u"Weather in Gdynia"_s);
    QVERIFY(activity->historyDisclosed());
    QCOMPARE(activity->text, u"It is **4 °C** in Gdynia."_s);
    QCOMPARE(activity->inputHint, u"acceptingInput"_s);
    QCOMPARE(activity->summary, u"4 °C"_s);
    QCOMPARE(activity->suggestedActions->actions.first().title, u"Tomorrow"_s);
    QVERIFY(activity->suggestedActions->isFor(u"user-1"_s));
    QVERIFY(!activity->suggestedActions->isFor(u"user-2"_s));
    QCOMPARE(activity->attachments.size(), 2);
    QCOMPARE(activity->attachments.first().name, u"a.png"_s);
    QCOMPARE(activity->entities.size(), 1);
    QCOMPARE(activity->clientActivityId(), u"guid-1"_s);
    QVERIFY(activity->isPostBack());
    QCOMPARE(activity->replyToId, u"c1|0000003"_s);
    QCOMPARE(activity->value.toObject().value("answer"_L1).toInt(), 42);
    QCOMPARE(activity->name, u"weather"_s);
    QCOMPARE(activity->relatesTo()->activityId, u"c0|0000001"_s);
    QCOMPARE(activity->relatesTo()->conversation->id, u"c0"_s);
    QCOMPARE(activity->code, u"completedSuccessfully"_s);
    QCOMPARE(activity->expiration, QDateTime({2026, 3, 5}, {8, 15, 27}, Qt::UTC));
    QCOMPARE(activity->importance, u"high"_s);
    QCOMPARE(activity->listenFor(), (QStringList{u"sun"_s, u"rain"_s}));
    QCOMPARE(activity->textHighlights().size(), 1);
    QCOMPARE(activity->semanticAction().value("id"_L1).toString(), u"show"_s);
    QCOMPARE(activity->callerId(), u"urn:botframework:azure"_s);
}

void TestActivity::roundTripKeepsEverything()
{
    const QJsonObject received = jsonFixture(u"activity-full.json"_s);
    QCOMPARE(Activity::fromJson(received)->toJson(), received);
}

void TestActivity::roundTripKeepsWrongTypes_C098_data()
{
    // Each member of the full activity in turn becomes something the schema does not know.
    QTest::addColumn<QString>("member");
    QTest::addColumn<QJsonValue>("value");
    const QJsonObject full = jsonFixture(u"activity-full.json"_s);
    for (auto it = full.begin(); it != full.end(); ++it) {
        if (it.key() == "type"_L1)
            continue;
        int n = 0;
        for (const QJsonValue &wrong :
             {QJsonValue(42), QJsonValue(true), QJsonValue(), QJsonValue(u""_s),
              QJsonValue(u"text"_s), QJsonValue(QJsonArray{1, u"x"_s, QJsonObject()}),
              QJsonValue(QJsonObject{{"id"_L1, 7}})})
            QTest::addRow("%s %d", qPrintable(it.key()), n++) << it.key() << wrong;
    }
}

void TestActivity::roundTripKeepsWrongTypes_C098()
{
    QFETCH(QString, member);
    QFETCH(QJsonValue, value);
    const QJsonObject received = withMember(jsonFixture(u"activity-full.json"_s), member, value);
    const auto activity = Activity::fromJson(received);
    QVERIFY(activity);
    QCOMPARE(activity->toJson(), received);
    if (member != "text"_L1)
        QCOMPARE(activity->text, u"It is **4 °C** in Gdynia."_s);
}

void TestActivity::wrongTypesCountAsAbsent_C098()
{
    const auto activity = Activity::fromJson(QJsonObject{{"type"_L1, "message"_L1},
                                                         {"text"_L1, 42},
                                                         {"from"_L1, "me"_L1},
                                                         {"attachments"_L1, QJsonObject()},
                                                         {"timestamp"_L1, 1'700'000'000},
                                                         {"historyDisclosed"_L1, "yes"_L1},
                                                         {"channelData"_L1, "text"_L1},
                                                         {"summary"_L1, "shown"_L1}});
    QVERIFY(activity);
    QVERIFY(activity->text.isEmpty());
    QVERIFY(!activity->from);
    QVERIFY(activity->attachments.isEmpty());
    QVERIFY(!activity->timestamp.isValid());
    QVERIFY(!activity->historyDisclosed());
    QVERIFY(activity->clientActivityId().isEmpty());
    QCOMPARE(activity->summary, u"shown"_s);
}

void TestActivity::onlyWhatChangedIsWritten()
{
    const QJsonObject received = jsonFixture(u"activity-full.json"_s);
    Activity activity = *Activity::fromJson(received);
    activity.text = u"changed"_s;
    activity.summary.clear();
    activity.from->name = u"Sun"_s;
    activity.attachments.removeLast();
    activity.suggestedActions.reset();
    activity.timestamp = QDateTime({2026, 4, 1}, {1, 2, 3, 4}, Qt::UTC);
    activity.value = QJsonValue::Undefined;

    QJsonObject expected = received;
    expected.insert("text"_L1, "changed"_L1);
    expected.remove("summary"_L1);
    expected.insert("from"_L1,
                    withMember(received.value("from"_L1).toObject(), u"name"_s, u"Sun"_s));
    expected.insert("attachments"_L1,
                    QJsonArray{received.value("attachments"_L1).toArray().first()});
    expected.remove("suggestedActions"_L1);
    expected.insert("timestamp"_L1, "2026-04-01T01:02:03.004Z"_L1);
    expected.remove("value"_L1);
    QCOMPARE(activity.toJson(), expected);
}

void TestActivity::emptyMembersAreNotSent_C066()
{
    Activity activity;
    activity.type = u"message"_s;
    activity.text = u"hello"_s;
    activity.textFormat = u"plain"_s;
    activity.from = ChannelAccount{u"user-1"_s, u"Ada"_s, {}, u"user"_s, {}};
    activity.channelData = QJsonObject{{"clientActivityID"_L1, "guid"_L1}};
    QCOMPARE(
        activity.toJson(),
        (QJsonObject{
            {"type"_L1, "message"_L1},
            {"text"_L1, "hello"_L1},
            {"textFormat"_L1, "plain"_L1},
            {"from"_L1,
             QJsonObject{{"id"_L1, "user-1"_L1}, {"name"_L1, "Ada"_L1}, {"role"_L1, "user"_L1}}},
            {"channelData"_L1, QJsonObject{{"clientActivityID"_L1, "guid"_L1}}}}));
}

void TestActivity::withoutATypeThereIsNoActivity_data()
{
    QTest::addColumn<QJsonValue>("json");
    QTest::newRow("no type") << QJsonValue(QJsonObject{{"text"_L1, "hi"_L1}});
    QTest::newRow("type is a number") << QJsonValue(QJsonObject{{"type"_L1, 1}});
    QTest::newRow("type is null") << QJsonValue(QJsonObject{{"type"_L1, QJsonValue()}});
    QTest::newRow("a string") << QJsonValue(u"message"_s);
    QTest::newRow("null") << QJsonValue();
    QTest::newRow("an array") << QJsonValue(QJsonArray{QJsonObject{{"type"_L1, "message"_L1}}});
}

void TestActivity::withoutATypeThereIsNoActivity()
{
    QFETCH(QJsonValue, json);
    QVERIFY(!Activity::fromJson(json));
}

void TestActivity::unknownTypesAreKept_C097()
{
    const QJsonObject received{{"type"_L1, "x.hologram"_L1}, {"beam"_L1, QJsonArray{1, 2}}};
    const auto activity = Activity::fromJson(received);
    QVERIFY(activity);
    QCOMPARE(activity->type, u"x.hologram"_s);
    QVERIFY(!activity->isMessage());
    QCOMPARE(activity->toJson(), received);
}

void TestActivity::tooDeepIsRefused()
{
    QJsonValue nested = 1;
    for (int depth = 1; depth < json::kMaxDepth; ++depth)
        nested = QJsonArray{nested};
    const QJsonObject deepest{{"type"_L1, "event"_L1}, {"value"_L1, nested}};
    QVERIFY(Activity::fromJson(deepest));
    const QJsonObject tooDeep{{"type"_L1, "event"_L1}, {"value"_L1, QJsonArray{nested}}};
    QVERIFY(!Activity::fromJson(tooDeep));
}

void TestActivity::timestampsAreRead_C061_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QDateTime>("time");
    const QDateTime base({2026, 3, 4}, {9, 15, 27}, Qt::UTC);
    QTest::newRow("seven digits") << u"2026-03-04T09:15:27.3182119Z"_s << base.addMSecs(318);
    QTest::newRow("offset zero") << u"2026-03-04T09:15:27.3182119+00:00"_s << base.addMSecs(318);
    QTest::newRow("offset") << u"2026-03-04T10:15:27.318+01:00"_s << base.addMSecs(318);
    QTest::newRow("negative offset") << u"2026-03-04T04:15:27-05:00"_s << base;
    QTest::newRow("no zone") << u"2026-03-04T09:15:27.318"_s << base.addMSecs(318);
    QTest::newRow("no fraction") << u"2026-03-04T09:15:27Z"_s << base;
    QTest::newRow("one digit") << u"2026-03-04T09:15:27.3Z"_s << base.addMSecs(300);
    QTest::newRow("never rounds up") << u"2026-03-04T09:15:27.9999999Z"_s << base.addMSecs(999);
    QTest::newRow("lower case") << u"2026-03-04t09:15:27z"_s << base;
    QTest::newRow(".NET default") << u"0001-01-01T00:00:00"_s << QDateTime();
    QTest::newRow("before 2000") << u"1999-12-31T23:59:59Z"_s << QDateTime();
    QTest::newRow("empty") << u""_s << QDateTime();
    QTest::newRow("words") << u"yesterday"_s << QDateTime();
    QTest::newRow("impossible") << u"2026-02-30T09:15:27Z"_s << QDateTime();
    QTest::newRow("endless") << u"2026-03-04T09:15:27."_s + QString(100, u'1') << QDateTime();
}

void TestActivity::timestampsAreRead_C061()
{
    QFETCH(QString, text);
    QFETCH(QDateTime, time);
    const QDateTime read = parseTimestamp(text);
    QCOMPARE(read.isValid(), time.isValid());
    if (time.isValid()) {
        QCOMPARE(read, time);
        QCOMPARE(read.timeSpec(), Qt::UTC);
    }
    // An unreadable time never costs the activity.
    QVERIFY(Activity::fromJson(QJsonObject{{"type"_L1, "message"_L1}, {"timestamp"_L1, text}}));
}

void TestActivity::timestampsDoNotDependOnTheLocalZone_C061()
{
    const QByteArray before = qgetenv("TZ");
    qputenv("TZ", "America/New_York");
    // 02:30 does not exist there on this night.
    const QDateTime read = parseTimestamp(u"2026-03-08T02:30:00"_s);
    qputenv("TZ", before);
    QCOMPARE(read, QDateTime({2026, 3, 8}, {2, 30}, Qt::UTC));
}

void TestActivity::neighboursKeepTheirOrder_C061()
{
    QVERIFY(parseTimestamp(u"2026-03-04T09:15:27.3189Z"_s)
            <= parseTimestamp(u"2026-03-04T09:15:27.319Z"_s));
}

void TestActivity::channelDataIsRead_data()
{
    QTest::addColumn<QJsonValue>("channelData");
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("postBack");
    QTest::newRow("both") << QJsonValue(
        QJsonObject{{"clientActivityID"_L1, "g"_L1}, {"postBack"_L1, true}})
                          << u"g"_s << true;
    QTest::newRow("wrong types") << QJsonValue(
        QJsonObject{{"clientActivityID"_L1, 5}, {"postBack"_L1, "true"_L1}})
                                 << u""_s << false;
    QTest::newRow("no object") << QJsonValue(u"g"_s) << u""_s << false;
    QTest::newRow("absent") << QJsonValue(QJsonValue::Undefined) << u""_s << false;
}

void TestActivity::channelDataIsRead()
{
    QFETCH(QJsonValue, channelData);
    QFETCH(QString, id);
    QFETCH(bool, postBack);
    QJsonObject object{{"type"_L1, "message"_L1}};
    if (!channelData.isUndefined())
        object.insert("channelData"_L1, channelData);
    const auto activity = Activity::fromJson(object);
    QCOMPARE(activity->clientActivityId(), id);
    QCOMPARE(activity->isPostBack(), postBack);
}

QTEST_APPLESS_MAIN(TestActivity)
#include "tst_activity.moc"
