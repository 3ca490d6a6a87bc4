#pragma once

#include "connectionprofile.h"

#include "app/conversation/policy/backoff.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <memory>

namespace botline {

class Clock;
class Credential;
class ThrottleGate;
class Timer;

namespace directline {
class Api;
class Call;
struct Conversation;
} // namespace directline

// The way from a profile to a conversation: gets the credential, then starts or, when the profile
// names a conversation, reconnects (protocol.md §2.1, §2.2). Trouble that may pass is tried again
// up to Timing::startAttempts times; then the user decides.
//
// `api`, `credential`, `gate`, `policy` and `clock` must outlive it.
class ConversationOpener : public QObject
{
    Q_OBJECT

public:
    // What the service led us into.
    enum class Entry
    {
        New, // the bot sees it for the first time
        Existing, // it had been started before: there is history
        Resumed, // the one that was asked for
    };
    enum class Failure
    {
        Permanent, // trying again would change nothing
        GaveUp, // it may help to try again later
        Expired, // the token is dead
        Gone, // the conversation to resume no longer exists
    };

    ConversationOpener(directline::Api &api, Credential &credential, ThrottleGate &gate,
                       const RetryPolicy &policy, const Timing &timing, const Clock &clock,
                       QObject *parent = nullptr);
    ~ConversationOpener() override;

    // Exactly one of started() and failed() follows, unless stop() comes first.
    // `profile.conversationId` not empty: resume it, from `watermark` on (protocol.md §2.2).
    // `profile.userId` may still be empty.
    void begin(const ConnectionProfile &profile,
               const std::optional<QString> &watermark = std::nullopt);
    // Once more what failed(), or skips the current wait.
    void tryNow();
    void stop(); // quietly
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    void authenticating();
    void starting();
    // Before started(), when the id in use is not the profile's.
    void userResolved(const QString &userId);
    void delayed(const botline::directline::Error &error, std::chrono::milliseconds wait);
    void started(const botline::directline::Conversation &conversation,
                 botline::ConversationOpener::Entry entry);
    void failed(const botline::directline::Error &error,
                botline::ConversationOpener::Failure failure);

private:
    enum class Step
    {
        Acquire,
        Start,
        Reconnect,
    };

    void run(Step step);
    void start();
    void reconnect(const directline::Bearer &bearer, const QString &conversationId);
    void onAcquired();
    void resolveUser();
    void onStarted(const directline::Conversation &conversation, int httpStatus);
    void onStartFailed(const directline::Error &error);
    void onReconnected(const directline::Conversation &conversation);
    void onReconnectFailed(const directline::Error &error);
    bool tryAgainLater(const directline::Error &error);
    void fail(const directline::Error &error, Failure failure);
    bool holdsSecret() const;

    directline::Api &m_api;
    Credential &m_credential;
    ThrottleGate &m_gate;
    const RetryPolicy &m_policy;
    Timing m_timing;

    ConnectionProfile m_profile;
    std::optional<QString> m_watermark; // of the conversation to resume
    QString m_resumeId; // what to reconnect to; "" once we know that it has to be a new one
    bool m_running = false;
    bool m_waiting = false; // for the timer or the gate
    Step m_step = Step::Acquire;
    BackOff m_backOff;
    const std::unique_ptr<Timer> m_timer;
    QPointer<directline::Call> m_call;
};

} // namespace botline
