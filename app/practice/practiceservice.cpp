#include "practiceservice.h"

#include "httpserver.h"
#include "practiceapi.h"
#include "tokenmint.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>

#include <algorithm>

namespace botline::practice {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(PracticeService)
};

constexpr int kSecretBytes = 32;
constexpr int kPorts = 65535;

void explain(QString *why, const QString &sentence)
{
    if (why)
        *why = sentence;
}

} // namespace

struct PracticeService::Private
{
    QByteArray secret;
    std::unique_ptr<PracticeApi> api;
    HttpServer server;
};

PracticeService::PracticeService() : d(std::make_unique<Private>())
{
}

PracticeService::~PracticeService()
{
    if (d->api)
        d->api->stop();
    d->server.stop(); // its handlers use the api
}

std::unique_ptr<PracticeService> PracticeService::start(const PracticeOptions &options,
                                                        QString *why)
{
    if (options.port < 0 || options.port > kPorts) {
        explain(why, Text::tr("A port is a number from 0 to 65535."));
        return nullptr;
    }
    std::unique_ptr<PracticeService> service(new PracticeService);
    Private &d = *service->d;
    QString reason;
    if (!d.server.listen(options.port, &reason)) {
        explain(why,
                Text::tr("The practice service cannot listen on port %1 of this computer: %2. "
                         "Choose another port.")
                    .arg(options.port)
                    .arg(reason));
        return nullptr;
    }
    PracticeOptions complete = options;
    if (complete.secret.isEmpty())
        complete.secret = randomText(kSecretBytes);
    if (!complete.nowMs)
        complete.nowMs = &QDateTime::currentMSecsSinceEpoch;
    complete.tokenLifetime = std::max(complete.tokenLifetime, std::chrono::seconds(1));
    complete.pageSize = std::max(complete.pageSize, 1);
    d.secret = complete.secret;
    d.api = std::make_unique<PracticeApi>(u"http://127.0.0.1:%1"_s.arg(d.server.port()), complete);
    const bool serving
        = d.server.serve([api = d.api.get()](const HttpRequest &request, HttpBody &body) {
              return api->handle(request, body);
          });
    if (!serving) {
        explain(why,
                Text::tr("The practice service cannot start: the system has no thread left. Close "
                         "other programs and try again."));
        return nullptr;
    }
    return service;
}

int PracticeService::port() const
{
    return d->server.port();
}

QString PracticeService::serviceUrl() const
{
    return d->api->serviceUrl();
}

QByteArray PracticeService::secret() const
{
    return d->secret;
}

QString PracticeService::tokenUrl() const
{
    return d->api->tokenUrl();
}

} // namespace botline::practice
