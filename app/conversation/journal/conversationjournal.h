#pragma once

#include "journalstore.h"

#include "app/conversation/sending/outbox.h"
#include "app/conversation/state/activitytimeline.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace botline {

class ActivityModel;
class CardStates;
class JournalReplay;

// Writes down what happens in a conversation, and brings it back (architecture.md §4). The only
// place that writes journals; without a store, and between conversations, every call does nothing.
//
// What waits for the disk: what the user sends, before its post leaves, with the fact that it
// leaves; so a crash of any kind neither loses a message nor sends it twice. Everything else is in
// the operating system's hands at once, and the service says it again after a power cut, because a
// watermark stands below its set.
//
// Known to the disk is a row by its service's or the message's own id; row keys are of this run.
class ConversationJournal : public QObject
{
    Q_OBJECT

public:
    ConversationJournal(const ActivityModel &model, CardStates &cards, const Clock &clock,
                        const Timing &timing, QObject *parent = nullptr);
    ~ConversationJournal() override;

    void setStore(std::optional<JournalStore> store); // nullopt: nothing is kept
    const std::optional<JournalStore> &store() const { return m_store; }

    // A new one; it comes into being with the first thing to write down.
    void begin();
    // Goes on with that one. False and a sentence when it cannot be had.
    bool open(const JournalStore::About &about, QString *why);
    // Lets it happen again, in `replay`. How many lines could not be read.
    int replay(JournalReplay &replay);
    void end(); // and keeps it
    void forget(); // and removes it
    bool isOpen() const { return m_active; }
    JournalStore::About about() const; // of what is open
    QString pathOfKept(const QString &kept) const;

    // What happened.
    void connectionChanged(const ConnectionProfile &profile);
    void conversationBegan(const QString &conversationId, const QString &divider);
    // `items` are those among `activities` that were new.
    void received(std::span<const directline::Activity> activities,
                  const QList<ActivityTimeline::Item> &items);
    void watermarkMoved(const std::optional<QString> &watermark);
    void queued(const Outbox::Message &message, const QString &title, bool typed);
    void waitForDisk(); // what was queued and is not on its way yet
    void aboutToPost(const QString &key);
    void deliveryChanged(const QString &key, const Delivery &delivery);
    void accepted(const QString &key, const QString &activityId);
    void carried(const QString &key);
    void discarded(const QString &key);
    void noteAdded(const QString &text, int unreadable = 0);

    struct Draft
    {
        QString text;
        QList<StagedFile> files;
        bool operator==(const Draft &) const = default;
    };
    void setDraft(const Draft &draft);
    Draft draft() const; // as it was when the journal was opened or set last

    static journal::Connection connectionOf(const ConnectionProfile &profile);

Q_SIGNALS:
    void failed(const QString &sentence); // the disk refused; nothing more is kept

private:
    void write(const QByteArray &lines);
    bool ensureFile();
    void writeAbout();
    void writeState(const QString &key, SendState state, const Delivery &delivery,
                    const QString &activityId = {});
    QList<journal::File> filesOf(const QList<StagedFile> &files);
    void saveCards();
    void compact();
    Draft readDraft() const;

    const ActivityModel &m_model;
    CardStates &m_cards;
    const Clock &m_clock;
    std::optional<JournalStore> m_store;

    bool m_active = false;
    std::unique_ptr<JournalFile> m_file; // made when there is something to write
    journal::Connection m_connection;
    bool m_connected = false; // m_connection says something
    QString m_conversationId;
    qint64 m_compactAt = 0;

    struct Own
    {
        QString id; // clientActivityID
        Delivery told; // what the journal says of it
    };
    QHash<QString, Own> m_own; // by row key
    QHash<QString, QSet<int>> m_changedCards; // row key -> attachments
    QTimer m_cardTimer;
    Draft m_draft;
    QSet<QString> m_keptFiles; // that messages name
};

} // namespace botline
