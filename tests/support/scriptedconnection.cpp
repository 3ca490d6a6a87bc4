#include "scriptedconnection.h"

#include "scriptedserver.h"

#include <QtCore/QTimer>
#include <QtNetwork/QTcpSocket>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

using namespace Qt::StringLiterals;

namespace botline::test {

namespace {

// What Qt may take from the network before it is asked for.
constexpr qint64 kReadBuffer = 64 * 1024;

} // namespace

ScriptedConnection::ScriptedConnection(ScriptedServer &server, QTcpSocket *socket, int number)
    : QObject(&server), m_server(server), m_socket(socket), m_number(number)
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(kReadBuffer);
    // The body follows its head at once, as with any real server.
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &ScriptedConnection::read);
    connect(m_socket, &QTcpSocket::disconnected, this, [this] {
        m_state = State::Finished;
        m_server.m_open.removeOne(this);
        deleteLater();
    });
    // What came before we were listening: with TLS that happens.
    QMetaObject::invokeMethod(this, &ScriptedConnection::read, Qt::QueuedConnection);
}

void ScriptedConnection::release()
{
    if (m_state == State::Stalled) {
        m_reply.reset();
        m_state = State::Body;
        readBody();
        if (m_state == State::Body)
            read();
        return;
    }
    m_state = State::Waiting;
    m_headWritten ? finishReply() : play();
}

void ScriptedConnection::close()
{
    m_state = State::Finished;
    m_socket->disconnectFromHost();
}

void ScriptedConnection::breakOff()
{
    m_state = State::Finished;
    m_socket->abort();
    deleteLater();
}

void ScriptedConnection::read()
{
    if (m_state == State::Stalled)
        return; // unread, so that the sender meets a full window

    m_input += m_socket->readAll();
    if (m_state == State::Body)
        readBody();
    else if (m_state == State::Head)
        readHead();
    // Other states: bytes of the next request wait until this one is answered.
}

void ScriptedConnection::readHead()
{
    const qsizetype end = m_input.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const QList<QByteArray> lines = m_input.first(end).split('\n');
    m_input.remove(0, end + 4);

    RecordedRequest request;
    const QList<QByteArray> words = lines.first().trimmed().split(' ');
    request.method = words.value(0);
    request.target = words.value(1);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines.at(i).indexOf(':');
        request.headers.append({lines.at(i).left(colon), lines.at(i).mid(colon + 1).trimmed()});
    }
    request.connection = m_number;
    request.atMs = m_server.m_clock.elapsed();

    m_contentLength = request.header("Content-Length").toLongLong();
    m_closeAfterReply = m_server.m_honoursConnectionClose
        && request.header("Connection").compare("close", Qt::CaseInsensitive) == 0;
    m_headWritten = false;
    m_reply = m_server.takeScripted(request);
    m_request = m_server.m_requests.size();
    m_server.m_requests.append(request);
    m_state = State::Body;
    readBody();
}

void ScriptedConnection::readBody()
{
    RecordedRequest &request = m_server.m_requests[m_request];
    const bool stalls = m_reply && m_reply->fault == ScriptedReply::Fault::StallDuringRequest;
    const qint64 wanted = (stalls ? qMin(m_reply->faultBytes, m_contentLength) : m_contentLength)
        - request.bodyBytes;
    const QByteArray piece = m_input.first(qMin<qint64>(m_input.size(), wanted));
    m_input.remove(0, piece.size());
    request.bodyBytes += piece.size();
    request.body += piece.first(
        qBound<qint64>(0, m_server.m_keptBodyBytes - request.body.size(), piece.size()));

    if (m_reply && request.bodyBytes >= m_reply->faultBytes) {
        switch (m_reply->fault) {
        case ScriptedReply::Fault::CloseDuringRequest:
            close();
            return;
        case ScriptedReply::Fault::StallDuringRequest:
            m_state = State::Stalled;
            return;
        case ScriptedReply::Fault::AnswerDuringRequest:
            if (!m_headWritten) {
                m_closeAfterReply = true;
                writeHead();
                m_socket->write(m_reply->body);
            }
            break;
        default:
            break;
        }
    }
    if (request.bodyBytes == m_contentLength) {
        request.complete = true;
        requestComplete();
    }
}

