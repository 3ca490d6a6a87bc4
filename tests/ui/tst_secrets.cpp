// A whole session of the program with all of its debug output on: what it leaves behind has no
// secret in it, and nothing leaves for another host than the service's (protocol.md §8.1-§8.3,
// §8.10).
#include "tests/support/builders.h"
#include "tests/support/scripteddirectline.h"

#include <QtCore/QDirIterator>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUrl>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline::test;

namespace {

// The forms in which a secret may hide in a file.
QByteArrayList formsOf(const QByteArray &secret)
{
    const QString text = QString::fromLatin1(secret);
    QByteArrayList forms{secret,
                         secret.toHex(),
                         secret.toPercentEncoding(),
                         secret.toPercentEncoding().toLower(),
                         secret.toPercentEncoding().toPercentEncoding(),
                         QByteArray(secret).replace('/', "\\/")};
    const auto *utf16 = reinterpret_cast<const char *>(text.utf16());
    forms << QByteArray(utf16, text.size() * 2);
    forms << QByteArray(utf16, text.size() * 2).mid(1); // big-endian, but for its first byte
    // Base64 of a longer text that has the secret in it: three ways to be cut into triples.
    for (qsizetype skip = 0; skip < 3; ++skip) {
        const QByteArray part = secret.mid(skip, (secret.size() - skip) / 3 * 3);
        forms << part.toBase64(QByteArray::OmitTrailingEquals)
              << part.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
              << part.toBase64(QByteArray::OmitTrailingEquals).toPercentEncoding();
    }
    return forms;
}

// Where one of the secrets stands in the text; "" when nowhere.
QString leakIn(const QByteArray &text, const QByteArrayList &secrets)
{
    for (const QByteArray &secret : secrets) {
        for (const QByteArray &form : formsOf(secret)) {
            if (const qsizetype at = text.indexOf(form); at >= 0)
                return QString::fromUtf8(text.mid(qMax<qsizetype>(0, at - 60), 200));
        }
    }
    return {};
}

QString leakBelow(const QString &folder, const QByteArrayList &secrets, const QString &except)
{
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.fileName() == except)
            continue;
        if (leakIn(file.fileName().toUtf8(), secrets) != QString())
            return u"the name "_s + file.fileName();
        if (!file.open(QIODevice::ReadOnly))
            return u"cannot read "_s + file.fileName();
        if (const QString leak = leakIn(file.readAll(), secrets); !leak.isEmpty())
            return file.fileName() + u": "_s + leak;
    }
    return {};
}

QStringList filesBelow(const QString &folder)
{
    QStringList names;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        names << QFileInfo(files.next()).fileName();
    return names;
}

} // namespace

class TestSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theSearchFindsEveryForm_data();
    void theSearchFindsEveryForm();
    void aScenarioLeavesNoSecret_C114();
    void aWindowLeavesNoSecret_C114();
    void theTrapCatchesOtherHosts();

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }
    QString write(const QString &name, const QByteArray &content) const;
    void addBot();
    void start(QProcess &program, const QStringList &arguments) const;
    QByteArrayList secrets() const;

    const QByteArray m_secret = "S3cr/et+of.the==bot-0123456789";
    const QByteArray m_linkKey = "l1nk/K3y+of.an==attachment-0123456789";
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedDirectLine> m_service;
    std::unique_ptr<ScriptedServer> m_elsewhere; // every host but this computer: our proxy
};

void TestSecrets::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_elsewhere = std::make_unique<ScriptedServer>();
    m_service = std::make_unique<ScriptedDirectLine>();
    m_service->setSecret(m_secret);
    m_service->setTokenStart("t0ken/of+the.conversation==");
    m_service->setStreamUrl(u"https://stream.example/stream?watermark=-&t="_s
                            + QString::fromLatin1(m_linkKey.toPercentEncoding()));
    addBot();
}

