#include "outbox.h"

#include "app/conversation/policy/abandon.h"
#include "app/conversation/policy/clock.h"
#include "app/conversation/policy/throttlegate.h"
#include "app/conversation/session/credential.h"
#include "app/conversation/wording/wording.h"

namespace botline {

using directline::Bearer;
using directline::CallOf;
using directline::Error;
using directline::ResourceResponse;

Outbox::Outbox(directline::Client &client, Credential &credential, ThrottleGate &gate,
               const RetryPolicy &policy, const Timing &timing, const Clock &clock, QObject *parent)
    : QObject(parent),
      m_client(client),
      m_credential(credential),
      m_gate(gate),
      m_timing(timing),
      m_clock(clock),
      m_backOff(policy, timing.backOffCap, timing.backOffResetAfter)
{
    m_waitTimer.setSingleShot(true);
    m_waitTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_waitTimer, &QTimer::timeout, this, &Outbox::pump);
    connect(&m_gate, &ThrottleGate::opened, this, &Outbox::pump);
    connect(&m_credential, &Credential::renewed, this, &Outbox::pump);
}

void Outbox::setConversationId(const QString &conversationId)
{
    m_conversationId = conversationId;
    pump();
}

void Outbox::setHeld(bool held)
{
    m_held = held;
    pump();
}

void Outbox::add(const Message &message)
{
    Item &item = m_items[message.key];
    item.message = message;
    m_queue.append(message.key);
    setState(item, SendState::Queued);
    pump();
}

void Outbox::restore(const Message &message, const Delivery &delivery)
{
    Item &item = m_items[message.key];
    item.message = message;
    item.delivery = delivery;
    if (delivery.state == SendState::Queued)
        m_queue.append(message.key);
    else if (delivery.state == SendState::Delivered
             || (delivery.state == SendState::Unconfirmed && !delivery.canRetry))
        watch(item);
}

bool Outbox::retry(const QString &key)
{
    const auto found = m_items.find(key);
    if (found == m_items.end())
        return false;
    const SendState state = found->delivery.state;
    const bool allowed = state == SendState::Failed || state == SendState::Cancelled
        || (state == SendState::Unconfirmed && found->delivery.canRetry);
    if (!allowed)
        return false;
    found->throttled = 0;
    found->recovered = false;
    m_queue.append(key);
    backToQueue(*found);
    pump();
    return true;
}

bool Outbox::cancel(const QString &key)
{
    const auto found = m_items.find(key);
    if (found == m_items.end())
        return false;
    if (m_call && m_callKey == key) {
        m_call->cancel();
        return true;
    }
    if (!m_queue.removeOne(key))
        return false;
    setState(*found, SendState::Cancelled, {}, {}, true);
    if (m_queue.isEmpty())
        endTrouble();
    pump();
    return true;
}

bool Outbox::discard(const QString &key)
{
    const auto found = m_items.constFind(key);
    if (found == m_items.cend() || m_queue.contains(key) || (m_call && m_callKey == key)
        || found->delivery.state == SendState::Delivered)
        return false;
    m_items.erase(found);
    return true;
}

void Outbox::echoed(const QString &key)
{
    const std::optional<Error> trouble = m_items.take(key).botTrouble;
    if (trouble)
        Q_EMIT arrivedWithTrouble(key, *trouble);
    if (m_queue.removeOne(key) && m_queue.isEmpty())
        endTrouble();
    pump(); // it may have been the head that everything waited for
}

void Outbox::polled(bool broughtAnything, bool caughtUp)
{
    const ms since(m_lastGoodPoll.isValid() ? m_lastGoodPoll.elapsed() : 0);
    m_lastGoodPoll.start();
    bool readFromStart = false;
    QStringList givenUp;
    for (auto it = m_items.begin(); it != m_items.end(); ++it) {
        Item &item = *it;
        if (!item.watched)
            continue;
        const bool unconfirmed = item.delivery.state == SendState::Unconfirmed;
        if (broughtAnything && !unconfirmed) { // the feed works: no need to look any more
            item.watched = false;
            continue;
        }
        if (!caughtUp)
            continue;
        item.looked += qMin(since, ms(item.watchedSince.elapsed()));
        if (item.looked >= m_timing.selfHealAfter && !item.readFromStart)
            readFromStart = true;
        if (unconfirmed && item.looked >= m_timing.unconfirmedAfter)
            givenUp.append(it.key());
    }
    const bool allowed = !m_lastReadFromStart.isValid()
        || m_lastReadFromStart.hasExpired(m_timing.selfHealAtMostEvery.count());
    if (readFromStart && allowed) {
        m_lastReadFromStart.start();
        for (Item &item : m_items)
            item.readFromStart = item.readFromStart || item.watched;
        Q_EMIT readFromStartWanted();
    }
    for (const QString &key : std::as_const(givenUp))
        giveUpLooking(key, true);
}

