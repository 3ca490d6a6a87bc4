#pragma once

#include <QtCore/QDateTime>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <chrono>

namespace botline {

class Clock;

// While a service throttles one of our calls, all calls to its root are held back here (dossier
// §2.6). Whoever wants to send asks isOpen() first and comes back on opened().
class ThrottleGate : public QObject
{
    Q_OBJECT

public:
    explicit ThrottleGate(const Clock &clock, QObject *parent = nullptr);

    bool isOpen() const { return !m_timer.isActive(); }
    std::chrono::milliseconds remaining() const; // 0 while open

    // Longer waits win over shorter ones.
    void close(std::chrono::milliseconds wait);
    // The user asked for it, or another service is meant now.
    void open();
    // The machine may have slept: opens when the wait has passed on the wall clock.
    void checkClock();

Q_SIGNALS:
    void opened();

private:
    const Clock &m_clock;
    QTimer m_timer;
    QDateTime m_opensAt;
};

} // namespace botline
