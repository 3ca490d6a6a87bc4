#include "pollingfeed.h"

#include "app/conversation/policy/abandon.h"
#include "app/conversation/policy/clock.h"
#include "app/conversation/policy/throttlegate.h"
#include "app/conversation/policy/timer.h"
#include "app/conversation/session/credential.h"
#include "app/directline/api.h"

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

} // namespace

PollingFeed::PollingFeed(directline::Api &api, Credential &credential, ThrottleGate &gate,
                         const RetryPolicy &policy, const Timing &timing, const Clock &clock,
                         Consumer consumer, QObject *parent)
    : ActivityFeed(parent),
      m_api(api),
      m_credential(credential),
      m_gate(gate),
      m_timing(timing),
      m_clock(clock),
      m_consume(std::move(consumer)),
      m_backOff(policy, clock, timing.backOffCap, timing.backOffResetAfter),
      m_timer(clock.makeTimer([this] { poll(); })),
      m_takeTimer(clock.makeTimer([this] { takeOver(); }))
{
    const auto unblock = [this] {
        if (m_blocked && !m_timer->isActive())
            poll();
    };
    connect(&m_gate, &ThrottleGate::opened, this, unblock);
    connect(&m_credential, &Credential::renewed, this, unblock);
}

PollingFeed::~PollingFeed()
{
    halt();
}

void PollingFeed::start(const QString &conversationId, const std::optional<QString> &watermark)
{
    halt();
    m_conversationId = conversationId;
    m_watermark = watermark;
    m_running = true;
    m_troubled = false;
    m_fromStart = false;
    m_refusedWatermark = false;
    m_fruitless = 0;
    m_backOff.reset();
    m_extraPollAt.reset();
    m_lastTraffic = m_clock.monotonic();
    poll();
}

void PollingFeed::stop()
{
    const bool ran = m_running;
    halt();
    if (ran)
        Q_EMIT stopped();
}

void PollingFeed::halt()
{
    ++m_run;
    m_running = false;
    m_blocked = false;
    m_pollAgain = false;
    m_timer->stop();
    m_takeTimer->stop();
    m_set.reset();
    abandon(m_call, this);
}

void PollingFeed::endWith(const Error &error)
{
    halt();
    Q_EMIT gone(error);
    if (!m_running) // a receiver of gone() may have started it anew
        Q_EMIT stopped();
}

void PollingFeed::refresh()
{
    if (!m_running)
        return;
    if (isBusy())
        m_pollAgain = true;
    else
        poll();
}

void PollingFeed::resume()
{
    if (m_call && m_pollStartedAt.msecsTo(m_clock.nowUtc()) > m_timing.client.readTimeout.count())
        abandon(m_call, this);
    refresh();
}

void PollingFeed::expectEcho()
{
    if (!m_running)
        return;
    const ms now = m_clock.monotonic();
    m_lastTraffic = now;
    if (m_troubled) // a back-off is not to be shortened by sending
        return;
    m_extraPollAt = now + m_timing.pollAfterSend;
    if (!isBusy() && !m_blocked && m_timer->remaining() > m_timing.pollAfterSend)
        m_timer->start(m_timing.pollAfterSend);
}

void PollingFeed::rereadFromStart()
{
    m_fromStart = true;
}

void PollingFeed::setVisible(bool visible)
{
    if (visible == m_visible)
        return;
    m_visible = visible;
    if (!visible) {
        m_hiddenSince = m_clock.monotonic();
    } else if (!m_troubled && !m_blocked) {
        m_lastTraffic = m_clock.monotonic(); // the user looks again
        refresh();
    }
}

void PollingFeed::poll()
{
    m_timer->stop();
    if (!m_running || isBusy())
        return;
    m_blocked = !mayAsk();
    if (!m_blocked)
        ask(m_watermark);
    else if (!m_gate.isOpen() && !m_troubled)
        waitForGate();
}

// The service throttled another call, maybe one of another session; opened() brings us back.
void PollingFeed::waitForGate()
{
    m_troubled = true;
    Q_EMIT troubled(m_gate.reason(), m_gate.remaining());
}

bool PollingFeed::mayAsk() const
{
    return m_gate.isOpen() && m_credential.ready();
}

