#include "httpcall.h"

#include "errorbody.h"
#include "exchangeobserver.h"
#include "oneshotbody.h"
#include "redaction.h"
#include "retryafter.h"
#include "servicetext.h"

#include <QtCore/QLoggingCategory>
#include <QtCore/QPromise>
#include <QtCore/QThreadPool>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QNetworkRequest>
#include <QtNetwork/QSslError>

using namespace Qt::StringLiterals;

namespace botline::directline {

QStringList activityIdsOf(const ActivitySet &set)
{
    QStringList ids;
    for (const Activity &activity : set.activities) {
        if (!activity.id.isEmpty())
            ids.append(activity.id);
    }
    return ids;
}

namespace {

Q_LOGGING_CATEGORY(httpLog, "botline.http", QtInfoMsg)

constexpr qsizetype kShortestCredential = 8; // shorter ones, in tests, are words like any other
constexpr qsizetype kLargeBody = 32 * 1024; // reading it takes longer than asking another thread

int statusOf(const QNetworkReply *reply)
{
    return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

bool isSuccess(int httpStatus)
{
    return httpStatus >= 200 && httpStatus < 300;
}

bool hasRunningReply(const QNetworkAccessManager &manager)
{
    const auto replies = manager.findChildren<QNetworkReply *>(Qt::FindDirectChildrenOnly);
    return std::any_of(replies.begin(), replies.end(),
                       [](const QNetworkReply *reply) { return reply->isRunning(); });
}

// Some services quote the credential in their error texts.
QByteArray withoutCredential(QByteArray text, const QByteArray &credential)
{
    if (credential.size() >= kShortestCredential)
        text.replace(credential, "[redacted]");
    return text;
}

} // namespace

HttpCall::HttpCall(Client &client, HttpRequest request, Read read, QObject *parent)
    : QObject(parent),
      m_client(client),
      m_observer(client.m_observer),
      m_request(std::move(request)),
      m_read(std::move(read))
{
    connect(&m_reading, &QFutureWatcherBase::finished, this, [this] {
        BackgroundReading done = m_reading.result();
        m_redacted = std::move(done.redacted);
        conclude(done.reading);
    });
    if (!m_request.refusal && !m_request.url.isValid())
        m_request.refusal = {Refusal::Reason::ConversationId};
    if (m_request.refusal)
        QMetaObject::invokeMethod(this, &HttpCall::refuse, Qt::QueuedConnection);
    else
        start();
}

HttpCall::~HttpCall()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_abort = Abort::Cancelled;
    m_record.timings.finished = microseconds();
    const std::optional<Error> error = verdict({});
    m_reply->deleteLater();
    if (m_observer)
        m_observer->exchangeFinished(makeRecord(error));
}

void HttpCall::cancel()
{
    abort(Abort::Cancelled);
}

void HttpCall::refuse()
{
    Error error;
    error.kind = Error::Kind::InvalidRequest;
    error.refusal = m_request.refusal;
    Q_EMIT failed(error);
}

QNetworkRequest HttpCall::networkRequest() const
{
    QNetworkRequest request(m_request.url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);

    if (!m_request.bearer.isEmpty() && m_client.m_root.covers(m_request.url))
        request.setRawHeader("Authorization", m_request.bearer.headerValue());
    request.setRawHeader("Accept", "application/json");
    request.setRawHeader("User-Agent", m_client.m_product);
    if (m_request.operation != Exchange::Operation::FetchToken)
        request.setRawHeader("x-ms-bot-agent", "DirectLine/3.0 (" + m_client.m_product + ')');

    if (m_request.body) {
        // With these three Qt streams the body once and never again (Q4). The connection is closed
        // afterwards, so that no later POST can meet it just when the server lets go of it.
        request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        request.setHeader(QNetworkRequest::ContentLengthHeader, m_request.body->length());
        request.setRawHeader("Connection", "close");
        if (!m_request.contentType.isEmpty())
            request.setRawHeader("Content-Type", m_request.contentType);
    }
    return request;
}

void HttpCall::start()
{
    const QNetworkRequest request = networkRequest();
    m_record.operation = m_request.operation;
    m_record.method = m_request.body ? "POST" : "GET";
    m_record.startedAt = m_client.m_nowUtc();
    for (const QByteArray &name : request.rawHeaderList())
        m_record.requestHeaders.append(
            {name, withoutBearer(redactedHeader(name, request.rawHeader(name)))});
    m_record.url = redacted(m_request.url);
    m_record.note = m_request.note;
    m_record.clientActivityId = m_request.clientActivityId;
    m_record.startedTicks = steadyMicroseconds();
    if (m_observer)
        m_record.number = m_observer->exchangeStarted(m_record);
    if (m_request.loggedBody.size() > bodyLimit())
        m_request.loggedBody.clear();
    m_elapsed.start();

    if (m_request.body) {
        m_body = m_request.body.get();
        m_body->open(QIODevice::ReadOnly | QIODevice::Unbuffered);
        connect(
            m_body, &OneShotBody::failed, this, [this] { abort(Abort::BodyUnreadable); },
            Qt::QueuedConnection);
        connect(m_body, &OneShotBody::taken, this, &HttpCall::noteRequestSent,
                Qt::QueuedConnection);
        // Servers that ignore "Connection: close" leave a connection behind; drop it. But clearing
        // ends Qt's network thread, and with it whatever else this manager is doing.
        QNetworkAccessManager &writes = m_client.m_network.writes;
        if (!hasRunningReply(writes))
            writes.clearConnectionCache();
        m_reply = writes.post(request, m_body);
        m_request.body.release()->setParent(m_reply);
    } else {
        m_reply = m_client.m_network.reads.get(request);
    }
    watchReply();
    m_timeout.setSingleShot(true);
    connect(&m_timeout, &QTimer::timeout, this, [this] { abort(Abort::TimedOut); });
    m_timeout.start(m_request.timeout);
}

void HttpCall::watchReply()
{
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this,
            [this] { m_record.timings.connecting = microseconds(); });
    connect(m_reply, &QNetworkReply::encrypted, this,
            [this] { m_record.timings.encrypted = microseconds(); });
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        m_tlsTrouble = errors.isEmpty() ? QString() : errors.first().errorString();
    });
    connect(m_reply, &QNetworkReply::requestSent, this, &HttpCall::noteRequestSent);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpCall::readHead);
    connect(m_reply, &QNetworkReply::readyRead, this, [this] {
        if (!takeBody())
            abort(Abort::BodyTooLarge);
    });
    connect(m_reply, &QNetworkReply::finished, this, &HttpCall::finish);
    if (m_request.reportsProgress) {
        connect(m_reply, &QNetworkReply::uploadProgress, this, [this](qint64 sent, qint64) {
            if (sent > m_progress && m_body) {
                m_progress = sent;
                Q_EMIT progressed(sent, m_body->length());
            }
        });
    }
}

