#include "retrypolicy.h"

#include <QtCore/QRandomGenerator>

namespace botline {

using directline::Error;

PostVerdict judgePost(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Cancelled:
        return PostVerdict::Cancelled;
    case Error::Kind::ConnectFailed:
        return PostVerdict::Unreachable;
    case Error::Kind::Tls: // also a session that broke off in the middle
    case Error::Kind::Timeout:
    case Error::Kind::ConnectionLost:
        return error.requestWritten ? PostVerdict::Unconfirmed : PostVerdict::Unreachable;
    case Error::Kind::Unauthorized:
    case Error::Kind::Forbidden:
        return error.isCredentialProblem() ? PostVerdict::Rejected : PostVerdict::Failed;
    case Error::Kind::NotFound:
        return PostVerdict::Gone;
    case Error::Kind::Throttled:
        return PostVerdict::Throttled;
    case Error::Kind::Unavailable: // with Retry-After it is the overload gate, which lets nothing
                                   // by
        return error.retryAfter ? PostVerdict::Throttled : PostVerdict::Unconfirmed;
    case Error::Kind::InvalidRequest:
    case Error::Kind::BadRequest:
    case Error::Kind::TooLarge:
    case Error::Kind::Redirected:
        return PostVerdict::Failed;
    case Error::Kind::UnexpectedStatus:
        return error.httpStatus >= 400 && error.httpStatus < 500 ? PostVerdict::Failed
                                                                 : PostVerdict::Unconfirmed;
    case Error::Kind::Conflict:
    case Error::Kind::ServerError:
    case Error::Kind::BadGateway:
    case Error::Kind::GatewayTimeout:
    case Error::Kind::Protocol:
    case Error::Kind::BodyTooLarge:
        return PostVerdict::Unconfirmed;
    }
    return PostVerdict::Unconfirmed;
}

PostVerdict judgeUpload(const Error &error)
{
    return meansNoUploads(error) ? PostVerdict::Failed : judgePost(error);
}

bool meansNoUploads(const Error &error)
{
    return error.httpStatus == 404 || error.httpStatus == 405 || error.httpStatus == 501;
}

PollVerdict judgePoll(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::BadRequest:
        return PollVerdict::WatermarkRefused;
    case Error::Kind::Unauthorized:
    case Error::Kind::Forbidden:
        // A wrong region or a disabled site is no expiry: renewing would change nothing
        // (protocol.md §2.7).
        return error.isCredentialProblem() ? PollVerdict::Rejected : PollVerdict::Persistent;
    case Error::Kind::NotFound:
        return PollVerdict::Gone;
    case Error::Kind::Redirected:
    case Error::Kind::UnexpectedStatus:
    case Error::Kind::InvalidRequest:
    case Error::Kind::Conflict:
    case Error::Kind::TooLarge:
    case Error::Kind::Tls:
        return PollVerdict::Persistent;
    default:
        return PollVerdict::Transient;
    }
}

bool mayStartAgain(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Timeout:
    case Error::Kind::ConnectFailed:
    case Error::Kind::ConnectionLost:
    case Error::Kind::Throttled:
    case Error::Kind::ServerError:
    case Error::Kind::BadGateway:
    case Error::Kind::Unavailable:
    case Error::Kind::GatewayTimeout:
        return true;
    default:
        return false;
    }
}

RetryPolicy::RetryPolicy(const Timing &timing, Random random)
    : m_timing(timing), m_random(std::move(random))
{
    if (!m_random)
        m_random = [] {
            return QRandomGenerator::global()->generateDouble();
        };
}

RetryPolicy::ms RetryPolicy::delay(int failures, const Error &error, ms cap) const
{
    ms backOff = qMin(m_timing.backOffBase, cap);
    for (int i = 1; i < failures && backOff < cap; ++i)
        backOff = qMin(backOff * 2, cap);
    const double jitter = m_timing.backOffJitter * m_random();
    backOff -= ms(qRound64(static_cast<double>(backOff.count()) * jitter));
    return qMax(backOff, askedFor(error));
}

bool RetryPolicy::asksTooMuch(const Error &error) const
{
    return error.retryAfter
        && error.retryAfter->count() > m_timing.retryAfterCap / m_timing.retryAfterSecond;
}

RetryPolicy::ms RetryPolicy::askedFor(const Error &error) const
{
    if (!error.retryAfter)
        return ms(0);
    if (asksTooMuch(error)) // first, because the product could overflow
        return m_timing.retryAfterCap;
    return error.retryAfter->count() * m_timing.retryAfterSecond;
}

} // namespace botline
