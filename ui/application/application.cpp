#include "application.h"

#include "ui/content/contentloader.h"

#include <QtNetwork/QNetworkInformation>
#include <QtWidgets/QApplication>

#include <algorithm>

namespace botline {

// What each conversation has for itself. The loader holds what the user allowed this bot, so that
// two bots never share a permission.
struct Application::Conversation
{
    Conversation(SessionFactory &sessions, QNetworkAccessManager &network)
        : own(sessions.make()), content(network)
    {
    }

    std::unique_ptr<WorkspaceSession> own;
    ContentLoader content;
};

Application::Application(QApplication &application, QSettings &store, const TimingLog &timing,
                         const Options &options)
    : m_timing(timing),
      m_options(options),
      m_settings(store),
      m_appearance(application, m_settings),
      m_sessions(m_reads, m_clock, m_settings, options.conversationsFolder, options.timing),
      m_wakeWatch(m_clock, m_options.timing)
{
    m_window = std::make_unique<MainWindow>(
        WindowParts{m_appearance, m_settings, m_timing, m_options.practice},
        partsOf(makeConversation()));
    QObject::connect(&m_wakeWatch, &WakeWatch::woke, m_window.get(), [this] { resumeAll(); });
}

Application::~Application() = default;

Application::Conversation &Application::makeConversation()
{
    m_conversations.push_back(std::make_unique<Conversation>(m_sessions, m_contentNetwork));
    return *m_conversations.back();
}

PageParts Application::partsOf(Conversation &conversation)
{
    return {conversation.own->session(),
            conversation.content,
            m_appearance,
            m_settings,
            m_timing,
            m_options.links};
}

ConversationPage &Application::addConversation()
{
    return m_window->addPage(partsOf(makeConversation()));
}

ContentLoader &Application::contentOf(const ConversationPage &page)
{
    const auto found = std::find_if(m_conversations.begin(), m_conversations.end(),
                                    [&page](const auto &conversation) {
                                        return &conversation->own->session() == &page.session();
                                    });
    Q_ASSERT(found != m_conversations.end());
    return (*found)->content;
}

void Application::start(const std::optional<ConnectionProfile> &profile)
{
    QObject::connect(m_window.get(), &MainWindow::firstPainted, m_window.get(), [this, profile] {
        if (profile)
            m_window->connectTo(*profile);
        else
            m_window->showLastConversation();
        resumeWhenReachable();
    });
    m_window->show();
}

void Application::resumeAll()
{
    for (const auto &conversation : m_conversations)
        conversation->own->session().resume();
}

// The network came back: where a backend of Qt's can tell. Loading one takes a while, so this waits
// until the window is painted.
void Application::resumeWhenReachable()
{
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    QObject::connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged,
                     m_window.get(), [this](QNetworkInformation::Reachability reachability) {
                         if (reachability == QNetworkInformation::Reachability::Online)
                             resumeAll();
                     });
}

} // namespace botline
