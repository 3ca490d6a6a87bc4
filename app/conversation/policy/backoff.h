#pragma once

#include "retrypolicy.h"

namespace botline {

class Clock;

// Counts the failures in a row of one activity and turns them into waits (protocol.md §2.6). One
// success does not wipe the count: only a good time of Timing::backOffResetAfter does, so that a
// service that answers every second request is not hammered.
//
// `policy` and `clock` must outlive it.
class BackOff
{
public:
    using ms = std::chrono::milliseconds;

    BackOff(const RetryPolicy &policy, const Clock &clock, ms cap, ms resetAfter);

    ms failed(const directline::Error &error); // the wait before the next attempt
    void succeeded();
    void reset();
    int failures() const { return m_failures; }

private:
    const RetryPolicy &m_policy;
    const Clock &m_clock;
    ms m_cap;
    ms m_resetAfter;
    int m_failures = 0;
    std::optional<ms> m_goodSince; // monotonic; none while failing
};

} // namespace botline
