#include "backoff.h"

#include "clock.h"

namespace botline {

BackOff::BackOff(const RetryPolicy &policy, const Clock &clock, ms cap, ms resetAfter)
    : m_policy(policy), m_clock(clock), m_cap(cap), m_resetAfter(resetAfter)
{
}

BackOff::ms BackOff::failed(const directline::Error &error)
{
    if (m_goodSince && m_clock.monotonic() - *m_goodSince >= m_resetAfter)
        m_failures = 0;
    m_goodSince.reset();
    ++m_failures;
    return m_policy.delay(m_failures, error, m_cap);
}

void BackOff::succeeded()
{
    if (!m_goodSince)
        m_goodSince = m_clock.monotonic();
}

void BackOff::reset()
{
    m_failures = 0;
    m_goodSince.reset();
}

} // namespace botline
