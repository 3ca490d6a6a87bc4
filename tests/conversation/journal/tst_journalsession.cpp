#include "tests/conversation/journaltest.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QTemporaryFile>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;

// What a restart finds, after any end: killed sessions are simulated by going on with a copy of
// their folder as it was at that instant (design §3.7; dossier §3.2.4, §3.4, §4.4; C063, C102).
class TestJournalSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void rowsComeBackBeforeAnyNetwork();
    void pollingGoesOnFromTheWatermark_C063();
    void aSetWithoutItsWatermarkIsNotShownTwice_C063();
    void theWatermarkCountsAfterTheActivities();
    void queuedMessagesAreSentOnceAndInOrder();
    void aMessageOnItsWayIsNeverSentAgain();
    void aMessageThatArrivedIsFoundByItsEcho();
    void aDeliveredMessageIsLookedFor();
    void nothingLeavesBeforeItIsWrittenDown();
    void everyInstantOfASending();
    void failedMessagesStayWithTheirReason();
    void discardedMessagesStayAway();
    void hiddenMessagesShowNoBubble_C102_data();
    void hiddenMessagesShowNoBubble_C102();
    void echoesAreKnownAfterwards();
    void onlyTheLastBotMessageHasChips();
    void draftComesBack();
    void pastedFilesSurvive();
    void cardStatesComeBack();
    void passwordsInCardsAreNotKept();
    void sentTextsComeBack();
    void aNewUserAndConversationComeBack();

    void goneConversationKeepsEverything();
    void anotherPracticeServiceBeginsBelowADivider();
    void aTokenGoesBackOnlyToItsConversation();
    void resumingByIdFindsTheJournal();
    void anotherBotDoesNotGoOn();

private:
    QString folder() { return m_root->filePath(u"run-%1"_s.arg(m_runs)); }
    // The folder of the next run: as the last one's is now.
    QString killed()
    {
        const QString before = folder();
        ++m_runs;
        copyFolder(before, folder());
        return folder();
    }

    std::unique_ptr<QTemporaryDir> m_root;
    int m_runs = 0;
};

void TestJournalSession::init()
{
    m_root = std::make_unique<QTemporaryDir>();
    QVERIFY(m_root->isValid());
    m_runs = 0;
}

void TestJournalSession::rowsComeBackBeforeAnyNetwork()
{
    ScriptedDirectLine service;
    service.setBot([&service](const QJsonObject &activity) {
        service.append(botMessage(u"You said "_s + activity.value("text"_L1).toString()));
    });
    auto first = std::make_unique<Run>(service, folder());
    QVERIFY(first->goOnline());
    first->send(u"one"_s);
    QTRY_COMPARE(first->model().rowCount(), 2);
    first->send(u"two"_s);
    QTRY_COMPARE(first->model().rowCount(), 4);
    QTRY_COMPARE(first->stateOf(u"two"_s), SendState::Sent);
    const QStringList texts = first->texts();
    const QJsonArray transcript = first->session.transcript();
    const QString id = first->session.conversationId();
    const QString userId = first->session.profile().userId;
    killed();
    first.reset();

    const auto requests = service.server().requests().size();
    Run second(service, folder());
    const auto saved = second.session.savedConversation();
    QVERIFY(saved);
    QCOMPARE(saved->kind, CredentialKind::Secret);
    QCOMPARE(saved->conversationId, id);
    QVERIFY(saved->credential.isEmpty());
    QVERIFY(second.session.restore());
    QVERIFY(second.session.isRestored());
    QCOMPARE(second.texts(), texts);
    QCOMPARE(second.stateOf(u"one"_s), SendState::Sent);
    QCOMPARE(second.row(1).side, Side::Bot);
    QCOMPARE(second.session.transcript(), transcript);
    QCOMPARE(second.session.botName(), u"Bot"_s);
    QCOMPARE(second.session.state(), State::Idle);
    QCOMPARE(second.session.conversationId(), id);
    QCOMPARE(second.session.profile().userId, userId);
    QCOMPARE(service.server().requests().size(), requests);
    // Nothing may be said before it is connected, and what was typed stays with its owner.
    QString why;
    QVERIFY(second.session.send(u"too early"_s, {}, &why).isEmpty());
    QVERIFY(!why.isEmpty());

    QVERIFY(second.goOnline());
    QVERIFY(!second.session.isRestored());
    QCOMPARE(second.session.conversationId(), id);
    QVERIFY(second.pollsGoOn());
    QCOMPARE(second.texts(), texts);
    second.send(u"three"_s);
    QTRY_COMPARE(second.model().rowCount(), 6);
    QTRY_COMPARE(second.stateOf(u"three"_s), SendState::Sent);
    QCOMPARE(service.last(Endpoint::Post).json()["from"_L1]["id"_L1].toString(), userId);
}