void Outbox::giveUpLooking(const QString &key, bool mayRetry)
{
    const auto found = m_items.find(key);
    if (found == m_items.end() || found->delivery.state != SendState::Unconfirmed
        || found->delivery.canRetry)
        return;
    found->watched = false;
    setState(*found, SendState::Unconfirmed, wording::maybeNotDelivered(),
             found->delivery.failureDetails, mayRetry);
}

void Outbox::pollFailed()
{
    m_lastGoodPoll.invalidate();
}

void Outbox::tryNow()
{
    m_waitTimer.stop();
    pump();
}

void Outbox::abandonAll(const QString &whyUnsent, bool mayRetry)
{
    m_waitTimer.stop();
    m_backOff.reset();
    endTrouble();
    if (m_call) {
        abandon(m_call, this);
        if (const auto found = m_items.find(m_callKey); found != m_items.end())
            setState(*found, SendState::Unconfirmed);
    }
    const QStringList queue = std::exchange(m_queue, {});
    for (const QString &key : queue) {
        if (const auto found = m_items.find(key); found != m_items.end())
            setState(*found, SendState::Failed, whyUnsent, {}, mayRetry);
    }
    const QStringList keys = m_items.keys(); // whoever hears of a change may change the items
    for (const QString &key : keys) {
        giveUpLooking(key, mayRetry);
        if (const auto found = m_items.find(key); found != m_items.end())
            found->watched = false;
    }
}

void Outbox::stop()
{
    m_held = true;
    m_waitTimer.stop();
    abandon(m_call, this);
}

void Outbox::pump()
{
    if (m_call || m_held || m_queue.isEmpty() || m_conversationId.isEmpty()
        || m_waitTimer.isActive() || !m_gate.isOpen() || !m_credential.ready())
        return;
    const auto next = m_items.find(m_queue.takeFirst());
    Q_ASSERT(next != m_items.end());
    post(*next);
}

void Outbox::post(Item &item)
{
    directline::Activity activity = item.message.activity;
    activity.from = m_sender;
    const QString key = item.message.key;
    const Bearer bearer = m_credential.bearer();
    Q_EMIT aboutToPost(key);

    CallOf<ResourceResponse> *call = nullptr;
    if (item.message.files.isEmpty()) {
        call = m_client.postActivity(bearer, m_conversationId, activity.toJson());
    } else {
        QList<directline::UploadFile> files;
        for (const StagedFile &file : item.message.files)
            files.append({file.path, file.name, file.contentType});
        call = m_client.upload(bearer, m_conversationId, m_sender.id, activity.toJson(), files);
    }
    m_call = call;
    m_callKey = key;
    connect(call, &directline::Call::requestSent, this, [this, key] { Q_EMIT requestSent(key); });
    connect(call, &directline::Call::uploadProgressed, this,
            [this, key](qint64 sent, qint64 total) {
                const auto found = m_items.find(key);
                if (found == m_items.end())
                    return;
                found->delivery.bytesSent = sent;
                found->delivery.bytesTotal = total;
                Q_EMIT deliveryChanged(key, found->delivery);
            });
    connect(call, &directline::Call::succeeded, this, [this, call, key] {
        m_call = nullptr;
        m_credential.accepted();
        onAccepted(key, call->result().id);
    });
    connect(call, &directline::Call::failed, this, [this, key, bearer](const Error &error) {
        m_call = nullptr;
        onFailed(key, bearer, error);
    });
    item.delivery.sendingSince = m_clock.nowUtc();
    setState(item, SendState::Sending);
}

