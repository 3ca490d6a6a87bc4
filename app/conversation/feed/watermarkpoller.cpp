#include "watermarkpoller.h"

#include "app/conversation/policy/abandon.h"
#include "app/conversation/policy/clock.h"
#include "app/conversation/policy/throttlegate.h"
#include "app/conversation/session/credential.h"

#include <QtCore/QLoggingCategory>

namespace botline {

using directline::Activity;
using directline::ActivitySet;
using directline::Bearer;
using directline::CallOf;
using directline::Error;

namespace {

Q_LOGGING_CATEGORY(pollLog, "botline.poll", QtInfoMsg)

constexpr qsizetype kPart = 200; // activities, some milliseconds of work
constexpr qint64 kTakeSliceMs = 8; // then the window gets its turn

} // namespace

WatermarkPoller::WatermarkPoller(directline::Client &client, Credential &credential,
                                 ThrottleGate &gate, const RetryPolicy &policy,
                                 const Timing &timing, const Clock &clock, Consumer consumer,
                                 QObject *parent)
    : QObject(parent),
      m_client(client),
      m_credential(credential),
      m_gate(gate),
      m_timing(timing),
      m_clock(clock),
      m_consume(std::move(consumer)),
      m_backOff(policy, timing.backOffCap, timing.backOffResetAfter),
      m_extraPoll(QDeadlineTimer::Forever)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &WatermarkPoller::poll);
    m_takeTimer.setSingleShot(true);
    connect(&m_takeTimer, &QTimer::timeout, this, &WatermarkPoller::takeOver);
    const auto unblock = [this] {
        if (m_blocked && !m_timer.isActive())
            poll();
    };
    connect(&m_gate, &ThrottleGate::opened, this, unblock);
    connect(&m_credential, &Credential::renewed, this, unblock);
}

void WatermarkPoller::start(const QString &conversationId, const std::optional<QString> &watermark)
{
    stop();
    m_conversationId = conversationId;
    m_watermark = watermark;
    m_running = true;
    m_troubled = false;
    m_fromStart = false;
    m_refusedWatermark = false;
    m_fruitless = 0;
    m_backOff.reset();
    m_extraPoll = QDeadlineTimer(QDeadlineTimer::Forever);
    m_lastTraffic.start();
    poll();
}

void WatermarkPoller::stop()
{
    m_running = false;
    m_blocked = false;
    m_pollAgain = false;
    m_timer.stop();
    m_takeTimer.stop();
    m_set.reset();
    abandon(m_call, this);
}

void WatermarkPoller::pollNow()
{
    if (!m_running)
        return;
    if (isBusy())
        m_pollAgain = true;
    else
        poll();
}

void WatermarkPoller::resume()
{
    if (m_call && m_pollStartedAt.msecsTo(m_clock.nowUtc()) > m_timing.client.readTimeout.count())
        abandon(m_call, this);
    pollNow();
}

void WatermarkPoller::pollSoon()
{
    if (!m_running)
        return;
    m_lastTraffic.start();
    if (m_troubled) // a back-off is not to be shortened by sending
        return;
    m_extraPoll = QDeadlineTimer(m_timing.pollAfterSend, Qt::PreciseTimer);
    if (!isBusy() && !m_blocked && m_timer.remainingTimeAsDuration() > m_timing.pollAfterSend)
        armAfter(m_timing.pollAfterSend);
}

void WatermarkPoller::readFromStart()
{
    m_fromStart = true;
}

void WatermarkPoller::setVisible(bool visible)
{
    if (visible == m_visible)
        return;
    m_visible = visible;
    if (!visible) {
        m_hiddenSince.start();
    } else if (!m_troubled && !m_blocked) {
        m_lastTraffic.start(); // somebody looks again
        pollNow();
    }
}

void WatermarkPoller::poll()
{
    m_timer.stop();
    if (!m_running || isBusy())
        return;
    m_blocked = !mayAsk();
    if (!m_blocked)
        ask(m_watermark);
}

bool WatermarkPoller::mayAsk() const
{
    return m_gate.isOpen() && m_credential.ready();
}

void WatermarkPoller::ask(const std::optional<QString> &watermark)
{
    m_pollAgain = false; // this is it
    m_pollStarted.start();
    m_pollStartedAt = m_clock.nowUtc();
    if (m_extraPoll.hasExpired())
        m_extraPoll = QDeadlineTimer(QDeadlineTimer::Forever);

    const Bearer bearer = m_credential.bearer();
    const bool fromStart = m_fromStart;
    CallOf<ActivitySet> *call
        = m_client.getActivities(bearer, m_conversationId, fromStart ? std::nullopt : watermark);
    m_call = call;
    connect(call, &directline::Call::succeeded, this, [this, call, fromStart] {
        m_call = nullptr;
        m_fromStart = m_fromStart && !fromStart;
        m_credential.accepted();
        onSucceeded(call->result());
    });
    connect(call, &directline::Call::failed, this, [this, bearer](const Error &error) {
        m_call = nullptr;
        onFailed(bearer, error);
    });
}