void TestJournalSession::pollingGoesOnFromTheWatermark_C063()
{
    ScriptedDirectLine service;
    service.setWatermarkStyle(ScriptedDirectLine::WatermarkStyle::Opaque);
    auto first = std::make_unique<Run>(service, folder());
    QVERIFY(first->goOnline());
    service.append(botMessage(u"one"_s));
    service.append(botMessage(u"two"_s));
    QTRY_COMPARE(first->model().rowCount(), 2);
    QVERIFY(first->pollsGoOn());
    const QByteArray path = service.last(Endpoint::Activities).target;
    killed();
    first.reset();
    service.append(botMessage(u"while away"_s));

    Run second(service, folder());
    QVERIFY(second.session.restore());
    const int before = service.count(Endpoint::Activities);
    QVERIFY(second.goOnline());
    const QList<RecordedRequest> reads = service.requests(Endpoint::Activities).mid(before);
    QVERIFY(std::all_of(reads.begin(), reads.end(), [](const RecordedRequest &read) {
        return read.target.contains("watermark=");
    }));
    QVERIFY(std::any_of(reads.begin(), reads.end(),
                        [&path](const RecordedRequest &read) { return read.target == path; }));
    QVERIFY(service.last(Endpoint::Reconnect).target.contains("watermark="));
    QCOMPARE(second.texts(), QStringList({u"one"_s, u"two"_s, u"while away"_s}));
    QVERIFY(second.pollsGoOn());
    QCOMPARE(second.model().rowCount(), 3);
}

void TestJournalSession::aSetWithoutItsWatermarkIsNotShownTwice_C063()
{
    ScriptedDirectLine service;
    auto first = std::make_unique<Run>(service, folder());
    QVERIFY(first->goOnline());
    first->send(u"mine"_s);
    service.append(botMessage(u"one"_s));
    service.append(botMessage(u"without id"_s, {}));
    QTRY_COMPARE(first->stateOf(u"mine"_s), SendState::Sent);
    QTRY_COMPARE(first->model().rowCount(), 3);
    QVERIFY(first->pollsGoOn());
    const QStringList texts = first->texts();
    killed();
    first.reset();

    // Killed in between: no watermark of any set reached the disk.
    const QString journal = journalBelow(folder());
    QByteArrayList lines = linesOf(journal);
    const auto removed = lines.removeIf(
        [](const QByteArray &line) { return line.contains("\"record\":\"watermark\""); });
    QVERIFY(removed > 0);
    writeLines(journal, lines);

    Run second(service, folder());
    QVERIFY(second.goOn());
    QVERIFY(second.pollsGoOn());
    QCOMPARE(second.texts(), texts);
}

// A crash between the two must lead to a replay, never to a gap.
void TestJournalSession::theWatermarkCountsAfterTheActivities()
{
    ScriptedDirectLine service;
    service.append(botMessage(u"a"_s));
    Run run(service, folder());
    std::optional<QByteArrayList> kept;
    connect(&run.session, &ConversationSession::activitiesReceived, &run.session, [&] {
        kept = linesOf(journalBelow(folder()));
        run.session.close(); // before the poller could note the watermark
    });
    run.session.open(run.secretProfile(service.conversationId()));
    QTRY_VERIFY(kept);
    const auto holds = [](const QByteArrayList &lines, QByteArrayView record) {
        return std::any_of(lines.begin(), lines.end(),
                           [record](const QByteArray &line) { return line.contains(record); });
    };
    QVERIFY(holds(*kept, "\"record\":\"received\""));
    QVERIFY(!holds(linesOf(journalBelow(folder())), "\"record\":\"watermark\""));
}

void TestJournalSession::queuedMessagesAreSentOnceAndInOrder()
{
    ScriptedDirectLine service;
    auto first = std::make_unique<Run>(service, folder());
    QVERIFY(first->goOnline());
    service.failAlways(Endpoint::Activities, ScriptedReply::error(500, u"ServiceError"_s));
    QTRY_COMPARE(first->session.state(), State::Degraded);
    const QStringList said{u"a"_s, u"b"_s, u"c"_s};
    for (const QString &text : said)
        QVERIFY(!first->send(text).isEmpty());
    QCOMPARE(first->stateOf(u"a"_s), SendState::Queued);
    killed();
    first.reset();
    QCOMPARE(service.count(Endpoint::Post), 0);
    service.heal(Endpoint::Activities);

    Run second(service, folder());
    QVERIFY(second.session.restore());
    QCOMPARE(second.texts(), said);
    QCOMPARE(second.stateOf(u"b"_s), SendState::Queued);
    QVERIFY(second.goOnline());
    for (const QString &text : said)
        QTRY_COMPARE(second.stateOf(text), SendState::Sent);
    QVERIFY(second.pollsGoOn());
    QCOMPARE(postedTexts(service), said);
    const QHash<QString, int> counts = postCounts(service);
    QCOMPARE(counts.size(), 3);
    for (const int count : counts)
        QCOMPARE(count, 1);
}

