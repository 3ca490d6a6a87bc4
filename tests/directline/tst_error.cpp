#include "app/directline/error.h"
#include "app/directline/errorbody.h"
#include "app/directline/retryafter.h"
#include "app/directline/servicetext.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline::directline;

using Kind = Error::Kind;

class TestError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bodiesOfAnyShape_data();
    void bodiesOfAnyShape();
    void bodiesAreCapped();
    void theBotsOwnStatusIsADetail();
    void credentialProblems_C011_C012_data();
    void credentialProblems_C011_C012();
    void retryAfter_C047_C048_C049_data();
    void retryAfter_C047_C048_C049();
    void cleanText_data();
    void cleanText();
};

void TestError::bodiesOfAnyShape_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    const auto row
        = [](const char *tag, const QByteArray &body, const char *code, const char *message) {
              QTest::newRow(tag) << body << QString::fromUtf8(code) << QString::fromUtf8(message);
          };
    row("contract", R"({"error":{"code":"BadArgument","message":"Unknown conversation"}})",
        "BadArgument", "Unknown conversation");
    row("sibling status",
        R"({"error":{"code":"BotError","message":"timed out"},"httpStatusCode":504})", "BotError",
        "timed out");
    row("no message", R"({"error":{"code":"ServiceError"}})", "ServiceError", "");
    row("flat", R"({"message":"BadArgument:Site missing or disabled"})", "BadArgument",
        "Site missing or disabled");
    row("flat without a code", R"({"message":"Not found: nothing"})", "", "Not found: nothing");
    row("flat with a code", R"({"code":"X1","message":"words"})", "X1", "words");
    row("capital Message", R"({"Message":"An error has occurred."})", "", "An error has occurred.");
    row("OAuth", R"({"error":"invalid_token","error_description":"expired"})", "invalid_token",
        "expired");
    row("error is a sentence", R"({"error":"It broke down"})", "", "It broke down");
    row("numeric code", R"({"error":{"code":42,"message":"words"}})", "42", "words");
    row("wrong types", R"({"error":{"code":[],"message":{}}})", "", "");
    row("bare JSON string", R"("conversation not found")", "", "conversation not found");
    row("plain text", "Too many requests\n", "", "Too many requests");
    row("HTML", "<!DOCTYPE html><html><body><h1>502</h1></body></html>", "", "");
    row("HTML after text", "Error <html><body>x</body></html>", "", "");
    row("HTML in JSON", R"({"error":{"code":"X","message":"<html><body>no</body></html>"}})", "X",
        "");
    row("XML", "<Error><Message>no</Message></Error>", "", "");
    row("empty", "", "", "");
    row("array", "[1,2]", "", "");
    row("null", "null", "", "null");
    row("controls", "{\"message\":\"a\\u0000b\\u001b[31mc\\r\\nd\"}", "", "ab[31mc d");
    row("binary", "\xff\xfe\x00\x01", "", "\xEF\xBF\xBD\xEF\xBF\xBD");
}

void TestError::bodiesOfAnyShape()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, code);
    QFETCH(QString, message);
    Error error;
    error.kind = Kind::ServerError;
    readErrorBody(body, error);
    QCOMPARE(error.code, code);
    QCOMPARE(error.message, message);
    QCOMPARE(error.kind, Kind::ServerError); // the body decides nothing but wording
}

void TestError::bodiesAreCapped()
{
    Error error;
    readErrorBody(QByteArray(1'000'000, 'x'), error);
    QCOMPARE(error.message.size(), 500);
    readErrorBody(R"({"error":{"code":")" + QByteArray(5'000, 'c') + R"("}})", error);
    QCOMPARE(error.code.size(), 64);
}

void TestError::theBotsOwnStatusIsADetail()
{
    Error error;
    error.detail = u"HTTP 502"_s;
    readErrorBody(R"({"error":{"code":"BotError","innerHttpError":{"statusCode":500,"body":{}}}})",
                  error);
    QVERIFY(error.detail.startsWith("HTTP 502"_L1));
    QVERIFY(error.detail.contains("500"_L1));
}

