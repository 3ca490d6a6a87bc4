#pragma once

#include "app/conversation/session/conversationsession.h"
#include "ui/content/activityactions.h"
#include "ui/content/linkpolicy.h"
#include "ui/style/chatstyle.h"

#include <QtCore/QHash>
#include <QtCore/QPointer>
#include <QtWidgets/QMainWindow>

#include <functional>

class QStackedWidget;

namespace botline {

class Appearance;
class AttachmentRows;
class Composer;
class ConnectDialog;
class ContentLoader;
class ConversationRestorer;
class ConversationView;
class DropZone;
class FileSaver;
class HeaderBar;
class Settings;
class StartPage;
class StatusBanner;
class SuggestedActionsBar;
class TimingLog;
class WindowActions;
struct ConversationImage;

// What the window works with. Everything is made by the composition root and outlives the window.
struct WindowParts
{
    ConversationSession &session;
    ContentLoader &content;
    Appearance &appearance;
    Settings &settings;
    const TimingLog &timing;
    LinkOpener links;
    // Fills in where the practice bot is, starting it when needed; nullopt and `why` when it
    // cannot. Empty: this build has none.
    std::function<std::optional<ConnectionProfile>(const ConnectionProfile &wishes, QString *why)>
        practice;
};

// The window: one conversation with one bot. It holds no conversation logic; it wires the session
// to the parts that show it and turns what people do into the session's verbs.
class MainWindow : public QMainWindow, private ActivityActions
{
    Q_OBJECT

public:
    explicit MainWindow(const WindowParts &parts, QWidget *parent = nullptr);
    ~MainWindow() override;

    void connectTo(const ConnectionProfile &profile);
    void showConnectDialog(const QString &sentence = {});
    // At the start without options: the last conversation again, or the connect dialog.
    void showLastConversation();

    Composer &composer() const { return *m_composer; }
    ConversationView &conversationView() const { return *m_view; }

Q_SIGNALS:
    void firstPainted();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildPages();
    void wireKeeping(WindowActions *actions);
    void wireSession();
    void wireConversation();
    void wireAttachments();
    void applyStyle(const ChatStyle &style);
    void send(const QString &text, const QList<StagedFile> &files);
    // ActivityActions
    void retry(const QString &key) override;
    void edit(const QString &key) override;
    void discard(const QString &key) override;
    void cancel(const QString &key) override;
    void copyDetails(const QString &key) override;
    void perform(const directline::CardAction &action, const QString &key) override;
    void submit(const QString &key, int attachment, const QJsonValue &submitted,
                const QJsonObject &inputs) override;
    void openLink(const QString &address) override;
    void save(const QString &address, const QString &name) override;
    void viewImage(const QString &key, int attachment) override;
    void showJson(const QString &key) override;

    void openViewer(const ConversationImage &image);
    void askToShowImage(const QString &address);
    void showConversation(bool shown);
    void presentState();
    void presentTitle();
    void presentWaiting();
    void startOver(ConversationSession::User user);
    void saveTranscript();
    void reportPainted(int firstRow, int lastRow);

    WindowParts m_parts;
    QStackedWidget *m_pages;
    HeaderBar *m_header;
    StatusBanner *m_banner;
    StartPage *m_startPage;
    AttachmentRows *m_rows;
    ConversationView *m_view;
    SuggestedActionsBar *m_suggestions;
    Composer *m_composer;
    ConversationRestorer *m_keeper;
    DropZone *m_dropZone;
    FileSaver *m_saver;
    QPointer<ConnectDialog> m_connectDialog;
    ConversationSession::User m_lastNewUser = ConversationSession::User::Same;
    bool m_unconfirmedRetryExplained = false;
    bool m_painted = false;
    int m_unseen = 0; // bot activities that came while the window was inactive
    // Timing marks that wait for their row to be painted: row key -> activity id.
    QHash<QString, QString> m_echoesToPaint;
    int m_historyToPaint = -1;
};

} // namespace botline