void PollingFeed::ask(const std::optional<QString> &watermark)
{
    m_pollAgain = false; // this is it
    m_pollStarted = m_clock.monotonic();
    m_pollStartedAt = m_clock.nowUtc();
    if (m_extraPollAt && *m_extraPollAt <= m_pollStarted)
        m_extraPollAt.reset();

    const Bearer bearer = m_credential.bearer();
    const bool fromStart = m_fromStart;
    CallOf<ActivitySet> *call
        = m_api.getActivities(bearer, m_conversationId, fromStart ? std::nullopt : watermark);
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

void PollingFeed::onSucceeded(const ActivitySet &set)
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
bool PollingFeed::isPageOfMore(const ActivitySet &set) const
{
    return !set.activities.isEmpty() && set.activities.size() <= kPart && set.watermark
        && set.watermark != m_watermark && m_fruitless + 1 < m_timing.drainCap;
}

void PollingFeed::takeOver()
{
    const auto set = m_set; // the consumer may end this conversation, or begin another
    const QList<Activity> &all = set->activities;
    const ms sliceEnd = m_clock.monotonic() + m_timing.takeSlice;
    do { // once for an empty set, too
        const qsizetype count = qMin(kPart, all.size() - m_taken);
        const bool anythingNew = m_consume({all.constData() + m_taken, static_cast<size_t>(count)});
        if (m_set != set)
            return;
        m_anythingNew |= anythingNew;
        m_taken += count;
        if (m_taken < all.size() && m_clock.monotonic() >= sliceEnd) {
            m_takeTimer->start(ms(0));
            return;
        }
    } while (m_taken < all.size());
    onTakenOver();
}

void PollingFeed::onTakenOver()
{
    const auto set = std::exchange(m_set, nullptr);
    const bool moved = set->watermark && set->watermark != m_watermark;
    if (moved) {
        m_watermark = set->watermark;
        Q_EMIT watermarkChanged(m_watermark);
    }

    const bool empty = set->activities.isEmpty() && set->skipped == 0;
    if (!empty && m_anythingNew)
        m_lastTraffic = m_clock.monotonic();
    // More may wait at the service, unless it repeats itself without end (protocol.md §3.3).
    m_fruitless = m_anythingNew ? 0 : m_fruitless + 1;
    const bool drain = !empty && (m_anythingNew || (moved && m_fruitless < m_timing.drainCap));
    if (!drain)
        m_fruitless = 0;
    if (!m_call) { // else we asked already
        if (drain || m_pollAgain)
            m_timer->start(ms(0));
        else
            armNext();
    }
    if (set->skipped > 0 && moved) // else the service may say the same each time
        Q_EMIT leftOut(set->skipped);
    const bool broughtAnything = m_anythingNew;
    const quint64 run = m_run; // a receiver may stop it, or start it anew
    Q_EMIT received(broughtAnything);
    if ((empty || !moved) && m_run == run)
        Q_EMIT caughtUp(broughtAnything);
}

void PollingFeed::onFailed(const Bearer &used, const Error &error)
{
    m_fruitless = 0;
    m_pollAgain = false;
    m_extraPollAt.reset();
    switch (judgePoll(error)) {
    case PollVerdict::Rejected:
        m_blocked = true;
        m_credential.rejected(used, error);
        if (m_credential.ready()) // somebody renewed it while we were away
            poll();
        break;
    case PollVerdict::Gone:
        endWith(error);
        break;
    case PollVerdict::WatermarkRefused:
        if (m_refusedWatermark) { // without it as well: the conversation is unknown (protocol.md
                                  // protocol.md §2.3)
            endWith(error);
        } else if (m_watermark) {
            m_refusedWatermark = true;
            m_watermark.reset();
            m_timer->start(ms(0));
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

void PollingFeed::backOff(const Error &error, bool slowly)
{
    ms wait = m_backOff.failed(error);
    if (slowly)
        wait = qMax(wait, m_timing.backOffCap);
    if (error.retryAfter || error.kind == Error::Kind::Throttled)
        m_gate.close(wait, error);
    m_troubled = true;
    m_timer->start(wait);
    Q_EMIT troubled(error, wait);
}

// The schedule counts from the start of the last poll; an extra one may come before.
void PollingFeed::armNext()
{
    const ms now = m_clock.monotonic();
    ms next = m_pollStarted + interval();
    if (m_extraPollAt)
        next = qMin(next, *m_extraPollAt);
    m_timer->start(qMax(next - now, ms(0)));
}

PollingFeed::ms PollingFeed::interval() const
{
    const ms now = m_clock.monotonic();
    if (!m_visible) {
        return now - m_hiddenSince >= m_timing.hiddenLongAfter ? m_timing.pollHidden
                                                               : m_timing.pollIdle;
    }
    const ms withoutTraffic = now - m_lastTraffic;
    if (withoutTraffic >= m_timing.idleAfter)
        return m_timing.pollIdle;
    if (withoutTraffic >= m_timing.quietAfter)
        return m_timing.pollQuiet;
    return m_timing.pollActive;
}

} // namespace botline
