#include "backoff.h"

namespace botline {

BackOff::BackOff(const RetryPolicy &policy, ms cap, ms resetAfter)
    : m_policy(policy), m_cap(cap), m_resetAfter(resetAfter)
{
}

BackOff::ms BackOff::failed(const directline::Error &error)
{
    if (m_goodSince.isValid() && m_goodSince.hasExpired(m_resetAfter.count()))
        m_failures = 0;
    m_goodSince.invalidate();
    ++m_failures;
    return m_policy.delay(m_failures, error, m_cap);
}

void BackOff::succeeded()
{
    if (!m_goodSince.isValid())
        m_goodSince.start();
}

void BackOff::reset()
{
    m_failures = 0;
    m_goodSince.invalidate();
}

} // namespace botline
