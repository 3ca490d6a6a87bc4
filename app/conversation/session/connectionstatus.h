#pragma once

#include "connectionstate.h"

#include "app/conversation/policy/timing.h"

#include <QtCore/QDateTime>
#include <QtCore/QMap>
#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace botline {

class Clock;
class RetryPolicy;

// What is true of the connection right now, in one state and one sentence (dossier §3.11). The
// parts of a session report what they know; this weighs it.
class ConnectionStatus : public QObject
{
    Q_OBJECT

public:
    using State = ConnectionState;
    using ms = std::chrono::milliseconds;

    // Who is in trouble; the first one that is speaks.
    enum class Part
    {
        Start,
        Recovery,
        Poll,
        Post,
    };

    ConnectionStatus(const Clock &clock, const RetryPolicy &policy, const Timing &timing,
                     QObject *parent = nullptr);

    // Online stands for "running": with trouble the state is Degraded. Trouble of an earlier phase
    // ends with it.
    void setPhase(State phase);
    // Expired, Ended or Failed, because of `error`.
    void setEnd(State phase, const directline::Error &error);
    void setTrouble(Part part, const directline::Error &error, ms wait);
    void setRecovering(); // a recovery is under way
    void clearTrouble(Part part);
    bool hasTrouble(Part part) const { return m_troubles.contains(part); }

    State phase() const { return m_phase; }
    State state() const;
    QString text() const;
    QString details() const;
    const std::optional<directline::Error> &lastError() const { return m_lastError; }
    std::optional<QDateTime> nextTryAt() const;

Q_SIGNALS:
    void stateChanged(botline::ConnectionState state);
    void textChanged(const QString &text);

private:
    struct Trouble
    {
        directline::Error error;
        QDateTime nextTry; // UTC
        QDateTime askedUntil; // valid when the service asks for more than a single wait
    };

    void update();
    QString endText() const;

    const Clock &m_clock;
    const RetryPolicy &m_policy;
    State m_phase = State::Idle;
    bool m_recovering = false;
    QMap<Part, Trouble> m_troubles;
    std::optional<directline::Error> m_lastError;
    QDateTime m_askedUntil; // by the error that ended it; valid when it is a long way off
    QTimer m_countdown;
    State m_toldState = State::Idle;
    QString m_toldText;
};

} // namespace botline
