#include "builders.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;

namespace botline::test {

namespace {

QJsonObject message(const QString &text, const QString &id, const QJsonObject &from)
{
    QJsonObject activity{{"type"_L1, "message"_L1}, {"text"_L1, text}, {"from"_L1, from}};
    if (!id.isEmpty())
        activity.insert("id"_L1, id);
    return activity;
}

} // namespace

QJsonObject botMessage(const QString &text, const QString &id)
{
    return message(text, id, {{"id"_L1, "bot-1"_L1}, {"name"_L1, "Bot"_L1}, {"role"_L1, "bot"_L1}});
}

QJsonObject userMessage(const QString &text, const QString &id, const QString &userId)
{
    return message(text, id, {{"id"_L1, userId}, {"role"_L1, "user"_L1}});
}

QJsonObject activityOfType(const QString &type, const QString &id)
{
    return withMember(botMessage({}, id), u"type"_s, type);
}

QJsonObject withMember(QJsonObject object, const QString &key, const QJsonValue &value)
{
    object.insert(key, value);
    return object;
}

QJsonObject withClientActivityId(QJsonObject activity, const QString &clientActivityId)
{
    QJsonObject channelData = activity.value("channelData"_L1).toObject();
    channelData.insert("clientActivityID"_L1, clientActivityId);
    activity.insert("channelData"_L1, channelData);
    return activity;
}

QJsonObject activitySet(const QJsonArray &activities, const QJsonValue &watermark)
{
    QJsonObject set{{"activities"_L1, activities}};
    if (!watermark.isUndefined())
        set.insert("watermark"_L1, watermark);
    return set;
}

QJsonObject conversation(const QString &conversationId, const QString &token,
                         const QJsonValue &expiresIn)
{
    QJsonObject object{{"conversationId"_L1, conversationId}, {"expires_in"_L1, expiresIn}};
    if (!token.isEmpty())
        object.insert("token"_L1, token);
    return object;
}

QByteArray jwt(const QJsonObject &claims)
{
    const auto encoded = [](const QJsonObject &object) {
        return QJsonDocument(object)
            .toJson(QJsonDocument::Compact)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    return encoded({{"alg"_L1, "RS256"_L1}, {"typ"_L1, "JWT"_L1}}) + '.' + encoded(claims)
        + ".c2lnbmF0dXJl";
}

QByteArray fixture(const QString &name)
{
    QFile file(QString::fromUtf8(BOTLINE_TEST_DATA "/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("Cannot read the fixture %s", qPrintable(file.fileName()));
    return file.readAll();
}

QJsonObject jsonFixture(const QString &name)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(fixture(name), &error);
    if (!document.isObject())
        qFatal("The fixture %s is no JSON object: %s", qPrintable(name),
               qPrintable(error.errorString()));
    return document.object();
}

} // namespace botline::test
