#include "app/conversation/model/activitymodel.h"
#include "app/conversation/model/rowfacts.h"
#include "tests/support/mixedconversation.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline;

namespace {

ActivityEntry entry(const QString &key, const QString &id = {})
{
    ActivityEntry entry;
    entry.key = key;
    entry.side = Side::Bot;
    entry.senderName = u"Bot"_s;
    entry.activity.type = u"message"_s;
    entry.activity.id = id;
    entry.activity.text = u"text of "_s + key;
    return entry;
}

// As ActivityTimeline makes it of what the service sent.
ActivityEntry received(int index)
{
    ActivityEntry entry;
    entry.key = u"key %1"_s.arg(index);
    entry.side = Side::Bot;
    entry.activity = *directline::Activity::fromJson(test::MixedConversation().activity(index));
    entry.senderName = u"Bot"_s;
    entry.time = entry.activity.timestamp;
    entry.timeIsServers = true;
    return entry;
}

void appendReceived(ActivityModel &model, const ActivityEntry &entry)
{
    model.insertReceived(model.rowCount(), RowFacts::of(entry), entry.activity.raw);
}

} // namespace

class TestActivityModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void appendsInOneInsert();
    void insertsInTheMiddle();
    void updateNamesWhatChanged();
    void updateRaisesTheRevision();
    void movesBothWays_data();
    void movesBothWays();
    void removesAndFindsAgain();
    void theLatestRowOfAnIdIsFound();
    void anUpdateMayChangeTheId();
    void clearForgetsAll();
    void answersEveryRole();
    void whatWasReceivedComesBackWhole();
    void manyRowsMayBeLookedAtTogether();
    void factsFollowTheEntry();
    void aChangeOfWhatWasReceivedStays();
    void idsAreFoundAgainInALongConversation();

private:
    QStringList keys() const;

    std::unique_ptr<ActivityModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestActivityModel::init()
{
    m_model = std::make_unique<ActivityModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
}

void TestActivityModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
}

QStringList TestActivityModel::keys() const
{
    QStringList keys;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        keys << m_model->at(row).key;
        if (m_model->rowOfKey(keys.last()) != row)
            keys.last() += u" is not where its key says"_s;
    }
    return keys;
}

void TestActivityModel::appendsInOneInsert()
{
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    m_model->append({entry(u"a"_s), entry(u"b"_s), entry(u"c"_s)});
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(keys(), QStringList({u"a"_s, u"b"_s, u"c"_s}));
    m_model->append({});
    QCOMPARE(inserted.count(), 1);
}

void TestActivityModel::insertsInTheMiddle()
{
    m_model->append({entry(u"a"_s), entry(u"d"_s)});
    m_model->insert(1, {entry(u"b"_s), entry(u"c"_s)});
    QCOMPARE(keys(), QStringList({u"a"_s, u"b"_s, u"c"_s, u"d"_s}));
}

void TestActivityModel::updateNamesWhatChanged()
{
    m_model->append({entry(u"a"_s)});
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    ActivityEntry sent = m_model->entry(0);
    sent.delivery.state = SendState::Sent;
    m_model->update(0, sent);
    QCOMPARE(changed.count(), 1);
    const auto roles = changed.first().at(2).value<QList<int>>();
    QVERIFY(roles.contains(ActivityModel::SendStateRole));
    QVERIFY(roles.contains(ActivityModel::EntryRole));
    QVERIFY(!roles.contains(ActivityModel::TextRole));

    sent.activity.text = u"another"_s;
    m_model->update(0, sent);
    QVERIFY(changed.last().at(2).value<QList<int>>().contains(ActivityModel::TextRole));
}

void TestActivityModel::updateRaisesTheRevision()
{
    m_model->append({entry(u"a"_s)});
    const quint32 before = m_model->entry(0).revision;
    m_model->update(0, m_model->entry(0));
    QCOMPARE(m_model->entry(0).revision, before + 1);
}

void TestActivityModel::movesBothWays_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<QString>("order");
    QTest::newRow("down") << 0 << 2 << u"bcad"_s;
    QTest::newRow("down by one") << 1 << 2 << u"acbd"_s;
    QTest::newRow("to the end") << 0 << 3 << u"bcda"_s;
    QTest::newRow("up") << 3 << 1 << u"adbc"_s;
    QTest::newRow("to the top") << 2 << 0 << u"cabd"_s;
    QTest::newRow("nowhere") << 2 << 2 << u"abcd"_s;
}

