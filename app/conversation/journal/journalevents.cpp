#include "journalevents.h"

#include <utility>

namespace botline {

JournalEvents::JournalEvents(Consumer consume, PathOf pathOf)
    : m_consume(std::move(consume)), m_pathOf(std::move(pathOf))
{
    m_set.history = true;
}

void JournalEvents::take(journal::Record &&record)
{
    if (!std::holds_alternative<journal::Received>(record))
        consumeSet();
    std::visit([this](auto &&known) { add(std::forward<decltype(known)>(known)); },
               std::move(record));
}

void JournalEvents::finish()
{
    consumeSet();
}

void JournalEvents::add(journal::Received &&record)
{
    if (record.at != m_set.at)
        consumeSet();
    // It belonged to the conversation of then, even if that one's own record is damaged.
    const auto &conversation = record.activity.conversation;
    if (conversation && !conversation->id.isEmpty() && conversation->id != m_conversationId) {
        consumeSet();
        add(journal::Conversation{conversation->id, {}, record.at});
    }
    m_set.at = record.at;
    m_set.activities.append(std::move(record.activity));
}

void JournalEvents::consumeSet()
{
    if (m_set.activities.isEmpty())
        return;
    m_consume(m_set);
    m_set.activities.clear();
}

void JournalEvents::add(const journal::Queued &record)
{
    QList<StagedFile> files;
    for (const journal::File &file : record.files) {
        files.append({file.kept.isEmpty() ? file.path : m_pathOf(file.kept), file.name,
                      file.contentType, file.size, nullptr});
    }
    m_consume(
        event::MessageQueued{record.at, record.activity, files, record.title, record.typed, {}});
}

void JournalEvents::add(const journal::State &record)
{
    m_consume(event::DeliveryChanged{record.id,
                                     {.state = record.state,
                                      .failure = record.failure,
                                      .details = record.details,
                                      .canRetry = record.canRetry}});
    if (record.state == SendState::Delivered)
        m_consume(event::MessageAccepted{record.id, record.activityId});
}

void JournalEvents::add(const journal::Note &record)
{
    m_notedUnreadable += record.unreadable;
    m_consume(record);
}

void JournalEvents::add(const journal::Conversation &record)
{
    m_conversationId = record.id;
    m_consume(record);
}

} // namespace botline
