#include "throttlegate.h"

#include "clock.h"

namespace botline {

ThrottleGate::ThrottleGate(const Clock &clock, QObject *parent) : QObject(parent), m_clock(clock)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer); // a coarse one may fire before the service's time
    connect(&m_timer, &QTimer::timeout, this, &ThrottleGate::opened);
}

std::chrono::milliseconds ThrottleGate::remaining() const
{
    return isOpen() ? std::chrono::milliseconds(0) : m_timer.remainingTimeAsDuration();
}

void ThrottleGate::close(std::chrono::milliseconds wait)
{
    if (remaining() >= wait && !isOpen())
        return;
    m_opensAt = m_clock.nowUtc().addMSecs(wait.count());
    m_timer.start(wait);
}

void ThrottleGate::open()
{
    if (isOpen())
        return;
    m_timer.stop();
    Q_EMIT opened();
}

void ThrottleGate::checkClock()
{
    if (!isOpen() && m_clock.nowUtc() >= m_opensAt)
        open();
}

} // namespace botline
