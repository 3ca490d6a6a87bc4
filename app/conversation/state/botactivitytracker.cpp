#include "botactivitytracker.h"

#include "app/conversation/policy/clock.h"

namespace botline {

BotActivityTracker::BotActivityTracker(const Timing &timing, const Clock &clock, QObject *parent)
    : QObject(parent), m_clock(clock)
{
    m_typingTimer.setSingleShot(true);
    m_typingTimer.setInterval(timing.typingShown);
    connect(&m_typingTimer, &QTimer::timeout, this, [this] { Q_EMIT typingChanged(false); });
    m_waitingTimer.setSingleShot(true);
    m_waitingTimer.setInterval(timing.replyAwaited);
    connect(&m_waitingTimer, &QTimer::timeout, this, &BotActivityTracker::stopWaiting);
}

void BotActivityTracker::typed()
{
    const bool was = isTyping();
    m_typingTimer.start();
    if (!was)
        Q_EMIT typingChanged(true);
}

void BotActivityTracker::spoke()
{
    stopTyping();
    stopWaiting();
}

void BotActivityTracker::posted(const QString &key)
{
    const bool was = isWaiting();
    m_posts.insert(key);
    m_waitingTimer.start();
    if (was)
        return;
    m_waitingSince = m_clock.nowUtc();
    Q_EMIT waitingChanged(true);
}

void BotActivityTracker::postFailed(const QString &key)
{
    if (m_posts.remove(key) && m_posts.isEmpty())
        stopWaiting();
}

void BotActivityTracker::stopTyping()
{
    if (!isTyping())
        return;
    m_typingTimer.stop();
    Q_EMIT typingChanged(false);
}

void BotActivityTracker::stopWaiting()
{
    m_posts.clear();
    m_waitingTimer.stop();
    if (!isWaiting())
        return;
    m_waitingSince = {};
    Q_EMIT waitingChanged(false);
}

} // namespace botline
