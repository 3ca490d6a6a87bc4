#pragma once

#include <QtCore/QtGlobal>

#include <chrono>

namespace botline::localservice {

// What one server bears. Every wait has an end, and no client can make memory grow.
struct HttpServerLimits
{
    int connections = 512; // at a time; see HttpServer for who has to go
    qsizetype targetBytes = 8 * 1024; // of the request line; longer ones get 414
    qsizetype headBytes = 32 * 1024; // request line and headers together; 431
    int headerFields = 100; // 431

    std::chrono::milliseconds head{
        10'000}; // from a request's first byte to the end of its head; 408
    // From one piece of a body to the next; 408, as for a body that is slower on average than
    // `bodyBytesPerSecond` after the first `bodyPause`.
    std::chrono::milliseconds bodyPause{30'000};
    qint64 bodyBytesPerSecond = 1024;
    // A refused body is read to its end if it is no longer than this, so that the connection stays
    // usable. A longer one costs the connection.
    qint64 discardedBytes = 16 * 1024 * 1024;
    // For each 256 KiB of a response; then the client does not read, and the connection is closed.
    std::chrono::milliseconds write{30'000};
    // Without any request. Longer than any poll interval, so that a client seldom meets a
    // connection that is just closing.
    std::chrono::milliseconds idle{120'000};
    // For the last bytes of a connection that ends, on either side.
    std::chrono::milliseconds farewell{1000};
};

} // namespace botline::localservice
