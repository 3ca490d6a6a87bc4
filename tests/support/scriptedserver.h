#pragma once

#include "scriptedreply.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QUrl>

#include <functional>
#include <memory>

class QTcpServer;
class QTcpSocket;

namespace botline::test {

class ScriptedConnection;

// An HTTP server on loopback that does exactly what a test tells it, down to broken connections
// (protocol.md §14). It lives in the test's thread and works whenever the event loop runs.
//
//     ScriptedServer server;
//     server.script("GET", "/v3/directline/conversations/c1/activities",
//                   {ScriptedReply::json(429, {}).with("Retry-After", "3"),
//                    ScriptedReply::json(200, {{"watermark"_L1, "1"_L1}})});
//     … let the code under test talk to server.url() …
//     QTRY_COMPARE(server.count("GET", "/v3/directline/conversations/c1/activities"), 2);
//     QCOMPARE(server.requests().last().query("watermark"), u"1"_s);
//
// Each request takes the next reply of the first script whose method and path fit; then the handler
// is asked; without a handler the answer is 501 and the request also stands in unexpected().
// What happens while a request is still being received is asked of the head handler. The server
// takes little at a time from the network, so that a request that it does not read stays with its
// sender. A path is compared without its query; "/conversations/*" fits everything that begins so.
class ScriptedServer : public QObject
{
    Q_OBJECT

public:
    enum class Transport
    {
        Plain,
        Tls
    };
    using Handler = std::function<ScriptedReply(const RecordedRequest &request)>;
    using HeadHandler = std::function<std::optional<ScriptedReply>(const RecordedRequest &head)>;

    // Listens at once, on any free port of 127.0.0.1. Tls uses the self-signed certificate of
    // tests/data, which nobody trusts unless the test says so.
    explicit ScriptedServer(Transport transport = Transport::Plain, QObject *parent = nullptr);
    ~ScriptedServer() override;

    quint16 port() const { return m_port; }
    QUrl url(const QString &path = {}) const; // http(s)://127.0.0.1:port + path

    void script(const QByteArray &method, const QByteArray &path,
                const QList<ScriptedReply> &replies);
    // How many scripted replies nobody has asked for yet.
    int unusedReplies() const;
    void setHandler(Handler handler) { m_handler = std::move(handler); }
    // Asked when the headers of a request without a script are there; nullopt leaves it to the
    // handler. Faults that happen during a request can only come from here or from a script.
    void setHeadHandler(HeadHandler handler) { m_headHandler = std::move(handler); }

    // Lets every held reply and every stalled request go on; those that are held later wait for the
    // next call.
    void release();
    int heldReplies() const; // that wait right now, stalled requests included

    // As if the service went away and came back: connections break, connecting is refused.
    void stop();
    void startAgain(); // on the same port
    // Closes connections that wait for their next request, as servers do with idle ones.
    void closeIdleConnections();
    // false: answers stay on their connection although the client asked to close it.
    void setHonoursConnectionClose(bool honours) { m_honoursConnectionClose = honours; }
    // Larger request bodies are counted but not kept.
    void setKeptBodyBytes(qint64 bytes) { m_keptBodyBytes = bytes; }
    qint64 keptBodyBytes() const { return m_keptBodyBytes; }

    // In the order of arrival, complete or not.
    const QList<RecordedRequest> &requests() const { return m_requests; }
    QList<RecordedRequest> requests(const QByteArray &method, const QByteArray &path) const;
    int count(const QByteArray &method, const QByteArray &path) const;
    const QList<RecordedRequest> &unexpected() const { return m_unexpected; }
    int connections() const { return m_connections; } // ever accepted

Q_SIGNALS:
    void requestArrived(const botline::test::RecordedRequest &request); // whole

private:
    friend class ScriptedConnection;
    struct Script
    {
        QByteArray method;
        QByteArray path;
        QList<ScriptedReply> replies;
    };

    void listen(quint16 port);
    void accept();
    std::optional<ScriptedReply> takeScripted(const RecordedRequest &head);
    ScriptedReply answer(const RecordedRequest &request);

    const Transport m_transport;
    std::unique_ptr<QTcpServer> m_server;
    quint16 m_port = 0;
    QElapsedTimer m_clock;
    QList<Script> m_scripts;
    Handler m_handler;
    HeadHandler m_headHandler;
    QList<RecordedRequest> m_requests;
    QList<RecordedRequest> m_unexpected;
    QList<ScriptedConnection *> m_open;
    int m_connections = 0;
    bool m_honoursConnectionClose = true;
    qint64 m_keptBodyBytes = 64 * 1024 * 1024;
};

} // namespace botline::test
