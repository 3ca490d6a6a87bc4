// The sentences of app/.
#include "app/conversation/wording/wording.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline::directline;
using namespace botline::wording;
using Kind = Error::Kind;
using Reason = Refusal::Reason;

class TestWording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindHasItsSentence_data();
    void everyKindHasItsSentence();
    void sentencesCarryTheServicesWords();
    void everyRefusalHasItsSentence();
};

void TestWording::everyKindHasItsSentence_data()
{
    QTest::addColumn<Kind>("kind");
    for (int kind = int(Kind::InvalidRequest); kind <= int(Kind::BodyTooLarge); ++kind)
        QTest::addRow("kind %d", kind) << Kind(kind);
}

void TestWording::everyKindHasItsSentence()
{
    QFETCH(Kind, kind);
    Error error;
    error.kind = kind;
    const QString sentence = describe(error);
    QVERIFY(!sentence.isEmpty());
    QVERIFY2(sentence.endsWith(u'.'), qPrintable(sentence));
    QVERIFY(!sentence.contains(u'%'));
}

void TestWording::sentencesCarryTheServicesWords()
{
    Error error;
    error.kind = Kind::Throttled;
    error.message = u"Quota of 100 %1 exhausted until tomorrow."_s;
    QVERIFY(describe(error).endsWith(error.message));
    error.retryAfter = std::chrono::seconds(7);
    QVERIFY(describe(error).contains(u'7'));

    Error region;
    region.kind = Kind::Forbidden;
    region.code = u"RegionNotAllowed"_s;
    Error site;
    site.kind = Kind::Forbidden;
    site.message = u"Site missing"_s;
    Error expired;
    expired.kind = Kind::Forbidden;
    expired.code = u"TokenExpired"_s;
    QVERIFY(describe(region).contains("region"_L1));
    QVERIFY(describe(region).contains("service URL"_L1));
    QVERIFY(describe(expired).contains("expired"_L1));
    QVERIFY(describe(site) != describe(expired));
}

void TestWording::everyRefusalHasItsSentence()
{
    QStringList seen;
    for (int reason = int(Reason::None); reason <= int(Reason::FileChanged); ++reason) {
        const QString sentence = describe(Refusal{Reason(reason), u"a %2.txt"_s, 300'000, 200'000});
        QVERIFY2(sentence.endsWith(u'.'), qPrintable(sentence));
        QVERIFY2(!sentence.contains("%1"_L1) && !sentence.contains("%n"_L1), qPrintable(sentence));
        QVERIFY2(!seen.contains(sentence), qPrintable(sentence));
        seen.append(sentence);
    }
    Error error;
    error.kind = Kind::InvalidRequest;
    error.refusal = {Reason::FileEmpty, u"a.txt"_s};
    QCOMPARE(describe(error), u"“a.txt” is empty. There is nothing to send."_s);
}

QTEST_APPLESS_MAIN(TestWording)
#include "tst_wording.moc"
