#include "app/conversation/sending/outgoingactivity.h"

#include <QtCore/QTimeZone>
#include <QtCore/QUuid>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline;
using directline::Activity;
using directline::CardAction;

namespace {

outgoing::Sender ada()
{
    return {u"user-1"_s, u"Ada"_s, u"pl-PL"_s, QDateTime({2026, 3, 4}, {9, 15, 26, 901}, Qt::UTC)};
}

CardAction action(const QJsonObject &json)
{
    return *CardAction::fromJson(json);
}

QJsonObject performed(const QJsonObject &json, const QString &replyToId = {})
{
    return outgoing::forAction(ada(), action(json), u"c-1"_s, replyToId)->toJson();
}

} // namespace

class TestOutgoingActivity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageHasWhatItNeedsAndNoMore_C066();
    void emptyMembersAreLeftOut();
    void imBackSaysItsValue_C101_data();
    void imBackSaysItsValue_C101();
    void postBackIsHidden_C102();
    void postBackOfTextIsText();
    void messageBackShowsOnlyItsDisplayText_C103();
    void messageBackWithoutDisplayTextIsHidden_C103();
    void buttonsAnswerTheirMessage();
    void otherKindsSendNothing_data();
    void otherKindsSendNothing();
    void submitMergesInputsOverData_C113_data();
    void submitMergesInputsOverData_C113();
    void submitOfTextIsSaid_C113();
    void clientActivityIdsAreUuids();
};

void TestOutgoingActivity::aMessageHasWhatItNeedsAndNoMore_C066()
{
    const QJsonObject json = outgoing::message(ada(), u"hello"_s, u"c-1"_s).toJson();
    QCOMPARE(json.value("type"_L1).toString(), u"message"_s);
    QCOMPARE(json.value("text"_L1).toString(), u"hello"_s);
    QCOMPARE(json.value("textFormat"_L1).toString(), u"plain"_s);
    QCOMPARE(json.value("locale"_L1).toString(), u"pl-PL"_s);
    QCOMPARE(json.value("from"_L1).toObject(),
             QJsonObject({{"id"_L1, "user-1"_L1}, {"name"_L1, "Ada"_L1}, {"role"_L1, "user"_L1}}));
    QCOMPARE(json.value("channelData"_L1).toObject(),
             QJsonObject({{"clientActivityID"_L1, "c-1"_L1}}));
    const QString local = json.value("localTimestamp"_L1).toString();
    QCOMPARE(QDateTime::fromString(local, Qt::ISODateWithMs), ada().now);
    QVERIFY2(local.contains(u'+') || local.contains(u'-') || local.endsWith(u'Z'),
             qPrintable(local));
    QVERIFY(QTimeZone(json.value("localTimezone"_L1).toString().toLatin1()).isValid());

    const QStringList owned
        = {u"id"_s,           u"timestamp"_s, u"channelId"_s, u"serviceUrl"_s,
           u"conversation"_s, u"recipient"_s, u"callerId"_s,  u"deliveryMode"_s};
    for (const QString &key : owned)
        QVERIFY2(!json.contains(key), qPrintable(key));
}

void TestOutgoingActivity::emptyMembersAreLeftOut()
{
    outgoing::Sender nobody = ada();
    nobody.userName.clear();
    nobody.locale.clear();
    const QJsonObject json = outgoing::message(nobody, {}, u"c-1"_s).toJson();
    QVERIFY(!json.contains("text"_L1));
    QVERIFY(!json.contains("locale"_L1));
    QVERIFY(!json.contains("replyToId"_L1));
    QVERIFY(!json.contains("entities"_L1));
    QVERIFY(!json.contains("attachments"_L1));
    QVERIFY(!json.value("from"_L1).toObject().contains("name"_L1));
}

void TestOutgoingActivity::imBackSaysItsValue_C101_data()
{
    QTest::addColumn<QJsonObject>("button");
    QTest::addColumn<QString>("text");
    QTest::newRow("value") << QJsonObject{{"title"_L1, "Yes"_L1}, {"value"_L1, "I agree"_L1}}
                           << u"I agree"_s;
    QTest::newRow("object value") << QJsonObject{{"title"_L1, "Yes"_L1},
                                                 {"value"_L1, QJsonObject{{"a"_L1, 1}}}}
                                  << u"Yes"_s;
    QTest::newRow("number value") << QJsonObject{{"title"_L1, "Yes"_L1}, {"value"_L1, 7}}
                                  << u"Yes"_s;
    QTest::newRow("no value") << QJsonObject{{"title"_L1, "Yes"_L1}} << u"Yes"_s;
}

void TestOutgoingActivity::imBackSaysItsValue_C101()
{
    QFETCH(QJsonObject, button);
    button.insert("type"_L1, "imBack"_L1);
    const auto activity = outgoing::forAction(ada(), action(button), u"c-1"_s, {});
    QTEST(activity->text, "text");
    QCOMPARE(activity->textFormat, u"plain"_s);
    QVERIFY(outgoing::isShown(*activity));
}

void TestOutgoingActivity::postBackIsHidden_C102()
{
    const QJsonObject value{{"choice"_L1, 3}};
    const QJsonObject json = performed({{"type"_L1, "postBack"_L1},
                                        {"title"_L1, "Pick"_L1},
                                        {"value"_L1, value},
                                        {"channelData"_L1, QJsonObject{{"mine"_L1, true}}}});
    QCOMPARE(json.value("value"_L1).toObject(), value);
    QVERIFY(!json.contains("text"_L1));
    const QJsonObject channelData = json.value("channelData"_L1).toObject();
    QCOMPARE(channelData.value("postBack"_L1).toBool(), true);
    QCOMPARE(channelData.value("clientActivityID"_L1).toString(), u"c-1"_s);
    QCOMPARE(channelData.value("mine"_L1).toBool(), true);
    QVERIFY(!outgoing::isShown(*Activity::fromJson(json)));
}

