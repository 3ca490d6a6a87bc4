#pragma once

#include "refusal.h"

#include <QtCore/QMetaType>
#include <QtCore/QString>

#include <chrono>
#include <optional>

namespace botline::directline {

// Why an exchange did not succeed: made for branching first, for reading second (protocol.md §2,
// §4.4).
struct Error
{
    enum class Kind
    {
        InvalidRequest, // refused by us before anything was sent: bad id, unreadable file, too
                        // large
        Cancelled, // by the user
        Timeout,
        ConnectFailed, // nothing was written: no route, refused, DNS, proxy
        Tls, // nothing was written: certificate or handshake
        ConnectionLost, // broke after the request began to be written, or answer cut short
        BadRequest, // 400
        Unauthorized, // 401
        Forbidden, // 403
        NotFound, // 404
        Conflict, // 409, 412
        TooLarge, // 413
        Throttled, // 429
        ServerError, // 500 and unlisted 5xx
        BadGateway, // 502
        Unavailable, // 503
        GatewayTimeout, // 504
        Redirected, // any 3xx: never followed (§8.3)
        UnexpectedStatus, // everything else
        Protocol, // 2xx, but the body is not what it must be
        BodyTooLarge, // the body passed our cap (§8.12)
    };

    Kind kind = Kind::Protocol;
    int httpStatus = 0; // 0 when no answer arrived
    Refusal refusal; // what is wrong, for InvalidRequest
    QString code; // the service's error.code: TokenExpired, BadArgument, …; "" when none
    QString message; // the service's words: plain, at most 500 characters, no controls; may be ""
    QString detail; // ours or Qt's words for logs and "copy details"
    std::optional<std::chrono::seconds> retryAfter; // from 429 or 503, never negative
    QString host; // whose certificate was refused (Tls); else ""
    bool requestWritten = false; // true: the service may have acted although we saw no answer

    // The credential is dead or was never good (§2.7): 401, or 403 that is neither a region nor a
    // site error. Those two must not trigger a recovery.
    bool isCredentialProblem() const;
    bool isRegionError() const; // RegionNotAllowed: wrong service URL for this bot
    bool isSiteError() const; // the Direct Line site is disabled or deleted

    bool operator==(const Error &) const = default;
};

// Kind for an HTTP status outside 2xx.
Error::Kind errorKindForStatus(int httpStatus);

} // namespace botline::directline

Q_DECLARE_METATYPE(botline::directline::Error)
