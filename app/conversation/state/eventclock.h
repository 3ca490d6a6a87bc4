#pragma once

#include "app/conversation/policy/clock.h"

namespace botline {

// The wall clock, except while an event is applied that says when it happened.
class EventClock final : public Clock
{
public:
    explicit EventClock(const Clock &real) : m_real(real) { }
    QDateTime nowUtc() const override { return m_at.isValid() ? m_at : m_real.nowUtc(); }
    void setTime(const QDateTime &at) { m_at = at; } // invalid: the present

private:
    const Clock &m_real;
    QDateTime m_at;
};

} // namespace botline
