#pragma once

#include <QtNetwork/QNetworkProxy>

namespace botline {

// The system's proxies for the world, none for this computer: the practice service and other local
// servers must be reached directly, whatever http_proxy says (protocol.md §8.4).
class ProxyChoice : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override;
};

} // namespace botline
