#include "faultproxy.h"

#include "proxyconnection.h"

#include <QtCore/QMetaEnum>

namespace botline::soak {

namespace {

struct Weight
{
    FaultProxy::Fault fault;
    int weight;
};

using Fault = FaultProxy::Fault;

constexpr Weight kPosts[] = {
    {Fault::Throttled, 2},      {Fault::ErrorUndelivered, 3},
    {Fault::Expired, 1},        {Fault::ResetUndelivered, 2},
    {Fault::ErrorDelivered, 4}, {Fault::ResetDelivered, 4},
    {Fault::Truncated, 3},      {Fault::Slow, 3},
    {Fault::Silent, 1},
};
constexpr Weight kOthers[] = {
    {Fault::Throttled, 2},      {Fault::ErrorUndelivered, 4},
    {Fault::Expired, 1},        {Fault::ResetUndelivered, 3},
    {Fault::ErrorDelivered, 2}, {Fault::ResetDelivered, 3},
    {Fault::Truncated, 4},      {Fault::Slow, 3},
    {Fault::Silent, 1},         {Fault::Replayed, 6},
};

template <std::size_t N> Fault drawn(const Weight (&weights)[N], QRandomGenerator &random)
{
    int sum = 0;
    for (const Weight &each : weights)
        sum += each.weight;
    int left = random.bounded(sum);
    for (const Weight &each : weights) {
        left -= each.weight;
        if (left < 0)
            return each.fault;
    }
    return Fault::None;
}

} // namespace

FaultProxy::FaultProxy(quint16 upstreamPort, double speed, quint32 seed, QObject *parent)
    : QObject(parent), m_upstreamPort(upstreamPort), m_speed(speed), m_random(seed)
{
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *client = m_server.nextPendingConnection())
            new ProxyConnection(*this, client);
    });
    m_server.listen(QHostAddress::LocalHost);
    m_port = m_server.serverPort();
}

void FaultProxy::setFaultiness(double posts, double others)
{
    m_posts = posts;
    m_others = others;
}

void FaultProxy::goDown()
{
    m_server.close();
    const auto clients = m_server.findChildren<QTcpSocket *>();
    for (QTcpSocket *client : clients)
        client->abort();
    ++m_injected[QStringLiteral("Outage")];
}

void FaultProxy::comeUp()
{
    m_server.listen(QHostAddress::LocalHost, m_port);
}

FaultProxy::Fault FaultProxy::choose(bool post, bool activities)
{
    if (m_random.generateDouble() >= (post ? m_posts : m_others))
        return Fault::None;
    Fault fault = post ? drawn(kPosts, m_random) : drawn(kOthers, m_random);
    if (fault == Fault::Replayed && !activities)
        return Fault::None;
    const QString name = QString::fromLatin1(QMetaEnum::fromType<Fault>().valueToKey(int(fault)));
    ++m_injected[(post ? QStringLiteral("post") : QStringLiteral("other")) + name];
    return fault;
}

} // namespace botline::soak
