#include "app/localservice/conversationstore.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>
#include <QtTest/QTest>

#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace botline::localservice;

namespace {

constexpr qint64 kNow = 1'772'615'727'318; // 2026-03-04T09:15:27.318Z
constexpr int kPageSize = 100;

QJsonObject message(const QString &text)
{
    return {{u"type"_s, u"message"_s}, {u"text"_s, text}};
}

QJsonObject page(const ConversationStore &store, qint64 watermark)
{
    return QJsonDocument::fromJson(store.activitySet(u"c1"_s, watermark).value_or(QByteArray()))
        .object();
}

QString idOf(const std::optional<QJsonObject> &activity)
{
    return activity.value_or(QJsonObject()).value("id"_L1).toString();
}

QJsonArray activities(const QJsonObject &set)
{
    return set.value("activities"_L1).toArray();
}

qint64 watermark(const QJsonObject &set)
{
    const QJsonValue value = set.value("watermark"_L1);
    return value.isString() ? value.toString().toLongLong() : -1; // a string on the wire
}

} // namespace

class TestConversationStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void startsOnce();
    void fillsInWhatIsTheChannels();
    void keepsWhatItDoesNotKnow();
    void timestampsAlwaysGrow();
    void pagesThreeHundredLines();
    void answersAnEmptySetAtTheEnd_data();
    void answersAnEmptySetAtTheEnd();
    void hidesWhatPollingNeverShows_data();
    void hidesWhatPollingNeverShows();
    void skipsAPageOfHiddenOnes();
    void updatesAndRemoves();
    void changesOnlyWhatItGave_data();
    void changesOnlyWhatItGave();
    void learnsItsUserOnce();
    void knowsNoOtherConversation();
    void losesNothingBetweenThreads();

private:
    std::unique_ptr<ConversationStore> m_store;
};

void TestConversationStore::init()
{
    m_store = std::make_unique<ConversationStore>(u"http://127.0.0.1:1/"_s, kPageSize,
                                                  [] { return kNow; });
    m_store->start(u"c1"_s, {{u"id"_s, u"dl_ada"_s}});
}

void TestConversationStore::startsOnce()
{
    QVERIFY(!m_store->start(u"c1"_s, {{u"id"_s, u"dl_eve"_s}}));
    QCOMPARE(m_store->user(u"c1"_s).value().value("id"_L1).toString(), u"dl_ada"_s);
    QVERIFY(m_store->start(u"c2"_s, {}));
    QVERIFY(ConversationStore::newId() != ConversationStore::newId());
}

void TestConversationStore::fillsInWhatIsTheChannels()
{
    m_store->append(u"c1"_s, message(u"one"_s));
    QCOMPARE(idOf(m_store->append(u"c1"_s, message(u"two"_s))), u"c1|0000001"_s);
    const QJsonObject second = activities(page(*m_store, 1)).at(0).toObject();
    QCOMPARE(second.value("id"_L1).toString(), u"c1|0000001"_s);
    QCOMPARE(second.value("text"_L1).toString(), u"two"_s);
    QCOMPARE(second.value("channelId"_L1).toString(), u"directline"_s);
    QCOMPARE(second.value("serviceUrl"_L1).toString(), u"http://127.0.0.1:1/"_s);
    QCOMPARE(second.value("conversation"_L1)["id"_L1].toString(), u"c1"_s);
    QCOMPARE(second.value("timestamp"_L1).toString(), u"2026-03-04T09:15:27.3180001Z"_s);
}

void TestConversationStore::keepsWhatItDoesNotKnow()
{
    QJsonObject odd = message(u"x"_s);
    odd.insert(u"practice/odd"_s, QJsonArray{1, QJsonValue::Null, QJsonObject{{u"a"_s, true}}});
    m_store->append(u"c1"_s, odd);
    QCOMPARE(activities(page(*m_store, 0)).at(0)["practice/odd"_L1], odd.value("practice/odd"_L1));
}