void HttpCall::noteRequestSent()
{
    if (m_record.timings.requestSent >= 0)
        return; // Qt may repeat a GET
    // Qt speaks up when it begins with the body.
    if (m_body && !m_body->atEnd() && statusOf(m_reply) == 0)
        return;
    m_record.timings.requestSent = microseconds();
    if (m_observer)
        m_observer->exchangeRequestSent(m_record.number, m_record.timings.requestSent);
    Q_EMIT requestSent();
}

void HttpCall::readHead()
{
    if (m_record.timings.firstByte < 0) {
        m_record.timings.firstByte = microseconds();
        if (m_observer)
            m_observer->exchangeHeadReceived(m_record.number, statusOf(m_reply),
                                             m_record.timings.firstByte);
    }
    const qint64 announced = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    if (announced > m_request.bodyCap)
        abort(Abort::BodyTooLarge);
    else
        noteRequestSent(); // Qt says nothing of a POST without a body
}

void HttpCall::abort(Abort reason)
{
    const bool reading = m_reading.isRunning();
    if (!m_reply || m_abort != Abort::None || (m_reply->isFinished() && !reading))
        return;
    m_abort = reason;
    m_reply->disconnect(this);
    m_reading.disconnect(this);
    finish(); // deletes the reply, which breaks the connection off
}

// False when the body is larger than it may be; what is beyond the cap is not read.
bool HttpCall::takeBody()
{
    m_received += m_reply->read(m_request.bodyCap - m_received.size());
    return m_reply->bytesAvailable() == 0;
}

void HttpCall::finish()
{
    m_timeout.stop();
    if (m_abort == Abort::None && !takeBody())
        m_abort = Abort::BodyTooLarge;
    m_record.timings.finished = microseconds();
    if (isComplete() && m_received.size() > kLargeBody)
        readInBackground();
    else
        conclude(isComplete() ? m_read(m_received) : Reading());
}

// A whole answer that only has to be understood.
bool HttpCall::isComplete() const
{
    return m_abort == Abort::None && isSuccess(statusOf(m_reply))
        && m_reply->error() == QNetworkReply::NoError;
}

void HttpCall::readInBackground()
{
    auto promise = std::make_shared<QPromise<BackgroundReading>>();
    promise->start();
    m_reading.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, read = m_read, body = m_received,
                                          limit = bodyLimit(), bearer = m_request.bearer.value()] {
        BackgroundReading done{read(body), std::nullopt};
        if (body.size() <= limit)
            done.redacted = withoutCredential(redactedJson(body), bearer);
        promise->addResult(std::move(done));
        promise->finish();
    });
}

void HttpCall::conclude(const Reading &reading)
{
    const std::optional<Error> error = verdict(reading);
    const int httpStatus = statusOf(m_reply);
    m_record.httpStatus = httpStatus;
    if (m_observer)
        m_observer->exchangeFinished(makeRecord(error));
    m_reply->deleteLater();
    m_reply = nullptr;

    qCDebug(httpLog).nospace() << operationName(m_record.operation) << " #" << m_record.number
                               << ": " << httpStatus << ", " << m_record.timings.finished / 1000
                               << " ms";
    if (error)
        Q_EMIT failed(*error);
    else
        Q_EMIT succeeded(httpStatus);
}

