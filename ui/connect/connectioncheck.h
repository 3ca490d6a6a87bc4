#pragma once

#include "app/conversation/session/connectionprofile.h"

namespace botline {

// What stands in the fields of the connect dialog, as typed.
struct ConnectionInput
{
    CredentialKind kind = CredentialKind::Secret;
    QString credential; // secret or token
    QString tokenUrl;
    QString serviceUrl;
    QString userId;
    QString userName;
    QString locale;
};

// What is wrong with each field, in one sentence that says what to do; "" when it is fine. Fields
// that do not count for the kind are not looked at.
struct ConnectionCheck
{
    QString credential;
    QString tokenUrl;
    QString serviceUrl;
    QString userId;
    QString userName;
    QString locale;

    // Worth knowing, but no obstacle.
    QString credentialNote;
    QString tokenUrlNote;

    // Set when everything is in order.
    std::optional<ConnectionProfile> profile;
};

// `nowUtc` is for telling that a token has expired.
ConnectionCheck checkConnection(const ConnectionInput &input, const QDateTime &nowUtc);

} // namespace botline
