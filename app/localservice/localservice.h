#pragma once

#include "http/httpserverlimits.h"
#include "wallclock.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <chrono>
#include <memory>

namespace botline::localservice {

class Bot;

// How a local service behaves. The defaults are those of Microsoft's service where it has any.
struct LocalServiceOptions
{
    int port = 0; // 0: any free port
    QByteArray secret; // empty: a random one
    std::chrono::seconds tokenLifetime{1800};
    // A longer turn is answered with 502 and goes on (protocol.md §0.2).
    std::chrono::milliseconds botLimit{15'000};
    // Of a whole request; larger uploads get 500 ServiceError (protocol.md §5.2).
    qint64 uploadBytes = 4'194'304;
    int pageSize = 100; // activities per answer
    // Wall clock, milliseconds since 1970-01-01 UTC, asked on the service's own threads; empty: the
    // system's. A test can let tokens expire with it.
    WallClock nowMs;
    HttpServerLimits http;
};

// Direct Line 3.0 over HTTP with one bot behind it, for every client on this computer. It listens
// on 127.0.0.1 only and answers nobody without its own secret or one of its tokens.
// resources/docs/localservice.md says what it implements.
//
// start() binds and begins to serve on a thread of its own; it does not need an event loop. The
// destructor stops the bot, answers the requests that wait for it with 503, and ends the thread.
// Uploads are kept in a private temporary folder that goes with the service, so memory does not
// grow with a file. Thread-safe after start(): the getters may be called from anywhere.
class LocalService
{
public:
    // On failure nullptr, and `why` says in a sentence what is wrong and what to do.
    static std::unique_ptr<LocalService> start(const LocalServiceOptions &options,
                                               std::unique_ptr<Bot> bot, QString *why = nullptr);
    ~LocalService();

    int port() const;
    QString serviceUrl() const; // http://127.0.0.1:PORT/v3/directline
    QByteArray secret() const;
    // GET answers a fresh token for a new conversation, as Copilot Studio's endpoints do
    // (protocol.md §1.3). Who knows the URL needs no credential: keep it like one.
    QString tokenUrl() const;

    // The user wants no more of a livestream: the bot is told, and what it still sends of it is
    // refused. Unknown ones are ignored. Thread-safe.
    void stopStream(const QString &conversationId, const QString &streamId);

private:
    explicit LocalService(const LocalServiceOptions &options);
    struct Private;
    const std::unique_ptr<Private> d;
};

} // namespace botline::localservice
