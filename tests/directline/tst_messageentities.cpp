#include "app/directline/activity.h"
#include "app/directline/messageentities.h"

#include "tests/support/builders.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline::directline;
using namespace botline::test;

namespace {

QJsonObject claim(int position, const QString &name, const QString &url,
                  const QString &abstract = {})
{
    return {{"@type"_L1, "Claim"_L1},
            {"position"_L1, position},
            {"appearance"_L1,
             QJsonObject{{"@type"_L1, "DigitalDocument"_L1},
                         {"name"_L1, name},
                         {"url"_L1, url},
                         {"abstract"_L1, abstract}}}};
}

Activity withEntities(const QJsonArray &entities, const QString &text = u"See [1]."_s)
{
    return *Activity::fromJson(withMember(botMessage(text), u"entities"_s, entities));
}

QJsonObject message(const QJsonObject &members)
{
    QJsonObject entity = members;
    entity.insert("type"_L1, "https://schema.org/Message"_L1);
    entity.insert("@type"_L1, "Message"_L1);
    return entity;
}

} // namespace

class TestMessageEntities : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void citationsComeInOrder();
    void citationsAreCleanAndBounded();
    void nothingIsMadeOfNonsense_data();
    void nothingIsMadeOfNonsense();
    void labels();
    void mentions();
};

void TestMessageEntities::citationsComeInOrder()
{
    const Activity activity = withEntities(
        {message({{"citation"_L1,
                   QJsonArray{claim(2, u"Second"_s, u"https://example.org/2"_s),
                              claim(1, u"First"_s, u"https://example.org/1"_s, u"What it says"_s),
                              claim(2, u"Again"_s, u"https://example.org/3"_s)}}})});
    QVERIFY(hasCitations(activity));
    const QList<Citation> expected{
        {1, u"First"_s, u"https://example.org/1"_s, u"What it says"_s},
        {2, u"Second"_s, u"https://example.org/2"_s, {}},
    };
    QCOMPARE(citationsOf(activity), expected);
}

void TestMessageEntities::citationsAreCleanAndBounded()
{
    QJsonArray claims;
    for (int i = 1; i <= 500; ++i)
        claims.append(claim(i, u"Line\nbreak "_s + QString(1000, u'x'), u"https://example.org"_s,
                            QString(100'000, u'y')));
    const QList<Citation> citations
        = citationsOf(withEntities({message({{"citation"_L1, claims}})}));
    QCOMPARE(citations.size(), kMostCitations);
    QVERIFY(!citations.first().title.contains(u'\n'));
    QVERIFY(citations.first().title.size() <= 201);
    QVERIFY(citations.first().abstract.size() <= 2001);
}

void TestMessageEntities::nothingIsMadeOfNonsense_data()
{
    QTest::addColumn<QJsonArray>("entities");
    QTest::newRow("none") << QJsonArray();
    QTest::newRow("other type") << QJsonArray{QJsonObject{
        {"type"_L1, "clientInfo"_L1}, {"citation"_L1, QJsonArray{claim(1, u"A"_s, u"b"_s)}}}};
    QTest::newRow("no list") << QJsonArray{message({{"citation"_L1, 7}})};
    QTest::newRow("no objects") << QJsonArray{message({{"citation"_L1, QJsonArray{1, "x"_L1}}})};
    QTest::newRow("nameless") << QJsonArray{
        message({{"citation"_L1, QJsonArray{claim(1, {}, {})}}})};
    QTest::newRow("below one") << QJsonArray{
        message({{"citation"_L1, QJsonArray{claim(0, u"A"_s, {}), claim(-4, u"B"_s, {})}}})};
}

void TestMessageEntities::nothingIsMadeOfNonsense()
{
    QFETCH(QJsonArray, entities);
    const Activity activity = withEntities(entities);
    QVERIFY(citationsOf(activity).isEmpty());
    QVERIFY(!hasCitations(activity));
    QVERIFY(!isAiGenerated(activity));
    QVERIFY(usageLabel(activity).isEmpty());
    QCOMPARE(withMentionNames(activity), activity.text);
}

void TestMessageEntities::labels()
{
    QVERIFY(isAiGenerated(
        withEntities({message({{"additionalType"_L1, QJsonArray{"AIGeneratedContent"_L1}}})})));
    QVERIFY(
        isAiGenerated(withEntities({message({{"additionalType"_L1, "AIGeneratedContent"_L1}})})));
    QVERIFY(!isAiGenerated(withEntities({message({{"additionalType"_L1, QJsonArray{"X"_L1}}})})));
    QCOMPARE(usageLabel(withEntities({message(
                 {{"usageInfo"_L1, QJsonObject{{"name"_L1, "Confidential \\ \n all"_L1}}}})})),
             u"Confidential \\ all"_s);
}

void TestMessageEntities::mentions()
{
    const QJsonObject mention{{"type"_L1, "Mention"_L1},
                              {"mentioned"_L1, QJsonObject{{"id"_L1, "u1"_L1}}},
                              {"text"_L1, "<at>Ada</at>"_L1}};
    const QJsonObject plain{{"type"_L1, "mention"_L1}, {"text"_L1, "@Bob"_L1}};
    const Activity activity
        = withEntities({mention, plain}, u"Hi <at>Ada</at> and @Bob, not <at>Eve</at>"_s);
    QCOMPARE(withMentionNames(activity), u"Hi Ada and @Bob, not <at>Eve</at>"_s);
    QCOMPARE(mentionsIn(activity), (QList<QString>{u"Ada"_s, u"@Bob"_s}));
}

QTEST_GUILESS_MAIN(TestMessageEntities)
#include "tst_messageentities.moc"
