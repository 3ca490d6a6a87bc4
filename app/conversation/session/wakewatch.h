#pragma once

#include <QtCore/QDateTime>
#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <chrono>

namespace botline {

class Clock;

// Notices that the machine slept: its timers stood still while the wall clock went on (dossier
// §1.4, §3.8). A clock that is put forward looks the same; what follows, a look at the credential
// and a poll, does no harm then.
//
// `clock` must outlive it.
class WakeWatch : public QObject
{
    Q_OBJECT

public:
    using ms = std::chrono::milliseconds;

    // Looks every `period`; a difference of `slept` or more was sleep.
    explicit WakeWatch(const Clock &clock, ms period = ms(2000), ms slept = ms(10'000),
                       QObject *parent = nullptr);

Q_SIGNALS:
    void woke();

private:
    void look();

    const Clock &m_clock;
    const ms m_slept;
    QTimer m_timer;
    QDateTime m_lastLook;
    QElapsedTimer m_sinceLook; // stands still while the machine sleeps
};

} // namespace botline