void TestOutgoingActivity::postBackOfTextIsText()
{
    const QJsonObject json = performed({{"type"_L1, "postBack"_L1}, {"value"_L1, "pick-3"_L1}});
    QCOMPARE(json.value("text"_L1).toString(), u"pick-3"_s);
    QVERIFY(!json.contains("value"_L1));
}

void TestOutgoingActivity::messageBackShowsOnlyItsDisplayText_C103()
{
    const QJsonObject json = performed({{"type"_L1, "messageBack"_L1},
                                        {"text"_L1, "book"_L1},
                                        {"displayText"_L1, "Book it"_L1},
                                        {"value"_L1, QJsonObject{{"id"_L1, 9}}}});
    QCOMPARE(json.value("text"_L1).toString(), u"book"_s);
    QCOMPARE(json.value("value"_L1).toObject(), QJsonObject({{"id"_L1, 9}}));
    QCOMPARE(json["channelData"_L1]["messageBack"_L1]["displayText"_L1].toString(), u"Book it"_s);
    QVERIFY(outgoing::isShown(*Activity::fromJson(json)));
}

void TestOutgoingActivity::messageBackWithoutDisplayTextIsHidden_C103()
{
    const QJsonObject json = performed({{"type"_L1, "messageBack"_L1}, {"text"_L1, "book"_L1}});
    QVERIFY(json["channelData"_L1]["messageBack"_L1].isObject());
    QVERIFY(!outgoing::isShown(*Activity::fromJson(json)));
}

void TestOutgoingActivity::buttonsAnswerTheirMessage()
{
    const QJsonObject button{{"type"_L1, "imBack"_L1}, {"value"_L1, "x"_L1}};
    QCOMPARE(performed(button, u"m-4"_s).value("replyToId"_L1).toString(), u"m-4"_s);
    QVERIFY(!performed(button).contains("replyToId"_L1));
}

void TestOutgoingActivity::otherKindsSendNothing_data()
{
    QTest::addColumn<QString>("type");
    for (const char *type : {"openUrl", "signin", "call", "downloadFile", "showImage", "playAudio",
                             "playVideo", "invoke", "somethingNew"})
        QTest::newRow(type) << QString::fromLatin1(type);
}

void TestOutgoingActivity::otherKindsSendNothing()
{
    QFETCH(QString, type);
    QVERIFY(
        !outgoing::forAction(ada(), action({{"type"_L1, type}, {"value"_L1, "x"_L1}}), u"c"_s, {}));
}

void TestOutgoingActivity::submitMergesInputsOverData_C113_data()
{
    QTest::addColumn<QJsonValue>("data");
    QTest::addColumn<QJsonObject>("inputs");
    QTest::addColumn<QJsonObject>("value");
    QTest::newRow("object") << QJsonValue(QJsonObject{{"a"_L1, 1}, {"b"_L1, 2}})
                            << QJsonObject{{"b"_L1, "typed"_L1}, {"c"_L1, 3}}
                            << QJsonObject{{"a"_L1, 1}, {"b"_L1, "typed"_L1}, {"c"_L1, 3}};
    QTest::newRow("text and inputs") << QJsonValue("go"_L1) << QJsonObject{{"c"_L1, 3}}
                                     << QJsonObject{{"c"_L1, 3}, {"data"_L1, "go"_L1}};
    QTest::newRow("no data") << QJsonValue(QJsonValue::Undefined) << QJsonObject{{"c"_L1, 3}}
                             << QJsonObject{{"c"_L1, 3}};
    QTest::newRow("null data") << QJsonValue() << QJsonObject{{"c"_L1, 3}}
                               << QJsonObject{{"c"_L1, 3}};
    QTest::newRow("nothing") << QJsonValue(QJsonValue::Undefined) << QJsonObject() << QJsonObject();
}

void TestOutgoingActivity::submitMergesInputsOverData_C113()
{
    QFETCH(QJsonValue, data);
    QFETCH(QJsonObject, inputs);
    QFETCH(QJsonObject, value);
    const QJsonObject json
        = outgoing::forSubmit(ada(), data, inputs, u"c-1"_s, u"card-1"_s).toJson();
    QCOMPARE(json.value("value"_L1).toObject(), value);
    QVERIFY(json.value("value"_L1).isObject());
    QVERIFY(!json.contains("text"_L1));
    QCOMPARE(json["channelData"_L1]["postBack"_L1].toBool(), true);
    QCOMPARE(json["channelData"_L1]["clientActivityID"_L1].toString(), u"c-1"_s);
    QCOMPARE(json.value("replyToId"_L1).toString(), u"card-1"_s);
}

void TestOutgoingActivity::submitOfTextIsSaid_C113()
{
    const Activity activity = outgoing::forSubmit(ada(), QJsonValue("go on"_L1), {}, u"c-1"_s, {});
    QCOMPARE(activity.text, u"go on"_s);
    QVERIFY(outgoing::isShown(activity));
}

void TestOutgoingActivity::clientActivityIdsAreUuids()
{
    const QString id = outgoing::newClientActivityId();
    QVERIFY(!QUuid(id).isNull());
    QVERIFY(id != outgoing::newClientActivityId());
}

QTEST_GUILESS_MAIN(TestOutgoingActivity)

#include "tst_outgoingactivity.moc"
