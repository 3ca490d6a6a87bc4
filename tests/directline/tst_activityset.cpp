#include "app/directline/activityset.h"

#include "tests/support/builders.h"

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
};

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

QTEST_APPLESS_MAIN(TestActivitySet)
#include "tst_activityset.moc"
