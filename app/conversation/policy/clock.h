#pragma once

#include <QtCore/QDateTime>

#include <chrono>
#include <functional>
#include <memory>

namespace botline {

class Timer;

// The time, so that tests can move it. There are two: the wall clock goes on while the machine
// sleeps and may be set; the monotonic time and its timers stand still meanwhile. The life of a
// token is compared with the wall clock, waits are measured with the monotonic time (protocol.md
// §1.4).
//
// Only the wall clock must be given; the others are the machine's unless they are overridden,
// which only makes sense together.
class Clock
{
public:
    using ms = std::chrono::milliseconds;

    virtual ~Clock();
    virtual QDateTime nowUtc() const = 0;
    virtual ms monotonic() const; // since a moment that stays the same while the program runs
    // Inactive at first. `expired` is called on the calling thread.
    virtual std::unique_ptr<Timer> makeTimer(std::function<void()> expired) const;
};

class SystemClock final : public Clock
{
public:
    QDateTime nowUtc() const override { return QDateTime::currentDateTimeUtc(); }
};

} // namespace botline
