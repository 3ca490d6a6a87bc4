// The composition root: makes the network managers, settings, session and window, and wires them.

#include "app/cli/commandline.h"
#include "app/conversation/policy/clock.h"
#include "app/conversation/session/conversationsession.h"
#include "app/conversation/session/wakewatch.h"
#include "app/inspect/exchangebudget.h"
#include "app/inspect/exchangelog.h"
#include "app/logging/redactedlog.h"
#include "app/logging/timinglog.h"
#include "app/workspace/proxychoice.h"
#include "app/workspace/settings.h"
#include "ui/content/contentloader.h"
#include "ui/scripts/scenariorunner.h"
#include "ui/style/appearance.h"
#include "ui/style/icons.h"
#include "ui/window/mainwindow.h"

#ifdef BOTLINE_HAS_PRACTICE
#include "app/practice/practiceservice.h"
#endif

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QSettings>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtGui/QIcon>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkInformation>
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

int complain(const QString &sentence, int exitCode = kBadUsage)
{
    print(stderr, u"botline: "_s + sentence);
    return exitCode;
}

#ifdef BOTLINE_HAS_PRACTICE
using botline::practice::PracticeOptions;
using botline::practice::PracticeService;

PracticeOptions practiceOptions(const botline::CommandLine &commandLine)
{
    PracticeOptions options;
    options.port = commandLine.port;
    if (commandLine.uploadLimit)
        options.uploadBytes = *commandLine.uploadLimit;
    return options;
}

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
    const auto service = PracticeService::start(practiceOptions(commandLine), &why);
    if (!service)
        return complain(why, kFailed);
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
    return complain(u"This build has no practice bot: cpp-httplib was missing."_s, kFailed);
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

// The network came back: where a backend of Qt's can tell.
void resumeWhenReachable(botline::ConversationSession &session)
{
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    QObject::connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged,
                     &session, [&session](QNetworkInformation::Reachability reachability) {
                         if (reachability == QNetworkInformation::Reachability::Online)
                             session.resume();
                     });
}

int showWindow(QApplication &application, const botline::CommandLine &commandLine,
               const botline::TimingLog &timing)
{
    using namespace botline;

    QString why;
    std::optional<QList<ScenarioStep>> steps;
    if (!commandLine.scenarioFile.isEmpty()) {
        steps = readScenario(commandLine.scenarioFile, &why);
        if (!steps)
            return complain(why);
    }

    // A scenario starts from the defaults and leaves no trace in the user's settings, and none of
    // its conversation unless told where.
    std::unique_ptr<QTemporaryDir> passing;
    std::unique_ptr<QSettings> store;
    if (steps) {
        passing = std::make_unique<QTemporaryDir>();
        store = std::make_unique<QSettings>(passing->filePath(u"botline.ini"_s),
                                            QSettings::IniFormat);
    } else {
        store = std::make_unique<QSettings>();
    }
    QString conversations = commandLine.keepIn;
    if (conversations.isEmpty()) {
        const QString data = steps
            ? passing->path()
            : QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
        conversations = data + u"/conversations"_s;
    }
    Settings settings(*store);
    Appearance appearance(application, settings);

    // Order matters: what is made later goes first, and the session must go before its managers.
    QNetworkProxyFactory::setApplicationProxyFactory(new ProxyChoice);
    QNetworkAccessManager reads;
    QNetworkAccessManager writes;
    QNetworkAccessManager contentNetwork;
    SystemClock clock;
    ExchangeBudget exchangeBudget;
    ExchangeLog exchanges(exchangeBudget);
    ContentLoader content(contentNetwork);
    content.setExchangeObserver(&exchanges);
    ConversationSession session({reads, writes}, clock);
    session.setExchangeObserver(&exchanges);
    session.setConversationsFolder(conversations);
    session.setKeepsConversations(settings.keepsConversations());
    const WakeWatch wakeWatch(clock);
    QObject::connect(&wakeWatch, &WakeWatch::woke, &session, &ConversationSession::resume);

    WindowParts parts{session, content, appearance, settings, timing, LinkOpener(), {}};
#ifdef BOTLINE_HAS_PRACTICE
    std::unique_ptr<PracticeService> practice;
    parts.practice
        = [&practice, &commandLine](const ConnectionProfile &wishes,
                                    QString *problem) -> std::optional<ConnectionProfile> {
        if (!practice)
            practice = PracticeService::start(practiceOptions(commandLine), problem);
        if (!practice)
            return std::nullopt;
        ConnectionProfile profile = wishes;
        profile.kind = CredentialKind::Practice;
        profile.serviceUrl = *directline::ServiceUrl::parse(practice->serviceUrl());
        profile.credential = *directline::Bearer::parse(practice->secret());
        return profile;
    };
#endif

    QApplication::setWindowIcon(applicationIcon());
    MainWindow window(parts);
    std::unique_ptr<ScenarioRunner> runner;
    if (steps) {
        runner = std::make_unique<ScenarioRunner>(window, session, *steps);
        QObject::connect(runner.get(), &ScenarioRunner::finished, &application,
                         [&commandLine](const QString &problem) {
                             if (!problem.isEmpty())
                                 complain(u"%1: %2"_s.arg(commandLine.scenarioFile, problem),
                                          kFailed);
                             QCoreApplication::exit(problem.isEmpty() ? 0 : kFailed);
                         });
        runner->start();
    }
    // Connecting waits for the first paint: the window is there at once, whatever the network does.
    QObject::connect(&window, &MainWindow::firstPainted, &window, [&] {
        if (commandLine.profile)
            window.connectTo(*commandLine.profile);
        else
            window.showLastConversation();
        resumeWhenReachable(session);
    });
    window.show();
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
        return complain(why);
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
