#include "app/directline/activityset.h"

#include "app/directline/json.h"
#include "tests/support/builders.h"
#include "tests/support/mixedconversation.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline::directline;
using namespace botline::test;

class TestActivitySet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void watermarks_data();
    void watermarks();
    void activitiesMayBeMissing_C041_data();
    void activitiesMayBeMissing_C041();
    void badElementsAreCounted_C042();
    void idlessActivitiesAllSurvive_C057();
    void bodiesAreReadAsTheirJson_data();
    void bodiesAreReadAsTheirJson();
    void damagedBodiesAreReadAsTheirJson_data();
    void damagedBodiesAreReadAsTheirJson();
    void whatWasWrittenIsKept();
    void manyMembersAreRead_data();
    void manyMembersAreRead();
};

namespace {

QByteArray text(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// Reading piece by piece must give what reading the whole document gives.
void compareWithTheWholeDocument(const QByteArray &body)
{
    QString why;
    const auto read = ActivitySet::fromBody(body, &why);
    QString expectedWhy;
    const auto object = json::parseObject(body, &expectedWhy);
    const auto expected = object ? ActivitySet::fromJson(*object) : std::nullopt;
    QCOMPARE(read.has_value(), expected.has_value());
    if (!expected) {
        QVERIFY(!why.isEmpty());
        return;
    }
    QCOMPARE(read->watermark, expected->watermark);
    QCOMPARE(read->skipped, expected->skipped);
    QCOMPARE(read->activities, expected->activities);
}

} // namespace

void TestActivitySet::watermarks_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<std::optional<QString>>("watermark");
    const auto row = [](const char *tag, const QJsonValue &value, std::optional<QString> expected) {
        QTest::newRow(tag) << value << expected;
    };
    row("C031 string", u"12"_s, u"12"_s);
    row("C033 opaque", u"0000a-42"_s, u"0000a-42"_s);
    row("a dash", u"-"_s, u"-"_s);
    row("blanks are kept", u" 5 "_s, u" 5 "_s);
    row("C034 number", 7, u"7"_s);
    row("C034 zero", 0, u"0"_s);
    row("C034 large number", qint64(9'007'199'254'740'993), u"9007199254740993"_s);
    row("C035 null", QJsonValue::Null, std::nullopt);
    row("C035 missing", QJsonValue::Undefined, std::nullopt);
    row("C036 empty", u""_s, std::nullopt);
    row("boolean", true, std::nullopt);
    row("object", QJsonObject{{"a"_L1, 1}}, std::nullopt);
}

void TestActivitySet::watermarks()
{
    QFETCH(QJsonValue, value);
    QFETCH(std::optional<QString>, watermark);
    const auto set = ActivitySet::fromJson(activitySet({}, value));
    QVERIFY(set);
    QCOMPARE(set->watermark, watermark);
}

void TestActivitySet::activitiesMayBeMissing_C041_data()
{
    QTest::addColumn<QJsonObject>("json");
    QTest::addColumn<bool>("readable");
    QTest::newRow("missing") << QJsonObject{{"watermark"_L1, "1"_L1}} << true;
    QTest::newRow("null") << QJsonObject{{"activities"_L1, QJsonValue()}} << true;
    QTest::newRow("empty") << QJsonObject{{"activities"_L1, QJsonArray()}} << true;
    QTest::newRow("string") << QJsonObject{{"activities"_L1, ""_L1}} << false;
    QTest::newRow("object") << QJsonObject{{"activities"_L1, QJsonObject()}} << false;
    QTest::newRow("number") << QJsonObject{{"activities"_L1, 0}} << false;
}

void TestActivitySet::activitiesMayBeMissing_C041()
{
    QFETCH(QJsonObject, json);
    QFETCH(bool, readable);
    const auto set = ActivitySet::fromJson(json);
    QCOMPARE(set.has_value(), readable);
    QVERIFY(!set || set->activities.isEmpty());
}

void TestActivitySet::badElementsAreCounted_C042()
{
    QJsonValue deep = 1;
    for (int i = 0; i < 80; ++i)
        deep = QJsonArray{deep};
    const auto set = ActivitySet::fromJson(
        activitySet({botMessage(u"one"_s), 5, QJsonValue(), u"text"_s, QJsonArray(), QJsonObject(),
                     withMember(botMessage(u"deep"_s), u"value"_s, deep), botMessage(u"two"_s)},
                    u"9"_s));
    QVERIFY(set);
    QCOMPARE(set->activities.size(), 2);
    QCOMPARE(set->activities.at(0).text, u"one"_s);
    QCOMPARE(set->activities.at(1).text, u"two"_s);
    QCOMPARE(set->skipped, 6);
    QCOMPARE(set->watermark, u"9"_s);
}

void TestActivitySet::idlessActivitiesAllSurvive_C057()
{
    const auto set = ActivitySet::fromJson(activitySet({botMessage(u"a"_s), botMessage(u"b"_s)}));
    QCOMPARE(set->activities.size(), 2);
    QVERIFY(set->activities.first().id.isEmpty());
}

void TestActivitySet::bodiesAreReadAsTheirJson_data()
{
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *tag, const QByteArray &body) {
        QTest::newRow(tag) << body;
    };
    row("plain",
        R"({"activities":[{"type":"message","text":"a"},{"type":"event"}],"watermark":"2"})");
    row("watermark first", R"({"watermark":7,"activities":[{"type":"message"}]})");
    row("blanks everywhere",
        " {\r\n\t\"activities\" : [ {\"type\" : \"message\" } , { \"type\":\"x\"}\n] , "
        "\"watermark\" : \"1\" } ");
    row("no activities", R"({"watermark":"1"})");
    row("an empty list", R"({"activities":[],"watermark":"1"})");
    row("an empty list with a blank", R"({"activities":[ ]})");
    row("null", R"({"activities":null})");
    row("no list", R"({"activities":{"type":"message"}})");
    row("a string", R"({"activities":"[]"})");
    row("elements of all kinds",
        R"({"activities":[1,-2.5e3,true,null,"x","]",[],{},[{"type":"message"}],{"type":"message"}]})");
    row("brackets and quotes in texts",
        R"({"activities":[{"type":"message","text":"}]\",[{"},{"type":"message","text":"\\"}],"x":"]}"})");
    row("the list twice", R"({"activities":[{"type":"a"}],"activities":[{"type":"b"}]})");
    row("an escaped key", R"({"\u0061ctivities":[{"type":"a"}]})");
    row("the name deeper down", R"({"x":{"activities":[1]},"activities":[{"type":"a"}]})");
    row("a comma too much", R"({"activities":[{"type":"a"},]})");
    row("a comma first", R"({"activities":[,{"type":"a"}]})");
    row("no comma", R"({"activities":[{"type":"a"}{"type":"b"}]})");
    row("brackets crossed", R"({"activities":[{"type":"a"]},"b":[}])");
    row("the wrong end", R"({"activities":[{"type":"a"}},"watermark":"1"})");
    row("something behind it", R"({"activities":[]} x)");
    row("a list outside", R"([{"activities":[]}])");
    row("nothing", "");
    row("a blank", " ");
    row("cut off", R"({"activities":[{"type":"mess)");
    row("bad UTF-8",
        "{\"activities\":[{\"type\":\"message\",\"text\":\"\xff\"}],\"watermark\":\"3\"}");
    row("bad UTF-8 outside", "{\"activities\":[{\"type\":\"message\"}],\"watermark\":\"\xff\"}");
    QByteArray deep = "1";
    for (int i = 0; i < json::kMaxDepth - 1; ++i)
        deep = '[' + deep + ']';
    row("just deep enough", R"({"activities":[{"type":"a","value":)" + deep + "}]}");
    row("too deep", R"({"activities":[{"type":"a","value":[)" + deep + "]},{\"type\":\"b\"}]}");
    row("everything", text(activitySet({jsonFixture(u"activity-full.json"_s)}, u"9"_s)));
    row("a long conversation", MixedConversation().page(0, 60));
}

