#pragma once

#include "servermessage.h"

#include <chrono>
#include <functional>
#include <memory>

namespace botline::localservice {

// Answers one request: a handle that can be copied and kept, also longer than the connection and
// the server, which then get nothing. The first response is sent, later ones are dropped.
class Responder
{
public:
    // What stands behind it; the server implements it. All may be called on any thread.
    class Target
    {
    public:
        virtual ~Target() = default;
        virtual void respond(ServerResponse response) = 0;
        virtual void limit(std::chrono::milliseconds time, ServerResponse late) = 0;
    };

    explicit Responder(std::shared_ptr<Target> target) : m_target(std::move(target)) { }

    // Thread-safe, and never blocks.
    void respond(ServerResponse response) const { m_target->respond(std::move(response)); }

    // When no response was given `time` from now, `late` is sent. Thread-safe; the last call
    // counts. Without it a request waits for its response for ever.
    void limit(std::chrono::milliseconds time, ServerResponse late) const
    {
        m_target->limit(time, std::move(late));
    }

private:
    std::shared_ptr<Target> m_target;
};

// Serves one request whose head is complete. A receiver gets the body, if there is one, and its
// complete() is called in any case. Without a receiver the body is dropped. A response may be given
// during the call, later, and before the body is complete.
using RequestHandler
    = std::function<std::unique_ptr<BodyReceiver>(ServerRequest request, Responder responder)>;

} // namespace botline::localservice
