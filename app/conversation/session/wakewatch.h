#pragma once

#include <QtCore/QDateTime>
#include <QtCore/QObject>

#include <chrono>
#include <memory>

namespace botline {

class Clock;
class Timer;
struct Timing;

// Notices that the machine slept: its timers stood still while the wall clock went on (protocol.md
// §1.4, §3.8). A clock that is put forward looks the same; what follows, a look at the credential
// and a poll, does no harm then.
//
// `clock` must outlive it.
class WakeWatch : public QObject
{
    Q_OBJECT

public:
    using ms = std::chrono::milliseconds;

    // Looks every Timing::wakeLookEvery; a difference of Timing::wakeSleptAtLeast was sleep.
    WakeWatch(const Clock &clock, const Timing &timing, QObject *parent = nullptr);
    ~WakeWatch() override;

Q_SIGNALS:
    void woke();

private:
    void look();

    const Clock &m_clock;
    const ms m_period;
    const ms m_slept;
    const std::unique_ptr<Timer> m_timer;
    QDateTime m_lastLook;
    ms m_lastLookMonotonic; // which stands still while the machine sleeps
};

} // namespace botline
