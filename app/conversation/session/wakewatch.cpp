#include "wakewatch.h"

#include "app/conversation/policy/clock.h"
#include "app/conversation/policy/timer.h"
#include "app/conversation/policy/timing.h"

namespace botline {

WakeWatch::WakeWatch(const Clock &clock, const Timing &timing, QObject *parent)
    : QObject(parent),
      m_clock(clock),
      m_period(timing.wakeLookEvery),
      m_slept(timing.wakeSleptAtLeast),
      m_timer(clock.makeTimer([this] { look(); })),
      m_lastLook(clock.nowUtc()),
      m_lastLookMonotonic(clock.monotonic())
{
    m_timer->start(m_period);
}

WakeWatch::~WakeWatch() = default;

void WakeWatch::look()
{
    const QDateTime now = m_clock.nowUtc();
    const ms monotonic = m_clock.monotonic();
    const ms passed(m_lastLook.msecsTo(now));
    const ms awake = monotonic - m_lastLookMonotonic;
    m_lastLook = now;
    m_lastLookMonotonic = monotonic;
    m_timer->start(m_period);
    if (passed - awake >= m_slept)
        Q_EMIT woke();
}

} // namespace botline
