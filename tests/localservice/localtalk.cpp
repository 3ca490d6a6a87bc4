#include "localtalk.h"

#include <QtCore/QJsonDocument>

namespace botline::test {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kRoot("/v3/directline");

QByteArray bytesOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

LocalTalk::LocalTalk(int port, const QByteArray &secret) : probe(port)
{
    const QJsonObject generated
        = probe.post(kRoot + "/tokens/generate", {}, {bearer(secret)}).json();
    id = generated.value("conversationId"_L1).toString().toLatin1();
    token = generated.value("token"_L1).toString().toLatin1();
    probe.post(kRoot + "/conversations", {}, {bearer(token)});
}

HttpAnswer LocalTalk::post(const QJsonObject &activity)
{
    return probe.post(path("/activities"), bytesOf(activity), {bearer(token)});
}

HttpAnswer LocalTalk::say(const QString &text)
{
    return post(textMessage(text));
}

HttpAnswer LocalTalk::upload(const QList<QByteArray> &parts, const QByteArray &userId)
{
    const QByteArray boundary("----dl7f0c1b2a3d4e5f60");
    return probe.post(path("/upload?userId=" + userId), multipart(parts, boundary),
                      {bearer(token), "Content-Type: multipart/form-data; boundary=" + boundary});
}

HttpAnswer LocalTalk::poll(const QByteArray &watermark)
{
    const QByteArray query = watermark.isNull() ? QByteArray() : "?watermark=" + watermark;
    return probe.get(path("/activities" + query), {bearer(token)});
}

QJsonArray LocalTalk::activities()
{
    QJsonArray all;
    QByteArray watermark;
    for (;;) {
        const QJsonObject set = poll(watermark).json();
        const QJsonArray page = set.value("activities"_L1).toArray();
        if (page.isEmpty())
            return all;
        for (const QJsonValue &activity : page)
            all.append(activity);
        watermark = set.value("watermark"_L1).toString().toLatin1();
    }
}

QByteArray LocalTalk::path(const QByteArray &tail) const
{
    return kRoot + "/conversations/" + id + tail;
}

QByteArray multipart(const QList<QByteArray> &parts, const QByteArray &boundary)
{
    QByteArray body;
    for (const QByteArray &part : parts)
        body += "--" + boundary + "\r\n" + part + "\r\n";
    return body + "--" + boundary + "--\r\n";
}

QByteArray activityPart(const QJsonObject &activity)
{
    return "Content-Disposition: form-data; name=\"activity\"; filename=\"blob\"\r\n"
           "Content-Type: application/vnd.microsoft.activity\r\n\r\n"
        + bytesOf(activity);
}

QByteArray filePart(const QByteArray &name, const QByteArray &contentType,
                    const QByteArray &content)
{
    return "Content-Disposition: form-data; name=\"file\"; filename=\"" + name
        + "\"\r\nContent-Type: " + contentType + "\r\n\r\n" + content;
}

QJsonObject textMessage(const QString &text)
{
    return {{u"type"_s, u"message"_s},
            {u"from"_s, QJsonObject{{u"id"_s, u"ada"_s}, {u"name"_s, u"Ada"_s}}},
            {u"text"_s, text}};
}

} // namespace botline::test
