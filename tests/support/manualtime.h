#pragma once

#include "app/conversation/policy/clock.h"

#include <QtCore/QList>

namespace botline::test {

class ManualTimer;

// Time that stands still until the test moves it: no test waits, and none depends on how busy the
// machine is. Timers expire inside advance(), each at its own instant, in the order of their times
// and then of their starts; what they start expires in the same advance() when it is due.
//
// It must outlive its timers.
class ManualTime final : public Clock
{
public:
    explicit ManualTime(const QDateTime &nowUtc = QDateTime({2026, 3, 4}, {9, 15, 27}, Qt::UTC));
    ~ManualTime() override;

    QDateTime nowUtc() const override { return m_wall; }
    ms monotonic() const override { return m_monotonic; }
    std::unique_ptr<Timer> makeTimer(std::function<void()> expired) const override;

    void advance(ms by); // 0: what is due now
    // Time passes within one turn of the event loop, as while code is working: no timer expires.
    void work(ms by);
    // The machine sleeps: the wall clock alone goes on.
    void sleep(ms by) { m_wall = m_wall.addMSecs(by.count()); }
    void setWallClock(const QDateTime &nowUtc) { m_wall = nowUtc; }

    // Until the next timer expires; nullopt when none is active.
    std::optional<ms> untilNextTimer() const;

private:
    friend class ManualTimer;

    ManualTimer *next() const;

    QDateTime m_wall;
    ms m_monotonic{1'000'000}; // anything but 0
    mutable QList<ManualTimer *> m_timers; // all there are
    mutable quint64 m_starts = 0;
};

} // namespace botline::test
