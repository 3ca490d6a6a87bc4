#pragma once

#include "app/conversation/clock.h"
#include "app/conversation/conversationsession.h"
#include "app/localservice/bots/practice/practiceservice.h"
#include "ui/appearance.h"
#include "ui/compose/composer.h"
#include "ui/connect/settings.h"
#include "ui/content/contentloader.h"
#include "ui/mainwindow.h"
#include "ui/timinglog.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QNetworkAccessManager>
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

// Everything main() makes, over a practice service of its own and settings in a passing folder.
// Conversations are kept when a test gives a folder for them.
class WholeProgram
{
public:
    explicit WholeProgram(const localservice::LocalServiceOptions &options = {},
                          const QString &conversations = {})
        : service(practice::startPracticeService(options)),
          store(folder.filePath(QStringLiteral("botline.ini")), QSettings::IniFormat),
          settings(store),
          appearance(*qApp, settings),
          content(contentNetwork),
          session({reads, writes}, clock, quickTiming()),
          timing(QElapsedTimer()),
          window({session, content, appearance, settings, timing,
                  LinkOpener([this](const QUrl &url) {
                      opened.append(url);
                      return true;
                  }),
                  [this](const ConnectionProfile &wishes, QString *why) {
                      return practiceProfile(wishes, why);
                  }})
    {
        if (!conversations.isEmpty())
            session.setConversationsFolder(conversations);
        window.resize(720, 640);
        window.show();
    }

    std::optional<ConnectionProfile> practiceProfile(const ConnectionProfile &wishes, QString *why)
    {
        if (!service) {
            *why = QStringLiteral("the practice bot is gone");
            return std::nullopt;
        }
        ConnectionProfile profile = wishes;
        profile.serviceUrl = *directline::ServiceUrl::parse(service->serviceUrl());
        profile.credential = *directline::Bearer::parse(service->secret());
        return profile;
    }

    QTemporaryDir folder;
    std::unique_ptr<localservice::LocalService> service;
    QSettings store;
    Settings settings;
    Appearance appearance;
    QNetworkAccessManager reads;
    QNetworkAccessManager writes;
    QNetworkAccessManager contentNetwork;
    SystemClock clock;
    ContentLoader content;
    ConversationSession session;
    TimingLog timing;
    QList<QUrl> opened; // links handed to the system
    MainWindow window;
};

} // namespace botline
