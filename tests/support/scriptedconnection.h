#pragma once

#include "scriptedreply.h"

#include <QtCore/QObject>

class QTcpSocket;

namespace botline::test {

class ScriptedServer;

// One accepted connection of a ScriptedServer: reads requests one after the other and plays
// replies.
class ScriptedConnection : public QObject
{
    Q_OBJECT

public:
    ScriptedConnection(ScriptedServer &server, QTcpSocket *socket, int number);

    bool isIdle() const { return m_state == State::Head && m_input.isEmpty(); }
    bool isHeld() const { return m_state == State::Held || m_state == State::Stalled; }
    void release();
    void close();
    void breakOff(); // at once, unsent bytes are lost

private:
    enum class State
    {
        Head,
        Body,
        Stalled, // in the middle of the body, which stays unread
        Waiting,
        Held,
        Finished
    };

    void read();
    void readHead();
    void readBody();
    void requestComplete();
    void play();
    void writeHead();
    void writeBody();
    void finishReply();
    void reset();

    ScriptedServer &m_server;
    QTcpSocket *m_socket;
    const int m_number;
    State m_state = State::Head;
    QByteArray m_input;
    qsizetype m_request = -1; // index into the server's list
    qint64 m_contentLength = 0;
    std::optional<ScriptedReply> m_reply;
    bool m_headWritten = false;
    bool m_closeAfterReply = false;
};

} // namespace botline::test
