#pragma once

#include "httpserverlimits.h"
#include "responder.h"

#include <QtCore/QString>

#include <functional>
#include <memory>

namespace botline::localservice {

// HTTP/1.1 and 1.0 on 127.0.0.1 and nowhere else, on one thread of its own: handlers and body
// receivers run there and must not block.
//
// A request must name a loopback host (namesLoopback()), else it gets 403, so that a web page
// cannot reach the service by DNS rebinding. HEAD reaches the handler as HEAD; what is answered to
// it leaves without its body. Requests of one connection are served one after another.
//
// When as many connections are open as `limits` allow, a new one takes the place of another: of the
// oldest that has not completed a request yet, else of the one that is idle, or busy with a head,
// for the longest time. While all others are being served, the new one is closed.
class HttpServer
{
public:
    explicit HttpServer(const HttpServerLimits &limits = {});
    ~HttpServer(); // stop()

    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    // Binds the port (0: any free one). False: `why` gets the system's reason.
    bool listen(int port, QString *why);
    int port() const;

    // Accepts connections from now on. Once, after listen(). False: no thread could be made.
    bool serve(RequestHandler handler);

    // Runs `task` on the server's thread, after what is posted already. Thread-safe until stop().
    void post(std::function<void()> task);

    // Accepts nothing more, closes every connection that waits for its client, answers the requests
    // that wait for a response with 503, and returns when the last connection is closed: at most
    // `limits.farewell` later. Not on the server's thread.
    void stop();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace botline::localservice
