#pragma once

#include "wallclock.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QString>

#include <chrono>
#include <optional>

namespace botline::localservice {

// Makes and checks the service's tokens: JWTs signed with a random key of this run, so nothing is
// stored, a guess is worth nothing and a token of an earlier run is unknown (protocol.md §1.2).
// Immutable, hence usable from every thread.
class TokenIssuer
{
public:
    // `lifetime` at least one second.
    TokenIssuer(std::chrono::seconds lifetime, WallClock now);

    std::chrono::seconds lifetime() const { return m_lifetime; }

    // A bearer token for one conversation. `user` may be empty; its id is embedded as a claim.
    QByteArray conversationToken(const QString &conversationId, const QJsonObject &user) const;

    // A token that opens the attachments of one upload and nothing else (protocol.md §5.4).
    QByteArray uploadToken(const QString &uploadId) const;

    enum class Verdict
    {
        Valid,
        Expired,
        Unknown
    };
    struct Bearer
    {
        Verdict verdict = Verdict::Unknown;
        QString conversationId;
        QJsonObject user;
    };
    Bearer readConversationToken(const QByteArray &token) const;
    Verdict checkUploadToken(const QByteArray &token, const QString &uploadId) const;

private:
    QByteArray sign(QJsonObject claims) const;
    Verdict read(const QByteArray &token, QJsonObject *claims) const;
    QByteArray signature(const QByteArray &content) const;

    const std::chrono::seconds m_lifetime;
    const WallClock m_now;
    const QByteArray m_key;
};

// `bytes` bytes from the system's generator, as base64url without padding.
QByteArray randomText(int bytes);

} // namespace botline::localservice
