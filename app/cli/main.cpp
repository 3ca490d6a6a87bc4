// botline-cli: the commands that need no window, for computers without Gui.

#include "commandline.h"
#include "commands.h"
#include "console.h"
#include "secretvariables.h"

#include "app/logging/redactedlog.h"

#include <QtCore/QCoreApplication>

int main(int argc, char *argv[])
{
    botline::redactLog();
    // No command needs them yet; none of the programs that one may start gets them either.
    botline::SecretVariables::take();
    QCoreApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("Botline"));
    QCoreApplication::setApplicationName(QStringLiteral("Botline"));
    QCoreApplication::setApplicationVersion(QStringLiteral(BOTLINE_VERSION));

    QString why;
    const auto commandLine
        = botline::CommandLine::parseCommand(QCoreApplication::arguments(), &why);
    if (!commandLine)
        return botline::console::reportError(why, botline::console::kBadUsage);
    return botline::runCommand(*commandLine);
}
