#include "journalredaction.h"

#include "app/directline/exchange.h"

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
    const auto begins = [](QByteArrayView text) {
        return [text](QLatin1StringView word) {
            return startsWith(text, word);
        };
    };
    for (qsizetype i = 0; i < json.size(); ++i) {
        const QByteArrayView rest = json.sliced(i + 1);
        switch (json.at(i)) {
        case '"':
            if (std::any_of(std::begin(kSecretMembers), std::end(kSecretMembers), begins(rest))
                || std::any_of(std::begin(kAddressMembers), std::end(kAddressMembers),
                               begins(rest)))
                return true;
            break;
        case '/':
            if (startsWith(rest, kAttachments.sliced(1)))
                return true;
            break;
        case '\\':
            if (hidesLetter(json.sliced(i)))
                return true;
            ++i; // an escaped quote begins nothing
            break;
        default:
            break;
        }
    }
    return false;
}

QJsonObject withoutCredentials(const QJsonObject &activity)
{
    return clean(activity, false, false, 0);
}

} // namespace botline::journal
