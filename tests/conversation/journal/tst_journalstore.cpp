#include "app/conversation/journal/journalrecord.h"
#include "tests/conversation/journaltest.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QStorageInfo>
#include <QtCore/QTemporaryFile>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;

// What conversations leave on the disk, and what not (design §3.7, §3.8; dossier §8.10, §8.13).
class TestJournalStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void nothingIsWrittenUnlessAsked();
    void onlyTheUserMayRead();
    void namesTellNothing();
    void noCredentialIsOnTheDisk();
    void forgettingRemovesEverything();
    void switchingItOffRemovesAndSwitchingOnBegins();

    void damagedLinesAreTold();
    void damageMakesNothingGoTwice();
    void anyDamagedLineLeavesTheRest();
    void aLostLabelHidesNothing();
    void aTornTailIsCutOff();
    void aJournalCutShortSendsNothingByItself();
    void aFullDiskIsTold();
    void aLaterVersionIsLeftAlone();
    void anotherWindowHasItOpen();
    void theLockOfADeadProcessDoesNotHold();

    void journalsStayBelowTheirBound();
    void oldConversationsGoFirst();

private:
    QString folder() const { return m_root->filePath(u"conversations"_s); }
    QString copy()
    {
        const QString to = m_root->filePath(u"copy-%1"_s.arg(++m_copies));
        copyFolder(folder(), to);
        return to;
    }

    std::unique_ptr<QTemporaryDir> m_root;
    int m_copies = 0;
};

void TestJournalStore::init()
{
    m_root = std::make_unique<QTemporaryDir>();
    QVERIFY(m_root->isValid());
}

void TestJournalStore::nothingIsWrittenUnlessAsked()
{
    ScriptedDirectLine service;
    SessionRig rig; // told no folder
    QVERIFY(rig.goOnline());
    rig.send(u"hello"_s);
    rig.session.setDraft(u"draft"_s, {});
    QVERIFY(!rig.session.keepsConversations());
    QVERIFY(!rig.session.savedConversation());
    QVERIFY(!rig.session.restore());

    Run run(service, folder());
    QVERIFY(run.session.keepsConversations());
    QVERIFY(!QFileInfo::exists(folder())); // there is nothing to keep yet
    QVERIFY(!run.session.savedConversation());
}

