#pragma once

#include <QtCore/QHash>
#include <QtCore/QMap>
#include <QtCore/QRandomGenerator>
#include <QtNetwork/QTcpServer>

namespace botline::soak {

// Stands between a Direct Line client and its service on loopback and does to the traffic what
// networks, gateways and overloaded services do. Every choice comes from one seeded generator.
class FaultProxy : public QObject
{
    Q_OBJECT

public:
    // What may happen to one exchange. Behind "Undelivered" the service has not seen the request,
    // behind "Delivered" it has, and the client cannot tell.
    enum class Fault
    {
        None,
        Throttled, // 429 with Retry-After, undelivered
        ErrorUndelivered, // 500, 502, 503 or 504
        Expired, // 403 TokenExpired, undelivered
        ResetUndelivered,
        ErrorDelivered,
        ResetDelivered,
        Truncated, // delivered, and the answer ends in the middle
        Slow, // delivered, and the answer takes its time
        Silent, // delivered, and never answered
        Replayed, // GET activities: from an older watermark
    };
    Q_ENUM(Fault)

    // `speed`: how much faster than real time all waits are.
    FaultProxy(quint16 upstreamPort, double speed, quint32 seed, QObject *parent = nullptr);

    quint16 port() const { return m_port; }
    // Share of exchanges that something happens to, 0..1.
    void setFaultiness(double posts, double others);
    // Refuses and breaks every connection, as while the service restarts, until it is up again.
    void goDown();
    void comeUp();
    bool isDown() const { return !m_server.isListening(); }

    const QMap<QString, int> &injected() const { return m_injected; } // fault -> how often
    int exchanges() const { return m_exchanges; }

private:
    friend class ProxyConnection;
    Fault choose(bool post, bool activities);
    int milliseconds(int virtualMs) const { return std::max(1, int(virtualMs / m_speed)); }

    QTcpServer m_server;
    quint16 m_upstreamPort;
    quint16 m_port = 0;
    double m_speed;
    QRandomGenerator m_random;
    double m_posts = 0;
    double m_others = 0;
    QMap<QString, int> m_injected;
    int m_exchanges = 0;
};

} // namespace botline::soak
