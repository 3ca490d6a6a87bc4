#include "conversationopener.h"

#include "credential.h"

#include "app/conversation/policy/abandon.h"
#include "app/conversation/policy/clock.h"
#include "app/conversation/policy/throttlegate.h"
#include "app/conversation/policy/timer.h"
#include "app/directline/api.h"

#include <QtCore/QLocale>

using namespace Qt::StringLiterals;

namespace botline {

using directline::CallOf;
using directline::Conversation;
using directline::Error;

ConversationOpener::ConversationOpener(directline::Api &api, Credential &credential,
                                       ThrottleGate &gate, const RetryPolicy &policy,
                                       const Timing &timing, const Clock &clock, QObject *parent)
    : QObject(parent),
      m_api(api),
      m_credential(credential),
      m_gate(gate),
      m_policy(policy),
      m_timing(timing),
      m_backOff(policy, clock, timing.startBackOffCap, timing.backOffResetAfter),
      m_timer(clock.makeTimer([this] { run(m_step); }))
{
    connect(&m_gate, &ThrottleGate::opened, this, [this] {
        if (m_waiting && !m_timer->isActive())
            run(m_step);
    });
    connect(&m_credential, &Credential::acquired, this, &ConversationOpener::onAcquired);
    connect(&m_credential, &Credential::acquireFailed, this, [this](const Error &error) {
        if (m_running && !tryAgainLater(error))
            fail(error, Failure::Permanent);
    });
}

ConversationOpener::~ConversationOpener() = default;

void ConversationOpener::begin(const ConnectionProfile &profile,
                               const std::optional<QString> &watermark)
{
    stop();
    m_profile = profile;
    m_watermark = watermark;
    m_resumeId = profile.conversationId;
    m_running = true;
    m_backOff.reset();
    if (m_profile.userId.isEmpty()) {
        m_profile.userId = generatedUserId(holdsSecret() ? u"dl_"_s : u"user-"_s);
        Q_EMIT userResolved(m_profile.userId);
    }
    // The secret opens an old conversation by itself; a token bought now would belong to a new one.
    run(holdsSecret() && !m_resumeId.isEmpty() ? Step::Reconnect : Step::Acquire);
}

void ConversationOpener::tryNow()
{
    m_timer->stop();
    m_gate.open(); // lets us go on if we were waiting
    if (m_waiting)
        run(m_step);
    else if (!m_running && !m_profile.userId.isEmpty())
        begin(m_profile, m_watermark);
}

void ConversationOpener::stop()
{
    m_running = false;
    m_waiting = false;
    m_timer->stop();
    abandon(m_call, this);
}

bool ConversationOpener::holdsSecret() const
{
    return m_profile.kind == CredentialKind::Secret || m_profile.kind == CredentialKind::Practice;
}

void ConversationOpener::run(Step step)
{
    m_step = step;
    m_waiting = false;
    if (step == Step::Acquire)
        Q_EMIT authenticating();
    else
        Q_EMIT starting();
    if (!m_running) // whoever heard of something stopped us
        return;
    if (!m_gate.isOpen()) {
        m_waiting = true;
        Q_EMIT delayed(m_gate.reason(), m_gate.remaining());
        return;
    }
    switch (step) {
    case Step::Acquire: {
        directline::ChannelAccount user;
        user.id = m_profile.userId;
        user.name = m_profile.userName;
        m_credential.acquire(user);
        break;
    }
    case Step::Start:
        start();
        break;
    case Step::Reconnect:
        reconnect(holdsSecret() ? m_credential.secret() : m_credential.bearer(), m_resumeId);
        break;
    }
}

void ConversationOpener::onAcquired()
{
    if (!m_running)
        return;
    m_backOff.reset();
    resolveUser();
    // A token from a token URL belongs to one conversation; only by chance is it the wanted one.
    const bool canResume = !m_resumeId.isEmpty()
        && (m_profile.kind == CredentialKind::Token
            || m_credential.offeredConversationId() == m_resumeId);
    if (!canResume)
        m_resumeId.clear();
    run(canResume ? Step::Reconnect : Step::Start);
}

// Whoever speaks must be who the token says; "dl_" ids exist only inside tokens (protocol.md §1.6).
void ConversationOpener::resolveUser()
{
    QString userId = m_profile.userId;
    if (const QString embedded = m_credential.embeddedUserId(); !embedded.isEmpty())
        userId = embedded;
    else if (userId.startsWith("dl_"_L1) && !(holdsSecret() && !m_resumeId.isEmpty()))
        userId = generatedUserId(u"user-"_s);
    if (userId == m_profile.userId)
        return;
    m_profile.userId = userId;
    Q_EMIT userResolved(userId);
}

void ConversationOpener::start()
{
    directline::TokenParameters parameters;
    parameters.locale = m_profile.locale.isEmpty() ? QLocale().bcp47Name() : m_profile.locale;
    if (m_credential.embeddedUserId().isEmpty()) {
        directline::ChannelAccount user;
        user.id = m_profile.userId;
        user.name = m_profile.userName;
        parameters.user = user;
    }
    CallOf<Conversation> *call = m_api.startConversation(m_credential.bearer(), parameters);
    m_call = call;
    connect(call, &directline::Call::succeeded, this, [this, call] {
        m_call = nullptr;
        onStarted(call->result(), call->httpStatus());
    });
    connect(call, &directline::Call::failed, this, [this](const Error &error) {
        m_call = nullptr;
        onStartFailed(error);
    });
}

void ConversationOpener::onStarted(const Conversation &conversation, int httpStatus)
{
    m_running = false;
    m_credential.adopt(conversation);
    resolveUser();
    // 200: nothing was created, this token had started it already (protocol.md §2.1).
    Q_EMIT started(conversation, httpStatus == 200 ? Entry::Existing : Entry::New);
}

void ConversationOpener::onStartFailed(const Error &error)
{
    if (tryAgainLater(error))
        return;
    // 409: it exists. Never repeat the POST; the token says which one it is for.
    if (error.kind == Error::Kind::Conflict) {
        QString id = m_credential.offeredConversationId();
        if (id.isEmpty())
            id = directline::tokenHints(m_credential.bearer()).conversation;
        if (!id.isEmpty() && m_credential.bearer() != m_credential.secret()) {
            reconnect(m_credential.bearer(), id);
            return;
        }
    }
    fail(error, Failure::Permanent);
}

void ConversationOpener::reconnect(const directline::Bearer &bearer, const QString &conversationId)
{
    const bool known = conversationId == m_profile.conversationId;
    CallOf<Conversation> *call
        = m_api.reconnect(bearer, conversationId, known ? m_watermark : std::nullopt);
    m_call = call;
    connect(call, &directline::Call::succeeded, this, [this, call] {
        m_call = nullptr;
        onReconnected(call->result());
    });
    connect(call, &directline::Call::failed, this, [this](const Error &error) {
        m_call = nullptr;
        onReconnectFailed(error);
    });
}

void ConversationOpener::onReconnected(const Conversation &conversation)
{
    m_running = false;
    m_credential.adopt(conversation);
    resolveUser();
    const bool asked = conversation.conversationId == m_resumeId;
    Q_EMIT started(conversation, asked ? Entry::Resumed : Entry::Existing);
}

void ConversationOpener::onReconnectFailed(const Error &error)
{
    if (tryAgainLater(error))
        return;
    const bool resuming = !m_resumeId.isEmpty();
    if (resuming && error.kind == Error::Kind::NotFound) {
        fail(error, Failure::Gone);
    } else if (resuming && holdsSecret()
               && (error.kind == Error::Kind::BadRequest || error.isCredentialProblem())) {
        // Enhanced authentication forbids this to a secret (protocol.md §2.2): a new conversation,
        // once.
        m_resumeId.clear();
        run(Step::Acquire);
    } else if (resuming && error.isCredentialProblem()) {
        fail(error, Failure::Expired);
    } else {
        fail(error, Failure::Permanent);
    }
}

// False: it is not of the kind that passes. True: another attempt is on its way, or failed() said
// that we gave up.
bool ConversationOpener::tryAgainLater(const Error &error)
{
    if (!mayStartAgain(error))
        return false;
    const std::chrono::milliseconds wait = m_backOff.failed(error);
    if (error.retryAfter || error.kind == Error::Kind::Throttled)
        m_gate.close(wait, error);
    if (m_backOff.failures() >= m_timing.startAttempts || m_policy.asksTooMuch(error)) {
        fail(error, Failure::GaveUp);
        return true;
    }
    m_waiting = true;
    m_timer->start(wait);
    Q_EMIT delayed(error, wait);
    return true;
}

void ConversationOpener::fail(const Error &error, Failure failure)
{
    m_running = false;
    Q_EMIT failed(error, failure);
}

} // namespace botline