void TestJournalStore::onlyTheUserMayRead()
{
#ifdef Q_OS_UNIX
    const mode_t before = umask(0);
    ScriptedDirectLine service;
    Run run(service, folder());
    QVERIFY(run.goOnline());
    auto pasted = std::make_shared<QTemporaryFile>();
    QVERIFY(pasted->open() && pasted->write("x") == 1 && pasted->flush());
    run.session.setDraft(u"draft"_s, {{pasted->fileName(), u"p"_s, u"text/plain"_s, 1, pasted}});
    umask(before);
    int files = 0;
    QDirIterator entries(folder(), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        entries.next();
        struct stat status = {};
        QCOMPARE(stat(QFile::encodeName(entries.filePath()).constData(), &status), 0);
        const mode_t expected = entries.fileInfo().isDir() ? 0700 : 0600;
        QVERIFY2((status.st_mode & 0777) == expected, qPrintable(entries.filePath()));
        ++files;
    }
    QVERIFY(files >= 7);
    QCOMPARE(QFileInfo(folder()).permissions() & (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
#else
    QSKIP("permissions are not these here");
#endif
}

void TestJournalStore::namesTellNothing()
{
    ScriptedDirectLine service;
    Run run(service, folder());
    QVERIFY(run.goOnline());
    run.session.setDraft(u"draft"_s, {});
    const QRegularExpression plain(u"^[0-9a-f-]{36}/(journal\\.ndjson|about\\.json|draft\\.json|"
                                   "whole|lock|files/[0-9a-f-]{36})$"_s);
    const QHash<QString, QByteArray> files = filesBelow(folder());
    QVERIFY(files.size() >= 4);
    for (auto it = files.begin(); it != files.end(); ++it) {
        const QString name = it.key().mid(folder().size() + 1);
        QVERIFY2(plain.match(name).hasMatch(), qPrintable(name));
    }
}

void TestJournalStore::noCredentialIsOnTheDisk()
{
    ScriptedDirectLine service;
    Run run(service, folder());
    ConnectionProfile profile = run.secretProfile();
    profile.tokenUrl = QUrl(u"https://u:p@h/token?code=TOPSECRETCODE"_s);
    QVERIFY(run.goOnline(profile));
    const QByteArray token = bearerOf(service.last(Endpoint::Activities));
    QVERIFY(!token.isEmpty() && token != service.secret());
    // An upload, whose echo has an address that opens it by itself.
    QFile file(m_root->filePath(u"up.txt"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("up") == 2);
    file.close();
    run.session.send(u"file"_s, {{file.fileName(), u"up.txt"_s, u"text/plain"_s, 2, {}}});
    QTRY_COMPARE(run.stateOf(u"file"_s), SendState::Sent);
    service.append(withMember(
        botMessage(u"here"_s), u"attachments"_s,
        QJsonArray{QJsonObject{
            {u"contentType"_s, u"image/png"_s},
            {u"contentUrl"_s, service.rootUrl() + u"/attachments/c/1/0/a.png?t=ATTACHMENTTOKEN"_s},
            {u"name"_s, u"a.png"_s}}}));
    QTRY_COMPARE(run.model().rowCount(), 2);
    // In memory it stays usable.
    QVERIFY(run.row(1).activity.attachments.first().contentUrl.endsWith("ATTACHMENTTOKEN"_L1));
    // A refusal, with a recovery.
    service.fail(Endpoint::Activities, ScriptedReply::error(403, u"TokenExpired"_s));
    QVERIFY(run.pollsGoOn());
    QTRY_VERIFY(service.count(Endpoint::Reconnect) > 0);
    const QByteArray renewed = bearerOf(service.last(Endpoint::Activities));

    const QByteArrayList secrets{service.secret(), token, renewed, "ATTACHMENTTOKEN",
                                 "TOPSECRETCODE"};
    const QHash<QString, QByteArray> files = filesBelow(folder());
    QVERIFY(!files.isEmpty());
    for (auto it = files.begin(); it != files.end(); ++it) {
        for (const QByteArray &secret : secrets) {
            for (const QByteArray &form :
                 {secret, secret.toBase64(QByteArray::OmitTrailingEquals),
                  secret.toPercentEncoding(),
                  secret.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals),
                  secret.toHex()}) {
                QVERIFY2(!it.value().contains(form),
                         qPrintable(it.key() + u": "_s + QString::fromLatin1(form)));
            }
        }
    }
    // After a restart our own upload is still shown from its file.
    Run second(service, copy());
    QVERIFY(second.session.restore());
    QCOMPARE(second.row(0).files.first().path, file.fileName());
    QVERIFY(second.row(1).activity.attachments.first().contentUrl.endsWith("?t=[redacted]"_L1)
            || second.row(1).activity.attachments.first().contentUrl.contains("redacted"_L1));
}

void TestJournalStore::forgettingRemovesEverything()
{
    ScriptedDirectLine service;
    Run run(service, folder());
    QVERIFY(run.goOnline());
    auto pasted = std::make_shared<QTemporaryFile>();
    QVERIFY(pasted->open() && pasted->write("x") == 1 && pasted->flush());
    run.session.send(u"hello"_s, {{pasted->fileName(), u"p"_s, u"text/plain"_s, 1, pasted}});
    run.session.setDraft(u"draft"_s, {});
    QVERIFY(!filesBelow(folder()).isEmpty());
    run.session.forgetConversation();
    QVERIFY(filesBelow(folder()).isEmpty());
    QCOMPARE(QDir(folder()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList());
    QCOMPARE(run.model().rowCount(), 0);
    QCOMPARE(run.session.state(), State::Idle);
    QVERIFY(run.session.conversationId().isEmpty());
    QVERIFY(run.session.draft().first.isEmpty());
    QVERIFY(!run.session.savedConversation());
    QVERIFY(!run.session.restore());
    run.session.setDraft(u"more"_s, {});
    QVERIFY(filesBelow(folder()).isEmpty());
    // The next one is kept again.
    QVERIFY(run.goOnline());
    QVERIFY(!filesBelow(folder()).isEmpty());
}

void TestJournalStore::switchingItOffRemovesAndSwitchingOnBegins()
{
    ScriptedDirectLine service;
    Run run(service, folder());
    QVERIFY(run.goOnline());
    run.send(u"before"_s);
    QTRY_COMPARE(run.stateOf(u"before"_s), SendState::Sent);
    run.session.setKeepsConversations(false);
    QVERIFY(filesBelow(folder()).isEmpty());
    run.send(u"unseen"_s);
    QTRY_COMPARE(run.stateOf(u"unseen"_s), SendState::Sent);
    run.session.setDraft(u"draft"_s, {});
    QVERIFY(filesBelow(folder()).isEmpty());
    QCOMPARE(run.model().rowCount(), 2);
    QVERIFY(run.pollsGoOn());

    run.session.setKeepsConversations(true);
    run.send(u"after"_s);
    QTRY_COMPARE(run.stateOf(u"after"_s), SendState::Sent);
    QVERIFY(run.pollsGoOn());
    Run second(service, copy());
    QVERIFY(second.goOn());
    QCOMPARE(second.texts(), QStringList(u"after"_s));
    QCOMPARE(second.session.conversationId(), run.session.conversationId());
}

// Since there were so many reads. Late ones of the run before have a watermark.
int readsFromTheStart(const ScriptedDirectLine &service, int since)
{
    const QList<RecordedRequest> reads = service.requests(Endpoint::Activities).mid(since);
    return static_cast<int>(std::count_if(reads.begin(), reads.end(), [](const auto &read) {
        return !read.target.contains("watermark=");
    }));
}

void TestJournalStore::damagedLinesAreTold()
{
    ScriptedDirectLine service;
    {
        Run run(service, folder());
        QVERIFY(run.goOnline());
        for (const QString &text : {u"one"_s, u"two"_s, u"three"_s})
            service.append(botMessage(text));
        QTRY_COMPARE(run.model().rowCount(), 3);
        QVERIFY(run.pollsGoOn());
    }
    const QString journal = journalBelow(folder());
    QByteArrayList lines = linesOf(journal);
    int damaged = 0;
    for (QByteArray &line : lines) {
        if (line.contains("\"two\"") || line.contains("\"watermark\"")) {
            line = line.chopped(4);
            ++damaged;
        }
    }
    writeLines(journal, lines);
    QVERIFY(damaged > 1);

    Run second(service, folder());
    QVERIFY(second.session.restore());
    QCOMPARE(second.texts().first(2), QStringList({u"one"_s, u"three"_s}));
    QCOMPARE(second.row(2).side, Side::System);
    QVERIFY2(second.row(2).note.contains(QString::number(damaged)), qPrintable(second.row(2).note));
    // The service is asked for everything, because nobody knows what is missing.
    const int before = service.count(Endpoint::Activities);
    QVERIFY(second.goOnline());
    QCOMPARE(readsFromTheStart(service, before), 1);
    QTRY_VERIFY(second.texts().contains(u"two"_s));
    QCOMPARE(second.texts().count(u"one"_s), 1);
    QCOMPARE(second.model().rowCount(), 4);
    QVERIFY(second.pollsGoOn());

    // It is told once.
    Run third(service, copy());
    QVERIFY(third.session.restore());
    QCOMPARE(third.model().rowCount(), 4);
    const int again = service.count(Endpoint::Activities);
    QVERIFY(third.goOnline());
    QCOMPARE(readsFromTheStart(service, again), 0);
}

void TestJournalStore::damageMakesNothingGoTwice()
{
    ScriptedDirectLine service;
    QString damaged;
    {
        Run run(service, folder());
        QVERIFY(run.goOnline());
        service.failAlways(Endpoint::Activities, ScriptedReply::neverAnswer());
        service.failAfterDelivery(Endpoint::Post, ScriptedReply::neverAnswer());
        run.send(u"arrived"_s);
        QTRY_COMPARE(service.count(Endpoint::Post), 1);
        damaged = copy();
    }
    service.heal(Endpoint::Activities);
    QByteArrayList lines = linesOf(journalBelow(damaged));
    QVERIFY(lines.constLast().contains("\"sending\""));
    lines.last() = QByteArray(lines.constLast().size(), '\0');
    writeLines(journalBelow(damaged), lines);

    Run second(service, damaged);
    QVERIFY(second.session.restore());
    QCOMPARE(second.stateOf(u"arrived"_s), SendState::Unconfirmed);
    QVERIFY(second.goOnline());
    QTRY_COMPARE(second.stateOf(u"arrived"_s), SendState::Sent);
    QVERIFY(second.pollsGoOn());
    QCOMPARE(service.count(Endpoint::Post), 1);
}

// Each line in turn, in a journal that has one of every kind.
void TestJournalStore::anyDamagedLineLeavesTheRest()
{
    ScriptedDirectLine service;
    service.setBot([&service](const QJsonObject &activity) {
        service.append(botMessage(u"You said "_s + activity.value("text"_L1).toString()));
    });
    {
        Run run(service, folder());
        QVERIFY(run.goOnline());
        run.send(u"one"_s);
        QTRY_COMPARE(run.model().rowCount(), 2);
        QTRY_COMPARE(run.stateOf(u"one"_s), SendState::Sent);
        service.fail(Endpoint::Post, ScriptedReply::error(400, u"BadArgument"_s));
        run.send(u"refused"_s);
        QTRY_COMPARE(run.stateOf(u"refused"_s), SendState::Failed);
        QVERIFY(run.pollsGoOn());
    }
    const int posts = service.count(Endpoint::Post);
    const QByteArrayList lines = linesOf(journalBelow(folder()));
    QVERIFY(lines.size() >= 10);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString damaged = copy();
        QByteArrayList left = lines;
        left[i] = '#' + left.at(i);
        writeLines(journalBelow(damaged), left);
        Run run(service, damaged);
        const char *const what = lines.at(i).constData();
        QVERIFY2(run.session.restore(), what);
        // Three rows, at most one of them lost, and the note.
        QVERIFY2(run.model().rowCount() >= 3, what);
        QVERIFY2(run.goOnline(), what);
        QVERIFY(run.texts().contains(u"You said one"_s));
        QCOMPARE(run.texts().count(u"one"_s), 1);
    }
    QCOMPARE(service.count(Endpoint::Post), posts);
}

void TestJournalStore::aLostLabelHidesNothing()
{
    ScriptedDirectLine service;
    {
        Run run(service, folder());
        QVERIFY(run.goOnline());
        service.append(botMessage(u"one"_s));
        QTRY_COMPARE(run.model().rowCount(), 1);
    }
    QVERIFY(QFile::remove(QFileInfo(journalBelow(folder())).path() + u"/about.json"_s));
    Run second(service, folder());
    QVERIFY(second.session.savedConversation());
    QVERIFY(second.goOn());
    QCOMPARE(second.texts(), QStringList(u"one"_s));
}

void TestJournalStore::aTornTailIsCutOff()
{
    ScriptedDirectLine service;
    {
        Run run(service, folder());
        QVERIFY(run.goOnline());
        service.append(botMessage(u"one"_s));
        QTRY_COMPARE(run.model().rowCount(), 1);
        QVERIFY(run.pollsGoOn());
    }
    QFile file(journalBelow(folder()));
    QVERIFY(file.open(QIODevice::Append));
    file.write("{\"record\":\"note\",\"te");
    file.close();
    {
        Run second(service, folder());
        QVERIFY(second.goOn());
        QCOMPARE(second.texts(), QStringList(u"one"_s));
        second.send(u"two"_s);
        QTRY_COMPARE(second.stateOf(u"two"_s), SendState::Sent);
    }
    Run third(service, folder());
    QVERIFY(third.session.restore());
    QCOMPARE(third.texts(), QStringList({u"one"_s, u"two"_s})); // nothing was unreadable
}

void TestJournalStore::aJournalCutShortSendsNothingByItself()
{
    ScriptedDirectLine service;
    {
        Run run(service, folder());
        QVERIFY(run.goOnline());
        service.failAlways(Endpoint::Activities, ScriptedReply::error(500, u"ServiceError"_s));
        QTRY_COMPARE(run.session.state(), State::Degraded);
        run.send(u"queued"_s);
    }
    service.heal(Endpoint::Activities);
    QVERIFY(QFile::remove(QFileInfo(journalBelow(folder())).path() + u"/whole"_s));
    {
        Run second(service, folder());
        QVERIFY(second.goOn());
        QTRY_VERIFY(second.row(0).delivery.canRetry);
        QVERIFY(second.pollsGoOn());
        QCOMPARE(service.count(Endpoint::Post), 0);
    }
    Run third(service, folder()); // and not later either
    QVERIFY(third.goOn());
    QTRY_VERIFY(third.row(0).delivery.canRetry);
    QVERIFY(third.pollsGoOn());
    QCOMPARE(service.count(Endpoint::Post), 0);
}

void TestJournalStore::aFullDiskIsTold()
{
#ifdef Q_OS_UNIX
    ScriptedDirectLine service;
    Run run(service, folder());
    QVERIFY(run.goOnline());
    QSignalSpy failed(&run.session, &ConversationSession::keepingFailed);
    const qint64 size = QFileInfo(journalBelow(folder())).size();
    // As on a full disk: no file may grow beyond this.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before = {};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit tight = before;
    tight.rlim_cur = static_cast<rlim_t>(size + 20);
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &tight), 0);
    run.send(u"does not fit"_s);
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
    QCOMPARE(failed.count(), 1);
    QVERIFY(!failed.first().first().toString().isEmpty());
    // It goes on all the same, and half a record is no record.
    QTRY_COMPARE(run.stateOf(u"does not fit"_s), SendState::Sent);
    QCOMPARE(QFileInfo(journalBelow(folder())).size(), size);
    QCOMPARE(failed.count(), 1);
    QVERIFY(!QFile::exists(QFileInfo(journalBelow(folder())).path() + u"/whole"_s));
#else
    QSKIP("needs RLIMIT_FSIZE");
#endif
}