void TestError::credentialProblems_C011_C012_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("credential");
    QTest::addColumn<bool>("region");
    QTest::addColumn<bool>("site");
    const auto row = [](const char *tag, Kind kind, const QByteArray &body, bool credential,
                        bool region, bool site) {
        QTest::newRow(tag) << kind << body << credential << region << site;
    };
    row("401", Kind::Unauthorized, "", true, false, false);
    row("403 expired", Kind::Forbidden, R"({"error":{"code":"TokenExpired"}})", true, false, false);
    row("403 invalid", Kind::Forbidden,
        R"({"error":{"code":"BadArgument","message":"Invalid token or secret"}})", true, false,
        false);
    row("403 empty", Kind::Forbidden, "", true, false, false);
    row("C011 region", Kind::Forbidden,
        R"({"error":{"code":"RegionNotAllowed","message":"Use the europe endpoint"}})", false, true,
        false);
    row("C011 region, flat", Kind::Forbidden, R"({"message":"RegionNotAllowed: use europe"})",
        false, true, false);
    row("C012 site", Kind::Forbidden, R"({"message":"BadArgument:Site missing or disabled"})",
        false, false, true);
    row("C012 site, nested", Kind::Forbidden,
        R"({"error":{"code":"BadArgument","message":"Site is disabled or deleted"}})", false, false,
        true);
    row("a region error of another status", Kind::BadRequest,
        R"({"error":{"code":"RegionNotAllowed"}})", false, false, false);
    row("500", Kind::ServerError, "", false, false, false);
}

void TestError::credentialProblems_C011_C012()
{
    QFETCH(Kind, kind);
    QFETCH(QByteArray, body);
    QFETCH(bool, credential);
    QFETCH(bool, region);
    QFETCH(bool, site);
    Error error;
    error.kind = kind;
    readErrorBody(body, error);
    QCOMPARE(error.isCredentialProblem(), credential);
    QCOMPARE(error.isRegionError(), region);
    QCOMPARE(error.isSiteError(), site);
}

void TestError::retryAfter_C047_C048_C049_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<qint64>("seconds"); // -1: none
    const auto row = [](const char *tag, const QByteArray &value, qint64 seconds) {
        QTest::newRow(tag) << value << seconds;
    };
    row("C047 seconds", "3", 3);
    row("zero", "0", 0);
    row("blanks around", " 7 ", 7);
    row("hours", "36000", 36000);
    row("C048 IMF date", "Wed, 04 Mar 2026 09:15:31 GMT", 4);
    row("C048 RFC 850 date", "Wednesday, 04-Mar-26 09:15:31 GMT", 4);
    row("C048 asctime date", "Wed Mar  4 09:15:31 2026", 4);
    row("date in the past", "Wed, 04 Mar 2026 09:15:00 GMT", 0);
    row("two-digit year of the past", "Sunday, 06-Nov-94 08:49:37 GMT", 0);
    row("C049 garbage", "banana", -1);
    row("empty", "", -1);
    row("negative", "-5", -1);
    row("fraction", "1.5", -1);
    row("overflow", "99999999999999999999", -1);
    row("more than an int", "4294967296", -1);
    row("other zone", "Wed, 04 Mar 2026 09:15:31 CET", -1);
    row("impossible date", "Wed, 31 Feb 2026 09:15:31 GMT", -1);
    row("unknown month", "Wed, 04 Mrz 2026 09:15:31 GMT", -1);
    row("ISO date", "2026-03-04T09:15:31Z", -1);
    row("not ASCII digits", "\xD9\xA3", -1);
}

void TestError::retryAfter_C047_C048_C049()
{
    QFETCH(QByteArray, value);
    QFETCH(qint64, seconds);
    const QDateTime now({2026, 3, 4}, {9, 15, 27}, Qt::UTC);
    QCOMPARE(parseRetryAfter(value, now),
             seconds < 0 ? std::nullopt : std::optional(std::chrono::seconds(seconds)));
}

void TestError::cleanText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("limit");
    QTest::addColumn<QString>("clean");
    QTest::newRow("plain") << u"Hello."_s << 500 << u"Hello."_s;
    QTest::newRow("white space") << u"  a \r\n\t b\u00a0 c  "_s << 500 << u"a b c"_s;
    QTest::newRow("controls") << u"a\u0007b\u009bc"_s << 500 << u"abc"_s;
    QTest::newRow("bidi") << u"a\u202eb\u2066c\u200fd"_s << 500 << u"abcd"_s;
    QTest::newRow("cut") << u"abcdef"_s << 4 << u"abc…"_s;
    QTest::newRow("exact") << u"abcd"_s << 4 << u"abcd"_s;
    QTest::newRow("no half character") << u"ab\U0001F600cd"_s << 4 << u"ab…"_s;
    QTest::newRow("markup stays text") << u"a < b"_s << 500 << u"a < b"_s;
}

void TestError::cleanText()
{
    QFETCH(QString, text);
    QFETCH(int, limit);
    QFETCH(QString, clean);
    QCOMPARE(cleanServiceText(text, limit), clean);
}

QTEST_APPLESS_MAIN(TestError)
#include "tst_error.moc"
