#pragma once

#include "app/directline/error.h"

#include <QtCore/QDateTime>
#include <QtCore/QObject>

#include <chrono>
#include <memory>

namespace botline {

class Clock;
class Timer;

// While a service throttles one of our calls, all calls to its root are held back here, those of
// every session (protocol.md §2.6): ThrottleGates has one for each root. Code that wants to send
// asks isOpen() first and comes back on opened().
//
// `clock` must outlive it.
class ThrottleGate : public QObject
{
    Q_OBJECT

public:
    explicit ThrottleGate(const Clock &clock, QObject *parent = nullptr);
    ~ThrottleGate() override;

    bool isOpen() const;
    std::chrono::milliseconds remaining() const; // 0 while open
    // What closed it, for the status of those who are held back; its retryAfter is what is left.
    // Meaningless while open.
    directline::Error reason() const;

    // Of two waits the longer one counts.
    void close(std::chrono::milliseconds wait, const directline::Error &reason);
    // The user asked for another attempt.
    void open();
    // The machine may have slept: opens when the wait has passed on the wall clock.
    void checkClock();

Q_SIGNALS:
    void opened();

private:
    const Clock &m_clock;
    std::unique_ptr<Timer> m_timer;
    QDateTime m_opensAt;
    directline::Error m_reason;
    QDateTime m_closedAt;
};

} // namespace botline
