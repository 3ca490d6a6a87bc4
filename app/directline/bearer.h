#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QDateTime>
#include <QtCore/QString>

#include <optional>

namespace botline::directline {

// A secret or token, fit for an Authorization header: printable ASCII in one line
// (protocol.md §8.11, §10 Q10). Kept out of logs by having no operator<<; compare and move it, do
// not print it.
class Bearer
{
public:
    Bearer() = default; // none
    // Leading and trailing white space is trimmed. nullopt for empty, multi-line or non-ASCII text;
    // `why` says what is wrong and what to do, without repeating the text.
    static std::optional<Bearer> parse(const QString &text, QString *why = nullptr);
    static std::optional<Bearer> parse(const QByteArray &text, QString *why = nullptr);

    bool isEmpty() const { return m_value.isEmpty(); }
    QByteArray headerValue() const; // "Bearer …"
    const QByteArray &value() const { return m_value; }

    bool operator==(const Bearer &) const = default;

private:
    QByteArray m_value;
};

// What a JWT's payload says about itself (protocol.md §1.2): hints only, never verified, all empty
// for other token formats.
struct TokenHints
{
    QString user;
    QString conversation;
    QDateTime expiresAt; // UTC, may be invalid
};
TokenHints tokenHints(const Bearer &token);

} // namespace botline::directline
