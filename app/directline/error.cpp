#include "error.h"

using namespace Qt::StringLiterals;

namespace botline::directline {

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

} // namespace botline::directline
