#include "redaction.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline::directline {

namespace {

constexpr char kMark[] = "[redacted]";

bool isOneOf(QByteArrayView name, std::initializer_list<QByteArrayView> names)
{
    return std::any_of(names.begin(), names.end(), [name](QByteArrayView known) {
        return name.compare(known, Qt::CaseInsensitive) == 0;
    });
}

bool isSecretMember(QByteArrayView key)
{
    return isOneOf(key,
                   {"token", "secret", "streamUrl", "sasUrl", "access_token", "Authorization"});
}

// `t` is Direct Line's own; the others are what token URLs and storage links carry.
bool isSecretParameter(QByteArrayView name)
{
    return isOneOf(name, {"t", "token", "secret", "access_token", "code", "key", "sig"});
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// One past the closing quote of the string that begins at `quote`.
qsizetype endOfString(const QByteArray &text, qsizetype quote)
{
    for (qsizetype i = quote + 1; i < text.size(); ++i) {
        if (text.at(i) == '\\')
            ++i;
        else if (text.at(i) == '"')
            return i + 1;
    }
    return text.size();
}

// Whether a quoted key names a secret, also when it is written as "tok\u0065n".
bool isSecretKey(QByteArrayView quoted)
{
    if (!quoted.contains('\\'))
        return isSecretMember(quoted.sliced(1).chopped(1));
    const QJsonDocument document = QJsonDocument::fromJson('[' + quoted.toByteArray() + ']');
    return isSecretMember(document.array().at(0).toString().toUtf8());
}

// One past a number, or `begin` when there is none.
qsizetype endOfNumber(const QByteArray &text, qsizetype begin)
{
    qsizetype i = begin;
    while (i < text.size() && QByteArrayView("0123456789+-.eE").contains(text.at(i)))
        ++i;
    return i;
}

QByteArray withoutSecretMembers(const QByteArray &body)
{
    QByteArray result;
    qsizetype copied = 0;
    qsizetype i = body.indexOf('"');
    while (i >= 0 && i < body.size()) {
        const qsizetype keyEnd = endOfString(body, i);
        qsizetype next = keyEnd;
        while (next < body.size() && isBlank(body.at(next)))
            ++next;
        if (next < body.size() && body.at(next) == ':'
            && isSecretKey(QByteArrayView(body).sliced(i, keyEnd - i))) {
            do {
                ++next;
            } while (next < body.size() && isBlank(body.at(next)));
            const qsizetype valueEnd = next < body.size() && body.at(next) == '"'
                ? endOfString(body, next)
                : endOfNumber(body, next);
            if (valueEnd > next) {
                result += body.sliced(copied, next - copied) + '"' + kMark + '"';
                copied = valueEnd;
            }
            next = valueEnd;
        }
        i = body.indexOf('"', next);
    }
    return copied == 0 ? body : result + body.sliced(copied);
}

// The length of a query separator at `at`: "?", "&", or an & as JSON and HTML write it. 0: none.
qsizetype separatorLength(const QByteArray &text, qsizetype at)
{
    const QByteArrayView rest = QByteArrayView(text).sliced(at);
    for (const QByteArrayView form : {QByteArrayView("&amp;"), QByteArrayView("\\u0026"),
                                      QByteArrayView("?"), QByteArrayView("&")}) {
        if (rest.startsWith(form))
            return form.size();
    }
    return 0;
}

// Serializers write + / = in their own ways, and all three are part of tokens. Any other escape, an
// escaped & among them, ends a value.
bool isEscapeInsideValue(QByteArrayView rest)
{
    return rest.startsWith("\\/")
        || isOneOf(rest.first(qMin<qsizetype>(rest.size(), 6)), {"\\u002b", "\\u002f", "\\u003d"});
}

// One past a parameter's value in running text or inside a JSON string.
qsizetype endOfParameter(const QByteArray &text, qsizetype begin)
{
    static constexpr QByteArrayView kEnds = " \t\r\n\"'&<>#)";
    qsizetype i = begin;
    while (i < text.size() && !kEnds.contains(text.at(i))) {
        if (text.at(i) == '\\') {
            if (!isEscapeInsideValue(QByteArrayView(text).sliced(i)))
                break;
            ++i;
        }
        ++i;
    }
    return i;
}

QByteArray withoutSecretParameters(const QByteArray &text)
{
    static constexpr qsizetype kLongestName = 16;

    QByteArray result;
    qsizetype copied = 0;
    for (qsizetype i = 0; i < text.size();) {
        const char c = text.at(i);
        const qsizetype separator
            = c == '?' || c == '&' || c == '\\' ? separatorLength(text, i) : 0;
        if (separator == 0) {
            ++i;
            continue;
        }
        const qsizetype nameBegin = i + separator;
        qsizetype nameEnd = nameBegin;
        while (nameEnd < text.size() && nameEnd - nameBegin < kLongestName
               && (isalnum(uchar(text.at(nameEnd))) || text.at(nameEnd) == '_'))
            ++nameEnd;
        const QByteArrayView rest = QByteArrayView(text).sliced(nameEnd);
        const qsizetype equals = rest.startsWith('=')                  ? 1
            : rest.startsWith("\\u003d") || rest.startsWith("\\u003D") ? 6
                                                                       : 0;
        i = nameEnd;
        if (equals == 0
            || !isSecretParameter(QByteArrayView(text).sliced(nameBegin, nameEnd - nameBegin)))
            continue;
        const qsizetype valueBegin = nameEnd + equals;
        i = endOfParameter(text, valueBegin);
        if (i > valueBegin) {
            result += text.sliced(copied, valueBegin - copied) + kMark;
            copied = i;
        }
    }
    return copied == 0 ? text : result + text.sliced(copied);
}

} // namespace

QUrl redacted(const QUrl &url)
{
    QUrl clean = url;
    clean.setUserInfo(QString());
    if (!clean.hasQuery())
        return clean;
    const QByteArray query = '?' + clean.query(QUrl::FullyEncoded).toLatin1();
    clean.setQuery(QString::fromLatin1(withoutSecretParameters(query).sliced(1)));
    return clean;
}

QByteArray redactedJson(const QByteArray &body)
{
    return withoutSecretParameters(withoutSecretMembers(body));
}

QByteArray redactedHeader(const QByteArray &name, const QByteArray &value)
{
    if (isOneOf(name, {"Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie"}))
        return kMark;
    return withoutSecretParameters(value); // Location, Link
}

} // namespace botline::directline