void TestJournalSession::aMessageOnItsWayIsNeverSentAgain()
{
    ScriptedDirectLine service;
    auto first = std::make_unique<Run>(service, folder());
    QVERIFY(first->goOnline());
    service.fail(Endpoint::Post, ScriptedReply::neverAnswer());
    first->send(u"on its way"_s);
    first->send(u"behind it"_s);
    QTRY_COMPARE(service.count(Endpoint::Post), 1);
    killed();
    first.reset();

    Run second(service, folder());
    QVERIFY(second.session.restore());
    QCOMPARE(second.stateOf(u"on its way"_s), SendState::Unconfirmed);
    QVERIFY(!second.row(0).delivery.canRetry);
    QVERIFY(second.row(0).delivery.failure.contains("Checking"_L1));
    QVERIFY(second.goOnline());
    QTRY_COMPARE(second.stateOf(u"behind it"_s), SendState::Sent);
    QTRY_VERIFY(second.row(second.rowOf(u"on its way"_s)).delivery.canRetry); // looked for in vain
    QCOMPARE(postedTexts(service), QStringList({u"on its way"_s, u"behind it"_s}));
    QVERIFY(second.pollsGoOn());
    QCOMPARE(service.count(Endpoint::Post), 2);

    const QString key = second.row(second.rowOf(u"on its way"_s)).key;
    second.session.retry(key);
    QTRY_COMPARE(second.stateOf(u"on its way"_s), SendState::Sent);
    QCOMPARE(postCounts(service).size(), 2); // the same clientActivityID
    QCOMPARE(service.count(Endpoint::Post), 3);
}

void TestJournalSession::aMessageThatArrivedIsFoundByItsEcho()
{
    ScriptedDirectLine service;
    auto first = std::make_unique<Run>(service, folder());
    QVERIFY(first->goOnline());
    service.failAlways(Endpoint::Activities, ScriptedReply::neverAnswer());
    service.failAfterDelivery(Endpoint::Post, ScriptedReply::neverAnswer());
    first->send(u"arrived"_s);
    QTRY_COMPARE(service.count(Endpoint::Post), 1);
    killed();
    first.reset();
    service.heal(Endpoint::Activities);

    Run second(service, folder());
    QVERIFY(second.goOn());
    QTRY_COMPARE(second.stateOf(u"arrived"_s), SendState::Sent);
    QVERIFY(second.pollsGoOn());
    QCOMPARE(second.model().rowCount(), 1);
    QCOMPARE(service.count(Endpoint::Post), 1);
}

void TestJournalSession::aDeliveredMessageIsLookedFor()
{
    ScriptedDirectLine service;
    service.setEcho(false);
    auto first = std::make_unique<Run>(service, folder());
    QVERIFY(first->goOnline());
    service.append(botMessage(u"so that there is a watermark"_s));
    QTRY_COMPARE(first->model().rowCount(), 1);
    first->send(u"delivered"_s);
    QTRY_COMPARE(first->stateOf(u"delivered"_s), SendState::Delivered);
    killed();
    first.reset();

    Run second(service, folder());
    QVERIFY(second.session.restore());
    QCOMPARE(second.stateOf(u"delivered"_s), SendState::Delivered);
    const int before = service.count(Endpoint::Activities);
    QVERIFY(second.goOnline());
    QVERIFY(until([&] { // one read without watermark, to find what a broken one may hide
        const auto polls = service.requests(Endpoint::Activities).mid(before);
        return std::any_of(polls.begin(), polls.end(), [](const RecordedRequest &poll) {
            return !poll.target.contains("watermark=");
        });
    }));
    QCOMPARE(second.stateOf(u"delivered"_s), SendState::Delivered);
    QCOMPARE(service.count(Endpoint::Post), 1);
}

// Looks at the disk whenever a message is about to leave.
class WatchingManager : public QNetworkAccessManager
{
public:
    explicit WatchingManager(const QString &folder) : m_folder(folder) { }
    QList<bool> written; // of each post, whether its start was on record

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request,
                                 QIODevice *body) override
    {
        if (operation == PostOperation && request.url().path().endsWith("/activities"_L1)) {
            const QByteArray journal = filesBelow(m_folder).value(journalBelow(m_folder));
            written << (journal.count("\"state\":\"sending\"") == written.size() + 1
                        && journal.count("\"record\":\"queued\"") >= written.size() + 1);
        }
        return QNetworkAccessManager::createRequest(operation, request, body);
    }

private:
    QString m_folder;
};

