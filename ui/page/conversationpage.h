#pragma once

#include "app/conversation/session/conversationsession.h"
#include "ui/content/activityactions.h"
#include "ui/content/linkpolicy.h"

#include <QtWidgets/QWidget>

#include <functional>

class QKeyEvent;
class QMimeData;

namespace botline {

class Appearance;
class AttachmentRows;
class ChatStyle;
class Composer;
class ContentLoader;
class ConversationRestorer;
class ConversationView;
class FileSaver;
class RetryQuestion;
class Settings;
class SuggestedActionsBar;
class TimingLog;
struct ConversationImage;

// What a page works with. Everything outlives the page.
struct PageParts
{
    // Of this page alone: two pages with one loader would share what the user allowed the bot.
    ConversationSession &session;
    ContentLoader &content;
    // Shared by all pages.
    Appearance &appearance;
    Settings &settings;
    const TimingLog &timing;
    LinkOpener links;
};

// One session on the screen: the conversation to read, the suggested actions, and the composer. It
// turns what the user does there into the session's calls, and holds no conversation logic. Several
// pages in one window know nothing of each other.
//
// What concerns the window (its banner, its title, the connect dialog) is told by signals.
class ConversationPage : public QWidget, private ActivityActions
{
    Q_OBJECT

public:
    explicit ConversationPage(const PageParts &parts, QWidget *parent = nullptr);
    ~ConversationPage() override;

    ConversationSession &session() const { return m_parts.session; }
    ConversationView &view() const { return *m_view; }
    Composer &composer() const { return *m_composer; }
    // Nothing was opened yet, or it was forgotten: there is nothing to look at.
    bool isBlank() const { return m_blank; }
    QList<QWidget *> panes() const; // in the order of F6

    // `profile` is complete: with a service URL, and for the practice bot too. A fresh credential
    // for the same bot goes on with what is there.
    void open(const ConnectionProfile &profile);
    // A new conversation with the same bot; credentialRequested() when nobody is there to start it
    // with.
    void startOver(ConversationSession::User user);
    // At the start: the last conversation again. connectRequested() follows when its credential is
    // at hand, else credentialRequested().
    void showLast();

    // A kept conversation as it was, before any network. False, and failed() says why, when it
    // cannot be had; the page shows nothing then.
    bool showKept(const JournalStore::About &kept);

    // What the part that has the focus had no use for: Escape, letters and scroll keys. True when
    // it was used.
    bool takeKey(const QKeyEvent &event);
    void stageDropped(const QMimeData &dropped);
    void saveDraft();
    void askToForget();
    void askToKeep(bool on); // all conversations; asks before something is removed
    void setShowsAllActivities(bool on);
    void saveTranscript(); // asks where to

Q_SIGNALS:
    void opened(); // also from disk
    void forgotten();
    void connectRequested(const botline::ConnectionProfile &profile);
    void credentialRequested();
    void keepingChanged(bool on);
    // For the banner.
    void noticed(const QString &sentence);
    void failed(const QString &sentence);
    void saving(const QString &sentence, const std::function<void()> &cancel);

private:
    void buildParts();
    void wireSession();
    void wireRestorer();
    void wireSaver();
    void applyStyle(const ChatStyle &style);
    void send(const QString &text, const QList<StagedFile> &files);
    void showImage(const ConversationImage &image);
    void askToShowImage(const QString &address);
    void presentWaiting();

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

    PageParts m_parts;
    AttachmentRows *m_rows;
    ConversationView *m_view;
    SuggestedActionsBar *m_suggestions;
    Composer *m_composer;
    ConversationRestorer *m_restorer;
    FileSaver *m_saver;
    RetryQuestion *m_retryQuestion;
    bool m_blank = true;
};

} // namespace botline
