#pragma once

#include "app/conversation/policy/clock.h"

#include <chrono>

namespace botline::test {

// A wall clock that moves only when the test says so: token expiry and sleep without waiting.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(const QDateTime &nowUtc = QDateTime({2026, 3, 4}, {9, 15, 27}, Qt::UTC))
        : m_nowUtc(nowUtc)
    {
    }

    QDateTime nowUtc() const override { return m_nowUtc; }
    void setNow(const QDateTime &nowUtc) { m_nowUtc = nowUtc; }
    void advance(std::chrono::milliseconds by) { m_nowUtc = m_nowUtc.addMSecs(by.count()); }

private:
    QDateTime m_nowUtc;
};

} // namespace botline::test
