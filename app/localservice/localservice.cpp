#include "localservice.h"

#include "directlineapi.h"
#include "http/httpserver.h"
#include "tokenissuer.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>

#include <algorithm>

namespace botline::localservice {

using namespace Qt::StringLiterals;

namespace {

struct Translations
{
    Q_DECLARE_TR_FUNCTIONS(botline::LocalService)
};

constexpr int kSecretBytes = 32;
constexpr int kPorts = 65535;

void explain(QString *why, const QString &sentence)
{
    if (why)
        *why = sentence;
}

} // namespace

struct LocalService::Private
{
    explicit Private(const HttpServerLimits &limits) : server(limits) { }

    QByteArray secret;
    std::unique_ptr<DirectLineApi> api;
    HttpServer server;
};

LocalService::LocalService(const LocalServiceOptions &options)
    : d(std::make_unique<Private>(options.http))
{
}

LocalService::~LocalService()
{
    if (d->api)
        d->api->stopBot(); // nothing answers the requests that wait for it: the server does
    d->server.stop(); // its handlers use the api
}

std::unique_ptr<LocalService> LocalService::start(const LocalServiceOptions &options,
                                                  std::unique_ptr<Bot> bot, QString *why)
{
    if (options.port < 0 || options.port > kPorts) {
        explain(why, Translations::tr("A port is a number from 0 to 65535."));
        return nullptr;
    }
    std::unique_ptr<LocalService> service(new LocalService(options));
    Private &d = *service->d;
    QString reason;
    if (!d.server.listen(options.port, &reason)) {
        explain(why,
                Translations::tr("The local service cannot listen on port %1 of this computer: %2. "
                                 "Choose another port.")
                    .arg(options.port)
                    .arg(reason));
        return nullptr;
    }
    LocalServiceOptions complete = options;
    if (complete.secret.isEmpty())
        complete.secret = randomText(kSecretBytes);
    if (!complete.nowMs)
        complete.nowMs = &QDateTime::currentMSecsSinceEpoch;
    complete.tokenLifetime = std::max(complete.tokenLifetime, std::chrono::seconds(1));
    complete.pageSize = std::max(complete.pageSize, 1);
    d.secret = complete.secret;
    d.api = std::make_unique<DirectLineApi>(u"http://127.0.0.1:%1"_s.arg(d.server.port()), complete,
                                            std::move(bot));
    const bool serving = d.server.serve(
        [api = d.api.get()](const ServerRequest &request, const Responder &responder) {
            return api->handle(request, responder);
        });
    if (!serving) {
        explain(why,
                Translations::tr("The local service cannot start: the system has no thread left. "
                                 "Close other programs and try again."));
        return nullptr;
    }
    return service;
}

int LocalService::port() const
{
    return d->server.port();
}

QString LocalService::serviceUrl() const
{
    return d->api->serviceUrl();
}

QByteArray LocalService::secret() const
{
    return d->secret;
}

QString LocalService::tokenUrl() const
{
    return d->api->tokenUrl();
}

void LocalService::stopStream(const QString &conversationId, const QString &streamId)
{
    d->server.post([api = d->api.get(), conversationId, streamId] {
        api->stopStream(conversationId, streamId);
    });
}

} // namespace botline::localservice
