#include "throttlegates.h"

#include "throttlegate.h"

#include "app/directline/serviceurl.h"

namespace botline {

ThrottleGates::ThrottleGates(const Clock &clock) : m_clock(clock)
{
}

ThrottleGates::~ThrottleGates() = default;

ThrottleGate &ThrottleGates::gateOf(const directline::ServiceUrl &root)
{
    std::unique_ptr<ThrottleGate> &gate = m_gates[root.toString()];
    if (!gate)
        gate = std::make_unique<ThrottleGate>(m_clock);
    return *gate;
}

} // namespace botline
