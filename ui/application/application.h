#pragma once

#include "app/conversation/policy/clock.h"
#include "app/conversation/session/wakewatch.h"
#include "app/workspace/sessionfactory.h"
#include "app/workspace/settings.h"
#include "ui/content/linkpolicy.h"
#include "ui/style/appearance.h"
#include "ui/window/mainwindow.h"

#include <QtNetwork/QNetworkAccessManager>

#include <memory>
#include <vector>

class QApplication;
class QSettings;

namespace botline {

class ContentLoader;

// The composition root: makes what all conversations share, what each has for itself, and the
// window that shows them, and wires them. Programs and tests differ in the options only.
class Application
{
public:
    struct Options
    {
        QString conversationsFolder; // where they are kept; "": nowhere
        Timing timing;
        LinkOpener links;
        PracticeLauncher practice;
    };

    // The references outlive this. With a window, not shown yet, and one idle conversation in it.
    Application(QApplication &application, QSettings &store, const TimingLog &timing,
                const Options &options);
    ~Application();

    Settings &settings() { return m_settings; }
    Appearance &appearance() { return m_appearance; }
    MainWindow &window() { return *m_window; }
    // One more session with its own page, behind the current one.
    ConversationPage &addConversation();
    // What this page may fetch of what its bot links to.
    ContentLoader &contentOf(const ConversationPage &page);

    // Shows the window and, once it is painted, connects: to `profile`, or without one to the last
    // conversation. The window is there at once, whatever the network does.
    void start(const std::optional<ConnectionProfile> &profile);

private:
    struct Conversation;

    Conversation &makeConversation();
    PageParts partsOf(Conversation &conversation);
    void resumeAll();
    void resumeWhenReachable();

    // In the order of dependency: what stands lower goes first.
    const TimingLog &m_timing;
    const Options m_options;
    Settings m_settings;
    Appearance m_appearance;
    SystemClock m_clock;
    QNetworkAccessManager m_reads;
    QNetworkAccessManager m_contentNetwork; // without credentials or cookies
    SessionFactory m_sessions;
    std::vector<std::unique_ptr<Conversation>> m_conversations;
    WakeWatch m_wakeWatch;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace botline
