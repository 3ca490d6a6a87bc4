#include "tests/conversation/journaltest.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;

// Conversation folders in tests/data/journal, written by the program as it was when this format
// came into being, each with `restored.json`: what that program itself read back from it. Every
// later version must show the same: each message, its state, the draft, the card inputs.
//
//   complete   ended by the user: buttons, card inputs, a file, an update, a deletion, a reaction
//   killed     kill -9 with one answer of a card on its way, two messages waiting and a draft
class TestJournalFixtures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensWithEverything_data();
    void opensWithEverything();
    void transcriptIsTheOneThatWasSaved();
};

namespace {

QJsonDocument json(const QString &name)
{
    return QJsonDocument::fromJson(fixture(u"journal/"_s + name));
}

// The folder of a session that is given a copy of that fixture.
class Restored
{
public:
    explicit Restored(const QString &name)
        : m_session(directline::ApiNetwork{m_network, m_network}, m_clock, fastTiming())
    {
        copyFolder(QStringLiteral(BOTLINE_TEST_DATA "/journal/") + name + u"/conversation"_s,
                   m_folder.filePath(u"11111111-2222-3333-4444-555555555555"_s));
        m_clock.setNow(QDateTime::fromString(u"2026-12-01T02:00:00Z"_s, Qt::ISODate));
        m_session.setConversationsFolder(m_folder.path());
        m_ok = m_session.restore();
    }

    bool isOk() const { return m_ok; }
    ConversationSession &session() { return m_session; }

    QJsonObject description()
    {
        QJsonArray rows;
        for (int row = 0; row < m_session.model().rowCount(); ++row)
            rows.append(describe(m_session.model().at(row)));
        QJsonArray chips;
        for (const directline::CardAction &chip : m_session.suggestedActions())
            chips.append(chip.label());
        const auto [draft, files] = m_session.draft();
        return {{u"rows"_s, rows},
                {u"chips"_s, chips},
                {u"draft"_s, draft},
                {u"draftFiles"_s, static_cast<int>(files.size())},
                {u"history"_s, QJsonArray::fromStringList(m_session.sentHistory())},
                {u"conversation"_s, m_session.conversationId()},
                {u"user"_s, m_session.profile().userId},
                {u"bot"_s, m_session.botName()},
                {u"transcript"_s, m_session.transcript()}};
    }

private:
    QJsonObject describe(const ActivityEntry &entry)
    {
        QJsonArray files;
        for (const StagedFile &file : entry.files)
            files.append(QJsonObject{{u"name"_s, file.name}, {u"size"_s, file.size}});
        QJsonArray reactions;
        for (const Reaction &reaction : entry.reactions)
            reactions.append(reaction.type);
        QJsonArray cards;
        for (int i = 0; i < entry.activity.attachments.size(); ++i) {
            const CardStates::State card = m_session.cardStates().state(entry.key, i);
            cards.append(QJsonObject{{u"inputs"_s, card.inputs},
                                     {u"submission"_s, static_cast<int>(card.submission)}});
        }
        return {{u"side"_s, static_cast<int>(entry.side)},
                {u"text"_s, entry.shownText()},
                {u"id"_s, entry.activity.id},
                {u"sender"_s, entry.senderName},
                {u"time"_s, entry.time.toString(Qt::ISODateWithMs)},
                {u"state"_s, sendStateText(entry)},
                {u"failure"_s, entry.delivery.failure},
                {u"details"_s, entry.delivery.details},
                {u"canRetry"_s, entry.delivery.canRetry},
                {u"edits"_s, entry.edits},
                {u"note"_s, entry.note},
                {u"files"_s, files},
                {u"reactions"_s, reactions},
                {u"cards"_s, cards}};
    }

    QTemporaryDir m_folder;
    QNetworkAccessManager m_network;
    ManualClock m_clock;
    ConversationSession m_session;
    bool m_ok = false;
};

} // namespace

void TestJournalFixtures::opensWithEverything_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("complete") << u"complete"_s;
    QTest::newRow("killed") << u"killed"_s;
}

void TestJournalFixtures::opensWithEverything()
{
    QFETCH(QString, name);
    Restored restored(name);
    QVERIFY(restored.isOk());
    const QJsonObject found = restored.description();
    const QJsonObject expected = json(name + u"/restored.json"_s).object();
    QVERIFY(!expected.isEmpty());
    const QJsonArray rows = found["rows"_L1].toArray();
    const QJsonArray expectedRows = expected["rows"_L1].toArray();
    for (int row = 0; row < qMin(rows.size(), expectedRows.size()); ++row)
        QCOMPARE(rows.at(row).toObject(), expectedRows.at(row).toObject());
    QCOMPARE(rows.size(), expectedRows.size());
    for (auto it = expected.begin(); it != expected.end(); ++it)
        QCOMPARE(found.value(it.key()), it.value());
}

void TestJournalFixtures::transcriptIsTheOneThatWasSaved()
{
    Restored restored(u"complete"_s);
    QVERIFY(restored.isOk());
    const QJsonArray saved = json(u"complete/saved.transcript"_s).array();
    QVERIFY(!saved.isEmpty());
    const QJsonArray found = restored.session().transcript();
    for (int i = 0; i < qMin(found.size(), saved.size()); ++i)
        QCOMPARE(found.at(i).toObject(), saved.at(i).toObject());
    QCOMPARE(found.size(), saved.size());
}

QTEST_GUILESS_MAIN(TestJournalFixtures)
#include "tst_journalfixtures.moc"
