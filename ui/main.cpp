// The composition root: makes the network managers, settings, session and window, and wires them.

#include "app/cli/commandline.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/secretvariables.h"
#include "app/conversation/policy/clock.h"
#include "app/conversation/session/conversationsession.h"
#include "app/conversation/session/wakewatch.h"
#include "app/logging/redactedlog.h"
#include "app/logging/timinglog.h"
#include "app/script/scenariorunner.h"
#include "app/workspace/proxychoice.h"
#include "app/workspace/settings.h"
#include "ui/content/contentloader.h"
#include "ui/guiapplication.h"
#include "ui/scripts/windowsteptarget.h"
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

using namespace Qt::StringLiterals;

namespace {

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

#endif

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
            return console::reportError(why, console::kBadUsage);
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
    ContentLoader content(contentNetwork);
    ConversationSession session({reads, writes}, clock);
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
    std::unique_ptr<WindowStepTarget> target;
    std::unique_ptr<ScenarioRunner> runner;
    if (steps) {
        target = std::make_unique<WindowStepTarget>(
            WindowStepTarget::Parts{session, window.composer(), window, window});
        runner = std::make_unique<ScenarioRunner>(*target, *steps,
                                                  isOnScreen() ? ScenarioRunner::AtEnd::Stay
                                                               : ScenarioRunner::AtEnd::Finish);
        QObject::connect(runner.get(), &ScenarioRunner::finished, &application,
                         [&commandLine](const QString &problem) {
                             if (!problem.isEmpty())
                                 console::reportError(
                                     u"%1: %2"_s.arg(commandLine.scenarioFile, problem),
                                     console::kFailed);
                             QCoreApplication::exit(problem.isEmpty() ? 0 : console::kFailed);
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
    const auto secrets = botline::SecretVariables::take();
    QCoreApplication::setOrganizationName(u"Botline"_s);
    QCoreApplication::setApplicationName(u"Botline"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(BOTLINE_VERSION));
    QGuiApplication::setDesktopFileName(u"org.botline.Botline"_s);

    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    // What needs no window must work where there is no display. The toolkit's own options
    // (-platform, -style, …) are taken out by QApplication, so it must see them first otherwise.
    std::unique_ptr<QCoreApplication> application;
    if (botline::CommandLine::isWindowless(arguments))
        application = std::make_unique<QCoreApplication>(argc, argv);
    else
        application = botline::makeGuiApplication(argc, argv);

    QString why;
    const auto commandLine = botline::CommandLine::parse(
        QCoreApplication::arguments(), [&secrets](const char *name) { return secrets.value(name); },
        &why);
    if (!commandLine)
        return botline::console::reportError(why, botline::console::kBadUsage);
    if (commandLine->action != botline::CommandLine::Action::Window)
        return botline::runCommand(*commandLine);
    const botline::TimingLog timing(sinceMain);
    return showWindow(static_cast<QApplication &>(*application), *commandLine, timing);
}
