#pragma once

#include "httpmessage.h"

#include <atomic>
#include <functional>

namespace botline::practice {

class BufferedSocket;

using HttpHandler = std::function<HttpResponse(const HttpRequest &, HttpBody &)>;

// Speaks HTTP/1.1 over one connected socket until either side has enough or `stopping` is set; then
// the caller shuts the socket down to wake this up. cpp-httplib parses requests and writes answers.
//
// A request whose Host is not a loopback name is refused with 403, so that a web page cannot reach
// the service by DNS rebinding.
void talkHttp(BufferedSocket &socket, const HttpHandler &handler,
              const std::atomic<bool> &stopping);

} // namespace botline::practice
