#pragma once

#include "httpmessage.h"

#include <functional>
#include <memory>

namespace botline::practice {

// HTTP/1.1 on 127.0.0.1 and nowhere else. The library cpp-httplib reads requests and writes
// answers; connections, threads and stopping are ours, because the library's own loop wakes a
// hundred times a second for every idle connection, shares the port with strangers and has a stop
// that can race with its start.
//
// One thread per connection, made when a client connects. A request whose Host is not a loopback
// name is refused with 403, so that a web page cannot reach the service by DNS rebinding.
class HttpServer
{
public:
    // Called on the connection's thread, for several connections at the same time.
    using Handler = std::function<HttpResponse(const HttpRequest &, HttpBody &)>;

    HttpServer();
    ~HttpServer(); // stop()

    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    // Binds the port (0: any free one). False: `why` gets the system's reason.
    bool listen(int port, QString *why);
    int port() const;

    // Accepts connections from now on. Once, after listen(). False: no thread could be made.
    bool serve(Handler handler);

    // Closes every connection and waits for the handlers, which must be about to return.
    void stop();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace botline::practice