void ScriptedConnection::requestComplete()
{
    m_state = State::Waiting;
    const RecordedRequest request = m_server.m_requests.at(m_request);
    if (!m_reply)
        m_reply = m_server.answer(request);
    Q_EMIT m_server.requestArrived(request);
    if (m_state != State::Waiting)
        return; // a receiver stopped the server
    if (m_reply->hold)
        m_state = State::Held;
    else if (m_reply->delay.count() > 0)
        QTimer::singleShot(m_reply->delay, this, &ScriptedConnection::play);
    else
        play();
}

void ScriptedConnection::play()
{
    if (m_state != State::Waiting)
        return;
    switch (m_reply->fault) {
    case ScriptedReply::Fault::CloseAfterRequest:
        close();
        return;
    case ScriptedReply::Fault::Reset:
        reset();
        return;
    case ScriptedReply::Fault::NeverAnswer:
        return;
    case ScriptedReply::Fault::CloseDuringRequest: // the body was too short for it
    case ScriptedReply::Fault::StallDuringRequest:
        qFatal("A fault during a request was scripted too late for it");
    case ScriptedReply::Fault::AnswerDuringRequest:
        if (m_headWritten) {
            finishReply();
            return;
        }
        break;
    case ScriptedReply::Fault::None:
    case ScriptedReply::Fault::CutBody:
        break;
    }
    if (m_reply->raw) {
        m_socket->write(*m_reply->raw);
        close();
        return;
    }
    writeHead();
    writeBody();
}

void ScriptedConnection::writeHead()
{
    const ScriptedReply &reply = *m_reply;
    const QByteArray reason = reply.reason.isEmpty() ? QByteArray("Scripted") : reply.reason;
    QByteArray head = "HTTP/1.1 " + QByteArray::number(reply.status) + ' ' + reason + "\r\n";
    for (const auto &[name, value] : reply.headers)
        head += name + ": " + value + "\r\n";
    const bool bodiless = reply.status == 204 || reply.status == 304;
    if (!bodiless && reply.announceLength)
        head += "Content-Length: " + QByteArray::number(reply.body.size()) + "\r\n";
    m_closeAfterReply = m_closeAfterReply || !reply.announceLength;
    if (m_closeAfterReply)
        head += "Connection: close\r\n";
    m_socket->write(head + "\r\n");
    m_headWritten = true;
}

void ScriptedConnection::writeBody()
{
    const ScriptedReply &reply = *m_reply;
    if (reply.fault == ScriptedReply::Fault::CutBody) {
        m_socket->write(reply.body.first(qMin<qsizetype>(reply.faultBytes, reply.body.size())));
        close();
    } else if (reply.holdAfter) {
        m_socket->write(reply.body.first(qMin<qsizetype>(*reply.holdAfter, reply.body.size())));
        m_state = State::Held;
    } else {
        m_socket->write(reply.body);
        finishReply();
    }
}

void ScriptedConnection::finishReply()
{
    if (m_reply->holdAfter)
        m_socket->write(m_reply->body.mid(*m_reply->holdAfter));
    m_reply.reset();
    m_request = -1;
    if (m_closeAfterReply) {
        close();
        return;
    }
    m_state = State::Head;
    if (!m_input.isEmpty())
        QMetaObject::invokeMethod(this, &ScriptedConnection::read, Qt::QueuedConnection);
}

// A close that the other side sees as "connection reset by peer", not as an orderly end.
void ScriptedConnection::reset()
{
#ifdef Q_OS_UNIX
    const linger hard{1, 0};
    ::setsockopt(int(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
#endif
    m_state = State::Finished;
    m_socket->abort();
}

} // namespace botline::test