void TestConversationStore::timestampsAlwaysGrow()
{
    for (int i = 0; i < 50; ++i)
        m_store->append(u"c1"_s, message(u"x"_s));
    static const QRegularExpression pattern(
        u"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}Z$"_s);
    QString last;
    const QJsonArray all = activities(page(*m_store, 0));
    for (const QJsonValue &activity : all) {
        const QString timestamp = activity["timestamp"_L1].toString();
        QVERIFY2(pattern.match(timestamp).hasMatch(), qPrintable(timestamp));
        QVERIFY(timestamp > last);
        last = timestamp;
    }
    QCOMPARE(all.size(), 50);
}

void TestConversationStore::pagesThreeHundredLines()
{
    for (int i = 0; i < 300; ++i)
        m_store->append(u"c1"_s, message(QString::number(i)));
    int expected = 0;
    qint64 mark = 0;
    QList<qsizetype> sizes;
    do {
        const QJsonObject set = page(*m_store, mark);
        for (const QJsonValue &activity : activities(set))
            QCOMPARE(activity["text"_L1].toString(), QString::number(expected++));
        sizes.append(activities(set).size());
        mark = watermark(set);
    } while (sizes.last() > 0);
    QCOMPARE(expected, 300);
    QCOMPARE(sizes, (QList<qsizetype>{100, 100, 100, 0}));
    QCOMPARE(mark, 300);
}

void TestConversationStore::answersAnEmptySetAtTheEnd_data()
{
    QTest::addColumn<qint64>("from");
    QTest::newRow("at the end") << qint64(2);
    QTest::newRow("beyond the end") << qint64(3);
    QTest::newRow("far beyond") << std::numeric_limits<qint64>::max();
}

void TestConversationStore::answersAnEmptySetAtTheEnd()
{
    QFETCH(qint64, from);
    m_store->append(u"c1"_s, message(u"one"_s));
    m_store->append(u"c1"_s, message(u"two"_s));
    const QJsonObject set = page(*m_store, from);
    QVERIFY(set.value("activities"_L1).isArray());
    QVERIFY(activities(set).isEmpty());
    QCOMPARE(watermark(set), 2);
}

void TestConversationStore::hidesWhatPollingNeverShows_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("shown");
    QTest::newRow("message") << u"message"_s << true;
    QTest::newRow("typing") << u"typing"_s << false;
    QTest::newRow("conversationUpdate") << u"conversationUpdate"_s << false;
    QTest::newRow("contactRelationUpdate") << u"contactRelationUpdate"_s << false;
    QTest::newRow("event") << u"event"_s << true;
    QTest::newRow("trace") << u"trace"_s << true;
    QTest::newRow("endOfConversation") << u"endOfConversation"_s << true;
    QTest::newRow("custom") << u"practice/tide"_s << true;
}

void TestConversationStore::hidesWhatPollingNeverShows()
{
    QFETCH(QString, type);
    QFETCH(bool, shown);
    QCOMPARE(idOf(m_store->append(u"c1"_s, {{u"type"_s, type}})), u"c1|0000000"_s);
    QCOMPARE(idOf(m_store->append(u"c1"_s, message(u"after"_s))), u"c1|0000001"_s);
    const QJsonObject set = page(*m_store, 0);
    QCOMPARE(activities(set).size(), shown ? 2 : 1);
    QCOMPARE(watermark(set), 2);
}

void TestConversationStore::skipsAPageOfHiddenOnes()
{
    for (int i = 0; i < 2 * kPageSize; ++i)
        m_store->append(u"c1"_s, {{u"type"_s, u"typing"_s}});
    m_store->append(u"c1"_s, message(u"at last"_s));
    const QJsonObject set = page(*m_store, 0);
    QCOMPARE(activities(set).size(), 1);
    QCOMPARE(watermark(set), 2 * kPageSize + 1);
}

