#include "journalcompaction.h"

#include "journalreader.h"

#include <QtCore/QHash>
#include <QtCore/QSet>

#include <algorithm>

namespace botline::journal {

namespace {

constexpr qint64 kHistoryBytes = 256 * 1024;
// Twice what Direct Line promises (protocol.md §3.6).
constexpr qint64 kServiceForgetsAfter = 48 * 3600;
constexpr qsizetype kMostSeen = 20'000;

// What of the records before the cut has to be said again.
class Essence
{
public:
    explicit Essence(const QDateTime &now) : m_forgottenBefore(now.addSecs(-kServiceForgetsAfter))
    {
    }

    // To be told of every record, those that stay as well.
    void settle(const Record &record)
    {
        if (const auto *state = std::get_if<State>(&record);
            state && state->state == SendState::Sent)
            m_settled.insert(state->id);
        else if (const auto *discarded = std::get_if<Discarded>(&record))
            m_settled.insert(discarded->id);
    }

    void operator()(const Connection &record) { m_connection = record; }
    void operator()(const Conversation &record)
    {
        m_conversation = record;
        m_conversation->divider.clear(); // what it divided is gone
        m_watermark.reset();
        m_seen.clear();
    }
    void operator()(const Watermark &record) { m_watermark = record; }
    void operator()(const Received &record)
    {
        if (!record.activity.id.isEmpty() && !(record.at < m_forgottenBefore))
            m_seen.append({record.activity.id, record.activity.timestamp});
    }
    void operator()(const Seen &record)
    {
        if (!record.timestamp.isValid() || record.timestamp >= m_forgottenBefore)
            m_seen.append(record);
    }
    void operator()(const Queued &record)
    {
        const QString id = record.activity.clientActivityId();
        if (!m_messages.contains(id))
            m_order.append(id);
        m_messages[id].append(record);
    }
    void operator()(const State &record) { about(record.id, record); }
    void operator()(const Carried &record) { about(record.id, record); }
    void operator()(const Card &) { } // its activity is older still
    void operator()(const History &record) { m_history += record.texts; }
    void operator()(const Note &) { }
    void operator()(const Begin &) { }
    void operator()(const Discarded &) { }
    void operator()(const Draft &) { }
    void operator()(const Other &) { }

    QByteArray lines(const QString &note, const QDateTime &now)
    {
        QByteArray result = toLine(Begin());
        if (m_connection)
            result += toLine(*m_connection);
        if (m_conversation)
            result += toLine(*m_conversation);
        // Damage that was told belongs to lines that are gone now.
        result += toLine(Note{now, note, 0});
        QByteArray unsettled;
        for (const QString &id : std::as_const(m_order)) {
            const QList<Record> records = m_messages.value(id);
            const auto *queued = std::get_if<Queued>(&records.constFirst());
            if (!m_settled.contains(id)) {
                for (const Record &record : records)
                    unsettled += toLine(record);
            } else if (queued && queued->typed) {
                m_history.append(queued->activity.text);
            }
        }
        if (const QStringList texts = historyTexts(); !texts.isEmpty())
            result += toLine(History{texts});
        for (const Seen &seen : m_seen.last(std::min(kMostSeen, m_seen.size())))
            result += toLine(seen);
        result += unsettled;
        if (m_watermark)
            result += toLine(*m_watermark);
        return result;
    }

private:
    void about(const QString &id, const Record &record)
    {
        if (const auto found = m_messages.find(id); found != m_messages.end())
            found->append(record);
    }

    QStringList historyTexts() const
    {
        QStringList texts;
        qint64 bytes = 0;
        for (auto it = m_history.crbegin(); it != m_history.crend(); ++it) {
            bytes += it->size() * qint64(sizeof(QChar));
            if (texts.size() == kHistoryTexts || bytes > kHistoryBytes)
                break;
            texts.prepend(*it);
        }
        return texts;
    }

    QDateTime m_forgottenBefore;
    QSet<QString> m_settled;
    std::optional<Connection> m_connection;
    std::optional<Conversation> m_conversation;
    std::optional<Watermark> m_watermark;
    QList<Seen> m_seen;
    QHash<QString, QList<Record>> m_messages; // ours, by clientActivityID
    QStringList m_order;
    QStringList m_history;
};

} // namespace

QByteArray compacted(QByteArrayView journal, qsizetype target, const QString &note,
                     const QDateTime &now)
{
    // From the first line that begins within the target, on.
    qsizetype cut = qMax(qsizetype(0), journal.size() - target);
    if (cut > 0) {
        const qsizetype end = journal.indexOf('\n', cut - 1);
        cut = end < 0 ? journal.size() : end + 1;
    }

    Essence essence(now);
    QByteArray tail;
    tail.reserve(journal.size() - cut);
    JournalReader::read(journal, [&](Record &&record, QByteArrayView line) {
        essence.settle(record);
        if (line.data() - journal.data() < cut)
            std::visit(essence, record);
        else if (const auto *said = std::get_if<Note>(&record))
            tail += toLine(Note{said->at, said->text, 0}); // the damage goes
        else if (!std::holds_alternative<Begin>(record))
            tail.append(line).append('\n');
    });
    return essence.lines(note, now) + tail;
}

} // namespace botline::journal
