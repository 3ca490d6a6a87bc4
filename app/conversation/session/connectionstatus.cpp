#include "connectionstatus.h"

#include "app/conversation/policy/clock.h"
#include "app/conversation/policy/retrypolicy.h"
#include "app/conversation/wording/wording.h"

#include <QtCore/QLocale>

namespace botline {

using directline::Error;

ConnectionStatus::ConnectionStatus(const Clock &clock, const RetryPolicy &policy,
                                   const Timing &timing, QObject *parent)
    : QObject(parent), m_clock(clock), m_policy(policy), m_toldText(text())
{
    m_countdown.setInterval(timing.countdownStep);
    connect(&m_countdown, &QTimer::timeout, this, &ConnectionStatus::update);
}

void ConnectionStatus::setPhase(State phase)
{
    m_phase = phase;
    m_recovering = false;
    m_troubles.clear();
    update();
}

void ConnectionStatus::setEnd(State phase, const Error &error)
{
    m_lastError = error;
    m_askedUntil = m_policy.asksTooMuch(error) ? m_clock.nowUtc().addSecs(error.retryAfter->count())
                                               : QDateTime();
    setPhase(phase);
}

void ConnectionStatus::setTrouble(Part part, const Error &error, ms wait)
{
    const QDateTime now = m_clock.nowUtc();
    Trouble trouble{error, now.addMSecs(wait.count()), {}};
    if (m_policy.asksTooMuch(error))
        trouble.askedUntil = now.addSecs(error.retryAfter->count());
    m_troubles.insert(part, trouble);
    m_lastError = error;
    update();
}

void ConnectionStatus::setRecovering()
{
    m_recovering = true;
    m_troubles.remove(Part::Recovery);
    update();
}

void ConnectionStatus::clearTrouble(Part part)
{
    if (part == Part::Recovery)
        m_recovering = false;
    m_troubles.remove(part);
    update();
}

ConnectionStatus::State ConnectionStatus::state() const
{
    const bool degraded = m_phase == State::Online && (m_recovering || !m_troubles.isEmpty());
    return degraded ? State::Degraded : m_phase;
}

QString ConnectionStatus::text() const
{
    if (!m_troubles.isEmpty()) {
        const Trouble &trouble = m_troubles.first();
        const qint64 wait = m_clock.nowUtc().msecsTo(trouble.nextTry);
        return wording::trouble(trouble.error, (wait + 999) / 1000, trouble.askedUntil);
    }
    switch (state()) {
    case State::Idle:
        return tr("Not connected");
    case State::Authenticating:
    case State::Starting:
        return tr("Connecting…");
    case State::Online:
        return tr("Connected");
    case State::Degraded:
        return tr("Renewing the connection…");
    case State::Expired:
    case State::Failed:
        return endText();
    case State::Ended:
        return tr("The service no longer has this conversation. Start a new one; what was said "
                  "stays here.");
    }
    return {};
}

QString ConnectionStatus::endText() const
{
    const Error error = m_lastError.value_or(Error());
    if (m_askedUntil.isValid())
        return wording::trouble(error, 0, m_askedUntil);
    return wording::describe(error);
}

QString ConnectionStatus::details() const
{
    return m_lastError ? wording::details(*m_lastError) : QString();
}

std::optional<QDateTime> ConnectionStatus::nextTryAt() const
{
    if (m_troubles.isEmpty())
        return std::nullopt;
    return m_troubles.first().nextTry;
}

void ConnectionStatus::update()
{
    if (m_troubles.isEmpty())
        m_countdown.stop();
    else if (!m_countdown.isActive())
        m_countdown.start();
    const State now = state();
    if (std::exchange(m_toldState, now) != now)
        Q_EMIT stateChanged(now);
    const QString sentence = text();
    if (std::exchange(m_toldText, sentence) != sentence)
        Q_EMIT textChanged(sentence);
}

} // namespace botline
