#pragma once

#include "app/directline/bearer.h"
#include "app/directline/serviceurl.h"

#include <QtCore/QMetaType>
#include <QtCore/QString>
#include <QtCore/QUrl>

#include <optional>

namespace botline {

enum class CredentialKind
{
    Practice,
    Secret,
    Token,
    TokenUrl
};

// All that is needed to reach one bot as one user. The credential lives in memory only; whoever
// stores a profile stores everything but `credential` (protocol.md §8.1).
//
// Practice is a secret profile whose service URL and secret the composition root fills in.
struct ConnectionProfile
{
    CredentialKind kind = CredentialKind::Practice;
    directline::ServiceUrl serviceUrl = directline::ServiceUrl::publicCloud();
    directline::Bearer credential; // secret or token; empty for TokenUrl
    QUrl tokenUrl;
    // "" -> generated: "user-" or, with a secret, "dl_" + 128 random bits (protocol.md §1.6).
    QString userId;
    QString userName; // "" -> none
    QString locale; // BCP 47; "" -> the system's
    QString conversationId; // not empty: resume this conversation
    std::optional<qint64> uploadBytes; // overrides the upload limit
};

// 128 random bits in hex behind `prefix`.
QString generatedUserId(const QString &prefix);

} // namespace botline

Q_DECLARE_METATYPE(botline::ConnectionProfile)