void TestJournalStore::aLaterVersionIsLeftAlone()
{
    ScriptedDirectLine service;
    {
        Run run(service, folder());
        QVERIFY(run.goOnline());
    }
    const QString journal = journalBelow(folder());
    QByteArrayList lines = linesOf(journal);
    lines.first().replace("\"version\":1", "\"version\":2");
    writeLines(journal, lines);
    const QByteArray before = filesBelow(folder()).value(journal);
    Run second(service, folder());
    QVERIFY(!second.session.restore());
    QVERIFY(second.goOnline());
    QCOMPARE(filesBelow(folder()).value(journal), before);
}

void TestJournalStore::anotherWindowHasItOpen()
{
    ScriptedDirectLine service;
    Run first(service, folder());
    QVERIFY(first.goOnline());
    service.append(botMessage(u"one"_s));
    QTRY_COMPARE(first.model().rowCount(), 1);
    QVERIFY(first.pollsGoOn());

    Run second(service, folder());
    QVERIFY(!second.session.restore());
    QVERIFY(second.goOnline(second.secretProfile(first.session.conversationId())));
    QCOMPARE(second.row(0).side, Side::System);
    QVERIFY(second.row(0).note.contains("another Botline window"_L1));
    QCOMPARE(second.texts().last(), u"one"_s); // from the service
    const QByteArray before = filesBelow(folder()).value(journalBelow(folder()));
    second.send(u"from the second"_s);
    QTRY_COMPARE(second.stateOf(u"from the second"_s), SendState::Sent);
    QCOMPARE(service.count(Endpoint::Post), 1);
    QVERIFY(!before.contains("from the second"));
    QVERIFY(second.goOnline()); // another conversation of its own is kept
    QCOMPARE(QDir(folder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 2);
}

void TestJournalStore::theLockOfADeadProcessDoesNotHold()
{
    ScriptedDirectLine service;
    {
        Run run(service, folder());
        QVERIFY(run.goOnline());
    }
    // As a killed process leaves it: its id, its name, this computer.
    QFile lock(QFileInfo(journalBelow(folder())).path() + u"/lock"_s);
    QVERIFY(lock.open(QIODevice::WriteOnly));
    lock.write("4194303\nbotline\n" + QSysInfo::machineHostName().toUtf8() + "\n\n\n");
    lock.close();
    Run second(service, folder());
    QVERIFY(second.session.restore());
}

void TestJournalStore::journalsStayBelowTheirBound()
{
    ScriptedDirectLine service;
    const JournalLimits limits{40'000, 1'000'000};
    QString failedText = u"refused "_s + QString(300, u'f');
    {
        Run run(service, folder(), fastTiming(), limits);
        QVERIFY(run.goOnline());
        service.fail(Endpoint::Post, ScriptedReply::error(400, u"BadArgument"_s));
        run.send(failedText);
        QTRY_COMPARE(run.stateOf(failedText), SendState::Failed);
        for (int i = 0; i < 200; ++i)
            service.append(botMessage(u"message %1 "_s.arg(i) + QString(100, u'x')));
        QTRY_COMPARE(run.model().rowCount(), 201);
        QVERIFY(run.pollsGoOn());
        QVERIFY(QFileInfo(journalBelow(folder())).size() <= limits.journal);
    }
    Run second(service, folder(), fastTiming(), limits);
    QVERIFY(second.session.restore());
    QCOMPARE(second.stateOf(failedText), SendState::Failed);
    QVERIFY(second.texts().contains(u"Older messages were removed to save space."_s));
    const int rows = second.model().rowCount();
    QVERIFY(rows > 10 && rows < 200);
    QVERIFY(second.texts().constLast().startsWith("message 199"_L1));
    QVERIFY(second.goOnline());
    QVERIFY(second.pollsGoOn());
    QCOMPARE(second.model().rowCount(), rows); // what went does not come again
    QVERIFY(service.last(Endpoint::Activities).target.contains("watermark="));
}

void TestJournalStore::oldConversationsGoFirst()
{
    ScriptedDirectLine service;
    const JournalLimits limits{100'000, 30'000};
    Run run(service, folder(), fastTiming(), limits);
    QStringList ids;
    for (int i = 0; i < 4; ++i) {
        run.clock.advance(std::chrono::seconds(1));
        QVERIFY(run.goOnline());
        ids << run.session.conversationId();
        service.append(botMessage(QString(12'000, u'x')));
        QTRY_COMPARE(run.model().rowCount(), 1);
    }
    QByteArray abouts;
    const QHash<QString, QByteArray> files = filesBelow(folder());
    for (auto it = files.begin(); it != files.end(); ++it) {
        if (it.key().endsWith("/about.json"_L1))
            abouts += it.value();
    }
    QVERIFY(!abouts.contains(ids.at(0).toUtf8()));
    QVERIFY(abouts.contains(ids.at(2).toUtf8()));
    QVERIFY(abouts.contains(ids.at(3).toUtf8()));
}

QTEST_GUILESS_MAIN(TestJournalStore)
#include "tst_journalstore.moc"
