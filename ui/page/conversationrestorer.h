#pragma once

#include "app/conversation/session/conversationsession.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

class QWidget;

namespace botline {

class Composer;
class Settings;

// The page's half of what is kept on disk: brings the last conversation back at the start, saves
// the draft while it is written, forgets when told to.
class ConversationRestorer : public QObject
{
    Q_OBJECT

public:
    // `page` owns this and is the parent of its questions; the others must outlive it.
    ConversationRestorer(ConversationSession &session, Settings &settings, Composer &composer,
                         QWidget &page);

    // At the start: shows the last conversation when it was with the bot that was connected last.
    // connectRequested() follows when its credential can be had without asking, else
    // askRequested().
    void showLast();
    // Shows this conversation, whatever bot it is with; its draft takes the place of what is being
    // written, which stays with the conversation before. False and `why` when it cannot be had.
    bool show(const JournalStore::About &kept, QString *why);
    // The session opened something: its draft and history go into the composer.
    void opened();
    void saveDraft(); // now; by itself Timing::savedAfter after the last change

    void askToForget();
    void setKeeping(bool on); // asks before something is removed

Q_SIGNALS:
    void shown(); // a conversation from disk
    void connectRequested(const botline::ConnectionProfile &profile);
    void askRequested(); // the user has to say how to connect
    void forgotten();
    void keepingChanged(bool on);

private:
    bool restoreLast();
    void connectAgain(ConnectionProfile profile);
    void switchKeeping(bool on);

    ConversationSession &m_session;
    Settings &m_settings;
    Composer &m_composer;
    QWidget &m_page;
    QTimer m_draftTimer;
};

} // namespace botline