// A bot whose answers are full of addresses, and a token that dies when it is told to.
void TestSecrets::addBot()
{
    ScriptedServer &server = m_service->server();
    const QString key = QString::fromLatin1(m_linkKey.toPercentEncoding());
    const QString own = server.url(u"/attachments/c/1/0/dot.png"_s).toString() + u"?t="_s + key;
    server.script("GET", "/attachments/*",
                  {ScriptedReply::text(404, R"({"error":{"code":"BadArgument"}})"),
                   ScriptedReply::text(404, R"({"error":{"code":"BadArgument"}})")});
    m_service->setBot([this, own, key](const QJsonObject &activity) {
        if (activity.value("text"_L1).toString() == "expire"_L1)
            m_service->expireTokens();
        const auto picture = [](const QString &address) {
            return QJsonObject{{"contentType"_L1, "image/png"_L1},
                               {"contentUrl"_L1, address},
                               {"thumbnailUrl"_L1, address},
                               {"name"_L1, "dot.png"_L1}};
        };
        const QJsonObject hero{
            {"contentType"_L1, "application/vnd.microsoft.card.hero"_L1},
            {"content"_L1,
             QJsonObject{
                 {"title"_L1, "Elsewhere"_L1},
                 {"images"_L1,
                  QJsonArray{QJsonObject{{"url"_L1, "http://other.example/h.png"_L1}}}},
                 {"buttons"_L1,
                  QJsonArray{QJsonObject{
                      {"type"_L1, "openUrl"_L1}, {"title"_L1, "Open"_L1}, {"value"_L1, own}}}}}}};
        QJsonObject answer = botMessage(
            u"Look: ![p](https://other.example/p.png) <img src=\"http://other.example/i.png\"> "
            "[link](https://other.example/?t=%1) and %2"_s.arg(key, own));
        answer.insert("attachments"_L1,
                      QJsonArray{picture(own), picture(u"http://other.example/a.png"_s),
                                 picture(u"https://other.example/a.png?t="_s + key), hero});
        answer.insert("serviceUrl"_L1, "https://other.example/"_L1);
        m_service->append(answer);
    });
}

QString TestSecrets::write(const QString &name, const QByteArray &content) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("Cannot write %s", qPrintable(file.fileName()));
    return file.fileName();
}

