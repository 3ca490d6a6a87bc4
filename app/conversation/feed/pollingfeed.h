#pragma once

#include "activityfeed.h"

#include "app/conversation/policy/backoff.h"
#include "app/conversation/policy/timing.h"

#include <QtCore/QDateTime>
#include <QtCore/QPointer>

#include <memory>

namespace botline {

class Clock;
class Credential;
class ThrottleGate;
class Timer;

namespace directline {
class Api;
class Bearer;
class Call;
struct ActivitySet;
} // namespace directline

// The QTimer watermark poller that feeds the message model: GET activities with the last watermark,
// again and again (protocol.md §2.3, §3.2, §3.3, §3.8). One single-shot timer, a QTimer outside
// tests, is armed anew after each answer, so that there are never two polls in flight. Of a long
// history the next page is asked for before the last one is taken over.
//
// `api`, `credential`, `gate`, `policy` and `clock` must outlive it.
class PollingFeed final : public ActivityFeed
{
    Q_OBJECT

public:
    PollingFeed(directline::Api &api, Credential &credential, ThrottleGate &gate,
                const RetryPolicy &policy, const Timing &timing, const Clock &clock,
                Consumer consumer, QObject *parent = nullptr);
    ~PollingFeed() override;

    void start(const QString &conversationId, const std::optional<QString> &watermark) override;
    void stop() override;
    bool isRunning() const override { return m_running; }
    const std::optional<QString> &watermark() const override { return m_watermark; }

    void refresh() override;
    void resume() override;
    void expectEcho() override;
    void rereadFromStart() override;
    void setVisible(bool visible) override;

private:
    using ms = std::chrono::milliseconds;

    void halt();
    void endWith(const directline::Error &error);
    void poll();
    void waitForGate();
    bool mayAsk() const;
    void ask(const std::optional<QString> &watermark);
    bool isPageOfMore(const directline::ActivitySet &set) const;
    void onSucceeded(const directline::ActivitySet &set);
    void takeOver();
    void onTakenOver();
    bool isBusy() const { return m_call || m_set; } // a poll is under way, or what it brought
    void onFailed(const directline::Bearer &used, const directline::Error &error);
    void backOff(const directline::Error &error, bool slowly);
    void armNext();
    ms interval() const;

    directline::Api &m_api;
    Credential &m_credential;
    ThrottleGate &m_gate;
    Timing m_timing;
    const Clock &m_clock;
    Consumer m_consume;

    QString m_conversationId;
    std::optional<QString> m_watermark;
    bool m_running = false;
    quint64 m_run = 0; // goes up with each start and end
    bool m_blocked = false; // by the gate or the credential, which will call us
    bool m_troubled = false;
    bool m_fromStart = false; // the next read goes without watermark
    bool m_refusedWatermark = false; // 400 once; the next 400 means that the conversation is gone
    bool m_pollAgain = false; // as soon as the one in flight has ended
    int m_fruitless = 0; // back-to-back polls so far that brought nothing new
    bool m_visible = true;

    BackOff m_backOff;
    const std::unique_ptr<Timer> m_timer;
    QDateTime m_pollStartedAt; // on the wall clock
    // The others on the monotonic time.
    ms m_pollStarted{0};
    ms m_lastTraffic{0};
    ms m_hiddenSince{0};
    std::optional<ms> m_extraPollAt; // none wanted
    QPointer<directline::Call> m_call;

    std::shared_ptr<const directline::ActivitySet> m_set; // that is being taken over
    qsizetype m_taken = 0; // of its activities
    bool m_anythingNew = false; // among them
    const std::unique_ptr<Timer> m_takeTimer;
};

} // namespace botline
