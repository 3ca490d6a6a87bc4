#pragma once

#include "httpserverlimits.h"
#include "responder.h"

#include <chrono>
#include <functional>
#include <memory>

namespace boost::asio {
class io_context;
}

namespace botline::localservice {

// One client's connection: reads requests, hands them over, writes responses, and keeps the
// deadlines. It lives on the thread that runs `context` and is called there only.
class HttpConnection
{
public:
    // What both sides of the server share; outlives its connections.
    struct Server
    {
        std::weak_ptr<boost::asio::io_context> context; // empty when the server is gone
        HttpServerLimits limits;
        RequestHandler handler;
        std::function<void(HttpConnection *)> closed; // once for each connection
    };

    // Whom a full server may close.
    enum class Standing
    {
        Unproven, // no request of it was ever complete, or it is about to be closed anyway
        Waiting, // for its client's next request
        Served,
    };

    // Takes a connected, open socket.
    HttpConnection(boost::asio::io_context &context, int descriptor, const Server &server);
    ~HttpConnection();

    HttpConnection(const HttpConnection &) = delete;
    HttpConnection &operator=(const HttpConnection &) = delete;

    void start();
    Standing standing() const;
    std::chrono::steady_clock::time_point since() const; // of the standing

    void close(); // at once
    // The server stops: a request that waits for its response gets 503, and nothing more is read.
    void finish();

private:
    struct Private;
    class Reply;
    const std::shared_ptr<Private> d;
};

} // namespace botline::localservice
