#pragma once

#include "httpprobe.h"

#include <QtCore/QJsonArray>

namespace botline::test {

// A conversation with a local service over one connection.
class LocalTalk
{
public:
    // Generates a token with the secret and starts the conversation with it.
    LocalTalk(int port, const QByteArray &secret);

    HttpAnswer post(const QJsonObject &activity);
    HttpAnswer say(const QString &text);
    // A multipart body of `parts`, each "headers CRLF CRLF content".
    HttpAnswer upload(const QList<QByteArray> &parts, const QByteArray &userId = "ada");

    HttpAnswer poll(const QByteArray &watermark = {});
    QJsonArray activities(); // all of them, page by page

    // .../conversations/{id}{tail}
    QByteArray path(const QByteArray &tail = {}) const;

    HttpProbe probe;
    QByteArray id;
    QByteArray token;
};

QByteArray multipart(const QList<QByteArray> &parts, const QByteArray &boundary);
QByteArray activityPart(const QJsonObject &activity);
QByteArray filePart(const QByteArray &name, const QByteArray &contentType,
                    const QByteArray &content);

QJsonObject textMessage(const QString &text);

} // namespace botline::test
