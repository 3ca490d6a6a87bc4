#include "connectionevent.h"

namespace botline {

event::ConnectionChanged connectionOf(const ConnectionProfile &profile)
{
    const QUrl tokenUrl = profile.tokenUrl.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery
                                                    | QUrl::RemoveFragment);
    return {profile.kind,
            profile.serviceUrl.toString(),
            profile.kind == CredentialKind::TokenUrl ? tokenUrl.toString(QUrl::FullyEncoded)
                                                     : QString(),
            profile.userId,
            profile.userName,
            profile.locale};
}

ConnectionProfile profileOf(const event::ConnectionChanged &connection)
{
    ConnectionProfile profile;
    profile.kind = connection.kind;
    if (const auto service = directline::ServiceUrl::parse(connection.service))
        profile.serviceUrl = *service;
    profile.tokenUrl = QUrl(connection.tokenUrl, QUrl::StrictMode);
    profile.userId = connection.userId;
    profile.userName = connection.userName;
    profile.locale = connection.locale;
    return profile;
}

} // namespace botline
