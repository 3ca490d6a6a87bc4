#include "app/conversation/activitymodel.h"

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
    sent.sendState = SendState::Sent;
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

QTEST_GUILESS_MAIN(TestActivityModel)

#include "tst_activitymodel.moc"
