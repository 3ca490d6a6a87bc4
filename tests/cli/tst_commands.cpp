#include "tests/support/builders.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace botline::test;

class TestCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void version_data();
    void version();
    void printsATranscript_data();
    void printsATranscript();
    void aBrokenActivityIsNamed();
    void whatIsNoTranscriptFails();
    void badUsage();
    void theWindowWithoutADisplayFails();
    void serves_data();
    void serves();

private:
    struct Ended
    {
        int code = -1;
        QString output;
        QString errors;
    };

    void addPrograms();
    Ended run(const QString &program, const QStringList &arguments);
    QString write(const QByteArray &bytes);

    QProcessEnvironment m_environment;
    QTemporaryDir m_folder;
};

// Without a display and without a platform that needs none.
void TestCommands::init()
{
    m_environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"QT_QPA_PLATFORM"_s})
        m_environment.remove(name);
    m_environment.insert(u"HOME"_s, m_folder.path());
    m_environment.insert(u"XDG_RUNTIME_DIR"_s, m_folder.path());
}

TestCommands::Ended TestCommands::run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start(program, arguments);
    if (!process.waitForFinished(60'000))
        qFatal("%s did not end", qPrintable(program));
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

QString TestCommands::write(const QByteArray &bytes)
{
    QFile file(m_folder.filePath(u"talk.transcript"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write a test file");
    return file.fileName();
}

void TestCommands::addPrograms()
{
    QTest::addColumn<QString>("program");
    QTest::newRow("botline") << QStringLiteral(BOTLINE_PROGRAM);
    QTest::newRow("botline-cli") << QStringLiteral(BOTLINE_CLI);
}

void TestCommands::version_data()
{
    addPrograms();
}

void TestCommands::version()
{
    QFETCH(QString, program);
    const Ended ended = run(program, {u"--version"_s});
    QCOMPARE(ended.code, 0);
    QVERIFY2(ended.output.startsWith("Botline "_L1), qPrintable(ended.output));
    QCOMPARE(ended.errors, QString());
}

void TestCommands::printsATranscript_data()
{
    addPrograms();
}

void TestCommands::printsATranscript()
{
    QFETCH(QString, program);
    const QJsonArray talk{botMessage(u"one\u001b[31m"_s), activityOfType(u"typing"_s)};
    const Ended ended = run(program, {u"print"_s, write(QJsonDocument(talk).toJson())});
    QCOMPARE(ended.errors, QString());
    QCOMPARE(ended.code, 0);
    QVERIFY2(ended.output.endsWith(u"one\u241b[31m\n"_s), qPrintable(ended.output));
    QCOMPARE(ended.output.count(u'\n'), 1);
}

void TestCommands::aBrokenActivityIsNamed()
{
    const QString path = write(R"([{"type":"message","text":"good"},{"type":NaN}])");
    const Ended ended = run(QStringLiteral(BOTLINE_CLI), {u"print"_s, path});
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.output.contains("good"_L1), qPrintable(ended.output));
    QVERIFY2(ended.errors.contains("Activity 2 "_L1), qPrintable(ended.errors));
}

void TestCommands::whatIsNoTranscriptFails()
{
    const QString path = write("hello");
    const Ended ended = run(QStringLiteral(BOTLINE_CLI), {u"print"_s, path});
    QCOMPARE(ended.code, 1);
    QCOMPARE(ended.output, QString());
    QVERIFY2(ended.errors.startsWith("botline: "_L1) && ended.errors.contains(path),
             qPrintable(ended.errors));
    QCOMPARE(run(QStringLiteral(BOTLINE_CLI), {u"print"_s, write("[]")}).code, 1);
}

void TestCommands::badUsage()
{
    for (const QStringList &arguments :
         {QStringList(), QStringList{u"dance"_s}, QStringList{u"print"_s},
          QStringList{u"serve"_s, u"--secret"_s, u"x"_s}}) {
        const Ended ended = run(QStringLiteral(BOTLINE_CLI), arguments);
        QCOMPARE(ended.code, 2);
        QVERIFY(!ended.errors.isEmpty());
    }
}

// Qt itself would abort.
void TestCommands::theWindowWithoutADisplayFails()
{
    for (const QByteArray &display : {QByteArray(), QByteArray(":nowhere")}) {
        if (!display.isEmpty())
            m_environment.insert(u"DISPLAY"_s, QString::fromLatin1(display));
        const Ended ended = run(QStringLiteral(BOTLINE_PROGRAM), {u"--practice"_s});
        QCOMPARE(ended.code, 1);
        QCOMPARE(ended.errors.count(u'\n'), 1);
        QVERIFY2(ended.errors.startsWith("botline: "_L1) && ended.errors.contains("display"_L1)
                     && ended.errors.contains("QT_QPA_PLATFORM=offscreen"_L1),
                 qPrintable(ended.errors));
    }
}

void TestCommands::serves_data()
{
    addPrograms();
}

void TestCommands::serves()
{
#ifdef BOTLINE_HAS_PRACTICE
    QFETCH(QString, program);
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start(program, {u"serve"_s});
    QByteArray output;
    while (output.count('\n') < 3 && process.waitForReadyRead(30'000))
        output += process.readAllStandardOutput();
    const QByteArrayList lines = output.split('\n');
    QCOMPARE(lines.size(), 4);
    QVERIFY2(lines.at(0).startsWith("service-url http://127.0.0.1:"), output.constData());
    QVERIFY2(lines.at(1).startsWith("secret "), output.constData());
    QVERIFY2(lines.at(2).startsWith("token-url http://127.0.0.1:"), output.constData());

    QNetworkAccessManager network;
    const std::unique_ptr<QNetworkReply> reply(network.get(
        QNetworkRequest(QUrl(QString::fromUtf8(lines.at(2).mid(qstrlen("token-url ")))))));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    QVERIFY(finished.wait(30'000));
    QVERIFY(!QJsonDocument::fromJson(reply->readAll())["token"_L1].toString().isEmpty());

    ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
#else
    QSKIP("this build has no practice bot");
#endif
}

QTEST_GUILESS_MAIN(TestCommands)
#include "tst_commands.moc"
