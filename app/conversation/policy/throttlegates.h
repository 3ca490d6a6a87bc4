#pragma once

#include <QtCore/QString>

#include <map>
#include <memory>

namespace botline {

class Clock;
class ThrottleGate;

namespace directline {
class ServiceUrl;
}

// The gates of all services that sessions of one program talk to, one for each Direct Line root.
// Made once by the composition root and handed to each session, so that a service that throttles
// one conversation is not asked on behalf of another. A gate stays for the life of this object: a
// throttled service stays throttled for the next conversation with it.
//
// `clock` must outlive it, and it the sessions.
class ThrottleGates
{
public:
    explicit ThrottleGates(const Clock &clock);
    ~ThrottleGates();
    ThrottleGates(const ThrottleGates &) = delete;
    ThrottleGates &operator=(const ThrottleGates &) = delete;

    ThrottleGate &gateOf(const directline::ServiceUrl &root);

private:
    const Clock &m_clock;
    std::map<QString, std::unique_ptr<ThrottleGate>> m_gates; // by the root as text
};

} // namespace botline
