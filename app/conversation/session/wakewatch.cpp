#include "wakewatch.h"

#include "app/conversation/policy/clock.h"

namespace botline {

WakeWatch::WakeWatch(const Clock &clock, ms period, ms slept, QObject *parent)
    : QObject(parent), m_clock(clock), m_slept(slept), m_lastLook(clock.nowUtc())
{
    m_sinceLook.start();
    connect(&m_timer, &QTimer::timeout, this, &WakeWatch::look);
    m_timer.start(period);
}

void WakeWatch::look()
{
    const QDateTime now = m_clock.nowUtc();
    const ms awake(m_sinceLook.restart());
    const ms passed(m_lastLook.msecsTo(now));
    m_lastLook = now;
    if (passed - awake >= m_slept)
        Q_EMIT woke();
}

} // namespace botline