// The HTTP status decides first, then what we did ourselves, then what Qt says (Q2, Q11, Q12).
std::optional<Error> HttpCall::verdict(const Reading &reading)
{
    const int httpStatus = statusOf(m_reply);
    Error error;
    error.httpStatus = httpStatus;
    error.requestWritten = requestWritten();

    if (m_abort == Abort::Cancelled) {
        error.kind = Error::Kind::Cancelled;
    } else if (m_abort == Abort::BodyUnreadable) {
        error.kind = Error::Kind::InvalidRequest;
        error.refusal = {Refusal::Reason::FileChanged, m_body ? m_body->failedFile() : QString()};
        error.requestWritten = false; // cut short of its Content-Length: nobody can act on it
    } else if (httpStatus != 0 && !isSuccess(httpStatus)) {
        error.kind = errorKindForStatus(httpStatus);
        const QByteArray phrase
            = m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toByteArray();
        error.detail = cleanServiceText(
            u"HTTP %1 %2"_s.arg(QString::number(httpStatus), QString::fromLatin1(phrase)));
        readErrorBody(withoutBearer(m_received), error);
        if (httpStatus == 429 || httpStatus == 503)
            error.retryAfter
                = parseRetryAfter(m_reply->rawHeader("Retry-After"), m_client.m_nowUtc());
    } else if (m_abort == Abort::TimedOut) {
        error.kind = Error::Kind::Timeout;
        error.detail = u"no complete answer within %1 ms"_s.arg(m_request.timeout.count());
    } else if (m_abort == Abort::BodyTooLarge) {
        error.kind = Error::Kind::BodyTooLarge;
        error.detail = u"the body is larger than %1 bytes"_s.arg(m_request.bodyCap);
    } else if (httpStatus == 0) {
        error.kind = kindWithoutAnswer();
        error.detail = m_reply->errorString();
        if (error.kind == Error::Kind::Tls) {
            error.host = m_request.url.host(QUrl::FullyEncoded);
            if (!m_tlsTrouble.isEmpty())
                error.detail = m_tlsTrouble;
        }
    } else if (m_reply->error() != QNetworkReply::NoError) {
        error.kind = Error::Kind::ConnectionLost;
        error.detail = m_reply->errorString();
    } else if (!reading.keep) {
        error.kind = Error::Kind::Protocol;
        error.detail = reading.why;
    } else {
        m_activityIds = reading.activityIds;
        reading.keep();
        return std::nullopt;
    }
    return error;
}

Error::Kind HttpCall::kindWithoutAnswer() const
{
    switch (m_reply->error()) {
    case QNetworkReply::SslHandshakeFailedError:
        return Error::Kind::Tls;
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::NoError:
        return Error::Kind::Protocol; // whatever answered, it does not speak HTTP
    default:
        return requestWritten() ? Error::Kind::ConnectionLost : Error::Kind::ConnectFailed;
    }
}

// Whether the service may have seen the whole request. A body that nobody read was not sent;
// without a body only Qt knows, and where Qt is silent we assume the worse.
bool HttpCall::requestWritten() const
{
    if (statusOf(m_reply) != 0)
        return true;
    if (m_body && m_body->length() > 0)
        return m_body->bytesTaken() > 0;
    return m_record.timings.requestSent >= 0
        || m_reply->error() == QNetworkReply::RemoteHostClosedError
        || m_reply->error() == QNetworkReply::ContentReSendError;
}

QByteArray HttpCall::withoutBearer(const QByteArray &text) const
{
    return withoutCredential(text, m_request.bearer.value());
}

// No body longer than this is copied or redacted.
qint64 HttpCall::bodyLimit() const
{
    return m_observer ? m_observer->bodyLimit() : -1;
}

Exchange HttpCall::makeRecord(const std::optional<Error> &error) const
{
    Exchange record = m_record;
    readAnswerHead(*m_reply, record);
    record.statusText = withoutBearer(record.statusText);
    for (auto &[name, value] : record.responseHeaders)
        value = withoutBearer(value);
    record.bytesSent = m_body ? m_body->bytesTaken() : 0;
    record.bytesReceived = m_received.size();
    record.activityIds = m_activityIds;
    record.error = error;
    record.requestBody = withoutBearer(redactedJson(m_request.loggedBody));
    if (m_redacted)
        record.responseBody = *m_redacted;
    else if (m_received.size() <= bodyLimit())
        record.responseBody = withoutBearer(redactedJson(m_received));
    return record;
}

qint64 HttpCall::microseconds() const
{
    return m_elapsed.nsecsElapsed() / 1000;
}

} // namespace botline::directline
