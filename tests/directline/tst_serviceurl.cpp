#include "app/directline/serviceurl.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline::directline;

class TestServiceUrl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodRoots_C002_C003_data();
    void goodRoots_C002_C003();
    void badRoots_C004_data();
    void badRoots_C004();
    void loopbackHosts_data();
    void loopbackHosts();
    void endpointsEncodeOneSegment_data();
    void endpointsEncodeOneSegment();
    void endpointsRefuseDotSegments();
    void endpointsEncodeQueries_C032();
    void coversOnlyWhatIsBelow_C092_data();
    void coversOnlyWhatIsBelow_C092();
};

void TestServiceUrl::goodRoots_C002_C003_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("root");
    QTest::newRow("C002 bare host") << u"https://h"_s << u"https://h/v3/directline"_s;
    QTest::newRow("C002 offline-directline")
        << u"http://127.0.0.1:3000/directline"_s << u"http://127.0.0.1:3000/directline"_s;
    QTest::newRow("C003 trailing slash")
        << u"https://h/v3/directline/"_s << u"https://h/v3/directline"_s;
    QTest::newRow("C003 many slashes") << u"https://h//"_s << u"https://h/v3/directline"_s;
    QTest::newRow("blanks around") << u"  https://h \n"_s << u"https://h/v3/directline"_s;
    QTest::newRow("upper case") << u"HTTPS://Example.ORG"_s
                                << u"https://example.org/v3/directline"_s;
    QTest::newRow("region") << u"https://europe.directline.botframework.com/v3/directline"_s
                            << u"https://europe.directline.botframework.com/v3/directline"_s;
    QTest::newRow("port") << u"https://h:8443"_s << u"https://h:8443/v3/directline"_s;
    QTest::newRow("localhost") << u"http://localhost:5000"_s
                               << u"http://localhost:5000/v3/directline"_s;
    QTest::newRow("IPv6 loopback")
        << u"http://[::1]:5000"_s << u"http://[::1]:5000/v3/directline"_s;
    QTest::newRow("dot segments") << u"https://h/a/../v3/directline"_s
                                  << u"https://h/v3/directline"_s;
    QTest::newRow("encoded path") << u"https://h/my%20bots/dl"_s << u"https://h/my%20bots/dl"_s;
}

void TestServiceUrl::goodRoots_C002_C003()
{
    QFETCH(QString, text);
    QFETCH(QString, root);
    QString why;
    const auto url = ServiceUrl::parse(text, &why);
    QVERIFY2(url.has_value(), qPrintable(why));
    QCOMPARE(url->url().toString(QUrl::FullyEncoded), root);
    QCOMPARE(ServiceUrl::parse(url->toString()), url);
}

void TestServiceUrl::badRoots_C004_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("hint"); // what the sentence must talk about
    QTest::newRow("empty") << u"  "_s << u"empty"_s;
    QTest::newRow("no scheme") << u"directline.botframework.com"_s << u"https://"_s;
    QTest::newRow("host and port") << u"localhost:3000"_s << u"https://"_s;
    QTest::newRow("C004 http to a foreign host") << u"http://example.org"_s << u"example.org"_s;
    QTest::newRow("C004 looks like loopback") << u"http://127.0.0.1.example.org"_s << u"https://"_s;
    QTest::newRow("C004 localhost as a label")
        << u"http://localhost.example.org"_s << u"https://"_s;
    QTest::newRow("C004 private network") << u"http://192.168.1.5"_s << u"https://"_s;
    QTest::newRow("ftp") << u"ftp://h"_s << u"https://"_s;
    QTest::newRow("javascript") << u"javascript:alert(1)"_s << u"https://"_s;
    QTest::newRow("no host") << u"https:///v3"_s << u"address"_s;
    QTest::newRow("user info") << u"https://me:pass@h"_s << u"user name"_s;
    QTest::newRow("query") << u"https://h/v3/directline?x=1"_s << u"query"_s;
    QTest::newRow("fragment") << u"https://h/v3/directline#top"_s << u"fragment"_s;
    QTest::newRow("blank inside") << u"https://h/a b"_s << u"address"_s;
    QTest::newRow("port zero") << u"https://h:0"_s << u"address"_s;
    QTest::newRow("port too large") << u"https://h:99999"_s << u"address"_s;
    QTest::newRow("line break") << u"https://h\r\nX-Evil: 1"_s << u"address"_s;
}

void TestServiceUrl::badRoots_C004()
{
    QFETCH(QString, text);
    QFETCH(QString, hint);
    QString why;
    QVERIFY(!ServiceUrl::parse(text, &why));
    QVERIFY2(why.contains(hint), qPrintable(why));
    QVERIFY(why.endsWith(u'.'));
    QVERIFY(!ServiceUrl::parse(text)); // without asking why
}

