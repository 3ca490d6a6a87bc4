#include "guiapplication.h"

#include "app/cli/console.h"

#include <QtCore/QStringList>
#include <QtWidgets/QApplication>

#include <cstdlib>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

QtMessageHandler previousHandler = nullptr;

// While the application comes up. The platform's warnings lead to a fatal message when it cannot,
// and that is said in our words.
void handleStartMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (type == QtFatalMsg) {
        console::reportError(
            u"There is no display to show a window on. With QT_QPA_PLATFORM=offscreen the program "
            "runs without one; --help lists what needs no window."_s,
            console::kFailed);
        std::_Exit(console::kFailed);
    }
    if (!QLatin1StringView(context.category).startsWith("qt.qpa."_L1))
        previousHandler(type, context, message);
}

} // namespace

std::unique_ptr<QApplication> makeGuiApplication(int &argc, char **argv)
{
    previousHandler = qInstallMessageHandler(handleStartMessage);
    auto application = std::make_unique<QApplication>(argc, argv);
    qInstallMessageHandler(previousHandler);
    return application;
}

bool isOnScreen()
{
    const QString platform = QGuiApplication::platformName();
    return platform != "offscreen"_L1 && platform != "minimal"_L1;
}

} // namespace botline
