#include "journalredaction.h"

#include "app/directline/redaction.h"

#include <QtCore/QJsonArray>
#include <QtCore/QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline::journal {

namespace {

constexpr auto kMark = "[redacted]"_L1;
constexpr int kDeepest = 80; // activities that nest deeper are never taken in

constexpr QLatin1StringView kSecretMembers[]
    = {"token"_L1, "secret"_L1, "streamUrl"_L1, "sasUrl"_L1, "access_token"_L1, "Authorization"_L1};
constexpr QLatin1StringView kAddressMembers[] = {"contentUrl"_L1, "thumbnailUrl"_L1};
constexpr auto kAttachments = "/attachments/"_L1;

// ASCII's letters in either case.
bool startsWith(QByteArrayView text, QLatin1StringView word)
{
    return text.size() >= word.size()
        && qstrnicmp(text.data(), word.size(), word.data(), word.size()) == 0;
}

bool isSecretMember(const QString &key)
{
    return std::any_of(std::begin(kSecretMembers), std::end(kSecretMembers),
                       [&key](QLatin1StringView name) {
                           return key.size() == name.size() && startsWith(key.toUtf8(), name);
                       });
}

// What a button sends.
bool isPayload(const QString &key)
{
    return key == "value"_L1 || key == "data"_L1 || key == "channelData"_L1;
}

bool isAttachmentAddress(const QString &key)
{
    return std::find(std::begin(kAddressMembers), std::end(kAddressMembers), key)
        != std::end(kAddressMembers);
}

// The & may be written as in HTML. A token has no blank, quote or bracket.
QString withoutAttachmentTokens(const QString &text)
{
    static const QRegularExpression token(
        u"(/attachments/[^\\s\"'<>?]*\\?(?:[^\\s\"'<>#]*?&(?:amp;)?)?t=)[^\\s\"'<>&#)]+"_s);
    if (!text.contains(kAttachments))
        return text;
    QString clean = text;
    return clean.replace(token, u"\\1"_s + kMark);
}

QString withoutSecretParameters(const QString &address)
{
    if (address.startsWith("data:"_L1))
        return address;
    const QUrl url(address);
    const QUrl clean = directline::redacted(url);
    return clean == url ? address : clean.toString(QUrl::FullyEncoded);
}

QJsonValue clean(const QJsonValue &value, bool inAction, bool inPayload, int depth);

QJsonObject clean(const QJsonObject &object, bool inAction, bool inPayload, int depth)
{
    QJsonObject result = object;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString key = it.key();
        const QJsonValue value = it.value();
        QJsonValue kept;
        if (!inPayload && isSecretMember(key) && (value.isString() || value.isDouble()))
            kept = QString(kMark);
        else if (value.isString() && isAttachmentAddress(key) && !inPayload)
            kept = withoutSecretParameters(value.toString());
        else
            kept = clean(value, inAction || key == "attachments"_L1 || key == "suggestedActions"_L1,
                         inPayload || (inAction && isPayload(key)), depth + 1);
        if (kept != value)
            result.insert(key, kept);
    }
    return result;
}

QJsonValue clean(const QJsonValue &value, bool inAction, bool inPayload, int depth)
{
    if (value.isString())
        return withoutAttachmentTokens(value.toString());
    if (depth > kDeepest)
        return value;
    if (value.isObject())
        return clean(value.toObject(), inAction, inPayload, depth);
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            array[i] = clean(array.at(i), inAction, inPayload, depth + 1);
        return array;
    }
    return value;
}

bool beginsWatchedMember(QByteArrayView text)
{
    const auto isHere = [text](QLatin1StringView name) {
        return ((text.front() ^ name.front().toLatin1()) & ~0x20) == 0 && startsWith(text, name);
    };
    return !text.isEmpty()
        && (std::any_of(std::begin(kSecretMembers), std::end(kSecretMembers), isHere)
            || std::any_of(std::begin(kAddressMembers), std::end(kAddressMembers), isHere));
}

// The text begins with an escape that may stand for a letter of one of the words. Others are
// common: there are services that write apostrophes and everything beyond ASCII this way.
bool hidesLetter(QByteArrayView text)
{
    if (text.size() < 2 || text.at(1) != 'u')
        return text.size() >= 2 && text.at(1) == '/';
    bool isNumber = false;
    const ushort code = text.sliced(2, qMin<qsizetype>(4, text.size() - 2)).toUShort(&isNumber, 16);
    return !isNumber || code == '/' || code == '_' || (code < 0x80 && QChar(code).isLetter());
}

} // namespace

bool mayHoldCredentials(QByteArrayView json)
{
    // Nearly all bytes are of no interest, and of the words that begin most are another one.
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char byte = json.at(i);
        if (byte == '"') {
            if (beginsWatchedMember(json.sliced(i + 1)))
                return true;
        } else if (byte == '/') {
            if (startsWith(json.sliced(i), kAttachments))
                return true;
        } else if (byte == '\\') {
            if (hidesLetter(json.sliced(i)))
                return true;
            ++i; // an escaped quote begins nothing
        }
    }
    return false;
}

QJsonObject withoutCredentials(const QJsonObject &activity)
{
    return clean(activity, false, false, 0);
}

} // namespace botline::journal