void TestJournalSession::nothingLeavesBeforeItIsWrittenDown()
{
    ScriptedDirectLine service;
    QNetworkAccessManager reads;
    WatchingManager writes(folder());
    ManualClock clock(QDateTime::currentDateTimeUtc());
    ConversationSession session({reads, writes}, clock, fastTiming());
    session.setConversationsFolder(folder());
    ConnectionProfile profile;
    profile.kind = CredentialKind::Secret;
    profile.serviceUrl = *directline::ServiceUrl::parse(service.rootUrl());
    profile.credential = *directline::Bearer::parse(service.secret());
    QSignalSpy loaded(&session, &ConversationSession::historyLoaded);
    session.open(profile);
    QVERIFY(loaded.wait());
    session.send(u"one"_s, {});
    session.send(u"two"_s, {});
    QTRY_COMPARE(service.count(Endpoint::Post), 2);
    QCOMPARE(writes.written, QList<bool>({true, true}));
}

// The journal of one message that was sent, cut after every record of it: what has not left is
// sent, once; what may have left never is.
void TestJournalSession::everyInstantOfASending()
{
    QByteArrayList lines;
    QString id;
    {
        ScriptedDirectLine service;
        Run run(service, folder());
        QVERIFY(run.goOnline());
        run.send(u"hello"_s);
        QTRY_COMPARE(run.stateOf(u"hello"_s), SendState::Sent);
        QVERIFY(run.pollsGoOn());
        id = run.session.conversationId();
        lines = linesOf(journalBelow(folder()));
    }
    const auto indexOf = [&lines](const QByteArray &part) {
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (lines.at(i).contains(part))
                return i;
        }
        return qsizetype(-1);
    };
    const qsizetype queued = indexOf("\"record\":\"queued\"");
    const qsizetype sending = indexOf("\"state\":\"sending\"");
    QVERIFY(queued > 0 && sending > queued);

    for (qsizetype count = queued; count <= lines.size(); ++count) {
        const QString source = folder();
        ++m_runs;
        copyFolder(source, folder());
        ScriptedDirectLine service;
        // The same conversation at the same address, which knows only what had reached it.
        QByteArrayList prefix = lines.first(count);
        const QByteArray there = service.rootUrl().toUtf8();
        for (QByteArray &line : prefix) {
            if (line.contains("\"record\":\"connection\"")) {
                QJsonObject json = QJsonDocument::fromJson(line).object();
                json.insert("service"_L1, QString::fromUtf8(there));
                line = QJsonDocument(json).toJson(QJsonDocument::Compact);
            }
        }
        writeLines(journalBelow(folder()), prefix);
        service.issueToken(); // begins conversation-1
        service.append(botMessage(u"there"_s));
        QCOMPARE(service.conversationId(), id);

        Run run(service, folder());
        QVERIFY(run.goOn());
        const int expected = count > queued && count <= sending ? 1 : 0;
        QTRY_COMPARE(service.count(Endpoint::Post), expected);
        QVERIFY(run.pollsGoOn(8));
        QCOMPARE(service.count(Endpoint::Post), expected);
        QCOMPARE(run.rowOf(u"hello"_s) >= 0, count > queued);
        if (expected == 1)
            QTRY_COMPARE(run.stateOf(u"hello"_s), SendState::Sent);
    }
}

void TestJournalSession::failedMessagesStayWithTheirReason()
{
    ScriptedDirectLine service;
    auto first = std::make_unique<Run>(service, folder());
    QVERIFY(first->goOnline());
    service.fail(Endpoint::Post, ScriptedReply::error(400, u"BadArgument"_s));
    first->send(u"refused"_s);
    QTRY_COMPARE(first->stateOf(u"refused"_s), SendState::Failed);
    const ActivityEntry before = first->row(0);
    killed();
    first.reset();

    Run second(service, folder());
    QVERIFY(second.session.restore());
    QCOMPARE(second.stateOf(u"refused"_s), SendState::Failed);
    QCOMPARE(second.row(0).delivery.failure, before.delivery.failure);
    QCOMPARE(second.row(0).delivery.details, before.delivery.details);
    QVERIFY(second.row(0).delivery.canRetry);
    QVERIFY(second.goOnline());
    QVERIFY(second.pollsGoOn());
    QCOMPARE(service.count(Endpoint::Post), 1); // not by itself
    second.session.retry(second.row(0).key);
    QTRY_COMPARE(second.stateOf(u"refused"_s), SendState::Sent);
    QCOMPARE(postCounts(service).size(), 1);
}

void TestJournalSession::discardedMessagesStayAway()
{
    ScriptedDirectLine service;
    auto first = std::make_unique<Run>(service, folder());
    QVERIFY(first->goOnline());
    service.fail(Endpoint::Post, ScriptedReply::error(400, u"BadArgument"_s));
    const QString key = first->send(u"refused"_s);
    QTRY_COMPARE(first->stateOf(u"refused"_s), SendState::Failed);
    first->session.discard(key);
    killed();
    first.reset();

    Run second(service, folder());
    QVERIFY(second.goOn());
    QVERIFY(second.pollsGoOn());
    QCOMPARE(second.model().rowCount(), 0);
    QCOMPARE(second.session.transcript().size(), 0);
    QCOMPARE(service.count(Endpoint::Post), 1);
}

