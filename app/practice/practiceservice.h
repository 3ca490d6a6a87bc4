#pragma once

#include "wallclock.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <chrono>
#include <memory>
#include <optional>

namespace botline::practice {

// How a practice service behaves. The defaults are those of the real service where it has any.
struct PracticeOptions
{
    int port = 0; // 0: any free port
    QByteArray secret; // empty: a random one
    std::chrono::seconds tokenLifetime{1800};
    // A longer turn is answered with 502 (protocol.md §0.2).
    std::chrono::milliseconds botLimit{15'000};
    // Whole request body; larger ones get 500 ServiceError (protocol.md §5.2).
    qint64 uploadBytes = 4'194'304;
    int pageSize = 100; // activities per answer
    // Wall clock, milliseconds since 1970-01-01 UTC, asked on the service's own threads; empty: the
    // system's. A test can let tokens expire with it.
    WallClock nowMs;
};

// A real Direct Line 3.0 service over HTTP, with the practice bot behind it. It listens on
// 127.0.0.1 only and answers nobody without its own secret or one of its tokens
// (architecture.md §8.6).
//
// start() binds and begins to serve on threads of its own; it does not need an event loop. The
// destructor stops listening, ends waiting bot turns and joins every thread. Uploads are kept in a
// private temporary folder that goes with the service, so memory does not grow with a file.
// Thread-safe after start(): the getters may be called from anywhere.
class PracticeService
{
public:
    static std::unique_ptr<PracticeService> start(const PracticeOptions &options = {},
                                                  QString *why = nullptr);
    ~PracticeService();

    int port() const;
    QString serviceUrl() const; // http://127.0.0.1:PORT/v3/directline
    QByteArray secret() const;
    // GET answers a fresh token for a new conversation, as Copilot Studio's endpoints do
    // (protocol.md §1.3). Who knows the URL needs no credential: keep it like one.
    QString tokenUrl() const;

private:
    PracticeService();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace botline::practice
