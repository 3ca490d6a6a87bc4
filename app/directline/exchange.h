#pragma once

#include "error.h"

#include <QtCore/QByteArray>
#include <QtCore/QDateTime>
#include <QtCore/QList>
#include <QtCore/QStringList>
#include <QtCore/QUrl>

#include <optional>
#include <utility>

class QNetworkReply;

namespace botline::directline {

// One HTTP exchange, recorded once at the source and already without secrets (protocol.md §8.10):
// Authorization, token, secret, streamUrl, sasUrl and `t=` values read "[redacted]" in URL, headers
// and bodies. See ExchangeObserver for who hears of it.
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
        Content, // a picture or file that an activity points to, without credential
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

    quint64 number = 0; // given by the observer: unique within the session, in order of starting
    Operation operation = Operation::GetActivities;
    QByteArray method;
    QUrl url;
    QList<Header> requestHeaders;
    QByteArray requestBody; // uploads: the activity part only, files are named in `note`; "" when
                            // longer than the observer keeps, as the other body
    QString note;
    QDateTime startedAt; // UTC, by the session's clock
    qint64 startedTicks = 0; // microseconds of the steady clock: comparable within the process
    Timings timings;
    int httpStatus = 0;
    QByteArray statusText; // the reason phrase
    // "HTTP/2", or "HTTP/1" for 1.0 and 1.1, which Qt does not tell apart; "" without an answer.
    QByteArray httpVersion;
    QByteArray tlsVersion; // "TLS 1.3"; "" without TLS, as the next one
    QByteArray tlsCipher;
    QList<Header> responseHeaders;
    QByteArray responseBody;
    qint64 bytesSent = 0; // body bytes
    qint64 bytesReceived = 0; // body bytes, decoded
    // Which messages it is about: the activity that was posted, as its clientActivityID and as the
    // id that the service gave it; the activities that were received.
    QString clientActivityId;
    QStringList activityIds;
    std::optional<Error> error; // nullopt: succeeded
};

const char *operationName(Exchange::Operation operation);

// Fills in what the head of an answer says: status, headers (redacted), versions of HTTP and TLS.
void readAnswerHead(const QNetworkReply &reply, Exchange &exchange);
// Microseconds of the steady clock, for Exchange::startedTicks.
qint64 steadyMicroseconds();

} // namespace botline::directline
