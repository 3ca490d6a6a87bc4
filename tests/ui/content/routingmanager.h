#pragma once

#include <QtCore/QHash>
#include <QtCore/QUrl>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QNetworkRequest>

namespace botline::test {

// Sends requests for made-up hosts to a server on loopback, as if it had those names.
class RoutingManager : public QNetworkAccessManager
{
public:
    QHash<QString, QUrl> routes; // host -> where it really is
    QStringList asked; // every address that was fetched, before routing

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request,
                                 QIODevice *data) override
    {
        asked.append(request.url().toString());
        QNetworkRequest routed = request;
        if (const QUrl to = routes.value(request.url().host()); to.isValid()) {
            QUrl url = to;
            url.setPath(request.url().path());
            routed.setUrl(url);
        }
        QNetworkReply *reply = QNetworkAccessManager::createRequest(operation, routed, data);
        reply->ignoreSslErrors(); // the test's server has a certificate that nobody trusts
        return reply;
    }
};

} // namespace botline::test