void TestServiceUrl::loopbackHosts_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("loopback");
    QTest::newRow("localhost") << u"localhost"_s << true;
    QTest::newRow("LocalHost") << u"LocalHost"_s << true;
    QTest::newRow("127.0.0.1") << u"127.0.0.1"_s << true;
    QTest::newRow("127.9.9.9") << u"127.9.9.9"_s << true;
    QTest::newRow("::1") << u"::1"_s << true;
    QTest::newRow("0.0.0.0") << u"0.0.0.0"_s << false;
    QTest::newRow("10.0.0.1") << u"10.0.0.1"_s << false;
    QTest::newRow("128.0.0.1") << u"128.0.0.1"_s << false;
    QTest::newRow("example.org") << u"example.org"_s << false;
    QTest::newRow("127.0.0.1.example.org") << u"127.0.0.1.example.org"_s << false;
    QTest::newRow("empty") << u""_s << false;
}

void TestServiceUrl::loopbackHosts()
{
    QFETCH(QString, host);
    QFETCH(bool, loopback);
    QCOMPARE(isLoopbackHost(host), loopback);
}

void TestServiceUrl::endpointsEncodeOneSegment_data()
{
    QTest::addColumn<QString>("segment");
    QTest::addColumn<QString>("encoded");
    QTest::newRow("plain") << u"Kx3v-eu"_s << u"Kx3v-eu"_s;
    QTest::newRow("slash") << u"a/b"_s << u"a%2Fb"_s;
    QTest::newRow("climbing") << u"../../secret"_s << u"..%2F..%2Fsecret"_s;
    QTest::newRow("question mark and hash") << u"a?b#c"_s << u"a%3Fb%23c"_s;
    QTest::newRow("percent") << u"a%2Fb"_s << u"a%252Fb"_s;
    QTest::newRow("encoded dots") << u"%2e%2e"_s << u"%252e%252e"_s;
    QTest::newRow("blank and plus") << u"a b+c"_s << u"a%20b%2Bc"_s;
    QTest::newRow("three dots") << u"..."_s << u"..."_s;
    QTest::newRow("non-ASCII") << u"ż"_s << u"%C5%BC"_s;
    QTest::newRow("line break") << u"a\r\nb"_s << u"a%0D%0Ab"_s;
}

void TestServiceUrl::endpointsEncodeOneSegment()
{
    QFETCH(QString, segment);
    QFETCH(QString, encoded);
    const auto root = *ServiceUrl::parse(u"https://h"_s);
    QCOMPARE(root.endpoint({u"conversations"_s, segment, u"activities"_s}).toEncoded(),
             u"https://h/v3/directline/conversations/%1/activities"_s.arg(encoded).toLatin1());
    QVERIFY(root.covers(root.endpoint({u"conversations"_s, segment})));
}

void TestServiceUrl::endpointsRefuseDotSegments()
{
    for (const QString &segment : {u""_s, u"."_s, u".."_s})
        QVERIFY(!ServiceUrl::publicCloud().endpoint({u"conversations"_s, segment}).isValid());
}

void TestServiceUrl::endpointsEncodeQueries_C032()
{
    const QUrl url = ServiceUrl::publicCloud().endpoint(
        {u"a"_s}, {{u"watermark"_s, u"a+b/c=="_s}, {u"userId"_s, u"x&y=1"_s}});
    QCOMPARE(url.toEncoded(),
             "https://directline.botframework.com/v3/directline/a"
             "?watermark=a%2Bb%2Fc%3D%3D&userId=x%26y%3D1");
}

void TestServiceUrl::coversOnlyWhatIsBelow_C092_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("covered");
    QTest::newRow("below") << u"https://h/v3/directline/conversations"_s << true;
    QTest::newRow("with query") << u"https://h/v3/directline/conversations?x=1"_s << true;
    QTest::newRow("explicit port") << u"https://h:443/v3/directline/conversations"_s << true;
    QTest::newRow("upper-case host") << u"https://H/v3/directline/conversations"_s << true;
    QTest::newRow("root itself") << u"https://h/v3/directline"_s << false;
    QTest::newRow("longer name") << u"https://h/v3/directlines/conversations"_s << false;
    QTest::newRow("attachments") << u"https://h/attachments/x"_s << false;
    QTest::newRow("climbing out") << u"https://h/v3/directline/../../attachments"_s << false;
    QTest::newRow("climbing out, encoded") << u"https://h/v3/directline/%2e%2e/%2e%2e/x"_s << false;
    QTest::newRow("other host") << u"https://i/v3/directline/conversations"_s << false;
    QTest::newRow("subdomain") << u"https://x.h/v3/directline/conversations"_s << false;
    QTest::newRow("other port") << u"https://h:8443/v3/directline/conversations"_s << false;
    QTest::newRow("http") << u"http://h/v3/directline/conversations"_s << false;
    QTest::newRow("user info") << u"https://h@evil/v3/directline/conversations"_s << false;
    QTest::newRow("own user info") << u"https://me@h/v3/directline/conversations"_s << false;
    QTest::newRow("empty") << u""_s << false;
}

void TestServiceUrl::coversOnlyWhatIsBelow_C092()
{
    QFETCH(QString, url);
    QFETCH(bool, covered);
    QCOMPARE(ServiceUrl::parse(u"https://h"_s)->covers(QUrl(url)), covered);
}

QTEST_APPLESS_MAIN(TestServiceUrl)
#include "tst_serviceurl.moc"
