#pragma once

#include "httpprotocol.h"

#include <memory>

namespace botline::practice {

// HTTP/1.1 on 127.0.0.1 and nowhere else. Connections, threads and stopping are ours, because the
// loop of cpp-httplib wakes a hundred times a second for every idle connection, shares its port
// with strangers and has a stop that can race with its start.
//
// One thread per connection, made when a client connects.
class HttpServer
{
public:
    HttpServer();
    ~HttpServer(); // stop()

    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    // Binds the port (0: any free one). False: `why` gets the system's reason.
    bool listen(int port, QString *why);
    int port() const;

    // Accepts connections from now on. Once, after listen(). False: no thread could be made.
    bool serve(HttpHandler handler);

    // Closes every connection and waits for the handlers, which must be about to return.
    void stop();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace botline::practice
