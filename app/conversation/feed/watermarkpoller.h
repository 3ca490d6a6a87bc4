#pragma once

#include "app/conversation/policy/backoff.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <memory>
#include <span>

namespace botline {

class Clock;
class Credential;
class ThrottleGate;

// Reads one conversation again and again (dossier §2.3, §3.2, §3.3, §3.8). One single-shot timer,
// armed anew after each reply, so that there are never two polls in flight. Of a long history the
// next page is asked for before the last one is taken over. Nothing but stop() and
// gone() ends it: every other trouble means a wait and another try.
class WatermarkPoller : public QObject
{
    Q_OBJECT

public:
    // Takes activities over; true when at least one of them was new. A large set comes in parts,
    // with other events handled in between. Its watermark counts only after the last part was
    // taken, so that a crash in between repeats a set and loses none.
    using Consumer = std::function<bool(std::span<const directline::Activity> activities)>;

    WatermarkPoller(directline::Client &client, Credential &credential, ThrottleGate &gate,
                    const RetryPolicy &policy, const Timing &timing, const Clock &clock,
                    Consumer consumer, QObject *parent = nullptr);

    // Polls at once. `watermark` nullopt: from the beginning of the conversation.
    void start(const QString &conversationId, const std::optional<QString> &watermark);
    void stop(); // quietly; idempotent
    bool isRunning() const { return m_running; }
    const std::optional<QString> &watermark() const { return m_watermark; }

    void pollNow(); // skips every wait of ours
    // The machine slept: a poll that by the wall clock has been out for too long is dead, whatever
    // its timer says. Then as pollNow().
    void resume();
    // Something was sent: one extra poll shortly after. Many wishes make one poll.
    void pollSoon();
    // One read without watermark, to find what a broken watermark hides (§3.2.6).
    void readFromStart();
    void setVisible(bool visible);

Q_SIGNALS:
    void watermarkChanged(const std::optional<QString> &watermark);
    void leftOut(int activities); // that could not be read
    // A set arrived and was taken over; `broughtAnything` that was not known before. `caughtUp`:
    // no more waits at the service, as far as it says.
    void polled(bool broughtAnything, bool caughtUp);
    void drained(); // that set was empty: nothing more waits at the service
    void troubled(const botline::directline::Error &error, std::chrono::milliseconds wait);
    void gone(const botline::directline::Error &error);

private:
    using ms = std::chrono::milliseconds;

    void poll();
    bool mayAsk() const;
    void ask(const std::optional<QString> &watermark);
    bool isPageOfMore(const directline::ActivitySet &set) const;
    void onSucceeded(const directline::ActivitySet &set);
    void takeOver();
    void onTakenOver();
    bool isBusy() const { return m_call || m_set; } // a poll is under way, or what it brought
    void onFailed(const directline::Bearer &used, const directline::Error &error);
    void backOff(const directline::Error &error, bool slowly);
    void armAfter(ms wait);
    void armNext();
    ms interval() const;

    directline::Client &m_client;
    Credential &m_credential;
    ThrottleGate &m_gate;
    Timing m_timing;
    const Clock &m_clock;
    Consumer m_consume;

    QString m_conversationId;
    std::optional<QString> m_watermark;
    bool m_running = false;
    bool m_blocked = false; // by the gate or the credential, which will call us
    bool m_troubled = false;
    bool m_fromStart = false; // the next read goes without watermark
    bool m_refusedWatermark = false; // 400 once; the next 400 means that the conversation is gone
    bool m_pollAgain = false; // as soon as the one in flight has ended
    int m_fruitless = 0; // back-to-back polls so far that brought nothing new
    bool m_visible = true;

    BackOff m_backOff;
    QTimer m_timer;
    QElapsedTimer m_pollStarted;
    QDateTime m_pollStartedAt;
    QElapsedTimer m_lastTraffic;
    QElapsedTimer m_hiddenSince;
    QDeadlineTimer m_extraPoll; // forever: none wanted
    QPointer<directline::Call> m_call;

    std::shared_ptr<const directline::ActivitySet> m_set; // that is being taken over
    qsizetype m_taken = 0; // of its activities
    bool m_anythingNew = false; // among them
    QTimer m_takeTimer;
};

} // namespace botline
