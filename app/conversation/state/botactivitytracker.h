#pragma once

#include "app/conversation/policy/timing.h"

#include <QtCore/QDateTime>
#include <QtCore/QObject>
#include <QtCore/QSet>
#include <QtCore/QTimer>

namespace botline {

class Clock;

// Whether the bot types, and whether we wait for it. Over polling the second is the better sign: a
// post is outstanding as long as the bot's turn lasts (dossier §3.7, §6.7).
class BotActivityTracker : public QObject
{
    Q_OBJECT

public:
    BotActivityTracker(const Timing &timing, const Clock &clock, QObject *parent = nullptr);

    bool isTyping() const { return m_typingTimer.isActive(); }
    bool isWaiting() const { return m_waitingSince.isValid(); }
    QDateTime waitingSince() const { return m_waitingSince; } // UTC

    void typed(); // a typing activity came
    void spoke(); // the bot said or did something else
    void stop() { spoke(); } // nothing is awaited any more
    void posted(const QString &key); // all of a post is out
    // It came to nothing: refused, cancelled, or back in the queue.
    void postFailed(const QString &key);

Q_SIGNALS:
    void typingChanged(bool typing);
    void waitingChanged(bool waiting);

private:
    void stopTyping();
    void stopWaiting();

    const Clock &m_clock;
    QTimer m_typingTimer;
    QTimer m_waitingTimer;
    QSet<QString> m_posts; // that nobody answered yet
    QDateTime m_waitingSince; // invalid while not waiting
};

} // namespace botline
