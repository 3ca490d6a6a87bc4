#include "journalredaction.h"

#include "app/directline/exchange.h"

#include <QtCore/QJsonArray>
#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace botline::journal {

namespace {

constexpr auto kMark = "[redacted]"_L1;
constexpr int kDeepest = 80; // activities that nest deeper are never taken in

bool isSecretMember(const QString &key)
{
    static const QStringList names{u"token"_s,  u"secret"_s,       u"streamUrl"_s,
                                   u"sasUrl"_s, u"access_token"_s, u"Authorization"_s};
    return names.contains(key, Qt::CaseInsensitive);
}

// What a button sends.
bool isPayload(const QString &key)
{
    return key == "value"_L1 || key == "data"_L1 || key == "channelData"_L1;
}

bool isAttachmentAddress(const QString &key)
{
    return key == "contentUrl"_L1 || key == "thumbnailUrl"_L1;
}

// The & may be written as in HTML. A token has no blank, quote or bracket.
QString withoutAttachmentTokens(const QString &text)
{
    static const QRegularExpression token(
        u"(/attachments/[^\\s\"'<>?]*\\?(?:[^\\s\"'<>#]*?&(?:amp;)?)?t=)[^\\s\"'<>&#)]+"_s);
    if (!text.contains("/attachments/"_L1))
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

} // namespace

QJsonObject withoutCredentials(const QJsonObject &activity)
{
    return clean(activity, false, false, 0);
}

} // namespace botline::journal