void WatermarkPoller::onSucceeded(const ActivitySet &set)
{
    m_refusedWatermark = false;
    m_troubled = false;
    m_backOff.succeeded();
    if (set.skipped > 0)
        qCWarning(pollLog) << "left out" << set.skipped << "activities that could not be read";

    m_set = std::make_shared<const ActivitySet>(set);
    m_taken = 0;
    m_anythingNew = false;
    if (isPageOfMore(set) && mayAsk())
        ask(set.watermark); // the service works while we do
    takeOver();
}

// Whatever it brings, another poll follows at once; and it is taken over before that can end.
bool WatermarkPoller::isPageOfMore(const ActivitySet &set) const
{
    return !set.activities.isEmpty() && set.activities.size() <= kPart && set.watermark
        && set.watermark != m_watermark && m_fruitless + 1 < m_timing.drainCap;
}

void WatermarkPoller::takeOver()
{
    const auto set = m_set; // the consumer may end this conversation, or begin another
    const QList<Activity> &all = set->activities;
    QElapsedTimer slice;
    slice.start();
    do { // once for an empty set, too
        const qsizetype count = qMin(kPart, all.size() - m_taken);
        const bool anythingNew = m_consume({all.constData() + m_taken, static_cast<size_t>(count)});
        if (m_set != set)
            return;
        m_anythingNew |= anythingNew;
        m_taken += count;
        if (m_taken < all.size() && slice.hasExpired(kTakeSliceMs)) {
            m_takeTimer.start(0);
            return;
        }
    } while (m_taken < all.size());
    onTakenOver();
}

void WatermarkPoller::onTakenOver()
{
    const auto set = std::exchange(m_set, nullptr);
    const bool moved = set->watermark && set->watermark != m_watermark;
    if (moved) {
        m_watermark = set->watermark;
        Q_EMIT watermarkChanged(m_watermark);
    }

    const bool empty = set->activities.isEmpty() && set->skipped == 0;
    if (!empty && m_anythingNew)
        m_lastTraffic.start();
    // More may wait at the service, unless it repeats itself without end (§3.3).
    m_fruitless = m_anythingNew ? 0 : m_fruitless + 1;
    const bool drain = !empty && (m_anythingNew || (moved && m_fruitless < m_timing.drainCap));
    if (!drain)
        m_fruitless = 0;
    if (!m_call) { // else we asked already
        if (drain || m_pollAgain)
            armAfter(ms(0));
        else
            armNext();
    }
    if (set->skipped > 0 && moved) // else the service may say the same each time
        Q_EMIT leftOut(set->skipped);
    Q_EMIT polled(m_anythingNew, empty || !moved);
    if (empty && m_running)
        Q_EMIT drained();
}

void WatermarkPoller::onFailed(const Bearer &used, const Error &error)
{
    m_fruitless = 0;
    m_pollAgain = false;
    m_extraPoll = QDeadlineTimer(QDeadlineTimer::Forever);
    switch (judgePoll(error)) {
    case PollVerdict::Rejected:
        m_blocked = true;
        m_credential.rejected(used, error);
        if (m_credential.ready()) // somebody renewed it while we were away
            poll();
        break;
    case PollVerdict::Gone:
        stop();
        Q_EMIT gone(error);
        break;
    case PollVerdict::WatermarkRefused:
        if (m_refusedWatermark) { // without it as well: the conversation is unknown (§2.3)
            stop();
            Q_EMIT gone(error);
        } else if (m_watermark) {
            m_refusedWatermark = true;
            m_watermark.reset();
            armAfter(ms(0));
        } else {
            backOff(error, true);
        }
        break;
    case PollVerdict::Persistent:
        backOff(error, true);
        break;
    case PollVerdict::Transient:
        backOff(error, false);
        break;
    }
}

void WatermarkPoller::backOff(const Error &error, bool slowly)
{
    ms wait = m_backOff.failed(error);
    if (slowly)
        wait = qMax(wait, m_timing.backOffCap);
    if (error.retryAfter || error.kind == Error::Kind::Throttled)
        m_gate.close(wait);
    m_troubled = true;
    armAfter(wait);
    Q_EMIT troubled(error, wait);
}

void WatermarkPoller::armAfter(ms wait)
{
    m_timer.start(wait);
}

// The schedule counts from the start of the last poll; an extra one may come before.
void WatermarkPoller::armNext()
{
    ms wait = interval() - ms(m_pollStarted.elapsed());
    if (!m_extraPoll.isForever())
        wait = qMin(wait, ms(m_extraPoll.remainingTime()));
    armAfter(qMax(wait, ms(0)));
}

WatermarkPoller::ms WatermarkPoller::interval() const
{
    if (!m_visible) {
        return m_hiddenSince.hasExpired(m_timing.hiddenLongAfter.count()) ? m_timing.pollHidden
                                                                          : m_timing.pollIdle;
    }
    if (m_lastTraffic.hasExpired(m_timing.idleAfter.count()))
        return m_timing.pollIdle;
    if (m_lastTraffic.hasExpired(m_timing.quietAfter.count()))
        return m_timing.pollQuiet;
    return m_timing.pollActive;
}

} // namespace botline
