// Redaction: what the records of exchanges never show (dossier §8.10).
#include "app/directline/redaction.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline::directline;

class TestExchange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bodies_C114_data();
    void bodies_C114();
    void urls_C114_data();
    void urls_C114();
    void headers_C114_data();
    void headers_C114();
    void cleanBodiesAreNotCopied();
    void hostileBodiesEnd_data();
    void hostileBodiesEnd();
};

void TestExchange::bodies_C114_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("clean");
    const auto row = [](const char *tag, const QByteArray &body, const QByteArray &clean) {
        QTest::newRow(tag) << body << clean;
    };
    row("token", R"({"conversationId":"c1","token":"abc","expires_in":1800})",
        R"({"conversationId":"c1","token":"[redacted]","expires_in":1800})");
    row("layout is kept", "{\n  \"token\" :\t\"abc\" ,\n  \"x\": 1\n}",
        "{\n  \"token\" :\t\"[redacted]\" ,\n  \"x\": 1\n}");
    row("other case", R"({"Token":"abc","SECRET":"d"})",
        R"({"Token":"[redacted]","SECRET":"[redacted]"})");
    row("stream URL", R"({"streamUrl":"wss://h/stream?watermark=-&t=abc"})",
        R"({"streamUrl":"[redacted]"})");
    row("nested", R"({"a":[{"tokenPostResource":{"sasUrl":"https://h/?sig=abc"}}]})",
        R"({"a":[{"tokenPostResource":{"sasUrl":"[redacted]"}}]})");
    row("escaped quote", R"({"token":"a\"b\\","x":"y"})", R"({"token":"[redacted]","x":"y"})");
    row("escaped key", R"({"tok\u0065n":"abc"})", R"({"tok\u0065n":"[redacted]"})");
    row("number", R"({"secret":12345,"n":1})", R"({"secret":"[redacted]","n":1})");
    row("null stays", R"({"token":null})", R"({"token":null})");
    row("key as a value", R"({"a":"token","b":"secret"})", R"({"a":"token","b":"secret"})");
    row("content URL", R"({"contentUrl":"https://h/a.png?t=eyJ.x-y_z&n=1"})",
        R"({"contentUrl":"https://h/a.png?t=[redacted]&n=1"})");
    row("escaped ampersand", R"({"u":"https://h/a?x=1\u0026t=abc\u0026n=1"})",
        R"({"u":"https://h/a?x=1\u0026t=[redacted]\u0026n=1"})");
    row("escaped equals and plus", R"({"u":"https://h/a?t\u003dab\u002bc\/d"})",
        R"({"u":"https://h/a?t\u003d[redacted]"})");
    row("HTML ampersand", R"({"text":"<a href='https://h/?x=1&amp;t=abc'>"})",
        R"({"text":"<a href='https://h/?x=1&amp;t=[redacted]'>"})");
    row("longer names stay", R"({"u":"https://h/?text=abc&at=5&ticket=7"})",
        R"({"u":"https://h/?text=abc&at=5&ticket=7"})");
    row("cut short", R"({"token":"abc)", R"({"token":"[redacted]")");
    row("cut after the key", R"({"token":)", R"({"token":)");
    row("no JSON", "<a href=\"https://h/x?t=abc\">x</a>",
        "<a href=\"https://h/x?t=[redacted]\">x</a>");
    row("nothing to hide", R"({"text":"my token is safe"})", R"({"text":"my token is safe"})");
    row("empty", "", "");
}

void TestExchange::bodies_C114()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, clean);
    QCOMPARE(redactedJson(body), clean);
    QCOMPARE(redactedJson(clean), clean);
}

void TestExchange::urls_C114_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<QString>("clean");
    const auto row = [](const char *tag, const char *url, const char *clean) {
        QTest::newRow(tag) << QUrl(QString::fromLatin1(url)) << QString::fromLatin1(clean);
    };
    row("watermark stays", "https://h/v3/directline/conversations/c/activities?watermark=5",
        "https://h/v3/directline/conversations/c/activities?watermark=5");
    row("stream", "wss://h/stream?watermark=-&t=eyJ", "wss://h/stream?watermark=-&t=[redacted]");
    row("function key", "https://h/api/token?code=abc==&user=1",
        "https://h/api/token?code=[redacted]&user=1");
    row("user info", "https://me:pass@h/x", "https://h/x");
    row("no query", "https://h/x", "https://h/x");
}

void TestExchange::urls_C114()
{
    QFETCH(QUrl, url);
    QFETCH(QString, clean);
    QCOMPARE(redacted(url).toString(), clean);
    QCOMPARE(redacted(redacted(url)), redacted(url));
}

void TestExchange::headers_C114_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("clean");
    const auto row = [](const QByteArray &name, const QByteArray &value, const QByteArray &clean) {
        QTest::addRow("%s", name.constData()) << name << value << clean;
    };
    row("Authorization", "Bearer abc", "[redacted]");
    row("authorization", "Bearer abc", "[redacted]");
    row("Proxy-Authorization", "Basic abc", "[redacted]");
    row("Cookie", "a=b", "[redacted]");
    row("Set-Cookie", "a=b", "[redacted]");
    row("Location", "https://h/x?t=abc&n=1", "https://h/x?t=[redacted]&n=1");
    row("Content-Type", "application/json", "application/json");
}

void TestExchange::headers_C114()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, clean);
    QCOMPARE(redactedHeader(name, value), clean);
    QCOMPARE(redactedHeader(name, clean), clean);
}

void TestExchange::cleanBodiesAreNotCopied()
{
    const QByteArray body = R"({"activities":[{"type":"message","text":"hi"}],"watermark":"5"})";
    QCOMPARE(redactedJson(body).constData(),
             body.constData()); // shared, because each poll comes here
}

void TestExchange::hostileBodiesEnd_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("quotes") << QByteArray(500'000, '"');
    QTest::newRow("backslashes") << QByteArray(500'000, '\\');
    QTest::newRow("separators") << QByteArray(500'000, '&');
    QTest::newRow("keys") << QByteArray("\"token\":").repeated(50'000);
    QTest::newRow("parameters") << QByteArray("?t=&").repeated(100'000);
    QTest::newRow("escapes") << QByteArray("\"\\u0026t\\u003d").repeated(50'000);
}

void TestExchange::hostileBodiesEnd()
{
    QFETCH(QByteArray, body);
    const QByteArray clean = redactedJson(body);
    QCOMPARE(redactedJson(clean), clean);
}

QTEST_APPLESS_MAIN(TestExchange)
#include "tst_exchange.moc"
