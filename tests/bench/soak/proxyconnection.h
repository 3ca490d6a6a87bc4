#pragma once

#include "faultproxy.h"

#include <QtCore/QPointer>
#include <QtNetwork/QTcpSocket>

namespace botline::soak {

// One connection of the client: a request after the other, each over a fresh connection to the
// service. Deletes itself when the client leaves.
class ProxyConnection : public QObject
{
    Q_OBJECT

public:
    ProxyConnection(FaultProxy &proxy, QTcpSocket *client);

private:
    using Fault = FaultProxy::Fault;

    void readRequest();
    void serve(QByteArray request);
    void forward(const QByteArray &request);
    void readAnswer();
    void answerReady();
    void answerHimself(int status, const QByteArray &headers, const QByteArray &body);
    void finish(); // the exchange; the next may begin
    void reset();

    FaultProxy &m_proxy;
    QTcpSocket *m_client;
    QPointer<QTcpSocket> m_upstream;
    QByteArray m_incoming;
    QByteArray m_answer;
    Fault m_fault = Fault::None;
    bool m_busy = false;
    bool m_close = false; // after this exchange
};

} // namespace botline::soak
