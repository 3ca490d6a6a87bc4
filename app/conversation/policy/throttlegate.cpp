#include "throttlegate.h"

#include "clock.h"
#include "timer.h"

namespace botline {

ThrottleGate::ThrottleGate(const Clock &clock, QObject *parent)
    : QObject(parent), m_clock(clock), m_timer(clock.makeTimer([this] { Q_EMIT opened(); }))
{
}

ThrottleGate::~ThrottleGate() = default;

bool ThrottleGate::isOpen() const
{
    return !m_timer->isActive();
}

std::chrono::milliseconds ThrottleGate::remaining() const
{
    return m_timer->remaining();
}

directline::Error ThrottleGate::reason() const
{
    directline::Error reason = m_reason;
    if (reason.retryAfter) {
        const std::chrono::seconds passed(m_closedAt.secsTo(m_clock.nowUtc()));
        reason.retryAfter = qMax(*reason.retryAfter - passed, std::chrono::seconds(0));
    }
    return reason;
}

void ThrottleGate::close(std::chrono::milliseconds wait, const directline::Error &reason)
{
    if (!isOpen() && remaining() >= wait)
        return;
    m_closedAt = m_clock.nowUtc();
    m_opensAt = m_closedAt.addMSecs(wait.count());
    m_reason = reason;
    m_timer->start(wait);
}

void ThrottleGate::open()
{
    if (isOpen())
        return;
    m_timer->stop();
    Q_EMIT opened();
}

void ThrottleGate::checkClock()
{
    if (!isOpen() && m_clock.nowUtc() >= m_opensAt)
        open();
}

} // namespace botline
