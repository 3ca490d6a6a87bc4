#include "credential.h"

#include "app/conversation/policy/abandon.h"
#include "app/conversation/policy/clock.h"
#include "app/conversation/policy/throttlegate.h"
#include "app/conversation/policy/timer.h"
#include "app/directline/api.h"

#include <QtCore/QLoggingCategory>

using namespace Qt::StringLiterals;

namespace botline {

using directline::Bearer;
using directline::CallOf;
using directline::Conversation;
using directline::Error;

namespace {

Q_LOGGING_CATEGORY(credentialLog, "botline.credential", QtInfoMsg)

// Local servers have no token endpoints (protocol.md §1.3).
bool meansNoTokensHere(const Error &error)
{
    return error.httpStatus == 404 || error.httpStatus == 405 || error.httpStatus == 501;
}

Error expiryError()
{
    Error error;
    error.kind = Error::Kind::Forbidden;
    error.httpStatus = 403;
    error.code = u"TokenExpired"_s;
    return error;
}

} // namespace

Credential::Credential(directline::Api &api, const Clock &clock, const Timing &timing,
                       const RetryPolicy &policy, ThrottleGate &gate, QObject *parent)
    : QObject(parent),
      m_api(api),
      m_clock(clock),
      m_timing(timing),
      m_gate(gate),
      m_refreshBackOff(policy, clock, timing.backOffCap, timing.backOffResetAfter),
      m_recoveryBackOff(policy, clock, timing.backOffCap, timing.backOffResetAfter),
      m_recoveryTimer(clock.makeTimer([this] { recover(); }))
{
    connect(&m_gate, &ThrottleGate::opened, this, [this] {
        if (m_phase == Phase::Recovering && !m_recoveryCall)
            m_recoveryTimer->start(std::chrono::milliseconds(0));
    });
}

Credential::~Credential() = default;

void Credential::setProfile(const ConnectionProfile &profile)
{
    stop();
    m_kind = profile.kind;
    m_tokenUrl = profile.tokenUrl;
    m_conversationId.clear();
    m_watermark.reset();
    replace(profile.credential);
}

void Credential::replace(const Bearer &bearer)
{
    stop();
    const bool isSecret = m_kind == CredentialKind::Secret || m_kind == CredentialKind::Practice;
    m_secret = isSecret ? bearer : Bearer();
    m_bearer = bearer;
    m_expiresAt = {};
    m_refreshAt = {};
    m_offeredConversationId.clear();
    m_embeddedUserId.clear();
    m_phase = Phase::Ready;
    m_acceptedSinceRecovery = true;
    m_refreshBackOff.reset();
    m_recoveryBackOff.reset();
    if (!isSecret)
        m_embeddedUserId = directline::tokenHints(bearer).user;
}

void Credential::stop()
{
    m_phase = Phase::Dead; // until acquire() or replace() bring it to life
    m_recoveryTimer->stop();
    abandon(m_acquireCall, this);
    abandon(m_refreshCall, this);
    abandon(m_recoveryCall, this);
}

void Credential::acquire(const directline::ChannelAccount &user)
{
    abandon(m_acquireCall, this);
    m_phase = Phase::Ready;
    switch (m_kind) {
    case CredentialKind::Practice:
    case CredentialKind::Secret:
        buyToken(user);
        break;
    case CredentialKind::TokenUrl:
        fetchToken();
        break;
    case CredentialKind::Token:
        Q_EMIT acquired();
        break;
    }
}

void Credential::buyToken(const directline::ChannelAccount &user)
{
    directline::TokenParameters parameters;
    if (user.id.startsWith("dl_"_L1))
        parameters.user = user;
    CallOf<Conversation> *call = m_api.generateToken(m_secret, parameters);
    m_acquireCall = call;
    connect(call, &directline::Call::succeeded, this, [this, call, user, parameters] {
        m_acquireCall = nullptr;
        m_bearer = m_secret;
        m_embeddedUserId = parameters.user ? user.id : QString();
        adopt(call->result());
        m_offeredConversationId = call->result().conversationId;
        Q_EMIT acquired();
    });
    connect(call, &directline::Call::failed, this, [this](const Error &error) {
        m_acquireCall = nullptr;
        if (!meansNoTokensHere(error)) {
            Q_EMIT acquireFailed(error);
            return;
        }
        qCInfo(credentialLog) << "the service has no tokens, going on with the secret";
        m_bearer = m_secret;
        m_expiresAt = {};
        m_refreshAt = {};
        m_embeddedUserId.clear();
        m_offeredConversationId.clear();
        Q_EMIT acquired();
    });
}

void Credential::fetchToken()
{
    CallOf<Conversation> *call = m_api.fetchToken(m_tokenUrl);
    m_acquireCall = call;
    connect(call, &directline::Call::succeeded, this, [this, call] {
        m_acquireCall = nullptr;
        if (call->result().token.isEmpty()) {
            Error error;
            error.kind = Error::Kind::Protocol;
            error.httpStatus = call->httpStatus();
            error.detail = u"the answer has no token"_s;
            Q_EMIT acquireFailed(error);
            return;
        }
        m_embeddedUserId.clear();
        adopt(call->result());
        m_offeredConversationId = call->result().conversationId;
        Q_EMIT acquired();
    });
    connect(call, &directline::Call::failed, this, [this](const Error &error) {
        m_acquireCall = nullptr;
        Q_EMIT acquireFailed(error);
    });
}

void Credential::adopt(const Conversation &conversation)
{
    takeToken(conversation.token, conversation.expiresIn);
}

void Credential::takeToken(const QByteArray &token, std::chrono::seconds life)
{
    const std::optional<Bearer> bearer = Bearer::parse(token);
    if (!bearer)
        return;
    m_bearer = *bearer;
    const QDateTime now = m_clock.nowUtc();
    m_takenAt = now;
    m_expiresAt = now.addSecs(life.count());
    m_refreshAt = now.addSecs(life.count() / 2);
    m_refreshBackOff.reset();
    if (const QString user = directline::tokenHints(m_bearer).user; !user.isEmpty())
        m_embeddedUserId = user;
}

bool Credential::ready()
{
    if (m_phase != Phase::Ready || m_bearer.isEmpty())
        return false;
    const QDateTime now = m_clock.nowUtc();
    heedClock(now);
    if (m_expiresAt.isValid() && now >= m_expiresAt) {
        beginRecovery(expiryError());
        return false;
    }
    if (m_refreshAt.isValid() && now >= m_refreshAt && !m_refreshCall && m_gate.isOpen())
        refresh();
    return true;
}

// A clock that was put back: how old the token is cannot be told any more, so it is refreshed now
// instead of hours too late.
void Credential::heedClock(const QDateTime &now)
{
    if (!m_expiresAt.isValid() || now >= m_takenAt)
        return;
    m_expiresAt = m_expiresAt.addMSecs(m_takenAt.msecsTo(now));
    m_takenAt = now;
    m_refreshAt = now;
}

void Credential::refresh()
{
    CallOf<Conversation> *call = m_api.refreshToken(m_bearer);
    m_refreshCall = call;
    connect(call, &directline::Call::succeeded, this, [this, call] {
        m_refreshCall = nullptr;
        if (call->result().token.isEmpty()) {
            Error error;
            error.kind = Error::Kind::Protocol;
            refreshFailed(error);
            return;
        }
        adopt(call->result());
        qCInfo(credentialLog) << "token refreshed, good until" << m_expiresAt;
    });
    connect(call, &directline::Call::failed, this, [this](const Error &error) {
        m_refreshCall = nullptr;
        refreshFailed(error);
    });
}

void Credential::refreshFailed(const Error &error)
{
    if (meansNoTokensHere(error)) { // so its end is not ours to know either
        m_expiresAt = {};
        m_refreshAt = {};
        return;
    }
    if (error.isCredentialProblem()) {
        beginRecovery(error);
        return;
    }
    if (!mayStartAgain(error) && error.kind != Error::Kind::Protocol) {
        m_refreshAt
            = {}; // a wrong region stays wrong; the token is good until its end (protocol.md §2.7)
        return;
    }
    const std::chrono::milliseconds wait = m_refreshBackOff.failed(error);
    if (error.retryAfter || error.kind == Error::Kind::Throttled)
        m_gate.close(wait, error);
    m_refreshAt = m_clock.nowUtc().addMSecs(wait.count());
    // Once it is nearly over, asking only delays the recovery that must come.
    if (m_refreshAt >= m_expiresAt.addMSecs(-m_timing.refreshStopBefore.count()))
        m_refreshAt = {};
}

void Credential::rejected(const Bearer &used, const Error &error)
{
    if (used == m_bearer && m_phase == Phase::Ready)
        beginRecovery(error);
}

void Credential::beginRecovery(const Error &error)
{
    m_phase = Phase::Recovering;
    m_deathCause = error;
    m_recoveryBackOff.reset();
    abandon(m_refreshCall, this);
    // Not from here: whoever asked ready() expects an answer, not a change of state under its feet.
    m_recoveryTimer->start(std::chrono::milliseconds(0));
}

void Credential::recover()
{
    if (m_phase != Phase::Recovering || m_recoveryCall || !m_gate.isOpen())
        return;
    // What a recovery brought was refused as well: no second one, or it would go round for ever.
    if (m_kind == CredentialKind::Token || !m_acceptedSinceRecovery) {
        m_phase = Phase::Dead;
        Q_EMIT expired(m_deathCause);
        return;
    }
    if (m_kind == CredentialKind::TokenUrl || m_conversationId.isEmpty()) {
        giveUpConversation(m_deathCause);
        return;
    }
    Q_EMIT recoveryStarted();
    CallOf<Conversation> *call = m_api.reconnect(m_secret, m_conversationId, m_watermark);
    m_recoveryCall = call;
    connect(call, &directline::Call::succeeded, this, [this, call] {
        m_recoveryCall = nullptr;
        recovered(call->result());
    });
    connect(call, &directline::Call::failed, this, [this](const Error &error) {
        m_recoveryCall = nullptr;
        recoveryFailed(error);
    });
}

void Credential::recovered(const Conversation &conversation)
{
    const bool secretIsEnough = m_bearer == m_secret;
    if (conversation.token.isEmpty() && !secretIsEnough) {
        giveUpConversation(m_deathCause);
        return;
    }
    m_phase = Phase::Ready;
    m_acceptedSinceRecovery = false;
    adopt(conversation);
    qCInfo(credentialLog) << "credential recovered";
    if (conversation.conversationId != m_conversationId)
        Q_EMIT conversationReplaced(conversation);
    else
        Q_EMIT renewed();
}

void Credential::recoveryFailed(const Error &error)
{
    if (!mayStartAgain(error)) {
        giveUpConversation(error);
        return;
    }
    const std::chrono::milliseconds wait = m_recoveryBackOff.failed(error);
    if (error.retryAfter || error.kind == Error::Kind::Throttled)
        m_gate.close(wait, error);
    m_recoveryTimer->start(wait);
    Q_EMIT recoveryDelayed(error, wait);
}

void Credential::giveUpConversation(const Error &why)
{
    m_phase = Phase::Dead;
    m_acceptedSinceRecovery = false;
    Q_EMIT newConversationNeeded(why);
}

void Credential::tryNow()
{
    if (m_phase == Phase::Recovering && !m_recoveryCall)
        m_recoveryTimer->start(std::chrono::milliseconds(0));
}

} // namespace botline
