#include "contentfetch.h"

#include "linkpolicy.h"

#include "app/directline/exchangeobserver.h"
#include "app/directline/redaction.h"

#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

// What Qt may read ahead: a fast server must not fill the memory while the disk is slow.
constexpr qint64 kReadAhead = 512 * 1024;

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

} // namespace

ContentFetch::ContentFetch(QNetworkAccessManager &network, const ContentRules &rules,
                           ContentRules::Purpose purpose, const Bounds &bounds, QObject *parent)
    : QObject(parent), m_network(network), m_rules(rules), m_purpose(purpose), m_bounds(bounds)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        fail(ContentLoader::Trouble::Network, tr("The server took too long. Try again later."));
    });
}

ContentFetch::~ContentFetch()
{
    letGo(directline::Error::Kind::Cancelled);
}

void ContentFetch::start(const QUrl &url)
{
    if (m_bounds.totalMs > 0)
        m_deadline.start(m_bounds.totalMs);
    go(url);
}

void ContentFetch::go(const QUrl &url)
{
    const ContentRules::Verdict verdict = m_rules.judge(url, m_purpose);
    if (!verdict.isFine()) {
        // Later, so that the caller of start() hears it like every other end.
        QMetaObject::invokeMethod(
            this, [this, verdict] { fail(verdict.trouble, verdict.message); },
            Qt::QueuedConnection);
        return;
    }

    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setHeader(QNetworkRequest::UserAgentHeader, u"Botline"_s);
    request.setRawHeader("Accept",
                         m_purpose == ContentRules::Purpose::Picture
                             ? "image/png,image/jpeg,image/gif,image/webp,image/bmp;q=0.9,*/*;q=0.1"
                             : "*/*");
    request.setTransferTimeout(m_bounds.idleMs);
    reportStart(request);
    m_reply = m_network.get(request);
    m_reply->setReadBufferSize(kReadAhead);
    if (m_observer) {
        connect(m_reply, &QNetworkReply::requestSent, this, [this] {
            if (m_record.timings.requestSent >= 0)
                return; // Qt may repeat a GET
            m_record.timings.requestSent = m_hopElapsed.nsecsElapsed() / 1000;
            m_observer->exchangeRequestSent(m_record.number, m_record.timings.requestSent);
        });
        connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] {
            if (m_record.timings.firstByte >= 0)
                return;
            m_record.timings.firstByte = m_hopElapsed.nsecsElapsed() / 1000;
            m_observer->exchangeHeadReceived(m_record.number, statusOf(*m_reply),
                                             m_record.timings.firstByte);
        });
    }
    connect(m_reply, &QNetworkReply::readyRead, this, &ContentFetch::readBytes);
    connect(m_reply, &QNetworkReply::finished, this, &ContentFetch::finish);
}

void ContentFetch::readBytes()
{
    const int status = statusOf(*m_reply);
    if (status < 200 || status > 299) {
        m_hopBytes += m_reply->skip(m_reply->bytesAvailable()); // body of an error or a redirect
        return;
    }
    const QVariant length = m_reply->header(QNetworkRequest::ContentLengthHeader);
    const qint64 total = length.isValid() ? length.toLongLong() : -1;
    const QByteArray bytes = m_reply->readAll();
    m_bytes += bytes.size();
    m_hopBytes += bytes.size();
    if (m_bytes > m_bounds.bytes || total > m_bounds.bytes) {
        fail(ContentLoader::Trouble::TooLarge,
             tr("It is larger than %1, the most that Botline loads.")
                 .arg(QLocale().formattedDataSize(m_bounds.bytes)));
        return;
    }
    if (!bytes.isEmpty())
        Q_EMIT received(bytes, total);
}

