#include "app/conversation/journal/journalreader.h"
#include "tests/conversation/journaltest.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QProcess>
#include <QtNetwork/QNetworkReply>

#include <array>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::test;

// The real program, killed in the middle of a conversation and started again: what was accepted for
// sending arrives, and nothing arrives twice.
class TestKilled : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void nothingIsLostAndNothingGoesTwice();

private:
    QString file(const QString &name, const QByteArray &content);
    void begin(QProcess &botline, const QString &scenario);
    QString conversationId() const;
    QJsonArray atTheService();

    QTemporaryDir m_root;
    QProcess m_service;
    QString m_url;
    QByteArray m_secret;
};

void TestKilled::initTestCase()
{
    m_service.start(QStringLiteral(BOTLINE_PROGRAM), {u"--practice-serve"_s});
    QVERIFY(m_service.waitForStarted());
    while (m_secret.isEmpty()) {
        QVERIFY(m_service.canReadLine() || m_service.waitForReadyRead(20'000));
        const QByteArray line = m_service.readLine().trimmed();
        if (line.startsWith("service-url "))
            m_url = QString::fromUtf8(line.mid(12));
        else if (line.startsWith("secret "))
            m_secret = line.mid(7);
    }
    file(u"secret"_s, m_secret);
}

void TestKilled::cleanupTestCase()
{
    m_service.kill();
    m_service.waitForFinished();
}

QString TestKilled::file(const QString &name, const QByteArray &content)
{
    QFile file(m_root.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write a test file");
    return file.fileName();
}

QString TestKilled::conversationId() const
{
    const QString journal = journalBelow(m_root.filePath(u"conversations"_s));
    QFile about(QFileInfo(journal).path() + u"/about.json"_s);
    if (journal.isEmpty() || !about.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(about.readAll()).object()["conversationId"_L1].toString();
}

void TestKilled::begin(QProcess &botline, const QString &scenario)
{
    QStringList arguments{u"--service-url"_s, m_url,
                          u"--secret-file"_s, m_root.filePath(u"secret"_s),
                          u"--keep-in"_s,     m_root.filePath(u"conversations"_s),
                          u"--scenario"_s,    scenario};
    if (const QString id = conversationId(); !id.isEmpty())
        arguments << u"--conversation"_s << id;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"QT_LOGGING_RULES"_s, u"botline.timing=true"_s);
    botline.setProcessEnvironment(environment);
    botline.setProcessChannelMode(QProcess::MergedChannels);
    botline.setWorkingDirectory(m_root.path());
    botline.start(QStringLiteral(BOTLINE_PROGRAM), arguments);
}

QJsonArray TestKilled::atTheService()
{
    QNetworkAccessManager network;
    QJsonArray all;
    QString watermark;
    for (;;) {
        QNetworkRequest request(QUrl(m_url + u"/conversations/"_s + conversationId()
                                     + u"/activities?watermark="_s + watermark));
        request.setRawHeader("Authorization", "Bearer " + m_secret);
        QNetworkReply *reply = network.get(request);
        QSignalSpy finished(reply, &QNetworkReply::finished);
        if (!finished.wait(10'000))
            return {};
        const QJsonObject set = QJsonDocument::fromJson(reply->readAll()).object();
        const QJsonArray activities = set["activities"_L1].toArray();
        if (activities.isEmpty())
            return all;
        for (const QJsonValue &activity : activities)
            all.append(activity);
        watermark = set["watermark"_L1].toString();
    }
}

void TestKilled::nothingIsLostAndNothingGoesTwice()
{
    constexpr int kKills = 8;
    for (int run = 0; run < kKills; ++run) {
        QByteArray script;
        for (int i = 0; i < 6; ++i)
            script
                += "say echo run-" + QByteArray::number(run) + '-' + QByteArray::number(i) + '\n';
        // Without this the program would end with its last line.
        script += "press \"no such button\"\n";
        QProcess botline;
        begin(botline, file(u"scenario"_s, script));
        // At another moment each time: before anything is known, and after each of the first
        // echoes.
        const QByteArray mark = run == 0 ? "window-painted"
            : run == 1                   ? "history-painted"
                                         : "echo-painted";
        int awaited = run < 2 ? 1 : 1 + run % 3; // rows out of sight are not painted
        QByteArray output;
        while (awaited > 0) {
            QVERIFY2(botline.canReadLine() || botline.waitForReadyRead(30'000),
                     (botline.errorString().toUtf8() + output).constData());
            const QByteArray line = botline.readLine();
            output += line;
            awaited -= line.contains(mark) ? 1 : 0;
        }
        botline.kill(); // SIGKILL
        QVERIFY(botline.waitForFinished(10'000));
        QCOMPARE(botline.exitStatus(), QProcess::CrashExit);
    }
    QVERIFY(!conversationId().isEmpty());

    QProcess botline;
    begin(botline,
          file(u"scenario"_s, "say echo the last\nwait-reply 30\nsave all.transcript\nquit\n"));
    QVERIFY(botline.waitForFinished(60'000));
    QVERIFY2(botline.exitCode() == 0, botline.readAll().constData());

    // What was accepted for sending, and what became of it in the end.
    QHash<QString, QString> accepted; // clientActivityID -> text
    QHash<QString, SendState> states;
    QFile journal(journalBelow(m_root.filePath(u"conversations"_s)));
    QVERIFY(journal.open(QIODevice::ReadOnly));
    const JournalReader::Parsed parsed = JournalReader::parse(journal.readAll());
    QCOMPARE(parsed.unreadable, 0);
    for (const journal::Record &record : parsed.records) {
        if (const auto *queued = std::get_if<journal::Queued>(&record))
            accepted.insert(queued->activity.clientActivityId(), queued->activity.text);
        else if (const auto *state = std::get_if<journal::State>(&record))
            states.insert(state->id, state->state);
    }
    QVERIFY(accepted.size() > kKills);

    QHash<QString, int> arrived;
    const QJsonArray activities = atTheService();
    for (const QJsonValue &activity : activities) {
        if (activity["from"_L1]["role"_L1].toString() != "bot"_L1)
            ++arrived[activity["channelData"_L1]["clientActivityID"_L1].toString()];
    }
    for (auto it = arrived.begin(); it != arrived.end(); ++it)
        QVERIFY2(it.value() == 1 && accepted.contains(it.key()), qPrintable(accepted[it.key()]));
    int unconfirmed = 0;
    for (auto it = accepted.begin(); it != accepted.end(); ++it) {
        // One that was on its way at the kill and did not arrive is the user's to decide.
        const bool open = states.value(it.key()) == SendState::Sending
            || states.value(it.key()) == SendState::Unconfirmed;
        unconfirmed += open ? 1 : 0;
        QVERIFY2(arrived.contains(it.key()) != open, qPrintable(it.value()));
    }
    QVERIFY(unconfirmed <= kKills);

    // And the user sees each once.
    QFile transcript(m_root.filePath(u"all.transcript"_s));
    QVERIFY(transcript.open(QIODevice::ReadOnly));
    QHash<QString, int> shown;
    const QJsonArray saved = QJsonDocument::fromJson(transcript.readAll()).array();
    for (const QJsonValue &activity : saved) {
        if (activity["from"_L1]["role"_L1].toString() == "user"_L1)
            ++shown[activity["text"_L1].toString()];
    }
    for (const QString &text : std::as_const(accepted))
        QVERIFY2(shown.value(text) == 1, qPrintable(text));
}

QTEST_GUILESS_MAIN(TestKilled)
#include "tst_killed.moc"