void TestJournalSession::hiddenMessagesShowNoBubble_C102_data()
{
    QTest::addColumn<QString>("killedWhen");
    for (const char *when : {"queued", "sending", "delivered", "sent"})
        QTest::newRow(when) << QString::fromLatin1(when);
}

void TestJournalSession::hiddenMessagesShowNoBubble_C102()
{
    QFETCH(QString, killedWhen);
    ScriptedDirectLine service;
    auto first = std::make_unique<Run>(service, folder());
    QVERIFY(first->goOnline());
    if (killedWhen == "queued"_L1) {
        service.failAlways(Endpoint::Activities, ScriptedReply::error(500, u"ServiceError"_s));
        QTRY_COMPARE(first->session.state(), State::Degraded);
    } else if (killedWhen == "sending"_L1) {
        service.failAfterDelivery(Endpoint::Post, ScriptedReply::neverAnswer());
        service.failAlways(Endpoint::Activities, ScriptedReply::neverAnswer());
    } else if (killedWhen == "delivered"_L1) {
        service.failAlways(Endpoint::Activities, ScriptedReply::neverAnswer());
    }
    const auto button
        = directline::CardAction::fromJson(QJsonObject{{u"type"_s, u"postBack"_s},
                                                       {u"title"_s, u"Order"_s},
                                                       {u"value"_s, QJsonObject{{u"order"_s, 7}}}});
    QVERIFY(button);
    QSignalSpy echoed(&first->session, &ConversationSession::echoReceived);
    QVERIFY(!first->session.perform(*button, {}).isEmpty());
    const QByteArray mark = "\"state\":\"" + killedWhen.toLatin1() + '"';
    if (killedWhen != "queued"_L1)
        QTRY_COMPARE(service.count(Endpoint::Post), 1);
    if (killedWhen != "queued"_L1)
        QTRY_VERIFY(filesBelow(folder()).value(journalBelow(folder())).contains(mark));
    killed();
    first.reset();
    service.heal(Endpoint::Activities);

    Run second(service, folder());
    QVERIFY(second.session.restore());
    QCOMPARE(second.model().rowCount(), 0);
    QVERIFY(second.goOnline());
    QTRY_COMPARE(service.count(Endpoint::Post), 1);
    QVERIFY(second.pollsGoOn(8));
    QCOMPARE(second.model().rowCount(), 0);
    QCOMPARE(service.count(Endpoint::Post), 1);
    QCOMPARE(service.last(Endpoint::Post).json()["value"_L1]["order"_L1].toInt(), 7);
}

void TestJournalSession::echoesAreKnownAfterwards()
{
    ScriptedDirectLine service;
    auto first = std::make_unique<Run>(service, folder());
    QVERIFY(first->goOnline());
    first->send(u"hello"_s);
    QTRY_COMPARE(first->stateOf(u"hello"_s), SendState::Sent);
    QVERIFY(first->pollsGoOn());
    const QString clientId = first->row(0).activity.clientActivityId();
    killed();
    first.reset();

    Run second(service, folder());
    QVERIFY(second.goOn());
    // A second echo of the same message is a repetition, not another message (§4.4).
    service.append(
        withClientActivityId(userMessage(u"hello"_s, u"later"_s, u"somebody"_s), clientId));
    QTRY_COMPARE(second.row(0).extraEchoes, 1);
    QCOMPARE(second.model().rowCount(), 1);
}

void TestJournalSession::onlyTheLastBotMessageHasChips()
{
    ScriptedDirectLine service;
    auto first = std::make_unique<Run>(service, folder());
    QVERIFY(first->goOnline());
    const QJsonObject chips{
        {u"actions"_s,
         QJsonArray{QJsonObject{
             {u"type"_s, u"imBack"_s}, {u"title"_s, u"Yes"_s}, {u"value"_s, u"Yes"_s}}}}};
    service.append(withMember(botMessage(u"Sure?"_s), u"suggestedActions"_s, chips));
    QTRY_COMPARE(first->session.suggestedActions().size(), 1);
    killed();

    Run second(service, folder());
    QVERIFY(second.session.restore());
    QCOMPARE(second.session.suggestedActions().size(), 1);
    QVERIFY(second.goOnline());
    QCOMPARE(second.session.suggestedActions().size(), 1);

    first->send(u"No"_s);
    QTRY_COMPARE(first->stateOf(u"No"_s), SendState::Sent);
    const QString answered = m_root->filePath(u"answered"_s);
    copyFolder(m_root->filePath(u"run-0"_s), answered);
    first.reset();
    Run third(service, answered);
    QVERIFY(third.session.restore());
    QCOMPARE(third.texts(), QStringList({u"Sure?"_s, u"No"_s}));
    QVERIFY(third.session.suggestedActions().isEmpty());
}

