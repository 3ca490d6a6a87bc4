#pragma once

#include "retrypolicy.h"

#include <QtCore/QElapsedTimer>

namespace botline {

// Counts the failures in a row of one activity and turns them into waits (dossier §2.6). One
// success does not wipe the count: only a good time of Timing::backOffResetAfter does, so that a
// service that answers every second request is not hammered.
class BackOff
{
public:
    using ms = std::chrono::milliseconds;

    BackOff(const RetryPolicy &policy, ms cap, ms resetAfter);

    ms failed(const directline::Error &error); // the wait before the next attempt
    void succeeded();
    void reset();
    int failures() const { return m_failures; }

private:
    const RetryPolicy &m_policy;
    ms m_cap;
    ms m_resetAfter;
    int m_failures = 0;
    QElapsedTimer m_goodSince; // invalid while failing
};

} // namespace botline
