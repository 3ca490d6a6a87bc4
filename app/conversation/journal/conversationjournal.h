#pragma once

#include "journalstore.h"

#include "app/conversation/state/conversationevent.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace botline {

class Clock;
class ConversationState;
struct Timing;

// Keeps a conversation on disk: writes down each event that outlives a run, and reads them back.
// The only place that writes journals; without a store, and between conversations, every call does
// nothing.
//
// What waits for the disk: what the user sends, before its post leaves, with the fact that it
// leaves; so a crash of any kind neither loses a message nor sends it twice. Everything else is
// handed to the operating system at once, and the service repeats it after a power cut, because a
// watermark is written after its set.
//
// Activities are named by the service's id and our messages by their clientActivityID; row keys are
// of one run.
class ConversationJournal : public QObject, public ConversationEventSink
{
    Q_OBJECT

public:
    // `state` and `clock` must outlive it. It becomes a sink of `state`.
    ConversationJournal(ConversationState &state, const Clock &clock, const Timing &timing,
                        QObject *parent = nullptr);
    ~ConversationJournal() override;

    void setStore(std::optional<JournalStore> store); // nullopt: nothing is kept
    const std::optional<JournalStore> &store() const { return m_store; }

    // A new one. Creates its folder lazily, with the first thing to write down.
    void begin();
    // Continues that one. False and a sentence when it cannot be had.
    bool open(const JournalStore::About &about, QString *why);
    // Applies all events of the journal that was opened to the state, and settles it. Returns the
    // number of unreadable lines that no note speaks of yet.
    int replay();
    void end(); // and keeps it
    void forget(); // and removes it
    bool isOpen() const { return m_active; }
    JournalStore::About about() const; // of what is open

    void on(const ConversationEvent &event) override;
    void waitForDisk(); // until what was written so far is safe

    struct Draft
    {
        QString text;
        QList<StagedFile> files;
        bool operator==(const Draft &) const = default;
    };
    void setDraft(const Draft &draft);
    Draft draft() const; // as it was when the journal was opened or set last

Q_SIGNALS:
    void failed(const QString &sentence); // the disk refused; nothing more is kept

private:
    struct Own
    {
        Delivery written; // what the journal says of it
        QStringList kept; // copies of its files
    };

    void write(const event::ConnectionChanged &event);
    void write(const event::ConversationBegan &event);
    void write(const event::ActivitiesReceived &event);
    void write(const event::WatermarkMoved &event);
    void write(const event::MessageQueued &event);
    void write(const event::MessagePosting &event);
    void write(const event::DeliveryChanged &event);
    void write(const event::MessageAccepted &event);
    void write(const event::MessageCarried &event);
    void write(const event::MessageDiscarded &event);
    void write(const event::NoteAdded &event);
    // Of the moment, or only ever read.
    template <typename Event> void write(const Event &) { }
    void writeState(const QString &id, const Delivery &delivery, const QString &activityId = {});

    void writeLines(const QByteArray &lines);
    bool ensureFile();
    void writeAbout();
    QList<journal::File> filesOf(const QList<StagedFile> &files);
    void saveCards();
    void compact();
    Draft readDraft() const;

    ConversationState &m_state;
    const Clock &m_clock;
    std::optional<JournalStore> m_store;

    bool m_active = false;
    bool m_reading = false; // events come from the journal itself
    std::unique_ptr<JournalFile> m_file; // made when there is something to write
    std::optional<event::ConnectionChanged> m_connection;
    QString m_conversationId;
    qint64 m_compactAt = 0;

    QHash<QString, Own> m_own; // by clientActivityID
    QHash<QString, QSet<int>> m_changedCards; // row key -> attachments
    QTimer m_cardTimer;
    Draft m_draft;
};

} // namespace botline