void Outbox::onAccepted(const QString &key, const QString &activityId)
{
    m_backOff.succeeded();
    endTrouble();
    if (const auto found = m_items.find(key); found != m_items.end()) { // else the echo was faster
        watch(*found);
        setState(*found, SendState::Delivered);
        Q_EMIT accepted(key, activityId);
    }
    Q_EMIT requestEnded(key);
    pump();
}

void Outbox::onFailed(const QString &key, const Bearer &used, const Error &error)
{
    const auto failed = m_items.constFind(key);
    const bool withFiles = failed != m_items.cend() && !failed->message.files.isEmpty();
    const PostVerdict verdict = withFiles ? judgeUpload(error) : judgePost(error);
    if (verdict != PostVerdict::Unreachable && verdict != PostVerdict::Throttled)
        endTrouble();
    const bool ofTheBot = error.kind == Error::Kind::BadGateway
        || error.kind == Error::Kind::GatewayTimeout || error.kind == Error::Kind::ServerError;
    if (const auto found = m_items.find(key); found == m_items.end()) { // the echo was faster
        if (ofTheBot)
            Q_EMIT arrivedWithTrouble(key, error);
    } else {
        Item &item = *found;
        switch (verdict) {
        case PostVerdict::Failed:
            fail(item, error);
            break;
        case PostVerdict::Gone:
            fail(item, error);
            Q_EMIT conversationGone(error);
            break;
        case PostVerdict::Cancelled:
            // A part of a file reaches nobody.
            setState(item, SendState::Cancelled,
                     error.requestWritten && item.delivery.bytesSent >= item.delivery.bytesTotal
                         ? tr("It may have reached the bot already.")
                         : QString(),
                     {}, true);
            break;
        case PostVerdict::Unconfirmed:
            if (ofTheBot)
                item.botTrouble = error;
            leaveUnconfirmed(item, error);
            break;
        case PostVerdict::Rejected:
            if (std::exchange(item.recovered, true)) {
                fail(item, error);
            } else {
                m_queue.prepend(key);
                backToQueue(item);
                m_credential.rejected(used, error);
            }
            break;
        case PostVerdict::Throttled:
            if (++item.throttled > m_timing.postThrottledAttempts) {
                fail(item, error);
                endTrouble();
                break;
            }
            [[fallthrough]];
        case PostVerdict::Unreachable: {
            m_queue.prepend(key);
            backToQueue(item);
            const ms wait = m_backOff.failed(error);
            if (verdict == PostVerdict::Throttled)
                m_gate.close(wait);
            m_waitTimer.start(wait);
            m_troubled = true;
            Q_EMIT troubled(error, wait);
            break;
        }
        }
    }
    Q_EMIT requestEnded(key);
    pump();
}

void Outbox::fail(Item &item, const Error &error)
{
    const bool noUploads = !item.message.files.isEmpty() && meansNoUploads(error);
    setState(item, SendState::Failed,
             noUploads ? wording::filesNotTaken() : wording::describe(error),
             wording::details(error), true);
}

void Outbox::leaveUnconfirmed(Item &item, const Error &error)
{
    watch(item);
    setState(item, SendState::Unconfirmed,
             wording::lookingForEcho(error, !item.message.files.isEmpty()),
             wording::details(error));
}

void Outbox::backToQueue(Item &item)
{
    item.watched = false;
    item.botTrouble.reset();
    item.delivery.bytesSent = 0;
    setState(item, SendState::Queued);
}

void Outbox::watch(Item &item)
{
    item.watched = true;
    item.watchedSince.start();
    item.looked = ms(0);
    item.readFromStart = false;
}

void Outbox::setState(Item &item, SendState state, const QString &failure, const QString &details,
                      bool canRetry)
{
    item.delivery.state = state;
    item.delivery.failure = failure;
    item.delivery.failureDetails = details;
    item.delivery.canRetry = canRetry;
    if (state != SendState::Sending)
        item.delivery.sendingSince = {};
    Q_EMIT deliveryChanged(item.message.key, item.delivery);
}

void Outbox::endTrouble()
{
    if (std::exchange(m_troubled, false))
        Q_EMIT troubleEnded();
}

} // namespace botline
