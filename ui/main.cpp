// The program: reads the command line, and runs either the window or what needs none.

#include "app/cli/commandline.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/secretvariables.h"
#include "app/logging/redactedlog.h"
#include "app/logging/timinglog.h"
#include "app/script/scenariorunner.h"
#include "app/workspace/proxychoice.h"
#include "ui/application/application.h"
#include "ui/application/guiapplication.h"
#include "ui/page/conversationpage.h"
#include "ui/scripts/windowsteptarget.h"
#include "ui/style/icons.h"
#include "ui/window/mainwindow.h"

#ifdef BOTLINE_HAS_LOCALSERVICE
#include "ui/application/practicehost.h"
#endif

#include <QtCore/QSettings>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtGui/QIcon>
#include <QtWidgets/QApplication>

using namespace Qt::StringLiterals;

namespace {

// Plays the scenario in the first page of the window; the program ends with it.
void runScenario(botline::Application &program, const QList<botline::ScenarioStep> &steps,
                 const QString &path)
{
    using namespace botline;
    MainWindow &window = program.window();
    ConversationPage &page = window.currentPage();
    auto *target = new WindowStepTarget({page.session(), page.composer(), page, window}, &window);
    auto *runner = new ScenarioRunner(
        *target, steps, isOnScreen() ? ScenarioRunner::AtEnd::Stay : ScenarioRunner::AtEnd::Finish,
        {}, target);
    QObject::connect(runner, &ScenarioRunner::finished, &window, [path](const QString &problem) {
        if (!problem.isEmpty())
            console::reportError(u"%1: %2"_s.arg(path, problem), console::kFailed);
        QCoreApplication::exit(problem.isEmpty() ? 0 : console::kFailed);
    });
    runner->start();
}

int showWindow(QApplication &application, const botline::CommandLine &commandLine,
               const botline::TimingLog &timing)
{
    QString why;
    std::optional<QList<botline::ScenarioStep>> steps;
    if (!commandLine.scenarioFile.isEmpty()) {
        steps = botline::readScenario(commandLine.scenarioFile, &why);
        if (!steps)
            return botline::console::reportError(why, botline::console::kBadUsage);
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
    botline::PracticeHost practice(botline::serviceOptions(commandLine));
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
