#include "app/directline/conversation.h"

#include "app/directline/tokenparameters.h"

#include <QtCore/QJsonArray>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline::directline;
using namespace std::chrono_literals;

class TestConversation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMemberIsRead();
    void theIdIsRequired_C008_data();
    void theIdIsRequired_C008();
    void lifetimes_C018_C019_data();
    void lifetimes_C018_C019();
    void unfitTokensCountAsNone_C115_data();
    void unfitTokensCountAsNone_C115();
    void resourceResponses_data();
    void resourceResponses();
    void tokenParametersSendOnlyWhatIsSet();
};

void TestConversation::everyMemberIsRead()
{
    const QJsonObject json{{"conversationId"_L1, "Kx3v-eu"_L1},
                           {"token"_L1, "t.o.k"_L1},
                           {"expires_in"_L1, 3600},
                           {"streamUrl"_L1, "wss://h/stream?t=x"_L1},
                           {"referenceGrammarId"_L1, "g"_L1},
                           {"eTag"_L1, "e"_L1},
                           {"future"_L1, true}};
    const auto conversation = Conversation::fromJson(json);
    QVERIFY(conversation);
    QCOMPARE(conversation->conversationId, u"Kx3v-eu"_s);
    QCOMPARE(conversation->token, "t.o.k");
    QCOMPARE(conversation->expiresIn, 3600s);
    QCOMPARE(conversation->streamUrl, u"wss://h/stream?t=x"_s);
    QCOMPARE(conversation->referenceGrammarId, u"g"_s);
    QCOMPARE(conversation->eTag, u"e"_s);
    QCOMPARE(conversation->raw, json);
}

void TestConversation::theIdIsRequired_C008_data()
{
    QTest::addColumn<QJsonValue>("id");
    QTest::newRow("missing") << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("empty") << QJsonValue(u""_s);
    QTest::newRow("null") << QJsonValue();
    QTest::newRow("number") << QJsonValue(5);
}

void TestConversation::theIdIsRequired_C008()
{
    QFETCH(QJsonValue, id);
    QJsonObject json{{"token"_L1, "t"_L1}};
    if (!id.isUndefined())
        json.insert("conversationId"_L1, id);
    QVERIFY(!Conversation::fromJson(json));
}

void TestConversation::lifetimes_C018_C019_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<int>("seconds");
    QTest::newRow("usual") << QJsonValue(1800) << 1800;
    QTest::newRow("C017 an hour") << QJsonValue(3600) << 3600;
    QTest::newRow("short") << QJsonValue(1) << 1;
    QTest::newRow("a day") << QJsonValue(86400) << 86400;
    QTest::newRow("longer than a day") << QJsonValue(86401) << 86400;
    QTest::newRow("C018 Emulator") << QJsonValue(2147483647) << 86400;
    QTest::newRow("C018 beyond all") << QJsonValue(1e300) << 86400;
    QTest::newRow("whole as a fraction") << QJsonValue(1200.0) << 1200;
    QTest::newRow("C019 missing") << QJsonValue(QJsonValue::Undefined) << 1800;
    QTest::newRow("C019 text") << QJsonValue(u"abc"_s) << 1800;
    QTest::newRow("C019 number as text") << QJsonValue(u"3600"_s) << 1800;
    QTest::newRow("C019 zero") << QJsonValue(0) << 1800;
    QTest::newRow("C019 negative") << QJsonValue(-5) << 1800;
    QTest::newRow("C019 fraction") << QJsonValue(59.5) << 1800;
    QTest::newRow("C019 null") << QJsonValue() << 1800;
}

void TestConversation::lifetimes_C018_C019()
{
    QFETCH(QJsonValue, value);
    QFETCH(int, seconds);
    QJsonObject json{{"conversationId"_L1, "c"_L1}};
    if (!value.isUndefined())
        json.insert("expires_in"_L1, value);
    QCOMPARE(Conversation::fromJson(json)->expiresIn, std::chrono::seconds(seconds));
}

void TestConversation::unfitTokensCountAsNone_C115_data()
{
    QTest::addColumn<QJsonValue>("token");
    QTest::newRow("null") << QJsonValue();
    QTest::newRow("empty") << QJsonValue(u""_s);
    QTest::newRow("number") << QJsonValue(5);
    QTest::newRow("line break") << QJsonValue(u"a\r\nX-Evil: 1"_s);
    QTest::newRow("not ASCII") << QJsonValue(u"tökén"_s);
}

void TestConversation::unfitTokensCountAsNone_C115()
{
    QFETCH(QJsonValue, token);
    const auto conversation
        = Conversation::fromJson({{"conversationId"_L1, "c"_L1}, {"token"_L1, token}});
    QVERIFY(conversation);
    QVERIFY(conversation->token.isEmpty());
}

void TestConversation::resourceResponses_data()
{
    QTest::addColumn<QJsonObject>("json");
    QTest::addColumn<QString>("id");
    QTest::newRow("id") << QJsonObject{{"id"_L1, "c|0000003"_L1}} << u"c|0000003"_s;
    QTest::newRow("empty") << QJsonObject() << u""_s;
    QTest::newRow("number") << QJsonObject{{"id"_L1, 3}} << u""_s;
}

void TestConversation::resourceResponses()
{
    QFETCH(QJsonObject, json);
    QFETCH(QString, id);
    QCOMPARE(ResourceResponse::fromJson(json).id, id);
}

void TestConversation::tokenParametersSendOnlyWhatIsSet()
{
    QCOMPARE(TokenParameters().toJson(), QJsonObject());
    TokenParameters parameters;
    parameters.user = ChannelAccount{u"dl_1"_s, {}, {}, {}, {}};
    parameters.trustedOrigins = {u"https://support.example.org"_s};
    parameters.locale = u"pl-PL"_s;
    QCOMPARE(parameters.toJson(),
             (QJsonObject{{"user"_L1, QJsonObject{{"id"_L1, "dl_1"_L1}}},
                          {"trustedOrigins"_L1, QJsonArray{u"https://support.example.org"_s}},
                          {"locale"_L1, "pl-PL"_L1}}));
}

QTEST_APPLESS_MAIN(TestConversation)
#include "tst_conversation.moc"
