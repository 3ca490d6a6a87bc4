#include "exchange.h"

#include "redaction.h"

#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QSslCipher>
#include <QtNetwork/QSslConfiguration>

#include <chrono>

using namespace Qt::StringLiterals;

namespace botline::directline {

const char *operationName(Exchange::Operation operation)
{
    switch (operation) {
    case Exchange::Operation::GenerateToken:
        return "generate token";
    case Exchange::Operation::RefreshToken:
        return "refresh token";
    case Exchange::Operation::FetchToken:
        return "fetch token";
    case Exchange::Operation::StartConversation:
        return "start conversation";
    case Exchange::Operation::Reconnect:
        return "reconnect";
    case Exchange::Operation::GetActivities:
        return "get activities";
    case Exchange::Operation::PostActivity:
        return "post activity";
    case Exchange::Operation::Upload:
        return "upload";
    case Exchange::Operation::Content:
        return "content";
    }
    return "";
}

void readAnswerHead(const QNetworkReply &reply, Exchange &exchange)
{
    exchange.httpStatus = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    exchange.statusText
        = redactedJson(reply.attribute(QNetworkRequest::HttpReasonPhraseAttribute).toByteArray());
    for (const auto &[name, value] : reply.rawHeaderPairs())
        exchange.responseHeaders.append({name, redactedHeader(name, value)});
    if (exchange.httpStatus != 0)
        exchange.httpVersion = reply.attribute(QNetworkRequest::Http2WasUsedAttribute).toBool()
            ? "HTTP/2"
            : "HTTP/1";
    if (exchange.url.scheme() == "https"_L1) {
        const QSslCipher cipher = reply.sslConfiguration().sessionCipher();
        exchange.tlsVersion = cipher.protocolString().toLatin1();
        exchange.tlsCipher = cipher.name().toLatin1();
    }
}

qint64 steadyMicroseconds()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace botline::directline