void TestActivityModel::movesBothWays()
{
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(QString, order);
    m_model->append({entry(u"a"_s), entry(u"b"_s), entry(u"c"_s), entry(u"d"_s)});
    m_model->move(from, to);
    QCOMPARE(keys().join(QString()), order);
}

void TestActivityModel::removesAndFindsAgain()
{
    m_model->append({entry(u"a"_s), entry(u"b"_s), entry(u"c"_s)});
    m_model->remove(1);
    QCOMPARE(keys(), QStringList({u"a"_s, u"c"_s}));
    QCOMPARE(m_model->rowOfKey(u"b"_s), -1);
}

void TestActivityModel::theLatestRowOfAnIdIsFound()
{
    m_model->append({entry(u"a"_s, u"1"_s), entry(u"b"_s, u"2"_s), entry(u"c"_s, u"1"_s)});
    QCOMPARE(m_model->rowOfId(u"1"_s), 2);
    m_model->move(2, 0);
    QCOMPARE(m_model->rowOfId(u"1"_s), 1);
    m_model->remove(1);
    QCOMPARE(m_model->rowOfId(u"1"_s), 0);
    QCOMPARE(m_model->rowOfId(u"2"_s), 1);
    QCOMPARE(m_model->rowOfId(u"unknown"_s), -1);
}

void TestActivityModel::anUpdateMayChangeTheId()
{
    m_model->append({entry(u"a"_s), entry(u"b"_s)});
    ActivityEntry changed = m_model->entry(0);
    changed.activity.id = u"7"_s;
    m_model->update(0, changed);
    QCOMPARE(m_model->rowOfId(u"7"_s), 0);
    changed.activity.id = u"8"_s;
    m_model->update(0, changed);
    QCOMPARE(m_model->rowOfId(u"7"_s), -1);
    QCOMPARE(m_model->rowOfId(u"8"_s), 0);
}

void TestActivityModel::clearForgetsAll()
{
    m_model->append({entry(u"a"_s, u"1"_s)});
    m_model->clear();
    QCOMPARE(m_model->rowCount(), 0);
    QCOMPARE(m_model->rowOfKey(u"a"_s), -1);
    QCOMPARE(m_model->rowOfId(u"1"_s), -1);
}

void TestActivityModel::answersEveryRole()
{
    ActivityEntry shown = entry(u"a"_s, u"1"_s);
    shown.time = QDateTime({2026, 3, 4}, {9, 15}, Qt::UTC);
    m_model->append({shown});
    const QModelIndex index = m_model->index(0);
    QCOMPARE(index.data().toString(), u"text of a"_s);
    QCOMPARE(index.data(ActivityModel::KeyRole).toString(), u"a"_s);
    QCOMPARE(index.data(ActivityModel::SideRole).toInt(), int(Side::Bot));
    QCOMPARE(index.data(ActivityModel::TextRole).toString(), u"text of a"_s);
    QCOMPARE(index.data(ActivityModel::TimeRole).toDateTime(), shown.time);
    QCOMPARE(index.data(ActivityModel::SenderRole).toString(), u"Bot"_s);
    QCOMPARE(index.data(ActivityModel::SendStateRole).toInt(), int(SendState::None));
    QCOMPARE(index.data(ActivityModel::EntryRole).value<ActivityEntry>().activity.id, u"1"_s);
    QVERIFY(index.data(Qt::AccessibleTextRole).toString().contains("text of a"_L1));
    QCOMPARE(m_model->roleNames().value(ActivityModel::EntryRole), QByteArray("entry"));
}

void TestActivityModel::whatWasReceivedComesBackWhole()
{
    // More than the model keeps made out, so that the first ones are made anew.
    constexpr int kRows = ActivityModel::kUnpackedRows + 50;
    QList<ActivityEntry> entries;
    for (int i = 0; i < kRows; ++i)
        entries << received(i);
    for (const ActivityEntry &entry : std::as_const(entries))
        appendReceived(*m_model, entry);
    for (int row = 0; row < kRows; ++row) {
        const ActivityEntry entry = m_model->entry(row);
        const ActivityEntry &given = entries.at(row);
        QCOMPARE(entry.activity, given.activity);
        QCOMPARE(entry.key, given.key);
        QCOMPARE(entry.side, given.side);
        QCOMPARE(entry.senderName, given.senderName);
        QCOMPARE(entry.time, given.time);
        QCOMPARE(entry.timeIsServers, given.timeIsServers);
        QCOMPARE(entry.shownText(), given.shownText());
    }
}

