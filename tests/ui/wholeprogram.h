#pragma once

#include "app/conversation/policy/clock.h"
#include "app/conversation/policy/throttlegates.h"
#include "app/conversation/session/conversationsession.h"
#include "app/localservice/bots/practice/practiceservice.h"
#include "app/logging/timinglog.h"
#include "ui/application/application.h"
#include "ui/compose/composer.h"
#include "ui/content/contentloader.h"
#include "ui/page/conversationpage.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtWidgets/QApplication>

namespace botline {

// Polls often, so that a test waits for the program and not for the schedule.
inline Timing quickTiming()
{
    using namespace std::chrono_literals;
    Timing timing;
    timing.pollActive = timing.pollQuiet = timing.pollIdle = 25ms;
    timing.pollAfterSend = 5ms;
    timing.savedAfter = 20ms;
    timing.selfHealAfter = 100ms;
    timing.unconfirmedAfter = 300ms;
    timing.backOffBase = timing.backOffCap = timing.startBackOffCap = 25ms;
    return timing;
}

// The program as main() makes it, over a practice service of its own and settings in a temporary
// folder. Conversations are kept when a test gives a folder for them.
class WholeProgram
{
public:
    explicit WholeProgram(const localservice::LocalServiceOptions &options = {},
                          const QString &conversations = {})
        : service(practice::startPracticeService(options)),
          store(folder.filePath(QStringLiteral("botline.ini")), QSettings::IniFormat),
          timing(QElapsedTimer()),
          application(*qApp, store, timing, applicationOptions(conversations)),
          settings(application.settings()),
          appearance(application.appearance()),
          window(application.window()),
          page(window.currentPage()),
          session(page.session()),
          content(application.contentOf(page))
    {
        window.resize(720, 640);
        window.show();
    }

    std::optional<ConnectionProfile> practiceProfile(const ConnectionProfile &incomplete,
                                                     QString *why)
    {
        if (!service) {
            *why = QStringLiteral("the practice bot is gone");
            return std::nullopt;
        }
        ConnectionProfile profile = incomplete;
        profile.serviceUrl = *directline::ServiceUrl::parse(service->serviceUrl());
        profile.credential = *directline::Bearer::parse(service->secret());
        return profile;
    }

    QTemporaryDir folder;
    std::unique_ptr<localservice::LocalService> service;
    QList<QUrl> opened; // links handed to the system
    QSettings store;
    TimingLog timing;
    Application application;
    Settings &settings;
    Appearance &appearance;
    MainWindow &window;
    ConversationPage &page; // the first one
    ConversationSession &session; // of that page, and so is the loader
    ContentLoader &content;

private:
    Application::Options applicationOptions(const QString &conversations)
    {
        Application::Options options;
        options.conversationsFolder = conversations;
        options.timing = quickTiming();
        options.links = LinkOpener([this](const QUrl &url) {
            opened.append(url);
            return true;
        });
        options.practice = [this](const ConnectionProfile &profile, QString *why) {
            return practiceProfile(profile, why);
        };
        return options;
    }
};

} // namespace botline
