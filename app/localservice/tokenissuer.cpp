#include "tokenissuer.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QJsonDocument>
#include <QtCore/QMessageAuthenticationCode>
#include <QtCore/QRandomGenerator>

#include <utility>
#include <vector>

namespace botline::localservice {

using namespace Qt::StringLiterals;

namespace {

constexpr int kKeyBytes = 32;
constexpr int kNonceBytes = 12; // two tokens of one second must differ

constexpr auto kBase64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray encoded(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toBase64(kBase64Url);
}

} // namespace

QByteArray randomText(int bytes)
{
    std::vector<quint32> words(std::size_t(bytes + 3) / 4);
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), bytes).toBase64(kBase64Url);
}

TokenIssuer::TokenIssuer(std::chrono::seconds lifetime, WallClock now)
    : m_lifetime(lifetime), m_now(std::move(now)), m_key(randomText(kKeyBytes))
{
}

QByteArray TokenIssuer::conversationToken(const QString &conversationId,
                                          const QJsonObject &user) const
{
    QJsonObject claims{{u"conv"_s, conversationId}};
    if (!user.isEmpty()) {
        claims.insert(u"user"_s, user.value("id"_L1));
        claims.insert(u"name"_s, user.value("name"_L1));
    }
    return sign(claims);
}

QByteArray TokenIssuer::uploadToken(const QString &uploadId) const
{
    return sign({{u"upload"_s, uploadId}});
}

TokenIssuer::Bearer TokenIssuer::readConversationToken(const QByteArray &token) const
{
    QJsonObject claims;
    Bearer bearer;
    bearer.verdict = read(token, &claims);
    bearer.conversationId = claims.value("conv"_L1).toString();
    if (bearer.conversationId.isEmpty())
        bearer.verdict = Verdict::Unknown;
    for (const auto &[claim, member] :
         {std::pair("user"_L1, "id"_L1), std::pair("name"_L1, "name"_L1)}) {
        if (const QJsonValue value = claims.value(claim); value.isString())
            bearer.user.insert(member, value);
    }
    return bearer;
}

TokenIssuer::Verdict TokenIssuer::checkUploadToken(const QByteArray &token,
                                                   const QString &uploadId) const
{
    QJsonObject claims;
    const Verdict verdict = read(token, &claims);
    return claims.value("upload"_L1) == QJsonValue(uploadId) ? verdict : Verdict::Unknown;
}

QByteArray TokenIssuer::sign(QJsonObject claims) const
{
    // Whole seconds, as clients expect them; rounded up, so that no token is shorter than promised.
    const qint64 now = (m_now() + 999) / 1000;
    claims.insert(u"nbf"_s, now);
    claims.insert(u"exp"_s, now + m_lifetime.count());
    claims.insert(u"jti"_s, QString::fromLatin1(randomText(kNonceBytes)));
    const QByteArray content
        = encoded({{u"alg"_s, u"HS256"_s}, {u"typ"_s, u"JWT"_s}}) + '.' + encoded(claims);
    return content + '.' + signature(content);
}

TokenIssuer::Verdict TokenIssuer::read(const QByteArray &token, QJsonObject *claims) const
{
    const qsizetype lastDot = token.lastIndexOf('.');
    const QByteArray content = token.left(lastDot);
    if (lastDot < 0 || token.mid(lastDot + 1) != signature(content))
        return Verdict::Unknown;
    const QByteArray payload
        = QByteArray::fromBase64(content.mid(content.indexOf('.') + 1), kBase64Url);
    *claims = QJsonDocument::fromJson(payload).object();
    const bool expired = m_now() >= claims->value("exp"_L1).toInteger() * 1000;
    return expired ? Verdict::Expired : Verdict::Valid;
}

QByteArray TokenIssuer::signature(const QByteArray &content) const
{
    return QMessageAuthenticationCode::hash(content, m_key, QCryptographicHash::Sha256)
        .toBase64(kBase64Url);
}

} // namespace botline::localservice