void TestSecrets::start(QProcess &program, const QStringList &arguments) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QString home = path(u"home"_s);
    for (const auto &[name, folder] :
         {std::pair("HOME", ""), std::pair("XDG_CONFIG_HOME", "/config"),
          std::pair("XDG_DATA_HOME", "/data"), std::pair("XDG_CACHE_HOME", "/cache"),
          std::pair("XDG_STATE_HOME", "/state"), std::pair("XDG_RUNTIME_DIR", "/run"),
          std::pair("TMPDIR", "/tmp")}) {
        const QString full = home + QString::fromLatin1(folder);
        QVERIFY(QDir().mkpath(full));
        QVERIFY(
            QFile::setPermissions(full, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        environment.insert(QString::fromLatin1(name), full);
    }
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"QT_LOGGING_RULES"_s, u"*.debug=true"_s);
    for (const char *name : {"http_proxy", "https_proxy", "all_proxy"})
        environment.insert(QString::fromLatin1(name), m_elsewhere->url().toString());
    environment.remove(u"no_proxy"_s);
    program.setProcessEnvironment(environment);
    program.setWorkingDirectory(path(u"home"_s));
    program.setStandardOutputFile(path(u"stdout"_s));
    program.setStandardErrorFile(path(u"stderr"_s));
    program.start(QString::fromUtf8(BOTLINE_PROGRAM), arguments);
    QVERIFY2(program.waitForStarted(30'000), qPrintable(program.errorString()));
}

QByteArrayList TestSecrets::secrets() const
{
    return m_service->issuedTokens() << m_secret << m_linkKey;
}

void TestSecrets::theSearchFindsEveryForm_data()
{
    QTest::addColumn<QByteArray>("text");
    const QString text = QString::fromLatin1(m_secret);
    QTest::newRow("as it is") << m_secret;
    QTest::newRow("percent encoded") << QUrl::toPercentEncoding(text);
    QTest::newRow("base64") << m_secret.toBase64();
    QTest::newRow("base64 of a header") << ("Bearer " + m_secret + ' ').toBase64();
    QTest::newRow("base64 of a longer header") << ("Bearer: " + m_secret).toBase64();
    QTest::newRow("hex") << m_secret.toHex();
    QTest::newRow("UTF-16") << QByteArray(reinterpret_cast<const char *>(text.utf16()),
                                          text.size() * 2);
}

void TestSecrets::theSearchFindsEveryForm()
{
    QFETCH(QByteArray, text);
    QVERIFY(!leakIn("before " + text + " after", {m_secret}).isEmpty());
    QVERIFY(leakIn("before " + text + " after", {m_linkKey}).isEmpty());
}

void TestSecrets::aScenarioLeavesNoSecret_C114()
{
    const QString secretFile = write(u"given"_s, m_secret);
    const QString note = write(u"note.txt"_s, "nothing to hide");
    const QString scenario = write(u"scenario.txt"_s,
                                   "say hello\n"
                                   "wait-reply 60\n"
                                   "upload \""
                                       + note.toUtf8()
                                       + "\"\n"
                                         "wait-reply 60\n"
                                         "say expire\n"
                                         "wait-reply 60\n"
                                         "say still there?\n"
                                         "wait-reply 60\n"
                                         "screenshot shot.png\n"
                                         "save talk.transcript\n"
                                         "quit\n");
    QProcess program;
    start(program,
          {u"--service-url"_s, m_service->rootUrl(), u"--secret-file"_s, secretFile,
           u"--scenario"_s, scenario});
    QTRY_VERIFY_WITH_TIMEOUT(m_service->count(Endpoint::Activities) > 0, 60'000);
    QFile commandLine(u"/proc/%1/cmdline"_s.arg(program.processId()));
    QVERIFY(commandLine.open(QIODevice::ReadOnly));
    const QByteArray shown = commandLine.readAll();
    QVERIFY(shown.contains("--secret-file"));
    QCOMPARE(leakIn(shown, secrets()), QString());

    QTRY_COMPARE_WITH_TIMEOUT(program.state(), QProcess::NotRunning, 100'000);
    QFile errors(path(u"stderr"_s));
    QVERIFY(errors.open(QIODevice::ReadOnly));
    const QByteArray log = errors.readAll();
    QVERIFY2(program.exitCode() == 0, log.right(2000).constData());
    QVERIFY(log.contains("botline.")); // it did talk
    QCOMPARE(m_service->count(Endpoint::Upload), 1);
    QCOMPARE(m_service->count(Endpoint::Reconnect), 1); // the token died and came back
    QCOMPARE(m_service->count(Endpoint::Post), 3);
    QVERIFY(m_service->server().count("GET", "/attachments/c/1/0/dot.png") > 0);
    QVERIFY(filesBelow(m_folder->path()).contains(u"talk.transcript"_s));

    QCOMPARE(leakBelow(m_folder->path(), secrets(), secretFile), QString());
    QCOMPARE(m_elsewhere->connections(), 0);
}

// Without a scenario settings are kept.
void TestSecrets::aWindowLeavesNoSecret_C114()
{
    const QString secretFile = write(u"given"_s, m_secret);
    QProcess program;
    start(program, {u"--service-url"_s, m_service->rootUrl(), u"--secret-file"_s, secretFile});
    QTRY_VERIFY_WITH_TIMEOUT(m_service->count(Endpoint::Activities) > 1, 60'000);
    m_service->append(botMessage(u"See https://other.example/attachments/1/a.png?t=%1"_s.arg(
        QString::fromLatin1(m_linkKey.toPercentEncoding()))));
    m_service->expireTokens();
    QTRY_COMPARE_WITH_TIMEOUT(m_service->count(Endpoint::Reconnect), 1, 60'000);
    const int polls = m_service->count(Endpoint::Activities);
    QTRY_VERIFY_WITH_TIMEOUT(m_service->count(Endpoint::Activities) > polls, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(filesBelow(path(u"home"_s)).contains(u"Botline.conf"_s), 30'000);
    program.terminate();
    QTRY_COMPARE_WITH_TIMEOUT(program.state(), QProcess::NotRunning, 30'000);

    QCOMPARE(leakBelow(m_folder->path(), secrets(), secretFile), QString());
    QCOMPARE(m_elsewhere->connections(), 0);
}

// The proof above is worth something only if other hosts are seen.
void TestSecrets::theTrapCatchesOtherHosts()
{
    const QString secretFile = write(u"given"_s, m_secret);
    m_elsewhere->setHandler([](const RecordedRequest &) { return ScriptedReply::empty(502); });
    QProcess program;
    start(program,
          {u"--service-url"_s, u"https://other.example"_s, u"--secret-file"_s, secretFile});
    QTRY_VERIFY_WITH_TIMEOUT(m_elsewhere->connections() > 0, 60'000);
    program.kill();
    QTRY_COMPARE_WITH_TIMEOUT(program.state(), QProcess::NotRunning, 30'000);
}

QTEST_GUILESS_MAIN(TestSecrets)

#include "tst_secrets.moc"
