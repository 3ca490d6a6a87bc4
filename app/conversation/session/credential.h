#pragma once

#include "connectionprofile.h"

#include "app/conversation/policy/backoff.h"

#include <QtCore/QDateTime>
#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <memory>

namespace botline {

class Clock;
class ThrottleGate;
class Timer;

namespace directline {
class Api;
class Call;
struct ChannelAccount;
struct Conversation;
} // namespace directline

// What opens the conversation, and its life (protocol.md §1.2-§1.5): gets the first token,
// refreshes it at half its life while polls and posts go on, and brings it back once when it died.
// The end of its life is an instant on the wall clock and is looked at before every request, so
// that a machine that slept does not use a dead token.
//
// With a secret the token it buys is used for everything; the secret itself only buys and recovers,
// unless the service knows no tokens (protocol.md §1.3).
//
// `api`, `clock`, `policy` and `gate` must outlive it.
class Credential : public QObject
{
    Q_OBJECT

public:
    Credential(directline::Api &api, const Clock &clock, const Timing &timing,
               const RetryPolicy &policy, ThrottleGate &gate, QObject *parent = nullptr);
    ~Credential() override;

    // Forgets all and takes what the profile brings. Nothing is asked of the service yet.
    void setProfile(const ConnectionProfile &profile);
    // A fresh secret or token of the same kind.
    void replace(const directline::Bearer &bearer);
    void stop(); // quietly

    // Gets what the first request needs; acquired() or acquireFailed() follows, for a bare token
    // before this returns. `user` goes into a token bought with a secret when its id begins with
    // "dl_" (protocol.md §1.6).
    void acquire(const directline::ChannelAccount &user);
    // Takes over what start or reconnect answered. Without a token the one in use stays.
    void adopt(const directline::Conversation &conversation);
    // Where a recovery continues.
    void setConversationId(const QString &conversationId) { m_conversationId = conversationId; }
    void setWatermark(const std::optional<QString> &watermark) { m_watermark = watermark; }

    const directline::Bearer &bearer() const { return m_bearer; }
    const directline::Bearer &secret() const { return m_secret; } // empty unless we hold one
    // The conversation that came with the acquired token; "" when none did.
    QString offeredConversationId() const { return m_offeredConversationId; }
    // The user id that the token dictates: embedded by us, or named by the token. "" when it leaves
    // the choice to us.
    QString embeddedUserId() const { return m_embeddedUserId; }

    // To be asked before every request. True: bearer() may be used now; a due refresh is begun
    // beside it. False: the token is dead; recovery goes on and ends in one of renewed(),
    // newConversationNeeded() and expired().
    bool ready();
    // The service refused `used` with a credential problem. Many refusals share one recovery; when
    // `used` was replaced meanwhile, ready() is true and the request may go out again.
    void rejected(const directline::Bearer &used, const directline::Error &error);
    // The service accepted a request.
    void accepted() { m_acceptedSinceRecovery = true; }
    // Skips the wait of a recovery.
    void tryNow();

Q_SIGNALS:
    void acquired();
    void acquireFailed(const botline::directline::Error &error);
    void recoveryStarted();
    // A recovery did not get through; the next attempt comes after `wait`.
    void recoveryDelayed(const botline::directline::Error &error, std::chrono::milliseconds wait);
    void renewed();
    // The service put the recovered credential into another conversation (protocol.md
    // §1.5).
    void conversationReplaced(const botline::directline::Conversation &conversation);
    // What we hold can start a new conversation, but not return to this one.
    void newConversationNeeded(const botline::directline::Error &why);
    // Nothing we hold helps.
    void expired(const botline::directline::Error &why);

private:
    enum class Phase
    {
        Ready,
        Recovering,
        Dead,
    };

    bool holdsSecret() const { return !m_secret.isEmpty(); }
    void takeToken(const QByteArray &token, std::chrono::seconds life);
    void buyToken(const directline::ChannelAccount &user);
    void fetchToken();
    void heedClock(const QDateTime &now);
    void refresh();
    void refreshFailed(const directline::Error &error);
    void beginRecovery(const directline::Error &error);
    void recover();
    void recovered(const directline::Conversation &conversation);
    void recoveryFailed(const directline::Error &error);
    void giveUpConversation(const directline::Error &why);

    directline::Api &m_api;
    const Clock &m_clock;
    Timing m_timing;
    ThrottleGate &m_gate;

    CredentialKind m_kind = CredentialKind::Practice;
    directline::Bearer m_secret;
    QUrl m_tokenUrl;
    directline::Bearer m_bearer;
    QString m_offeredConversationId;
    QString m_embeddedUserId;
    QString m_conversationId;
    std::optional<QString> m_watermark;

    // On the wall clock. Invalid: no end is known, or no refresh is wanted.
    QDateTime m_takenAt;
    QDateTime m_expiresAt;
    QDateTime m_refreshAt;

    Phase m_phase = Phase::Ready;
    bool m_acceptedSinceRecovery = true;
    directline::Error m_deathCause;
    BackOff m_refreshBackOff;
    BackOff m_recoveryBackOff;
    const std::unique_ptr<Timer> m_recoveryTimer;
    QPointer<directline::Call> m_acquireCall;
    QPointer<directline::Call> m_refreshCall;
    QPointer<directline::Call> m_recoveryCall;
};

} // namespace botline
