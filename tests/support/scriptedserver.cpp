#include "scriptedserver.h"

#include "scriptedconnection.h"

#include <QtCore/QFile>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslKey>
#include <QtNetwork/QSslServer>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

using namespace Qt::StringLiterals;

namespace botline::test {

namespace {

bool fits(const QByteArray &pattern, const QByteArray &path)
{
    return pattern.endsWith('*') ? path.startsWith(pattern.chopped(1)) : path == pattern;
}

QByteArray readAll(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("Cannot read %s", qPrintable(fileName));
    return file.readAll();
}

std::unique_ptr<QTcpServer> makeServer(ScriptedServer::Transport transport)
{
    if (transport == ScriptedServer::Transport::Plain)
        return std::make_unique<QTcpServer>();

    const QString folder = QString::fromUtf8(BOTLINE_TEST_DATA "/tls/");
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(readAll(folder + "localhost.crt"_L1)));
    configuration.setPrivateKey(QSslKey(readAll(folder + "localhost.key"_L1), QSsl::Rsa));
    auto server = std::make_unique<QSslServer>();
    server->setSslConfiguration(configuration);
    return server;
}

} // namespace

ScriptedServer::ScriptedServer(Transport transport, QObject *parent)
    : QObject(parent), m_transport(transport)
{
    m_clock.start();
    listen(0);
}

ScriptedServer::~ScriptedServer()
{
    stop();
}

void ScriptedServer::listen(quint16 port)
{
    m_server = makeServer(m_transport);
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &ScriptedServer::accept);
    if (!m_server->listen(QHostAddress::LocalHost, port))
        qFatal("Cannot listen on loopback: %s", qPrintable(m_server->errorString()));
    m_port = m_server->serverPort();
#ifdef Q_OS_UNIX
    // Connections inherit it. Else the kernel would take megabytes of a request that nobody reads,
    // and its sender believe that they are delivered.
    const int bytes = 64 * 1024;
    ::setsockopt(int(m_server->socketDescriptor()), SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
#endif
}

QUrl ScriptedServer::url(const QString &path) const
{
    const QString scheme = m_transport == Transport::Tls ? u"https"_s : u"http"_s;
    return QUrl(u"%1://127.0.0.1:%2%3"_s.arg(scheme, QString::number(m_port), path));
}

void ScriptedServer::script(const QByteArray &method, const QByteArray &path,
                            const QList<ScriptedReply> &replies)
{
    for (Script &script : m_scripts) {
        if (script.method == method && script.path == path) {
            script.replies += replies;
            return;
        }
    }
    m_scripts.append({method, path, replies});
}

int ScriptedServer::unusedReplies() const
{
    qsizetype unused = 0;
    for (const Script &script : m_scripts)
        unused += script.replies.size();
    return int(unused);
}

void ScriptedServer::release()
{
    const QList<ScriptedConnection *> open = m_open;
    for (ScriptedConnection *connection : open) {
        if (connection->isHeld())
            connection->release();
    }
}

int ScriptedServer::heldReplies() const
{
    return int(std::count_if(m_open.begin(), m_open.end(),
                             [](const ScriptedConnection *open) { return open->isHeld(); }));
}

void ScriptedServer::stop()
{
    m_server->close();
    const QList<ScriptedConnection *> open = std::exchange(m_open, {});
    for (ScriptedConnection *connection : open)
        connection->breakOff();
}

void ScriptedServer::startAgain()
{
    listen(m_port);
}

void ScriptedServer::closeIdleConnections()
{
    const QList<ScriptedConnection *> open = m_open;
    for (ScriptedConnection *connection : open) {
        if (connection->isIdle())
            connection->close();
    }
}

QList<RecordedRequest> ScriptedServer::requests(const QByteArray &method,
                                                const QByteArray &path) const
{
    QList<RecordedRequest> result;
    for (const RecordedRequest &request : m_requests) {
        if (request.method == method && fits(path, request.path()))
            result.append(request);
    }
    return result;
}

int ScriptedServer::count(const QByteArray &method, const QByteArray &path) const
{
    return int(requests(method, path).size());
}

void ScriptedServer::accept()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection())
        m_open.append(new ScriptedConnection(*this, socket, ++m_connections));
}

std::optional<ScriptedReply> ScriptedServer::takeScripted(const RecordedRequest &head)
{
    for (Script &script : m_scripts) {
        if (!script.replies.isEmpty() && script.method == head.method
            && fits(script.path, head.path()))
            return script.replies.takeFirst();
    }
    return m_headHandler ? m_headHandler(head) : std::nullopt;
}

ScriptedReply ScriptedServer::answer(const RecordedRequest &request)
{
    if (m_handler)
        return m_handler(request);
    m_unexpected.append(request);
    return ScriptedReply::text(501, "No reply is scripted for this request.");
}

} // namespace botline::test
