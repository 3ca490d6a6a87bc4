// The program: reads the command line, and runs either the window or what needs none.

#include "app/cli/commandline.h"
#include "app/logging/redactedlog.h"
#include "app/logging/timinglog.h"
#include "app/workspace/proxychoice.h"
#include "app/workspace/settings.h"
#include "ui/application/application.h"
#include "ui/page/conversationpage.h"
#include "ui/scripts/scenariorunner.h"
#include "ui/style/icons.h"

#ifdef BOTLINE_HAS_LOCALSERVICE
#include "ui/application/practicehost.h"
#endif

#include <QtCore/QFile>
#include <QtCore/QSettings>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtGui/QIcon>
#include <QtWidgets/QApplication>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

constexpr int kFailed = 1;
constexpr int kBadUsage = 2;

void print(FILE *stream, const QString &text)
{
    const QByteArray line = text.toLocal8Bit() + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stream);
    std::fflush(stream);
}

// Says on stderr what is wrong; returns the exit code.
int reportError(const QString &sentence, int exitCode = kBadUsage)
{
    print(stderr, u"botline: "_s + sentence);
    return exitCode;
}

#ifdef BOTLINE_HAS_LOCALSERVICE
// --practice-serve: no window, no event loop; until it is told to stop.
int servePractice(const botline::CommandLine &commandLine)
{
    // Blocked before any thread starts, so that every thread inherits it and only sigwait() sees
    // them.
    sigset_t stopSignals;
    sigemptyset(&stopSignals);
    sigaddset(&stopSignals, SIGINT);
    sigaddset(&stopSignals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &stopSignals, nullptr);

    QString why;
    const auto service
        = botline::practice::startPracticeService(botline::practiceOptions(commandLine), &why);
    if (!service)
        return reportError(why, kFailed);
    print(stdout, u"service-url %1"_s.arg(service->serviceUrl()));
    print(stdout, u"secret %1"_s.arg(QString::fromLatin1(service->secret())));
    print(stdout, u"token-url %1"_s.arg(service->tokenUrl()));
    int signal = 0;
    sigwait(&stopSignals, &signal);
    return 0;
}
#else
int servePractice(const botline::CommandLine &)
{
    return reportError(u"This build has no practice bot: Boost was missing."_s, kFailed);
}
#endif

std::optional<QList<botline::ScenarioStep>> readScenario(const QString &path, QString *why)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        *why = u"The scenario %1 cannot be read: %2"_s.arg(path, file.errorString());
        return std::nullopt;
    }
    const auto steps = botline::parseScenario(QString::fromUtf8(file.readAll()), why);
    if (!steps)
        *why = u"%1: %2"_s.arg(path, *why);
    return steps;
}

// Plays the scenario in the window's first page; the program ends with it.
void runScenario(botline::Application &program, const QList<botline::ScenarioStep> &steps,
                 const QString &path)
{
    botline::MainWindow &window = program.window();
    auto *runner = new botline::ScenarioRunner(window.currentPage(), steps, &window);
    QObject::connect(runner, &botline::ScenarioRunner::finished, &window,
                     [path](const QString &problem) {
                         if (!problem.isEmpty())
                             reportError(u"%1: %2"_s.arg(path, problem), kFailed);
                         QCoreApplication::exit(problem.isEmpty() ? 0 : kFailed);
                     });
    runner->start();
}

int showWindow(QApplication &application, const botline::CommandLine &commandLine,
               const botline::TimingLog &timing)
{
    QString why;
    std::optional<QList<botline::ScenarioStep>> steps;
    if (!commandLine.scenarioFile.isEmpty()) {
        steps = readScenario(commandLine.scenarioFile, &why);
        if (!steps)
            return reportError(why);
    }

    // A scenario starts from the defaults and leaves no trace in the user's settings, and none of
    // its conversation unless told where.
    std::unique_ptr<QTemporaryDir> temporary;
    std::unique_ptr<QSettings> store;
    if (steps) {
        temporary = std::make_unique<QTemporaryDir>();
        store = std::make_unique<QSettings>(temporary->filePath(u"botline.ini"_s),
                                            QSettings::IniFormat);
    } else {
        store = std::make_unique<QSettings>();
    }
    botline::Application::Options options;
    options.conversationsFolder = commandLine.keepIn;
    if (options.conversationsFolder.isEmpty())
        options.conversationsFolder
            = (steps ? temporary->path()
                     : QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
            + u"/conversations"_s;
#ifdef BOTLINE_HAS_LOCALSERVICE
    botline::PracticeHost practice(botline::practiceOptions(commandLine));
    options.practice = [&practice](const botline::ConnectionProfile &profile, QString *problem) {
        return practice.launch(profile, problem);
    };
#endif

    QNetworkProxyFactory::setApplicationProxyFactory(new botline::ProxyChoice);
    QApplication::setWindowIcon(botline::applicationIcon());
    botline::Application program(application, *store, timing, options);
    if (steps)
        runScenario(program, *steps, commandLine.scenarioFile);
    program.start(commandLine.profile);
    return QApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    QElapsedTimer sinceMain;
    sinceMain.start();
    botline::redactLog();
    QCoreApplication::setOrganizationName(u"Botline"_s);
    QCoreApplication::setApplicationName(u"Botline"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(BOTLINE_VERSION));
    QGuiApplication::setDesktopFileName(u"org.botline.Botline"_s);

    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    // Options that need no window must work where there is no display. The toolkit's own options
    // (-platform, -style, …) are taken out by QApplication, so it must see them first otherwise.
    const bool windowless = arguments.contains(u"--practice-serve"_s)
        || arguments.contains(u"--help"_s) || arguments.contains(u"-h"_s)
        || arguments.contains(u"--version"_s) || arguments.contains(u"-v"_s);
    std::unique_ptr<QCoreApplication> application;
    if (windowless)
        application = std::make_unique<QCoreApplication>(argc, argv);
    else
        application = std::make_unique<QApplication>(argc, argv);

    QString why;
    const auto commandLine = botline::CommandLine::parse(
        QCoreApplication::arguments(), [](const char *name) { return qEnvironmentVariable(name); },
        &why);
    if (!commandLine)
        return reportError(why);
    switch (commandLine->action) {
    case botline::CommandLine::Action::Help:
        print(stdout, commandLine->helpText);
        return 0;
    case botline::CommandLine::Action::Version:
        print(stdout, u"Botline %1"_s.arg(QCoreApplication::applicationVersion()));
        return 0;
    case botline::CommandLine::Action::PracticeServe:
        return servePractice(*commandLine);
    case botline::CommandLine::Action::Window:
        break;
    }
    const botline::TimingLog timing(sinceMain);
    return showWindow(static_cast<QApplication &>(*application), *commandLine, timing);
}
