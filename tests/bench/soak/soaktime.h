#pragma once

#include "app/conversation/policy/clock.h"
#include "app/conversation/policy/timing.h"

#include <algorithm>
#include <cmath>

namespace botline::soak {

// A day in minutes: every interval of a conversation is divided by one factor, and the wall clock
// runs faster by it, so that tokens live as long as they would.

inline Timing timingAt(double speed)
{
    using ms = std::chrono::milliseconds;
    Timing timing;
    for (ms *each :
         {&timing.client.readTimeout, &timing.client.postTimeout,  &timing.client.uploadBaseTimeout,
          &timing.pollActive,         &timing.pollQuiet,           &timing.pollIdle,
          &timing.pollHidden,         &timing.quietAfter,          &timing.idleAfter,
          &timing.hiddenLongAfter,    &timing.pollAfterSend,       &timing.backOffBase,
          &timing.backOffCap,         &timing.startBackOffCap,     &timing.backOffResetAfter,
          &timing.retryAfterSecond,   &timing.retryAfterCap,       &timing.unconfirmedAfter,
          &timing.selfHealAfter,      &timing.selfHealAtMostEvery, &timing.typingShown,
          &timing.replyAwaited,       &timing.countdownStep})
        *each = std::max(ms(1), ms(std::llround(double(each->count()) / speed)));
    timing.refreshStopBefore = ms(10'000); // compared with the wall clock, which is fast already
    return timing;
}

// Milliseconds since 1970 on a clock that runs `speed` times as fast as the system's since
// `origin`. Processes that agree on the two agree on the time.
inline qint64 nowAt(double speed, qint64 origin)
{
    const qint64 real = QDateTime::currentMSecsSinceEpoch();
    return origin + std::llround(double(real - origin) * speed);
}

class FastClock final : public Clock
{
public:
    FastClock(double speed, qint64 origin) : m_speed(speed), m_origin(origin) { }

    QDateTime nowUtc() const override
    {
        return QDateTime::fromMSecsSinceEpoch(nowAt(m_speed, m_origin), Qt::UTC);
    }

private:
    double m_speed;
    qint64 m_origin;
};

} // namespace botline::soak
