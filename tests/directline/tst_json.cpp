#include "app/directline/json.h"

#include "app/directline/channelaccount.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline::directline;

class TestJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parseObjectTellsUnreadableFromEmpty_data();
    void parseObjectTellsUnreadableFromEmpty();
    void invalidUtf8IsReplaced();
    void wrongTypesCountAsAbsent();
    void scalarTextTakesNumbers_data();
    void scalarTextTakesNumbers();
    void setTextRemovesWhatIsEmpty();
    void updateLeavesTheUnchangedAlone();
    void depthIsCounted();
    void listSkipsTheUnreadable();
};

void TestJson::parseObjectTellsUnreadableFromEmpty_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("readable");
    QTest::newRow("object") << QByteArray(R"({"a":1})") << true;
    QTest::newRow("empty object") << QByteArray("{}") << true;
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF{}") << true;
    QTest::newRow("duplicate keys") << QByteArray(R"({"a":1,"a":2})") << true;
    QTest::newRow("lone surrogate escape") << QByteArray(R"({"a":"\ud800"})") << true;
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("blanks") << QByteArray(" \n") << false;
    QTest::newRow("array") << QByteArray("[]") << false;
    QTest::newRow("string") << QByteArray("\"text\"") << false;
    QTest::newRow("null") << QByteArray("null") << false;
    QTest::newRow("truncated") << QByteArray(R"({"a":)") << false;
    QTest::newRow("HTML") << QByteArray("<html></html>") << false;
    QTest::newRow("deeper than Qt reads") << QByteArray(2000, '[') + QByteArray(2000, ']') << false;
}

void TestJson::parseObjectTellsUnreadableFromEmpty()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, readable);
    QString why;
    QCOMPARE(json::parseObject(bytes, &why).has_value(), readable);
    QCOMPARE(why.isEmpty(), readable);
    QVERIFY(!why.contains(u'<'));
}

void TestJson::invalidUtf8IsReplaced()
{
    const auto object = json::parseObject("{\"good\":\"yes\",\"bad\":\"a\xFF"
                                          "b\"}");
    QVERIFY(object);
    QCOMPARE(json::text(*object, "good"_L1), u"yes"_s);
    QCOMPARE(json::text(*object, "bad"_L1), u"a\uFFFDb"_s);
}

void TestJson::wrongTypesCountAsAbsent()
{
    const QJsonObject object{
        {"number"_L1, 42}, {"null"_L1, QJsonValue()}, {"list"_L1, QJsonArray{1}}};
    for (const auto key : {"number"_L1, "null"_L1, "list"_L1, "missing"_L1})
        QCOMPARE(json::text(object, key), QString());
}

void TestJson::scalarTextTakesNumbers_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("whole") << QJsonValue(5) << u"5"_s;
    QTest::newRow("fraction") << QJsonValue(9.99) << u"9.99"_s;
    QTest::newRow("large") << QJsonValue(qint64(9'007'199'254'740'993)) << u"9007199254740993"_s;
    QTest::newRow("boolean") << QJsonValue(true) << u"true"_s;
    QTest::newRow("string") << QJsonValue(u"$ 5"_s) << u"$ 5"_s;
    QTest::newRow("null") << QJsonValue() << u""_s;
    QTest::newRow("object") << QJsonValue(QJsonObject{{"a"_L1, 1}}) << u""_s;
}

void TestJson::scalarTextTakesNumbers()
{
    QFETCH(QJsonValue, value);
    QFETCH(QString, text);
    QCOMPARE(json::scalarText({{"key"_L1, value}}, "key"_L1), text);
}

void TestJson::setTextRemovesWhatIsEmpty()
{
    QJsonObject object{{"old"_L1, "x"_L1}};
    json::setText(object, "old"_L1, {});
    json::setText(object, "new"_L1, u"y"_s);
    QCOMPARE(object, (QJsonObject{{"new"_L1, "y"_L1}}));
}

void TestJson::updateLeavesTheUnchangedAlone()
{
    const QJsonObject received{{"text"_L1, 42}, {"empty"_L1, ""_L1}, {"flag"_L1, "true"_L1}};
    QJsonObject object = received;
    json::updateText(object, "text"_L1, {}); // counted as absent, still absent
    json::updateText(object, "empty"_L1, {});
    json::updateText(object, "missing"_L1, {});
    json::updateValue(object, "text"_L1, 42);
    json::updateArray(object, "missing"_L1, {});
    QCOMPARE(object, received);

    json::updateText(object, "text"_L1, u"new"_s);
    json::updateValue(object, "empty"_L1, QJsonValue::Undefined);
    QCOMPARE(object, (QJsonObject{{"text"_L1, "new"_L1}, {"flag"_L1, "true"_L1}}));
}

void TestJson::depthIsCounted()
{
    QJsonValue value = 1;
    QVERIFY(!json::deeperThan(value, 0));
    for (int depth = 1; depth <= 5; ++depth) {
        value = depth % 2 == 0 ? QJsonValue(QJsonObject{{"in"_L1, value}})
                               : QJsonValue(QJsonArray{value});
        QVERIFY(!json::deeperThan(value, depth));
        QVERIFY(json::deeperThan(value, depth - 1));
    }
    QVERIFY(json::deeperThan(QJsonArray{1, QJsonArray(), QJsonArray{QJsonObject()}}, 2));
}

void TestJson::listSkipsTheUnreadable()
{
    const auto accounts = json::list<ChannelAccount>(QJsonArray{
        QJsonObject{{"id"_L1, "a"_L1}}, 5, QJsonValue(), QJsonObject{{"id"_L1, "b"_L1}}});
    QCOMPARE(accounts.size(), 2);
    QCOMPARE(accounts.last().id, u"b"_s);
    QVERIFY(json::list<ChannelAccount>(u"text"_s).isEmpty());
    QCOMPARE(json::stringList(QJsonArray{u"a"_s, 1, u"b"_s}), (QStringList{u"a"_s, u"b"_s}));
}

QTEST_APPLESS_MAIN(TestJson)
#include "tst_json.moc"