void TestConversationStore::updatesAndRemoves()
{
    const QString id = idOf(m_store->append(u"c1"_s, message(u"before"_s)));
    QVERIFY(m_store->update(u"c1"_s, id, message(u"after"_s)));
    QVERIFY(m_store->remove(u"c1"_s, id, {}));
    const QJsonArray all = activities(page(*m_store, 0));
    QCOMPARE(all.size(), 3);
    QCOMPARE(all.at(1)["type"_L1].toString(), u"messageUpdate"_s);
    QCOMPARE(all.at(1)["id"_L1].toString(), id);
    QCOMPARE(all.at(1)["text"_L1].toString(), u"after"_s);
    QCOMPARE(all.at(2)["type"_L1].toString(), u"messageDelete"_s);
    QCOMPARE(all.at(2)["id"_L1].toString(), id);
    // What is gone stays gone.
    QVERIFY(!m_store->update(u"c1"_s, id, message(u"again"_s)));
    QVERIFY(!m_store->remove(u"c1"_s, id, {}));
    QCOMPARE(activities(page(*m_store, 0)).size(), 3);
}

void TestConversationStore::changesOnlyWhatItGave_data()
{
    QTest::addColumn<QString>("id");
    for (const char *id : {"", "c1", "c1|", "c1|0000001", "c1|0", "c2|0000000", "c1|-000001",
                           "|0000000", "c1|99999999999999999999"})
        QTest::newRow(*id ? id : "empty") << QString::fromLatin1(id);
}

void TestConversationStore::changesOnlyWhatItGave()
{
    QFETCH(QString, id);
    m_store->append(u"c1"_s, message(u"the only one"_s));
    QVERIFY(!m_store->update(u"c1"_s, id, message(u"x"_s)));
    QVERIFY(!m_store->remove(u"c1"_s, id, {}));
    QCOMPARE(activities(page(*m_store, 0)).size(), 1);
}

void TestConversationStore::learnsItsUserOnce()
{
    m_store->start(u"c2"_s, {});
    m_store->setUserIfUnknown(u"c2"_s, {{u"id"_s, u"eve"_s}});
    m_store->setUserIfUnknown(u"c2"_s, {{u"id"_s, u"bob"_s}});
    m_store->setUserIfUnknown(u"c1"_s, {{u"id"_s, u"bob"_s}});
    QCOMPARE(m_store->user(u"c2"_s).value().value("id"_L1).toString(), u"eve"_s);
    QCOMPARE(m_store->user(u"c1"_s).value().value("id"_L1).toString(), u"dl_ada"_s);
}

void TestConversationStore::knowsNoOtherConversation()
{
    QVERIFY(!m_store->user(u"c9"_s));
    QVERIFY(!m_store->activitySet(u"c9"_s, 0));
    QVERIFY(!m_store->append(u"c9"_s, message(u"x"_s)));
    QVERIFY(!m_store->update(u"c9"_s, u"c9|0000000"_s, {}));
    QVERIFY(!m_store->activitySet(u"c9"_s, 0));
}

void TestConversationStore::losesNothingBetweenThreads()
{
    constexpr int kWriters = 6;
    constexpr int kLines = 400;
    std::vector<std::thread> writers;
    for (int writer = 0; writer < kWriters; ++writer) {
        writers.emplace_back([this, writer] {
            for (int i = 0; i < kLines; ++i)
                m_store->append(u"c1"_s, message(u"%1/%2"_s.arg(writer).arg(i)));
        });
    }
    QSet<QString> seen;
    QSet<QString> ids;
    qint64 mark = 0;
    while (seen.size() < kWriters * kLines && mark <= kWriters * kLines) {
        const QJsonObject set = page(*m_store, mark);
        for (const QJsonValue &activity : activities(set)) {
            QVERIFY(!seen.contains(activity["text"_L1].toString()));
            seen.insert(activity["text"_L1].toString());
            ids.insert(activity["id"_L1].toString());
        }
        mark = watermark(set);
    }
    for (std::thread &writer : writers)
        writer.join();
    QCOMPARE(seen.size(), kWriters * kLines);
    QCOMPARE(ids.size(), kWriters * kLines);
}

QTEST_GUILESS_MAIN(TestConversationStore)
#include "tst_conversationstore.moc"
