#include "serving.h"

#include "commandline.h"
#include "console.h"

#ifdef BOTLINE_HAS_LOCALSERVICE
#include "serviceoptions.h"

#include "app/localservice/bots/practice/practiceservice.h"
#endif

#include <QtCore/QCoreApplication>

#include <csignal>

using namespace Qt::StringLiterals;

namespace botline {

#ifdef BOTLINE_HAS_LOCALSERVICE

int serve(const CommandLine &commandLine)
{
    // Blocked before any thread starts, so that every thread inherits it and only sigwait() sees
    // them.
    sigset_t stopSignals;
    sigemptyset(&stopSignals);
    sigaddset(&stopSignals, SIGINT);
    sigaddset(&stopSignals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &stopSignals, nullptr);

    QString why;
    const auto service = practice::startPracticeService(serviceOptions(commandLine), &why);
    if (!service)
        return console::reportError(why, console::kFailed);
    console::print(u"service-url %1"_s.arg(service->serviceUrl()));
    console::print(u"secret %1"_s.arg(QString::fromLatin1(service->secret())));
    console::print(u"token-url %1"_s.arg(service->tokenUrl()));
    int signal = 0;
    sigwait(&stopSignals, &signal);
    return 0;
}

#else

int serve(const CommandLine &)
{
    return console::reportError(
        QCoreApplication::translate("botline::Commands",
                                    "This build has no practice bot: Boost was missing."),
        console::kFailed);
}

#endif

} // namespace botline