void TestJournalSession::draftComesBack()
{
    ScriptedDirectLine service;
    auto first = std::make_unique<Run>(service, folder());
    QVERIFY(first->goOnline());
    const QString path = m_root->filePath(u"notes.txt"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("notes") == 5);
    file.close();
    first->session.setDraft(u"half a th\u00fd\n\U0001F600"_s,
                            {{path, u"notes.txt"_s, u"text/plain"_s, 5, {}}});
    killed();

    Run second(service, folder());
    QVERIFY(second.session.restore());
    auto [text, files] = second.session.draft();
    QCOMPARE(text, u"half a th\u00fd\n\U0001F600"_s);
    QCOMPARE(files.size(), 1);
    QCOMPARE(files.first().path, path);
    QCOMPARE(files.first().contentType, u"text/plain"_s);

    // What was sent is no draft any more, whenever the kill comes.
    QVERIFY(!first->send(u"half a thought"_s).isEmpty());
    const QString sent = m_root->filePath(u"sent"_s);
    copyFolder(m_root->filePath(u"run-0"_s), sent);
    Run third(service, sent);
    QVERIFY(third.session.restore());
    QVERIFY(third.session.draft().first.isEmpty());
    QVERIFY(third.session.draft().second.isEmpty());
}

void TestJournalSession::pastedFilesSurvive()
{
    ScriptedDirectLine service;
    auto first = std::make_unique<Run>(service, folder());
    QVERIFY(first->goOnline());
    service.failAlways(Endpoint::Activities, ScriptedReply::error(500, u"ServiceError"_s));
    QTRY_COMPARE(first->session.state(), State::Degraded);
    {
        auto pasted = std::make_shared<QTemporaryFile>();
        QVERIFY(pasted->open() && pasted->write("picture") == 7 && pasted->flush());
        const StagedFile file{pasted->fileName(), u"pasted image.png"_s, u"image/png"_s, 7, pasted};
        QVERIFY(!first->session.send(u"look"_s, {file}).isEmpty());
    }
    killed();
    first.reset(); // and with it the temporary file
    service.heal(Endpoint::Activities);

    Run second(service, folder());
    QVERIFY(second.session.restore());
    QCOMPARE(second.row(0).files.size(), 1);
    const QString copy = second.row(0).files.first().path;
    QVERIFY2(copy.startsWith(folder()), qPrintable(copy));
    QVERIFY(QFile::exists(copy));
    QVERIFY(second.goOnline());
    QTRY_COMPARE(second.stateOf(u"look"_s), SendState::Sent);
    QCOMPARE(service.count(Endpoint::Upload), 1);
    QVERIFY(service.last(Endpoint::Upload).body.contains("picture"));
    // It stays shown from here, and after the next restart too.
    killed();
    Run third(service, folder());
    QVERIFY(third.session.restore());
    QVERIFY(QFile::exists(third.row(0).files.first().path));
    QCOMPARE(third.stateOf(u"look"_s), SendState::Sent);
}

void TestJournalSession::cardStatesComeBack()
{
    ScriptedDirectLine service;
    auto first = std::make_unique<Run>(service, folder());
    QVERIFY(first->goOnline());
    service.append(botMessage(u"a card"_s));
    QTRY_COMPARE(first->model().rowCount(), 1);
    CardStates &states = first->session.cardStates();
    states.setInput(first->row(0).key, 1, u"name"_s, u"A"_s);
    states.setInput(first->row(0).key, 1, u"name"_s, u"Ada"_s);
    states.setSubmission(first->row(0).key, 0, CardStates::Submission::Sent);
    QTRY_VERIFY(filesBelow(folder()).value(journalBelow(folder())).contains("Ada"));
    killed();
    first.reset();

    Run second(service, folder());
    QVERIFY(second.session.restore());
    const QString key = second.row(0).key;
    QCOMPARE(second.session.cardStates().state(key, 1).inputs.value("name"_L1).toString(),
             u"Ada"_s);
    QCOMPARE(second.session.cardStates().state(key, 1).submission, CardStates::Submission::None);
    QCOMPARE(second.session.cardStates().state(key, 0).submission, CardStates::Submission::Sent);
}

void TestJournalSession::passwordsInCardsAreNotKept()
{
    ScriptedDirectLine service;
    Run run(service, folder());
    QVERIFY(run.goOnline());
    const QJsonObject input{
        {u"type"_s, u"Input.Text"_s}, {u"id"_s, u"pin"_s}, {u"style"_s, u"password"_s}};
    const QJsonObject card{{u"contentType"_s, u"application/vnd.microsoft.card.adaptive"_s},
                           {u"content"_s, QJsonObject{{u"body"_s, QJsonArray{input}}}}};
    service.append(withMember(botMessage(u"log in"_s), u"attachments"_s, QJsonArray{card}));
    QTRY_COMPARE(run.model().rowCount(), 1);
    run.session.cardStates().setInput(run.row(0).key, 0, u"pin"_s, u"hunter2"_s);
    QTRY_VERIFY(filesBelow(folder()).value(journalBelow(folder())).contains("\"record\":\"card\""));
    QVERIFY(!filesBelow(folder()).value(journalBelow(folder())).contains("hunter2"));
}

