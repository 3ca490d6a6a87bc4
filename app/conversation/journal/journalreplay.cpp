#include "journalreplay.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/sending/outgoingactivity.h"
#include "app/conversation/state/cardstate.h"
#include "app/conversation/state/transcript.h"
#include "app/conversation/wording/wording.h"

using namespace Qt::StringLiterals;

namespace botline {

using directline::CardAction;

JournalReplay::JournalReplay(ActivityTimeline &timeline, ActivityModel &model,
                             Transcript &transcript, CardStates &cards, JournalClock &clock,
                             PathOf pathOf)
    : m_timeline(timeline),
      m_model(model),
      m_transcript(transcript),
      m_cards(cards),
      m_clock(clock),
      m_pathOf(std::move(pathOf))
{
}

void JournalReplay::take(journal::Record &&record)
{
    if (!std::holds_alternative<journal::Received>(record))
        receiveGathered();
    std::visit([this](auto &&known) { happen(std::forward<decltype(known)>(known)); },
               std::move(record));
}

// A set is received in one go, as it was: that makes one insert for the rows of a page.
void JournalReplay::happen(journal::Received &&record)
{
    if (record.at != m_gatheredAt)
        receiveGathered();
    // What was taken in belonged to the conversation of then, even if its own record is damaged.
    const auto &conversation = record.activity.conversation;
    if (conversation && !conversation->id.isEmpty() && conversation->id != m_conversationId) {
        receiveGathered();
        happen(journal::Conversation{conversation->id, {}, record.at});
    }
    m_gatheredAt = record.at;
    m_gathered.append(std::move(record.activity));
}

void JournalReplay::receiveGathered()
{
    if (m_gathered.isEmpty())
        return;
    m_clock.setPast(m_gatheredAt);
    const QString userId = m_connection ? m_connection->userId : QString();
    const QList<directline::Activity> activities = std::exchange(m_gathered, {});
    const ActivityTimeline::Received received = m_timeline.receive(activities);
    for (const ActivityTimeline::Item &item : received.items) {
        const directline::Activity &activity = activities.at(qsizetype(item.activity));
        if (!item.echoOf.isEmpty() && !item.echoAgain) {
            m_transcript.replaceOwn(item.echoOf, activity);
            m_hiddenTitles.remove(item.echoOf);
            m_own.remove(item.echoOf);
            continue;
        }
        m_transcript.addReceived(activity, item.side != Side::Bot);
        if (const auto chips = chipsAfter(activity, item, userId))
            m_chips = *chips;
    }
}

std::optional<QList<CardAction>> JournalReplay::chipsAfter(const directline::Activity &activity,
                                                           const ActivityTimeline::Item &item,
                                                           const QString &userId)
{
    if (!activity.isMessage() || !item.echoOf.isEmpty())
        return std::nullopt;
    const auto &suggested = activity.suggestedActions;
    if (item.side == Side::Bot && suggested && suggested->isFor(userId))
        return suggested->actions;
    return QList<CardAction>(); // somebody said something after the bot asked
}

void JournalReplay::happen(const journal::Connection &record)
{
    m_connection = record;
    m_timeline.setUserId(record.userId);
}

void JournalReplay::happen(const journal::Conversation &record)
{
    m_clock.setPast(record.at);
    m_conversationId = record.id;
    ++m_conversation;
    m_watermark.reset(); // it belongs to one conversation (protocol.md §3.2.7)
    m_timeline.beginConversation(record.id, record.divider);
}

void JournalReplay::happen(const journal::Queued &record)
{
    const QString id = record.activity.clientActivityId();
    if (m_keyOf.contains(id))
        return;
    QList<StagedFile> files;
    QSet<QString> kept;
    for (const journal::File &file : record.files) {
        const bool ours = !file.kept.isEmpty();
        files.append({ours ? m_pathOf(file.kept) : file.path, file.name, file.contentType,
                      file.size, nullptr});
        if (ours)
            m_keptFiles.insert(file.kept);
    }
    m_clock.setPast(record.at);
    const QString key = m_timeline.newKey();
    m_keyOf.insert(id, key);
    m_idOf.insert(key, id);
    m_timeline.addOwn(key, record.activity, files);
    m_transcript.addOwn(key, record.activity);
    if (!outgoing::isShown(record.activity))
        m_hiddenTitles.insert(key, record.title);
    if (record.typed && !record.activity.text.isEmpty())
        m_history.append(record.activity.text);
    m_own.insert(key, {{{key, record.activity, files}, {}, false}, m_conversation, kept});
    m_order.append(key);
    m_chips.clear();
}

void JournalReplay::happen(const journal::State &record)
{
    const QString key = m_keyOf.value(record.id);
    const auto own = m_own.find(key);
    if (own == m_own.end())
        return;
    Delivery &delivery = own->unsent.delivery;
    delivery.state = record.state;
    delivery.failure = record.failure;
    delivery.failureDetails = record.details;
    delivery.canRetry = record.canRetry;
    // A retried one goes to the end of the queue.
    if (record.state == SendState::Queued && m_order.removeOne(key))
        m_order.append(key);
    m_timeline.setDelivery(key, delivery, m_hiddenTitles.value(key));
    if (record.state == SendState::Delivered) {
        m_timeline.setAccepted(key, record.activityId);
        m_transcript.setAccepted(key, record.activityId);
    }
    if (record.state == SendState::Sent)
        m_own.erase(own);
}

void JournalReplay::happen(const journal::Carried &record)
{
    const QString key = m_keyOf.value(record.id);
    m_timeline.carryOver(key);
    if (const auto own = m_own.find(key); own != m_own.end())
        own->conversation = m_conversation;
}

void JournalReplay::happen(const journal::Discarded &record)
{
    const QString key = m_keyOf.value(record.id);
    const auto own = m_own.find(key);
    if (own == m_own.end())
        return;
    m_keptFiles.subtract(own->kept);
    m_own.erase(own);
    m_timeline.removeOwn(key);
    m_transcript.remove(key);
    m_hiddenTitles.remove(key);
}

void JournalReplay::happen(const journal::Note &record)
{
    m_clock.setPast(record.at);
    m_timeline.addNote(record.text);
    m_toldUnreadable += record.unreadable;
}

void JournalReplay::happen(const journal::Card &record)
{
    const int row = m_model.rowOfId(record.activityId);
    if (row >= 0)
        m_cards.restore(
            m_model.at(row).key, record.attachment,
            {record.inputs,
             record.submitted ? CardStates::Submission::Sent : CardStates::Submission::None});
}

void JournalReplay::happen(const journal::Seen &record)
{
    m_timeline.rememberSeen(record.id, record.timestamp);
}

void JournalReplay::finish(bool endUnknown)
{
    receiveGathered();
    m_clock.setPast({});
    m_timeline.dropExpired();
    if (endUnknown)
        m_watermark.reset();
    for (Own &own : m_own) {
        Delivery &delivery = own.unsent.delivery;
        const bool mayHaveLeft = delivery.state == SendState::Sending
            || (delivery.state == SendState::Queued && endUnknown);
        const bool looked = delivery.state == SendState::Unconfirmed && !delivery.canRetry;
        const bool elsewhere = own.conversation != m_conversation;
        if (elsewhere && (mayHaveLeft || looked)) {
            delivery = {.state = SendState::Unconfirmed,
                        .failure = wording::maybeNotDelivered(),
                        .failureDetails = delivery.failureDetails,
                        .canRetry = true,
                        .sendingSince = {}};
        } else if (mayHaveLeft) {
            delivery = {.state = SendState::Unconfirmed,
                        .failure = wording::lookingAfterRestart(),
                        .failureDetails = {},
                        .sendingSince = {}};
        } else {
            continue;
        }
        own.unsent.changed = true;
        const QString &key = own.unsent.message.key;
        m_timeline.setDelivery(key, delivery, m_hiddenTitles.value(key));
    }
}

QList<JournalReplay::Unsent> JournalReplay::unsent() const
{
    QList<Unsent> unsent;
    for (const QString &key : m_order) {
        const auto own = m_own.constFind(key);
        if (own == m_own.cend())
            continue;
        // Nobody can see the echo of what was delivered to an earlier conversation.
        const bool over = own->unsent.delivery.state == SendState::Delivered
            && own->conversation != m_conversation;
        if (!over)
            unsent.append(own->unsent);
    }
    return unsent;
}

} // namespace botline
