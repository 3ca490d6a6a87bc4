#pragma once

#include "journalrecord.h"

#include "app/conversation/policy/clock.h"
#include "app/conversation/sending/outbox.h"
#include "app/conversation/state/activitytimeline.h"

#include <functional>

namespace botline {

class CardStates;
class Transcript;

// The wall clock, except while a journal is read: then it shows when things happened.
class JournalClock final : public Clock
{
public:
    explicit JournalClock(const Clock &real) : m_real(real) { }
    QDateTime nowUtc() const override { return m_past.isValid() ? m_past : m_real.nowUtc(); }
    void setPast(const QDateTime &past) { m_past = past; } // invalid: the present

private:
    const Clock &m_real;
    QDateTime m_past;
};

// Lets a journal's records happen again to what holds a conversation in memory, so that a restart
// finds everything as it was: rows, their states, what is known and awaited (protocol.md §3.4,
// §3.5). Feed it every record in order, then finish().
class JournalReplay
{
public:
    struct Unsent
    {
        Outbox::Message message;
        Delivery delivery;
        bool changed = false; // not as the journal says: its end is unknown
    };
    using PathOf = std::function<QString(const QString &kept)>;

    // `clock` must be the timeline's.
    JournalReplay(ActivityTimeline &timeline, ActivityModel &model, Transcript &transcript,
                  CardStates &cards, JournalClock &clock, PathOf pathOf);

    void take(journal::Record &&record);
    // `endUnknown`: something that happened may be missing. Then nothing counts as never sent, and
    // there is no watermark: the service says everything again, and what is known is dropped.
    void finish(bool endUnknown);

    const std::optional<journal::Connection> &connection() const { return m_connection; }
    QString conversationId() const { return m_conversationId; }
    std::optional<QString> watermark() const { return m_watermark; }
    const QList<directline::CardAction> &chips() const { return m_chips; }
    QStringList history() const { return m_history; } // texts typed, oldest first
    // What is not known to have arrived, in the order of sending.
    QList<Unsent> unsent() const;
    QHash<QString, QString> hiddenTitles() const { return m_hiddenTitles; }
    QHash<QString, QString> clientIds() const { return m_idOf; } // row key -> clientActivityID
    QSet<QString> keptFiles() const { return m_keptFiles; }
    int toldUnreadable() const { return m_toldUnreadable; } // lines that notes speak of

    // The chips after `activity`: nullopt when it leaves them as they are (protocol.md §6.6).
    static std::optional<QList<directline::CardAction>> chipsAfter(
        const directline::Activity &activity, const ActivityTimeline::Item &item,
        const QString &userId);

private:
    struct Own
    {
        Unsent unsent;
        int conversation = 0;
        QSet<QString> kept;
    };

    void happen(journal::Received &&record);
    void happen(const journal::Begin &) { }
    void happen(const journal::Draft &) { }
    void happen(const journal::Other &) { }
    void happen(const journal::Connection &record);
    void happen(const journal::Conversation &record);
    void happen(const journal::Watermark &record) { m_watermark = record.value; }
    void happen(const journal::Queued &record);
    void happen(const journal::State &record);
    void happen(const journal::Carried &record);
    void happen(const journal::Discarded &record);
    void happen(const journal::Note &record);
    void happen(const journal::Card &record);
    void happen(const journal::History &record) { m_history += record.texts; }
    void happen(const journal::Seen &record);
    void receiveGathered();

    ActivityTimeline &m_timeline;
    ActivityModel &m_model;
    Transcript &m_transcript;
    CardStates &m_cards;
    JournalClock &m_clock;
    PathOf m_pathOf;

    std::optional<journal::Connection> m_connection;
    QString m_conversationId;
    int m_conversation = 0; // counts them
    std::optional<QString> m_watermark;
    QList<directline::CardAction> m_chips;
    QStringList m_history;
    QHash<QString, QString> m_keyOf; // clientActivityID -> row key
    QHash<QString, QString> m_idOf;
    QHash<QString, Own> m_own; // by row key; without what arrived
    QStringList m_order; // row keys
    QHash<QString, QString> m_hiddenTitles;
    QSet<QString> m_keptFiles;
    int m_toldUnreadable = 0;

    QList<directline::Activity> m_gathered; // of one set
    QDateTime m_gatheredAt;
};

} // namespace botline
