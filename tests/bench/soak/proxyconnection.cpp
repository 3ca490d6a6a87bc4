#include "proxyconnection.h"

#include <QtCore/QTimer>

namespace botline::soak {

namespace {

// The length of the first complete message, head and body; -1 while it is not all there.
qsizetype messageLength(const QByteArray &bytes)
{
    const qsizetype head = bytes.indexOf("\r\n\r\n");
    if (head < 0)
        return -1;
    const QByteArray lower = bytes.left(head + 2).toLower();
    constexpr QByteArrayView kLength("\r\ncontent-length:");
    const qsizetype at = lower.indexOf(kLength);
    qsizetype body = 0;
    if (at >= 0) {
        const qsizetype from = at + kLength.size();
        body = lower.mid(from, lower.indexOf("\r\n", from) - from).trimmed().toLongLong();
    }
    const qsizetype whole = head + 4 + body;
    return bytes.size() >= whole ? whole : -1;
}

// GET …/activities?watermark=N as if the client had stopped a while ago. The practice service
// counts; another service's watermarks would be left alone.
void askForOlder(QByteArray &request, qint64 by)
{
    constexpr QByteArrayView kWatermark("watermark=");
    const qsizetype lineEnd = request.indexOf("\r\n");
    const qsizetype at = request.left(lineEnd).indexOf(kWatermark);
    if (at < 0)
        return;
    const qsizetype from = at + kWatermark.size();
    const qsizetype end = request.indexOf(' ', from);
    bool ok = false;
    const qint64 watermark = request.mid(from, end - from).toLongLong(&ok);
    if (ok && watermark > by)
        request.replace(from, end - from, QByteArray::number(watermark - by));
}

} // namespace

ProxyConnection::ProxyConnection(FaultProxy &proxy, QTcpSocket *client)
    : QObject(client), m_proxy(proxy), m_client(client)
{
    connect(client, &QTcpSocket::readyRead, this, [this] {
        m_incoming += m_client->readAll();
        readRequest();
    });
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
}

void ProxyConnection::readRequest()
{
    if (m_busy)
        return;
    const qsizetype length = messageLength(m_incoming);
    if (length < 0)
        return;
    m_busy = true;
    const QByteArray request = m_incoming.left(length);
    m_incoming.remove(0, length);
    serve(request);
}

void ProxyConnection::serve(QByteArray request)
{
    ++m_proxy.m_exchanges;
    const QByteArray line = request.left(request.indexOf("\r\n"));
    const bool post = line.startsWith("POST") && line.contains("/activities");
    const bool activities = line.startsWith("GET") && line.contains("/activities");
    m_close = request.left(request.indexOf("\r\n\r\n")).toLower().contains("connection: close");
    m_fault = m_proxy.choose(post, activities);
    QRandomGenerator &random = m_proxy.m_random;
    switch (m_fault) {
    case Fault::Throttled:
        answerHimself(429, "Retry-After: " + QByteArray::number(random.bounded(1, 8)) + "\r\n",
                      R"({"error":{"code":"Throttled","message":"Rate limit exceeded"}})");
        return;
    case Fault::ErrorUndelivered: {
        static constexpr int kStatuses[] = {500, 502, 503, 504};
        answerHimself(kStatuses[random.bounded(4)], {}, R"({"error":{"code":"ServiceError"}})");
        return;
    }
    case Fault::Expired:
        answerHimself(403, {},
                      R"({"error":{"code":"TokenExpired","message":"Token has expired"}})");
        return;
    case Fault::ResetUndelivered:
        reset();
        return;
    case Fault::Replayed:
        askForOlder(request, random.bounded(1, 60));
        break;
    default:
        break;
    }
    forward(request);
}

void ProxyConnection::forward(const QByteArray &request)
{
    m_answer.clear();
    m_upstream = new QTcpSocket(this);
    connect(m_upstream, &QTcpSocket::readyRead, this, &ProxyConnection::readAnswer);
    connect(m_upstream, &QTcpSocket::errorOccurred, this, [this] {
        if (m_busy && messageLength(m_answer) < 0)
            reset();
    });
    m_upstream->connectToHost(QHostAddress(QHostAddress::LocalHost), m_proxy.m_upstreamPort);
    m_upstream->write(request);
}

void ProxyConnection::readAnswer()
{
    m_answer += m_upstream->readAll();
    if (messageLength(m_answer) < 0)
        return;
    m_upstream->disconnect(this);
    m_upstream->abort();
    m_upstream->deleteLater();
    if (m_fault == Fault::Slow)
        QTimer::singleShot(m_proxy.milliseconds(m_proxy.m_random.bounded(1000, 50'000)), this,
                           &ProxyConnection::answerReady);
    else
        answerReady();
}

void ProxyConnection::answerReady()
{
    switch (m_fault) {
    case Fault::ErrorDelivered:
        answerHimself(m_proxy.m_random.bounded(2) ? 502 : 504, {},
                      R"({"error":{"code":"BotError","message":"The bot timed out"}})");
        return;
    case Fault::ResetDelivered:
        reset();
        return;
    case Fault::Truncated:
        m_client->write(m_answer.left(m_answer.size() / 2 + 1));
        m_client->disconnectFromHost();
        return;
    case Fault::Silent:
        return; // until the client loses patience
    default:
        m_client->write(m_answer);
        finish();
    }
}

void ProxyConnection::answerHimself(int status, const QByteArray &headers, const QByteArray &body)
{
    m_client->write("HTTP/1.1 " + QByteArray::number(status)
                    + " Fault\r\nContent-Type: application/json\r\n" + headers
                    + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    finish();
}

void ProxyConnection::finish()
{
    m_busy = false;
    if (m_close)
        m_client->disconnectFromHost();
    else
        readRequest();
}

void ProxyConnection::reset()
{
    m_busy = false;
    m_client->abort();
}

} // namespace botline::soak
