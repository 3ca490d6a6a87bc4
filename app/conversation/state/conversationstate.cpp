#include "conversationstate.h"

#include "app/conversation/sending/outgoingactivity.h"
#include "app/conversation/wording/wording.h"
#include "app/directline/error.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace botline {

using directline::Activity;
using directline::CardAction;

namespace {

// What a card shows of its answer.
CardStates::Submission submissionOf(const Delivery &delivery)
{
    using Submission = CardStates::Submission;
    switch (delivery.state) {
    case SendState::Queued:
    case SendState::Sending:
        return Submission::Sending;
    case SendState::Delivered:
    case SendState::Sent:
        return Submission::Sent;
    case SendState::Unconfirmed: // its echo is looked for until the user may retry
        return delivery.canRetry ? Submission::Unconfirmed : Submission::Sending;
    case SendState::None:
    case SendState::Failed:
    case SendState::Cancelled:
        break;
    }
    return Submission::None;
}

// The offered choices after `activity`: nullopt when it leaves them as they are.
std::optional<QList<CardAction>> chipsAfter(const Activity &activity,
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

} // namespace

ConversationState::ConversationState(const Timing &timing, const Clock &clock, QObject *parent)
    : QObject(parent), m_clock(clock), m_timeline(m_model, m_clock), m_botActivity(timing, clock)
{
    connect(&m_botActivity, &BotActivityTracker::typingChanged, this,
            &ConversationState::botTypingChanged);
    connect(&m_botActivity, &BotActivityTracker::waitingChanged, this,
            &ConversationState::waitingForReplyChanged);
}

ConversationState::~ConversationState() = default;

bool ConversationState::apply(const ConversationEvent &event)
{
    const QString nameBefore = botName();
    const QList<CardAction> chipsBefore = m_chips;
    Effects effects;
    std::visit([&](const auto &known) { take(known, effects); }, event);
    m_clock.setTime({});
    if (!effects.any)
        return false;

    for (ConversationEventSink *sink : std::as_const(m_sinks)) {
        if (effects.instead.isEmpty())
            sink->on(event);
        for (const ConversationEvent &told : std::as_const(effects.instead))
            sink->on(told);
    }

    // From here on slots may change everything again.
    const bool namedAnew = botName() != nameBefore;
    const bool offersAnew = m_chips != chipsBefore;
    if (namedAnew)
        Q_EMIT botNameChanged(botName());
    for (const Echo &echo : std::as_const(effects.echoes))
        Q_EMIT echoReceived(echo.key, echo.activityId);
    if (effects.endedByBot)
        Q_EMIT conversationEndedByBot(*effects.endedByBot);
    if (offersAnew)
        Q_EMIT suggestedActionsChanged();
    if (effects.rows > 0)
        Q_EMIT activitiesReceived(effects.rows, effects.history);
    return true;
}

void ConversationState::clear()
{
    m_timeline.clear();
    m_transcript.clear();
    m_cards.clear();
    m_own.clear();
    m_connection.reset();
    m_conversationId.clear();
    m_watermark.reset();
    m_chips.clear();
    m_typedTexts.clear();
    m_botActivity.stop();
}

// ---- Connection and conversation

void ConversationState::take(const event::ConnectionChanged &event, Effects &)
{
    m_connection = event;
    m_timeline.setUserId(event.userId);
}

void ConversationState::take(const event::ConnectionBegan &event, Effects &)
{
    if (!event.resumed)
        m_chips.clear();
    m_botActivity.stop();
}

void ConversationState::take(const event::ConnectionEnded &, Effects &)
{
    m_botActivity.stop();
}

void ConversationState::take(const event::ConversationLeft &, Effects &)
{
    m_conversationId.clear();
    m_watermark.reset();
    m_own.forgetSources();
    m_chips.clear();
    m_botActivity.stop();
}

void ConversationState::take(const event::ConversationBegan &event, Effects &)
{
    m_clock.setTime(event.at);
    m_conversationId = event.id;
    m_own.conversationBegan();
    m_watermark.reset(); // it belongs to one conversation (protocol.md §3.2.7)
    m_chips.clear();
    m_timeline.beginConversation(event.id, event.divider);
}

void ConversationState::take(const event::WatermarkMoved &event, Effects &)
{
    m_watermark = event.value;
}

void ConversationState::take(const event::NoteAdded &event, Effects &)
{
    m_clock.setTime(event.at);
    m_timeline.addNote(event.text);
}

void ConversationState::take(const event::TimePassed &event, Effects &)
{
    m_clock.setTime(event.at);
    m_timeline.dropExpired();
}

// ---- Receiving

void ConversationState::take(const event::ActivitiesReceived &event, Effects &effects)
{
    m_clock.setTime(event.at);
    effects.history = event.history;
    QList<qsizetype> fresh; // indexes
    fresh.reserve(event.activities.size());
    effects.rows = m_timeline.receive(event.activities, [&](const ActivityTimeline::Item &item) {
        fresh.append(static_cast<qsizetype>(item.activity));
        takeReceived(event.activities.at(fresh.constLast()), item, effects);
    });
    effects.any = !fresh.isEmpty();
    if (!effects.any || (fresh.size() == event.activities.size() && effects.settled.isEmpty()))
        return;
    event::ActivitiesReceived taken{event.at, {}, event.history};
    taken.activities.reserve(fresh.size());
    for (const qsizetype index : std::as_const(fresh))
        taken.activities.append(event.activities.at(index));
    effects.instead.append(std::move(taken));
    for (const QString &id : std::as_const(effects.settled))
        effects.instead.append(event::DeliveryChanged{id, {.state = SendState::Sent}});
}

void ConversationState::takeReceived(const Activity &activity, const ActivityTimeline::Item &item,
                                     Effects &effects)
{
    if (!item.echoOf.isEmpty() && !item.echoAgain) {
        m_transcript.replaceOwn(item.echoOf, activity);
        effects.echoes.append({item.echoOf, activity.id});
        const QString id = m_own.idOf(item.echoOf);
        if (auto settled = m_own.take(id)) {
            effects.settled.append(id);
            settled->delivery.state = SendState::Sent;
            setSubmission(*settled);
        }
        return;
    }
    m_transcript.addReceived(activity, item.side != Side::Bot);
    if (auto chips = chipsAfter(activity, item, m_connection ? m_connection->userId : QString()))
        m_chips = *std::move(chips);
    if (item.side == Side::Bot)
        takeOfBot(activity, effects);
}

void ConversationState::takeOfBot(const Activity &activity, Effects &effects)
{
    if (activity.type == "messageUpdate"_L1) { // other cards stand there now: nobody answered them
        if (const int row = m_model.rowOfId(activity.id); row >= 0) {
            const QString key = m_model.at(row).key;
            m_own.forgetCards(key);
            for (int card = 0; card < activity.attachments.size(); ++card)
                m_cards.setSubmission(key, card, CardStates::Submission::None);
        }
    }
    if (activity.type == "typing"_L1) {
        if (!effects.history)
            m_botActivity.typed();
        return;
    }
    m_botActivity.spoke();
    if (activity.type == "endOfConversation"_L1 && !effects.history)
        effects.endedByBot = directline::cleanServiceText(activity.text);
}

void ConversationState::take(const event::ActivitySeen &event, Effects &)
{
    m_timeline.rememberSeen(event.id, event.timestamp);
}

// ---- Our messages

void ConversationState::take(const event::MessageQueued &event, Effects &effects)
{
    const QString id = event.activity.clientActivityId();
    if (!m_own.keyOf(id).isEmpty()) {
        effects.any = false;
        return;
    }
    m_clock.setTime(event.at);
    const QString key = newKey();
    OwnMessage own{{key, event.activity, event.files}, event.title, {}, event.source, 0, event.at};
    own.delivery.state = SendState::Queued;
    m_timeline.addOwn(key, event.activity, event.files);
    m_transcript.addOwn(key, event.activity);
    if (event.typed && !event.activity.text.isEmpty())
        m_typedTexts.append(event.activity.text);
    m_chips.clear();
    m_own.add(own);
    setSubmission(own);
}

// Outbox says Sending in a moment; this is for what must be written before.
void ConversationState::take(const event::MessagePosting &event, Effects &effects)
{
    effects.any = m_own.find(event.id) != nullptr;
}

void ConversationState::take(const event::MessagePosted &event, Effects &)
{
    m_botActivity.posted(keyOf(event.id));
}

void ConversationState::take(const event::DeliveryChanged &event, Effects &effects)
{
    OwnMessage *own = m_own.find(event.id);
    if (!own) { // settled, or never ours
        effects.any = false;
        return;
    }
    own->delivery = event.delivery;
    if (event.delivery.state == SendState::Queued) // a retried one goes behind the others
        m_own.toTheEnd(event.id);
    // It may need a row only now, and then one for when it was said.
    const QString &key = own->message.key;
    m_clock.setTime(own->at);
    m_timeline.setDelivery(key, event.delivery, own->title);
    if (event.delivery.state != SendState::Sending && event.delivery.state != SendState::Delivered)
        m_botActivity.postFailed(key);
    setSubmission(*own);
    if (event.delivery.state == SendState::Sent)
        m_own.take(event.id);
}

void ConversationState::take(const event::MessageAccepted &event, Effects &effects)
{
    effects.any = m_own.find(event.id) != nullptr;
    if (effects.any)
        m_timeline.setAccepted(keyOf(event.id), event.activityId);
}

void ConversationState::take(const event::MessageRemarked &event, Effects &)
{
    m_timeline.setRemark(keyOf(event.id), event.sentence, event.details);
}

void ConversationState::take(const event::MessageCarried &event, Effects &)
{
    if (OwnMessage *own = m_own.find(event.id))
        own->conversation = m_own.conversation();
    m_timeline.carryOver(keyOf(event.id));
}

void ConversationState::take(const event::MessageDiscarded &event, Effects &effects)
{
    auto own = m_own.take(event.id);
    effects.any = own.has_value();
    if (!own)
        return;
    const QString &key = own->message.key;
    m_timeline.removeOwn(key);
    m_transcript.remove(key);
    own->delivery.state = SendState::None;
    setSubmission(*own);
}

void ConversationState::take(const event::TextsRemembered &event, Effects &)
{
    m_typedTexts += event.texts;
}

// ---- Cards

void ConversationState::take(const event::CardChanged &event, Effects &effects)
{
    const int row = m_model.rowOfId(event.activityId);
    effects.any = row >= 0;
    if (effects.any)
        m_cards.restore(
            m_model.at(row).key, event.attachment,
            {event.inputs,
             event.submitted ? CardStates::Submission::Sent : CardStates::Submission::None});
}

void ConversationState::setSubmission(const OwnMessage &own)
{
    if (own.answersCard())
        m_cards.setSubmission(own.source.rowKey, own.source.attachment, submissionOf(own.delivery));
}

// ---- After a restart

void ConversationState::settleAfterRestart(bool endUnknown)
{
    m_timeline.dropExpired();
    if (endUnknown)
        m_watermark.reset();
    const QList<OwnMessage> messages = m_own.all();
    for (const OwnMessage &own : messages) {
        const Delivery &before = own.delivery;
        const bool mayHaveLeft = before.state == SendState::Sending
            || (before.state == SendState::Queued && endUnknown);
        const bool looked = before.state == SendState::Unconfirmed && !before.canRetry;
        Delivery after{.state = SendState::Unconfirmed};
        if (own.conversation != m_own.conversation() && (mayHaveLeft || looked)) {
            after.failure = wording::maybeNotDelivered(); // nobody can see its echo any more
            after.details = before.details;
            after.canRetry = true;
        } else if (mayHaveLeft) {
            after.failure = wording::lookingAfterRestart();
        } else {
            continue;
        }
        apply(event::DeliveryChanged{own.id(), after});
    }
}

void ConversationState::relinkAnswers()
{
    const QList<OwnMessage> left = unsettled();
    for (const OwnMessage &own : left)
        relinkAnswer(own);
}

// Which card a message answered is not kept; it is one that was submitted, in the row that the
// message replies to.
void ConversationState::relinkAnswer(const OwnMessage &own)
{
    const QString &repliesTo = own.message.activity.replyToId;
    const int row = repliesTo.isEmpty() ? -1 : m_model.rowOfId(repliesTo);
    if (row < 0)
        return;
    const QString rowKey = m_model.at(row).key;
    const int attachments = int(m_model.at(row).activity.attachments.size());
    for (int attachment = 0; attachment < attachments; ++attachment) {
        if (m_cards.state(rowKey, attachment).submission == CardStates::Submission::None)
            continue;
        OwnMessage *answer = m_own.find(own.id());
        answer->source = {rowKey, std::nullopt, attachment};
        setSubmission(*answer);
        return;
    }
}

QList<OwnMessage> ConversationState::unsettled() const
{
    QList<OwnMessage> messages = m_own.all();
    // Nobody can see the echo of what was delivered to an earlier conversation.
    messages.removeIf([this](const OwnMessage &own) {
        return own.delivery.state == SendState::Delivered
            && own.conversation != m_own.conversation();
    });
    return messages;
}

QJsonArray ConversationState::transcript(const directline::ChannelAccount &user) const
{
    return m_transcript.toJson(user, m_timeline.bot());
}

} // namespace botline
