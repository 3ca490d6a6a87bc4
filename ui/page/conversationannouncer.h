#pragma once

#include <QtCore/QObject>
#include <QtCore/QPersistentModelIndex>
#include <QtCore/QStringList>

#include <functional>

namespace botline {

class ActivityModel;
class Announcer;
class ConversationSession;
struct ActivityEntry;

// Tells listeners what happens in the conversation: what the bot says, that it is typing, and at
// once what went wrong (interaction.md §11). Not what was there before, not what the user wrote,
// and of an answer that is still being written only its end.
class ConversationAnnouncer : public QObject
{
    Q_OBJECT

public:
    // Both must outlive this.
    ConversationAnnouncer(ConversationSession &session, Announcer &announcer,
                          QObject *parent = nullptr);

private:
    void takeInserted(int first, int last);
    void speakInserted(bool replay);
    void takeChanged(int row);
    void tellTyping();
    void tellState();
    void speak(const ActivityEntry &entry);

    ConversationSession &m_session;
    Announcer &m_announcer;
    QStringList m_inserted; // keys, until we know whether they are news
    QList<QPersistentModelIndex> m_unfinished; // still being written by the bot
    QList<QPersistentModelIndex> m_failed; // told already
    bool m_typingTold = false;
    bool m_wasLost = false;
};

// What is read out of a message that arrives: its own `speak` when it has one, "" when that is
// empty on purpose, else text and attachments in words.
QString spokenText(const ActivityEntry &entry);

} // namespace botline
