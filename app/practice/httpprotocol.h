#pragma once

#include "httpmessage.h"

#include <atomic>
#include <functional>
#include <memory>

namespace botline::practice {

class BufferedSocket;

// Called on the connections' threads, by several at the same time.
using HttpHandler = std::function<HttpResponse(const HttpRequest &, HttpBody &)>;

// HTTP/1.1 from the server's side; cpp-httplib parses requests and writes answers.
//
// A request whose Host is not a loopback name is refused with 403, so that a web page cannot reach
// the service by DNS rebinding.
class HttpProtocol
{
public:
    explicit HttpProtocol(HttpHandler handler);
    ~HttpProtocol();

    // Serves one connection on this thread until either side has enough. When `stopping` gets set,
    // the caller shuts the socket down to wake this up.
    void talk(BufferedSocket &socket, const std::atomic<bool> &stopping) const;

private:
    class Engine;
    std::unique_ptr<Engine> m_engine;
};

} // namespace botline::practice