void TestActivityModel::manyRowsMayBeLookedAtTogether()
{
    QList<ActivityEntry> entries;
    for (int i = 0; i < 2 * ActivityModel::kUnpackedRows; ++i)
        entries << received(i);
    for (const ActivityEntry &entry : std::as_const(entries))
        appendReceived(*m_model, entry);
    QList<const ActivityEntry *> together;
    for (int row = 0; row < ActivityModel::kUnpackedRows; ++row)
        together << &m_model->at(row);
    for (int row = 0; row < ActivityModel::kUnpackedRows; ++row)
        QCOMPARE(together.at(row)->key, entries.at(row).key);
}

void TestActivityModel::factsFollowTheEntry()
{
    const auto compare = [this](int row) {
        const ActivityEntry entry = m_model->entry(row);
        const RowFacts &facts = m_model->facts(row);
        QCOMPARE(facts.key, entry.key);
        QCOMPARE(facts.id, entry.activity.id);
        QCOMPARE(facts.senderId, entry.activity.from ? entry.activity.from->id : QString());
        QCOMPARE(facts.senderName, entry.senderName);
        QCOMPARE(facts.text, entry.shownText());
        QCOMPARE(facts.time, entry.time);
        QCOMPARE(facts.side, entry.side);
        QCOMPARE(facts.sendState, entry.delivery.state);
        QCOMPARE(facts.hasAttachments,
                 !entry.activity.attachments.isEmpty() || !entry.files.isEmpty());
    };
    for (int i = 0; i < 20; ++i) // all kinds
        appendReceived(*m_model, received(i));
    m_model->append({entry(u"own"_s)});
    for (int row = 0; row < m_model->rowCount(); ++row)
        compare(row);

    ActivityEntry changed = m_model->entry(3);
    changed.activity.text = u"edited"_s;
    changed.activity.from->id = u"another"_s;
    changed.activity.attachments.clear();
    changed.delivery.state = SendState::Failed;
    changed.files = {StagedFile()};
    m_model->update(3, changed);
    QCOMPARE(m_model->facts(3).text, u"edited"_s);
    compare(3);
}

void TestActivityModel::aChangeOfWhatWasReceivedStays()
{
    appendReceived(*m_model, received(0));
    appendReceived(*m_model, received(1));
    ActivityEntry changed = m_model->entry(1);
    changed.activity.text = u"edited"_s;
    changed.note = u"a remark"_s;
    m_model->update(1, changed);
    QCOMPARE(m_model->entry(1).activity.text, u"edited"_s);
    QCOMPARE(m_model->at(1).note, u"a remark"_s);
    m_model->update(1, m_model->entry(1));
    QCOMPARE(m_model->entry(1).activity.text, u"edited"_s);
    QCOMPARE(m_model->entry(1).revision, 2);
    QCOMPARE(m_model->entry(0).activity, received(0).activity);
}

void TestActivityModel::idsAreFoundAgainInALongConversation()
{
    for (int i = 0; i < 50; ++i)
        appendReceived(*m_model, received(i));
    const QString id = m_model->facts(20).id;
    ActivityEntry again = received(50);
    again.activity.id = id;
    m_model->append({again});
    QCOMPARE(m_model->rowOfId(id), 50);
    m_model->remove(30);
    QCOMPARE(m_model->rowOfId(id), 49);
    m_model->remove(49);
    QCOMPARE(m_model->rowOfId(id), 20);
    m_model->remove(20);
    QCOMPARE(m_model->rowOfId(id), -1);
    for (int row = 0; row < m_model->rowCount(); ++row) {
        QCOMPARE(m_model->rowOfId(m_model->facts(row).id), row);
        QCOMPARE(m_model->rowOfKey(m_model->facts(row).key), row);
    }
}

QTEST_GUILESS_MAIN(TestActivityModel)

#include "tst_activitymodel.moc"