void TestJournalSession::sentTextsComeBack()
{
    ScriptedDirectLine service;
    auto first = std::make_unique<Run>(service, folder());
    QVERIFY(first->goOnline());
    first->send(u"first"_s);
    const auto button = directline::CardAction::fromJson(
        QJsonObject{{u"type"_s, u"imBack"_s}, {u"title"_s, u"Yes"_s}, {u"value"_s, u"Yes"_s}});
    first->session.perform(*button, {});
    first->send(u"second"_s);
    killed();

    Run second(service, folder());
    QVERIFY(second.session.restore());
    QCOMPARE(second.session.sentHistory(), QStringList({u"first"_s, u"second"_s}));
}

void TestJournalSession::aNewUserAndConversationComeBack()
{
    ScriptedDirectLine service;
    auto first = std::make_unique<Run>(service, folder());
    QVERIFY(first->goOnline());
    first->send(u"in the first"_s);
    QTRY_COMPARE(first->stateOf(u"in the first"_s), SendState::Sent);
    QSignalSpy loaded(&first->session, &ConversationSession::historyLoaded);
    first->session.startOver(ConversationSession::User::New);
    QVERIFY(loaded.wait());
    first->send(u"in the second"_s);
    QTRY_COMPARE(first->stateOf(u"in the second"_s), SendState::Sent);
    const QStringList texts = first->texts();
    const QString id = first->session.conversationId();
    const QString user = first->session.profile().userId;
    QVERIFY(first->pollsGoOn());
    killed();
    first.reset();

    Run second(service, folder());
    QVERIFY(second.session.restore());
    QCOMPARE(second.texts(), texts);
    QCOMPARE(second.session.conversationId(), id);
    QCOMPARE(second.session.profile().userId, user);
    QVERIFY(second.goOnline());
    QVERIFY(second.pollsGoOn());
    QCOMPARE(second.texts(), texts);
}

void TestJournalSession::goneConversationKeepsEverything()
{
    ScriptedDirectLine service;
    auto first = std::make_unique<Run>(service, folder());
    QVERIFY(first->goOnline());
    service.append(botMessage(u"old"_s));
    QTRY_COMPARE(first->model().rowCount(), 1);
    service.failAlways(Endpoint::Activities, ScriptedReply::error(500, u"ServiceError"_s));
    QTRY_COMPARE(first->session.state(), State::Degraded);
    first->send(u"unsent"_s);
    killed();
    first.reset();
    service.heal(Endpoint::Activities);
    service.forgetConversations();

    Run second(service, folder());
    QVERIFY(second.session.restore());
    second.session.open(second.secretProfile());
    QTRY_COMPARE(second.session.state(), State::Ended);
    QCOMPARE(second.texts(), QStringList({u"old"_s, u"unsent"_s}));
    QCOMPARE(second.stateOf(u"unsent"_s), SendState::Failed);
    QVERIFY(!second.row(1).delivery.failure.isEmpty());
    QVERIFY(second.row(1).delivery.canRetry);
    QSignalSpy loaded(&second.session, &ConversationSession::historyLoaded);
    second.session.startOver();
    QVERIFY(loaded.wait());
    QCOMPARE(second.stateOf(u"unsent"_s), SendState::Failed);
    second.session.retry(second.row(second.rowOf(u"unsent"_s)).key);
    QTRY_COMPARE(second.stateOf(u"unsent"_s), SendState::Sent);
    QCOMPARE(second.texts(), QStringList({u"old"_s, u"New conversation"_s, u"unsent"_s}));
    QCOMPARE(service.count(Endpoint::Post), 1);

    // And so it stands after the next restart, too.
    QVERIFY(second.pollsGoOn());
    killed();
    Run third(service, folder());
    QVERIFY(third.session.restore());
    QCOMPARE(third.texts(), second.texts());
    QCOMPARE(third.stateOf(u"unsent"_s), SendState::Sent);
}

