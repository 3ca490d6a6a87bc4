#include "bearer.h"

#include "json.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline::directline {

namespace {

constexpr qsizetype kLongestBearer = 16 * 1024; // servers refuse longer header lines anyway

struct Translations
{
    Q_DECLARE_TR_FUNCTIONS(botline::directline::Bearer)
};

// Why this cannot be a bearer; "" when it can. Never repeats the text itself.
QString refusal(const QByteArray &text)
{
    if (text.isEmpty())
        return Translations::tr("The secret or token is empty. Paste the whole text.");
    if (text.size() > kLongestBearer)
        return Translations::tr(
            "The secret or token is far too long. Paste only the secret or token.");
    if (text.contains('\n') || text.contains('\r'))
        return Translations::tr("The secret or token has more than one line. Paste only one line.");
    if (text.contains(' ') || text.contains('\t'))
        return Translations::tr(
            "The secret or token has blanks in it. Paste it without any other words.");
    if (!std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; }))
        return Translations::tr("The secret or token has characters that cannot be part of one. "
                                "Copy it again from where it was issued.");
    return {};
}

} // namespace

std::optional<Bearer> Bearer::parse(const QString &text, QString *why)
{
    return parse(text.toUtf8(), why);
}

std::optional<Bearer> Bearer::parse(const QByteArray &text, QString *why)
{
    // Editors on Windows put a byte order mark before the first character of a file.
    QByteArray value = text.startsWith("\xEF\xBB\xBF") ? text.sliced(3) : text;
    value = value.trimmed();
    if (const QString reason = refusal(value); !reason.isEmpty()) {
        if (why)
            *why = reason;
        return std::nullopt;
    }
    Bearer bearer;
    bearer.m_value = value;
    return bearer;
}

QByteArray Bearer::headerValue() const
{
    return m_value.isEmpty() ? QByteArray() : "Bearer " + m_value;
}

TokenHints tokenHints(const Bearer &token)
{
    const QList<QByteArray> parts = token.value().split('.');
    if (parts.size() != 3)
        return {};
    const auto payload = QByteArray::fromBase64Encoding(
        parts.at(1), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!payload)
        return {};
    const std::optional<QJsonObject> claims = json::parseObject(*payload);
    if (!claims)
        return {};

    TokenHints hints;
    hints.user = json::text(*claims, "user"_L1);
    hints.conversation = json::text(*claims, "conv"_L1);
    const qint64 expiry = claims->value("exp"_L1).toInteger();
    if (expiry > 0 && expiry < 253'402'300'800) // year 10000
        hints.expiresAt = QDateTime::fromSecsSinceEpoch(expiry, Qt::UTC);
    return hints;
}

} // namespace botline::directline
