#include "httpprobe.h"

#include <QtCore/QJsonDocument>
#include <QtNetwork/QHostAddress>

namespace botline::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 30'000;

} // namespace

QJsonObject HttpAnswer::json() const
{
    return QJsonDocument::fromJson(body).object();
}

QString HttpAnswer::errorCode() const
{
    return json()["error"_L1]["code"_L1].toString();
}

HttpProbe::HttpProbe(int port) : m_port(port)
{
    m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), quint16(port));
    m_socket.waitForConnected(kPatienceMs);
}

HttpAnswer HttpProbe::get(const QByteArray &target, const Headers &headers)
{
    return request("GET", target, headers);
}

HttpAnswer HttpProbe::post(const QByteArray &target, const QByteArray &body, const Headers &headers)
{
    const Headers all = Headers{"Content-Length: " + QByteArray::number(body.size())} + headers;
    write("POST " + target + " HTTP/1.1\r\n" + host() + all.join("\r\n") + "\r\n\r\n" + body);
    return read();
}

HttpAnswer HttpProbe::request(const QByteArray &method, const QByteArray &target,
                              const Headers &headers)
{
    QByteArray head = method + ' ' + target + " HTTP/1.1\r\n" + host();
    for (const QByteArray &header : headers)
        head += header + "\r\n";
    write(head + "\r\n");
    return read(method != "HEAD");
}

void HttpProbe::write(const QByteArray &bytes)
{
    m_socket.write(bytes);
    while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(kPatienceMs)) { }
}

HttpAnswer HttpProbe::exchange(const QByteArray &bytes)
{
    write(bytes);
    return read();
}

bool HttpProbe::push(const QByteArray &bytes)
{
    m_socket.write(bytes);
    while (m_socket.bytesToWrite() > 0) {
        if (!m_socket.waitForBytesWritten(kPatienceMs))
            return false;
    }
    return m_socket.state() == QAbstractSocket::ConnectedState;
}

bool HttpProbe::hasAnswer(std::chrono::milliseconds patience)
{
    return m_socket.bytesAvailable() > 0 || m_socket.waitForReadyRead(int(patience.count()))
        || m_socket.state() != QAbstractSocket::ConnectedState;
}

HttpAnswer HttpProbe::read(bool hasBody)
{
    HttpAnswer answer;
    qsizetype end = -1;
    while ((end = m_buffer.indexOf("\r\n\r\n")) < 0) {
        if (!fill())
            return answer;
    }
    const QList<QByteArray> lines = m_buffer.first(end).split('\n');
    m_buffer.remove(0, end + 4);
    answer.status = lines.first().mid(9, 3).toInt();
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        answer.headers.insert(line.first(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    const qsizetype size = hasBody ? answer.headers.value("content-length").toLongLong() : 0;
    while (m_buffer.size() < size) {
        if (!fill())
            return {};
    }
    answer.body = m_buffer.first(size);
    m_buffer.remove(0, size);
    return answer;
}

bool HttpProbe::closedByServer()
{
    while (fill()) { }
    return m_socket.state() == QAbstractSocket::UnconnectedState;
}

QByteArray HttpProbe::host() const
{
    return "Host: 127.0.0.1:" + QByteArray::number(m_port) + "\r\n";
}

bool HttpProbe::fill()
{
    if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(kPatienceMs))
        return false;
    m_buffer += m_socket.readAll();
    return true;
}

QByteArray bearer(const QByteArray &credential)
{
    return "Authorization: Bearer " + credential;
}

} // namespace botline::test
