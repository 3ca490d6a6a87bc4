#pragma once

#include "error.h"

#include <QtCore/QByteArray>
#include <QtCore/QDateTime>
#include <QtCore/QList>
#include <QtCore/QMetaType>
#include <QtCore/QUrl>

#include <optional>
#include <utility>

namespace botline::directline {

// One HTTP exchange, tapped once at the source and already without secrets (architecture.md §2.4,
// protocol.md §8.10): Authorization, token, secret, streamUrl, sasUrl and `t=` values read
// "[redacted]" in URL, headers and bodies. Emitted when the exchange ended, however it ended.
struct Exchange
{
    enum class Operation
    {
        GenerateToken,
        RefreshToken,
        FetchToken, // token URL
        StartConversation,
        Reconnect,
        GetActivities,
        PostActivity,
        Upload,
    };
    using Header = std::pair<QByteArray, QByteArray>;

    // Microseconds since the request was handed to Qt; -1 where the step was not reached or not
    // needed (no new connection, no TLS).
    struct Timings
    {
        qint64 connecting = -1;
        qint64 encrypted = -1;
        qint64 requestSent = -1;
        qint64 firstByte = -1;
        qint64 finished = -1;
    };

    quint64 number = 0; // counts up within one client, from 1, in the order of starting
    Operation operation = Operation::GetActivities;
    QByteArray method;
    QUrl url;
    QList<Header> requestHeaders;
    QByteArray requestBody; // uploads: the activity part only, files are named in `note`
    QString note;
    QDateTime startedAt; // UTC
    Timings timings;
    int httpStatus = 0;
    QList<Header> responseHeaders;
    QByteArray responseBody;
    qint64 bytesSent = 0; // body bytes
    qint64 bytesReceived = 0; // body bytes, decoded
    std::optional<Error> error; // nullopt: succeeded
};

const char *operationName(Exchange::Operation operation);

// Redaction, also used by tests. Idempotent.
QUrl redacted(const QUrl &url);
QByteArray redactedJson(const QByteArray &body);
QByteArray redactedHeader(const QByteArray &name, const QByteArray &value);

} // namespace botline::directline

Q_DECLARE_METATYPE(botline::directline::Exchange)
