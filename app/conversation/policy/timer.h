#pragma once

#include <chrono>

namespace botline {

// One wait at a time, on the monotonic time of the Clock that made it (Clock::makeTimer()). It
// expires once for each start(), from the event loop and never from inside start(), also after a
// wait of 0. Destroying it ends the wait quietly.
class Timer
{
public:
    using ms = std::chrono::milliseconds;

    Timer() = default;
    virtual ~Timer() = default;
    Timer(const Timer &) = delete;
    Timer &operator=(const Timer &) = delete;

    virtual void start(ms wait) = 0; // a wait that is under way is replaced
    virtual void stop() = 0;
    virtual bool isActive() const = 0;
    virtual ms remaining() const = 0; // 0 when it is not active
};

} // namespace botline