void ContentFetch::finish()
{
    using Trouble = ContentLoader::Trouble;
    const int status = statusOf(*m_reply);
    if (isRedirect(status)) {
        const QUrl from = m_reply->url();
        const QByteArray location = m_reply->rawHeader("Location");
        const QUrl to = from.resolved(QUrl::fromEncoded(location, QUrl::StrictMode));
        letGo();
        if (++m_hops > m_bounds.redirects)
            fail(Trouble::Refused, tr("The address leads in circles."));
        else if (location.isEmpty() || !to.isValid())
            fail(Trouble::Refused, tr("The server sent an address that is not valid."));
        else if (from.scheme() == "https"_L1 && to.scheme() != "https"_L1)
            fail(Trouble::Refused, tr("The address leads from https to an unsafe place."));
        else
            go(to);
        return;
    }
    if (status == 404 || status == 410)
        return fail(Trouble::NotFound, tr("No longer available."));
    if (status == 401 || status == 403)
        return fail(Trouble::NotFound, tr("The link has expired, or it needs a sign-in."));
    if (status >= 400)
        return fail(
            Trouble::Network,
            tr("The server could not deliver it (status %1). Try again later.").arg(status));

    const QNetworkReply::NetworkError error = m_reply->error();
    if (status < 200 || error != QNetworkReply::NoError) {
        if (error == QNetworkReply::SslHandshakeFailedError)
            return fail(Trouble::Refused,
                        tr("The connection to %1 is not safe: its certificate is not trusted.")
                            .arg(shownHost(m_reply->url())));
        if (error == QNetworkReply::OperationCanceledError)
            return fail(Trouble::Network, tr("The server took too long. Try again later."));
        return fail(Trouble::Network,
                    tr("%1 could not be reached. Check the connection and try again.")
                        .arg(shownHost(m_reply->url())));
    }
    readBytes();
    if (m_done)
        return;
    const QByteArray type = m_reply->header(QNetworkRequest::ContentTypeHeader).toByteArray();
    m_done = true;
    letGo();
    Q_EMIT succeeded(type);
}

void ContentFetch::fail(ContentLoader::Trouble trouble, const QString &message)
{
    if (m_done)
        return;
    m_done = true;
    letGo(trouble == ContentLoader::Trouble::TooLarge ? directline::Error::Kind::BodyTooLarge
                                                      : directline::Error::Kind::Timeout);
    Q_EMIT failed(trouble, message);
}

// `trouble`: what ended it, unless the reply says so itself.
void ContentFetch::letGo(std::optional<directline::Error::Kind> trouble)
{
    if (m_done)
        m_deadline.stop();
    if (!m_reply)
        return;
    reportEnd(trouble);
    QNetworkReply *reply = m_reply;
    m_reply = nullptr;
    reply->disconnect(this);
    reply->deleteLater(); // breaks it off as well; abort() complains when it has failed already
}

void ContentFetch::reportStart(const QNetworkRequest &request)
{
    if (!m_observer)
        return;
    m_hopBytes = 0;
    m_record = {};
    m_record.operation = directline::Exchange::Operation::Content;
    m_record.method = "GET";
    m_record.url = directline::redacted(request.url());
    for (const QByteArray &name : request.rawHeaderList())
        m_record.requestHeaders.append(
            {name, directline::redactedHeader(name, request.rawHeader(name))});
    m_record.startedAt = QDateTime::currentDateTimeUtc();
    m_record.startedTicks = directline::steadyMicroseconds();
    m_record.number = m_observer->exchangeStarted(m_record);
    m_hopElapsed.start();
}

void ContentFetch::reportEnd(std::optional<directline::Error::Kind> trouble)
{
    if (!m_observer)
        return;
    using Kind = directline::Error::Kind;
    directline::readAnswerHead(*m_reply, m_record);
    m_record.timings.finished = m_hopElapsed.nsecsElapsed() / 1000;
    m_record.bytesReceived = m_hopBytes;

    const int status = m_record.httpStatus;
    std::optional<Kind> kind;
    if (isRedirect(status) && !trouble)
        kind = std::nullopt; // it was read to its end, and followed unless the rules forbid it
    else if (status != 0 && (status < 200 || status > 299))
        kind = directline::errorKindForStatus(status);
    else if (!m_reply->isFinished())
        kind = trouble;
    else if (m_reply->error() == QNetworkReply::SslHandshakeFailedError)
        kind = Kind::Tls;
    else if (m_reply->error() == QNetworkReply::OperationCanceledError)
        kind = Kind::Timeout; // of Qt's transfer time-out: nobody else aborts it
    else if (m_reply->error() != QNetworkReply::NoError)
        kind = status != 0 ? Kind::ConnectionLost : Kind::ConnectFailed;
    else if (trouble == Kind::BodyTooLarge)
        kind = trouble;
    if (kind) {
        directline::Error error;
        error.kind = *kind;
        error.httpStatus = status;
        m_record.error = error;
    }
    m_observer->exchangeFinished(m_record);
}

} // namespace botline
