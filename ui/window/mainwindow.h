#pragma once

#include "ui/page/conversationpage.h"

#include <QtCore/QPointer>
#include <QtWidgets/QMainWindow>

#include <functional>
#include <optional>

class QStackedWidget;

namespace botline {

class ConnectDialog;
class DropZone;
class HeaderBar;
class StartPage;
class StatusBanner;
class UnreadTitle;
class WindowActions;

// Fills in where the practice bot is, starting it when needed; nullopt and `why` when it cannot.
using PracticeLauncher = std::function<std::optional<ConnectionProfile>(
    const ConnectionProfile &profile, QString *why)>;

// What the window itself works with. Everything is made by the composition root and outlives it.
struct WindowParts
{
    Appearance &appearance;
    Settings &settings;
    const TimingLog &timing;
    PracticeLauncher practice; // empty: this build has no practice bot
};

// The shell: header, banner, menu, and the conversation pages, of which it shows one. Menu,
// header, banner and title are about the current page; the other pages go on by themselves and
// count as hidden.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    // With its first page, which is current.
    MainWindow(const WindowParts &window, const PageParts &page, QWidget *parent = nullptr);
    ~MainWindow() override;

    // Behind the current page. The window owns it and keeps it until it goes itself.
    ConversationPage &addPage(const PageParts &parts);
    QList<ConversationPage *> pages() const { return m_pages; }
    ConversationPage &currentPage() const { return *m_current; }
    void setCurrentPage(ConversationPage &page); // one of pages()

    // In the current page.
    void connectTo(const ConnectionProfile &profile);
    void showConnectDialog(const QString &sentence = {});
    // At the start without options: the last conversation again, or the connect dialog.
    void showLastConversation();

Q_SIGNALS:
    void firstPainted();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void buildParts();
    void wireActions();
    void wirePage(ConversationPage &page);
    void wireSession(ConversationPage &page);
    void connectPage(ConversationPage &page, const ConnectionProfile &profile);
    void startOver(ConversationSession::User user);
    void applyStyle(const ChatStyle &style);
    void applyKeeping(bool on);
    void updateVisibility();
    void presentPage();
    void presentState();
    void presentTitle();

    WindowParts m_parts;
    QStackedWidget *m_stack;
    WindowActions *m_actions;
    HeaderBar *m_header;
    StatusBanner *m_banner;
    StartPage *m_startPage;
    DropZone *m_dropZone;
    UnreadTitle *m_title;
    QList<ConversationPage *> m_pages;
    ConversationPage *m_current = nullptr;
    QPointer<ConnectDialog> m_connectDialog;
    ConversationSession::User m_lastNewUser = ConversationSession::User::Same;
};

} // namespace botline
