#include "app/cli/commandline.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace botline;

class tst_CommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void withoutOptionsTheDialogDecides();
    void practiceWithIdentity();
    void secretFromFileIsTrimmed();
    void secretFromEnvironment();
    void fileWinsOverEnvironment();
    void refusals_data();
    void refusals();
    void noOptionTakesASecretItself();
    void practiceServe();
    void folderForConversations();
    void commands();
    void commandsNeedNoWindow();

private:
    std::optional<CommandLine> parse(const QStringList &arguments);
    QString write(const QString &name, const QByteArray &content);

    QTemporaryDir m_dir;
    QHash<QByteArray, QString> m_environment;
    QString m_why;
};

void tst_CommandLine::init()
{
    m_environment.clear();
    m_why.clear();
}

std::optional<CommandLine> tst_CommandLine::parse(const QStringList &arguments)
{
    return CommandLine::parse(
        QStringList{u"botline"_s} + arguments,
        [this](const char *name) { return m_environment.value(name); }, &m_why);
}

QString tst_CommandLine::write(const QString &name, const QByteArray &content)
{
    QFile file(m_dir.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write a test file");
    return file.fileName();
}

void tst_CommandLine::withoutOptionsTheDialogDecides()
{
    const auto result = parse({});
    QVERIFY2(result, qPrintable(m_why));
    QCOMPARE(result->action, CommandLine::Action::Window);
    QVERIFY(!result->profile);
}

void tst_CommandLine::practiceWithIdentity()
{
    const auto result
        = parse({u"--practice"_s, u"--user-id"_s, u"ada"_s, u"--user-name"_s, u"Ada"_s,
                 u"--locale"_s, u"pl-PL"_s, u"--upload-limit"_s, u"300000000"_s});
    QVERIFY2(result, qPrintable(m_why));
    QVERIFY(result->profile);
    QCOMPARE(result->profile->kind, CredentialKind::Practice);
    QCOMPARE(result->profile->userId, u"ada"_s);
    QCOMPARE(result->profile->userName, u"Ada"_s);
    QCOMPARE(result->profile->locale, u"pl-PL"_s);
    QCOMPARE(result->profile->uploadBytes, 300'000'000);
}

void tst_CommandLine::secretFromFileIsTrimmed()
{
    const auto result
        = parse({u"--secret-file"_s, write(u"secret"_s, "abc.def\n"), u"--service-url"_s,
                 u"https://example.org"_s, u"--conversation"_s, u"c1"_s});
    QVERIFY2(result, qPrintable(m_why));
    QCOMPARE(result->profile->kind, CredentialKind::Secret);
    QCOMPARE(result->profile->credential.value(), "abc.def");
    QCOMPARE(result->profile->serviceUrl.toString(), u"https://example.org/v3/directline"_s);
    QCOMPARE(result->profile->conversationId, u"c1"_s);
}

void tst_CommandLine::secretFromEnvironment()
{
    m_environment.insert("BOTLINE_SECRET", u"s1"_s);
    m_environment.insert("BOTLINE_TOKEN", u"t1"_s);
    const auto result = parse({});
    QVERIFY2(result, qPrintable(m_why));
    QVERIFY(result->profile);
    QCOMPARE(result->profile->kind, CredentialKind::Secret);
    QCOMPARE(result->profile->credential.value(), "s1");
}

void tst_CommandLine::fileWinsOverEnvironment()
{
    m_environment.insert("BOTLINE_SECRET", u"s1"_s);
    const auto result = parse({u"--token-file"_s, write(u"token"_s, "t2")});
    QVERIFY2(result, qPrintable(m_why));
    QCOMPARE(result->profile->kind, CredentialKind::Token);
    QCOMPARE(result->profile->credential.value(), "t2");
}

void tst_CommandLine::refusals_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("words");
    QTest::newRow("unknown option") << QStringList{u"--secret"_s, u"x"_s} << u"--help"_s;
    QTest::newRow("stray word") << QStringList{u"hello"_s} << u"hello"_s;
    QTest::newRow("two credentials")
        << QStringList{u"--practice"_s, u"--token-url"_s, u"https://h/t"_s} << u"only one"_s;
    QTest::newRow("missing file") << QStringList{u"--secret-file"_s, u"/no/such/file"_s}
                                  << u"cannot be read"_s;
    QTest::newRow("empty credential")
        << QStringList{u"--secret-file"_s, write(u"empty"_s, " \n")} << u""_s;
    QTest::newRow("C115 multi-line credential")
        << QStringList{u"--secret-file"_s, write(u"lines"_s, "abc\r\nX-Evil: 1")} << u"line"_s;
    QTest::newRow("no scheme") << QStringList{u"--practice"_s, u"--service-url"_s, u"example.org"_s}
                               << u"https"_s;
    QTest::newRow("C004 http to a foreign host")
        << QStringList{u"--practice"_s, u"--service-url"_s, u"http://example.org"_s} << u"https"_s;
    QTest::newRow("token URL over http")
        << QStringList{u"--token-url"_s, u"http://example.org/t"_s} << u"https"_s;
    QTest::newRow("token URL without host")
        << QStringList{u"--token-url"_s, u"https:///t"_s} << u"https"_s;
    QTest::newRow("port in words")
        << QStringList{u"--practice-serve"_s, u"--port"_s, u"http"_s} << u"--port"_s;
    QTest::newRow("port too high")
        << QStringList{u"--practice-serve"_s, u"--port"_s, u"70000"_s} << u"65535"_s;
    QTest::newRow("upload limit zero")
        << QStringList{u"--practice"_s, u"--upload-limit"_s, u"0"_s} << u"--upload-limit"_s;
    QTest::newRow("serve with a word") << QStringList{u"serve"_s, u"here"_s} << u"here"_s;
    QTest::newRow("serve with a secret")
        << QStringList{u"serve"_s, u"--secret"_s, u"x"_s} << u"--help"_s;
    QTest::newRow("serve at no port")
        << QStringList{u"serve"_s, u"--port"_s, u"-1"_s} << u"--port"_s;
    QTest::newRow("print nothing") << QStringList{u"print"_s} << u"one transcript"_s;
    QTest::newRow("print two") << QStringList{u"print"_s, u"a"_s, u"b"_s} << u"one transcript"_s;
    QTest::newRow("print at a port")
        << QStringList{u"print"_s, u"a"_s, u"--port"_s, u"1"_s} << u"for serve"_s;
    QTest::newRow("scenario for nobody")
        << QStringList{u"--scenario"_s, u"s.txt"_s} << u"--practice"_s;
    QTest::newRow("resume without credential")
        << QStringList{u"--conversation"_s, u"c"_s} << u"--token-file"_s;
}

