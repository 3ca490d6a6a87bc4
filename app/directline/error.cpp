#include "error.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace botline::directline {

namespace {

struct Translations
{
    Q_DECLARE_TR_FUNCTIONS(botline::directline::Error)
};

// The sentence, followed by the service's own words when there are any.
QString withServiceWords(const QString &sentence, const Error &error)
{
    if (error.message.isEmpty())
        return sentence;
    return Translations::tr("%1 The service says: %2").arg(sentence, error.message);
}

QString describeForbidden(const Error &error)
{
    if (error.isRegionError())
        return withServiceWords(
            Translations::tr(
                "This bot belongs to another region. Set the service URL of its region."),
            error);
    if (error.isSiteError())
        return withServiceWords(
            Translations::tr(
                "The bot's Direct Line channel is switched off or was removed. Ask the "
                "bot's owner to check it."),
            error);
    if (error.code == "TokenExpired"_L1)
        return Translations::tr("Access has expired. Connect again with a fresh secret or token.");
    return withServiceWords(
        Translations::tr("The service does not accept this secret or token. Check it and connect "
                         "again."),
        error);
}

} // namespace

bool Error::isCredentialProblem() const
{
    return kind == Kind::Unauthorized
        || (kind == Kind::Forbidden && !isRegionError() && !isSiteError());
}

bool Error::isRegionError() const
{
    return kind == Kind::Forbidden && code == "RegionNotAllowed"_L1;
}

bool Error::isSiteError() const
{
    return kind == Kind::Forbidden && !isRegionError()
        && (message.startsWith("site "_L1, Qt::CaseInsensitive)
            || message.contains("site missing"_L1, Qt::CaseInsensitive)
            || message.contains("site is disabled"_L1, Qt::CaseInsensitive));
}

Error::Kind errorKindForStatus(int httpStatus)
{
    using Kind = Error::Kind;
    switch (httpStatus) {
    case 400:
        return Kind::BadRequest;
    case 401:
        return Kind::Unauthorized;
    case 403:
        return Kind::Forbidden;
    case 404:
        return Kind::NotFound;
    case 409:
    case 412:
        return Kind::Conflict;
    case 413:
        return Kind::TooLarge;
    case 429:
        return Kind::Throttled;
    case 502:
        return Kind::BadGateway;
    case 503:
        return Kind::Unavailable;
    case 504:
        return Kind::GatewayTimeout;
    default:
        break;
    }
    if (httpStatus >= 300 && httpStatus < 400)
        return Kind::Redirected;
    if (httpStatus >= 500 && httpStatus < 600)
        return Kind::ServerError;
    return Kind::UnexpectedStatus;
}

QString describe(const Error &error)
{
    using Kind = Error::Kind;
    using T = Translations;
    switch (error.kind) {
    case Kind::InvalidRequest:
        return error.detail.isEmpty() ? T::tr("This cannot be sent. Change it and try again.")
                                      : error.detail;
    case Kind::Cancelled:
        return T::tr("Cancelled.");
    case Kind::Timeout:
        return T::tr("The service did not answer in time. Check the connection and try again.");
    case Kind::ConnectFailed:
        return T::tr("The service cannot be reached. Check the service URL and your network.");
    case Kind::Tls:
        return T::tr("The certificate of %1 cannot be trusted, so nothing was sent. Check the "
                     "service URL, or ask whoever runs the service.")
            .arg(error.host.isEmpty() ? T::tr("the service") : error.host);
    case Kind::ConnectionLost:
        return T::tr("The connection broke before the whole answer arrived. Try again.");
    case Kind::BadRequest:
        return withServiceWords(
            T::tr("The service could not use this. Change it and send it again, or copy the "
                  "details for whoever runs the bot."),
            error);
    case Kind::Unauthorized:
        return withServiceWords(
            T::tr("The service does not accept this secret or token. Check it and connect again."),
            error);
    case Kind::Forbidden:
        return describeForbidden(error);
    case Kind::NotFound:
        return withServiceWords(
            T::tr(
                "The service does not know this address or conversation. Check the service URL, or "
                "start a new conversation."),
            error);
    case Kind::Conflict:
        return withServiceWords(T::tr("The conversation already exists or is in use elsewhere."),
                                error);
    case Kind::TooLarge:
        return withServiceWords(T::tr("This is too large for the service. Send less at once."),
                                error);
    case Kind::Throttled:
        if (error.retryAfter)
            return withServiceWords(T::tr("Too many requests. The service asks to wait %1 s.")
                                        .arg(error.retryAfter->count()),
                                    error);
        return withServiceWords(T::tr("Too many requests. Wait a little and try again."), error);
    case Kind::ServerError:
        return withServiceWords(
            T::tr("The service had a problem (%1). Try again later.").arg(error.httpStatus), error);
    case Kind::BadGateway:
        return withServiceWords(T::tr("The bot reported a problem or took too long."), error);
    case Kind::Unavailable:
        return withServiceWords(T::tr("The service is busy right now. Try again in a moment."),
                                error);
    case Kind::GatewayTimeout:
        return withServiceWords(T::tr("The bot took too long to answer."), error);
    case Kind::Redirected:
        return T::tr(
            "The service sent us to another address, which Botline never follows. Check the "
            "service URL.");
    case Kind::UnexpectedStatus:
        return withServiceWords(
            T::tr("The service answered with the unexpected status %1. Check the service URL.")
                .arg(error.httpStatus),
            error);
    case Kind::Protocol:
        return T::tr("The answer is not what a Direct Line service sends. Check the service URL.");
    case Kind::BodyTooLarge:
        return T::tr("The answer was too large and was not read to its end.");
    }
    return {};
}

} // namespace botline::directline