void TestJournalSession::anotherPracticeServiceBeginsBelowADivider()
{
    const auto practice = [](const Run &run) {
        ConnectionProfile profile = run.secretProfile();
        profile.kind = CredentialKind::Practice;
        return profile;
    };
    {
        ScriptedDirectLine service;
        Run first(service, folder());
        QVERIFY(first.goOnline(practice(first)));
        service.append(botMessage(u"old"_s));
        QTRY_COMPARE(first.model().rowCount(), 1);
        service.failAlways(Endpoint::Activities, ScriptedReply::error(500, u"ServiceError"_s));
        QTRY_COMPARE(first.session.state(), State::Degraded);
        first.send(u"unsent"_s);
        killed();
    }
    ScriptedDirectLine service; // another port
    service.setBot([&service](const QJsonObject &) { service.append(botMessage(u"answer"_s)); });
    Run second(service, folder());
    QVERIFY(second.session.restore());
    QVERIFY(second.goOnline(practice(second)));
    QCOMPARE(second.texts().mid(0, 2), QStringList({u"old"_s, u"unsent"_s}));
    QCOMPARE(second.model().rowCount(), 3); // and the divider
    QCOMPARE(second.row(2).side, Side::System);
    QCOMPARE(second.stateOf(u"unsent"_s), SendState::Failed);
    QVERIFY(second.row(1).delivery.canRetry);
    QCOMPARE(service.count(Endpoint::Reconnect), 0); // it cannot know the old one
    QVERIFY(second.pollsGoOn());
    QCOMPARE(service.count(Endpoint::Post), 0);
    second.session.retry(second.row(1).key);
    QTRY_COMPARE(second.model().rowCount(), 4);
    QCOMPARE(second.texts().mid(2), QStringList({u"unsent"_s, u"answer"_s}));
    killed();
    Run third(service, folder());
    QVERIFY(third.session.restore());
    QCOMPARE(third.texts(), second.texts());
    QVERIFY(third.goOnline(practice(third))); // the service lives on: the same conversation
    QCOMPARE(third.texts(), second.texts());
    QCOMPARE(service.count(Endpoint::Post), 1);
}

void TestJournalSession::aTokenGoesBackOnlyToItsConversation()
{
    ScriptedDirectLine service;
    const auto tokenProfile = [&service](const Run &run, const QByteArray &token) {
        ConnectionProfile profile = run.secretProfile();
        profile.kind = CredentialKind::Token;
        profile.credential = *directline::Bearer::parse(token);
        return profile;
    };
    const QByteArray token = service.issueToken();
    auto first = std::make_unique<Run>(service, folder());
    QVERIFY(first->goOnline(tokenProfile(*first, token)));
    const QString id = first->session.conversationId();
    service.append(botMessage(u"one"_s));
    QTRY_COMPARE(first->model().rowCount(), 1);
    QVERIFY(first->pollsGoOn());
    killed();
    first.reset();

    auto second = std::make_unique<Run>(service, folder());
    QVERIFY(second->session.restore());
    QVERIFY(second->goOnline(tokenProfile(*second, service.issueToken(id))));
    QCOMPARE(second->session.conversationId(), id);
    QVERIFY(second->pollsGoOn());
    QCOMPARE(second->texts(), QStringList(u"one"_s));
    killed();
    second.reset();

    Run third(service, folder());
    QVERIFY(third.session.restore());
    QVERIFY(third.goOnline(tokenProfile(third, service.issueToken())));
    QVERIFY(third.session.conversationId() != id);
    QCOMPARE(third.model().rowCount(), 2);
    QCOMPARE(third.row(0).shownText(), u"one"_s);
    QCOMPARE(third.row(1).side, Side::System);
}

void TestJournalSession::resumingByIdFindsTheJournal()
{
    ScriptedDirectLine service;
    auto first = std::make_unique<Run>(service, folder());
    QVERIFY(first->goOnline());
    service.append(botMessage(u"in the first"_s));
    QTRY_COMPARE(first->model().rowCount(), 1);
    QVERIFY(first->pollsGoOn());
    const QString id = first->session.conversationId();
    QVERIFY(first->goOnline()); // another one, with a journal of its own
    QVERIFY(first->session.conversationId() != id);
    QCOMPARE(first->model().rowCount(), 0);
    killed();
    first.reset();

    Run second(service, folder());
    QVERIFY(second.goOnline(second.secretProfile(id)));
    QCOMPARE(second.session.conversationId(), id);
    QCOMPARE(second.texts(), QStringList(u"in the first"_s));
    QVERIFY(service.last(Endpoint::Activities).target.contains("watermark="));
}

void TestJournalSession::anotherBotDoesNotGoOn()
{
    ScriptedDirectLine service;
    ScriptedDirectLine other;
    auto first = std::make_unique<Run>(service, folder());
    QVERIFY(first->goOnline());
    service.append(botMessage(u"of the first bot"_s));
    QTRY_COMPARE(first->model().rowCount(), 1);
    killed();
    first.reset();

    Run second(service, folder());
    QVERIFY(second.session.restore());
    ConnectionProfile profile = second.secretProfile();
    profile.serviceUrl = *directline::ServiceUrl::parse(other.rootUrl());
    QVERIFY(second.goOnline(profile));
    QCOMPARE(second.model().rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestJournalSession)
#include "tst_journalsession.moc"
