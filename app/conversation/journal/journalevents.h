#pragma once

#include "journalrecord.h"

#include <functional>

namespace botline {

// Makes events of a journal's records: take() them in order, then finish(). An event is handed on
// as soon as it is complete; activities of one set make one event, as they were received.
class JournalEvents
{
public:
    using Consumer = std::function<void(const ConversationEvent &event)>;
    using PathOf = std::function<QString(const QString &kept)>; // of a copy beside the journal

    JournalEvents(Consumer consume, PathOf pathOf);

    void take(journal::Record &&record);
    void finish();
    int notedUnreadable() const { return m_notedUnreadable; } // lines that notes speak of already

private:
    void add(journal::Received &&record);
    void add(const journal::Queued &record);
    void add(const journal::State &record);
    void add(const journal::Begin &) { }
    void add(const journal::Draft &) { }
    void add(const journal::Other &) { }
    void add(const journal::Note &record);
    void add(const journal::Conversation &record);
    template <typename Event> void add(const Event &event) { m_consume(event); }
    void consumeSet();

    Consumer m_consume;
    PathOf m_pathOf;
    event::ActivitiesReceived m_set;
    QString m_conversationId;
    int m_notedUnreadable = 0;
};

} // namespace botline
