#include "manualtime.h"

#include "app/conversation/policy/timer.h"

#include <algorithm>

namespace botline::test {

class ManualTimer final : public Timer
{
public:
    ManualTimer(const ManualTime &time, std::function<void()> expired)
        : m_time(time), m_expired(std::move(expired))
    {
        m_time.m_timers.append(this);
    }
    ~ManualTimer() override { m_time.m_timers.removeOne(this); }

    void start(ms wait) override
    {
        m_due = m_time.monotonic() + qMax(wait, ms(0));
        m_order = ++m_time.m_starts;
    }
    void stop() override { m_due.reset(); }
    bool isActive() const override { return m_due.has_value(); }
    ms remaining() const override
    {
        return m_due ? qMax(*m_due - m_time.monotonic(), ms(0)) : ms(0);
    }

    ms due() const { return *m_due; }
    quint64 order() const { return m_order; }
    void expire()
    {
        m_due.reset();
        const std::function<void()> expired = m_expired; // which may delete this
        expired();
    }

private:
    const ManualTime &m_time;
    std::function<void()> m_expired;
    std::optional<ms> m_due;
    quint64 m_order = 0;
};

ManualTime::ManualTime(const QDateTime &nowUtc) : m_wall(nowUtc)
{
}

ManualTime::~ManualTime()
{
    Q_ASSERT(m_timers.isEmpty());
}

std::unique_ptr<Timer> ManualTime::makeTimer(std::function<void()> expired) const
{
    return std::make_unique<ManualTimer>(*this, std::move(expired));
}

void ManualTime::advance(ms by)
{
    constexpr int kTooMany = 100'000;
    const ms end = m_monotonic + by;
    for (int expired = 0;; ++expired) {
        ManualTimer *timer = next();
        if (!timer || timer->due() > end)
            break;
        if (expired == kTooMany)
            qFatal("Timers start each other without end");
        work(qMax(timer->due() - m_monotonic, ms(0)));
        timer->expire();
    }
    work(qMax(end - m_monotonic, ms(0)));
}

void ManualTime::work(ms by)
{
    m_monotonic += by;
    m_wall = m_wall.addMSecs(by.count());
}

std::optional<ManualTime::ms> ManualTime::untilNextTimer() const
{
    const ManualTimer *timer = next();
    return timer ? std::optional(timer->remaining()) : std::nullopt;
}

ManualTimer *ManualTime::next() const
{
    ManualTimer *first = nullptr;
    for (ManualTimer *timer : std::as_const(m_timers)) {
        if (!timer->isActive())
            continue;
        if (!first
            || std::pair(timer->due(), timer->order()) < std::pair(first->due(), first->order()))
            first = timer;
    }
    return first;
}

} // namespace botline::test