void tst_CommandLine::refusals()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, words);
    QVERIFY(!parse(arguments));
    QVERIFY(!m_why.isEmpty());
    QVERIFY2(m_why.contains(words), qPrintable(m_why));
    QVERIFY2(!m_why.contains("X-Evil"_L1), "a refusal must not repeat the credential");
}

void tst_CommandLine::noOptionTakesASecretItself()
{
    const auto result = parse({u"--help"_s});
    QVERIFY(result);
    QVERIFY(result->helpText.contains("--secret-file"_L1));
    QVERIFY(!result->helpText.contains("--secret <"_L1));
    QVERIFY(!result->helpText.contains("--token <"_L1));
}

void tst_CommandLine::practiceServe()
{
    const auto result = parse({u"--practice-serve"_s, u"--port"_s, u"3978"_s});
    QVERIFY2(result, qPrintable(m_why));
    QCOMPARE(result->action, CommandLine::Action::Serve);
    QCOMPARE(result->port, 3978);
}

void tst_CommandLine::folderForConversations()
{
    QVERIFY(parse({})->keepIn.isEmpty());
    const auto result = parse({u"--practice"_s, u"--keep-in"_s, u"/some/where"_s});
    QVERIFY2(result, qPrintable(m_why));
    QCOMPARE(result->keepIn, u"/some/where"_s);
}

void tst_CommandLine::commands()
{
    const auto serve = parse({u"serve"_s, u"--port"_s, u"3978"_s, u"--upload-limit"_s, u"5"_s});
    QVERIFY2(serve, qPrintable(m_why));
    QCOMPARE(serve->action, CommandLine::Action::Serve);
    QCOMPARE(serve->port, 3978);
    QCOMPARE(serve->uploadLimit, 5);
    const auto print = parse({u"print"_s, u"talk.transcript"_s});
    QVERIFY2(print, qPrintable(m_why));
    QCOMPARE(print->action, CommandLine::Action::Print);
    QCOMPARE(print->transcriptFile, u"talk.transcript"_s);
    QVERIFY(parse({u"--help"_s})->helpText.contains("print FILE.transcript"_L1));
    QVERIFY(!CommandLine::parseCommand({u"botline-cli"_s}, &m_why));
    QVERIFY2(m_why.contains("serve"_L1), qPrintable(m_why));
    QVERIFY(!CommandLine::parseCommand({u"botline-cli"_s, u"--practice"_s}, &m_why));
    QVERIFY(!CommandLine::parseCommand({u"botline-cli"_s, u"dance"_s}, &m_why));
    QVERIFY2(m_why.contains("dance"_L1), qPrintable(m_why));
}

void tst_CommandLine::commandsNeedNoWindow()
{
    const auto windowless = [](const QStringList &arguments) {
        return CommandLine::isWindowless(QStringList{u"botline"_s} + arguments);
    };
    QVERIFY(!windowless({}));
    QVERIFY(!windowless({u"--practice"_s, u"--scenario"_s, u"print"_s}));
    for (const QString &first : {u"serve"_s, u"print"_s, u"--practice-serve"_s, u"--version"_s})
        QVERIFY2(windowless({first}), qPrintable(first));
}

QTEST_GUILESS_MAIN(tst_CommandLine)
#include "tst_commandline.moc"
