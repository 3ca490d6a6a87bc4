#include "systemtimer.h"

namespace botline {

SystemTimer::SystemTimer(std::function<void()> expired)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, std::move(expired));
}

Timer::ms SystemTimer::remaining() const
{
    return qMax(m_timer.remainingTimeAsDuration(), ms(0)); // Qt says -1 for an inactive one
}

} // namespace botline