void TestActivitySet::bodiesAreReadAsTheirJson()
{
    QFETCH(QByteArray, body);
    compareWithTheWholeDocument(body);
}

void TestActivitySet::damagedBodiesAreReadAsTheirJson_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestActivitySet::damagedBodiesAreReadAsTheirJson()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    static constexpr char kBytes[] = "{}[]\",:\\ \n0e-tfnu\xc3";
    const QByteArray sound = MixedConversation().page(int(seed) * 3, 5);
    for (int i = 0; i < 400; ++i) {
        QByteArray body = sound;
        for (int change = random.bounded(1, 4); change > 0; --change) {
            const int place = random.bounded(int(body.size()));
            const char byte = kBytes[random.bounded(int(sizeof kBytes) - 1)];
            switch (random.bounded(3)) {
            case 0:
                body[place] = byte;
                break;
            case 1:
                body.insert(place, byte);
                break;
            default:
                body.remove(place, random.bounded(1, 3));
                break;
            }
        }
        compareWithTheWholeDocument(body);
        if (QTest::currentTestFailed())
            qFatal("for this body: %s", body.constData());
    }
}

void TestActivitySet::whatWasWrittenIsKept()
{
    const QByteArray written = R"({"type":"message","zulu":1.50,"alpha":"\u00e9"})";
    QString why;
    const auto set = ActivitySet::fromBody("{\"activities\":[ " + written + " ]}", &why);
    QVERIFY(set);
    QCOMPARE(set->activities.first().raw.text(), written);
}

// In the order that is the worst for sorting them in: that must not take a time that grows with
// the square of their number, which would be minutes here.
void TestActivitySet::manyMembersAreRead_data()
{
    QTest::addColumn<QByteArray>("member");
    QTest::newRow("channelData") << QByteArray("channelData");
    QTest::newRow("value") << QByteArray("value");
    QTest::newRow("from") << QByteArray("from");
    QTest::newRow("unknown") << QByteArray("unknown");
    QTest::newRow("attachments") << QByteArray("attachments");
}

void TestActivitySet::manyMembersAreRead()
{
    QFETCH(QByteArray, member);
    constexpr int kMembers = 500'000;
    QByteArray members = "{\"id\":\"bot\"";
    for (int i = kMembers; i > 0; --i)
        members += ",\"k" + QByteArray::number(1'000'000 + i) + "\":0";
    members += '}';
    const QByteArray value = member == "attachments" ? "[" + members + ']' : members;
    QString why;
    const auto set = ActivitySet::fromBody(
        "{\"activities\":[{\"type\":\"message\",\"" + member + "\":" + value + "}]}", &why);
    QVERIFY(set);
    QCOMPARE(set->activities.size(), 1);
    const Activity &activity = set->activities.first();
    if (member == "from") {
        QCOMPARE(activity.from->id, u"bot"_s);
        QCOMPARE(activity.from->others.size(), kMembers);
    } else if (member == "attachments") {
        QCOMPARE(activity.attachments.first().raw.size(), kMembers + 1);
    } else if (member != "unknown") {
        const QJsonValue &read = member == "value" ? activity.value : activity.channelData;
        QCOMPARE(read.toObject().size(), kMembers + 1);
    }
}

QTEST_APPLESS_MAIN(TestActivitySet)
#include "tst_activityset.moc"
