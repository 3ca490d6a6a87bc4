#include "clock.h"

#include "systemtimer.h"

namespace botline {

Clock::~Clock() = default;

Clock::ms Clock::monotonic() const
{
    return std::chrono::duration_cast<ms>(std::chrono::steady_clock::now().time_since_epoch());
}

std::unique_ptr<Timer> Clock::makeTimer(std::function<void()> expired) const
{
    return std::make_unique<SystemTimer>(std::move(expired));
}

} // namespace botline
