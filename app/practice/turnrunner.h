#pragma once

#include "threadgroup.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>

namespace botline::practice {

// Runs bot turns, each on a thread of its own, because a turn may outlive the request that began
// it: the service stops waiting after its limit, yet the bot goes on and answers later
// (protocol.md §0.2).
class TurnRunner
{
public:
    enum class Outcome
    {
        Accepted,
        Rejected, // by the bot
        TimedOut, // the turn goes on
        Unavailable, // too many turns, or the service is going away
    };

    TurnRunner();
    ~TurnRunner(); // stop(), and waits for the turns

    // Runs `turn`, which answers whether the bot accepted, and waits for it, but not beyond
    // `limit`. Whatever `turn` uses must live until it ended or this object is gone.
    Outcome run(std::function<bool()> turn, std::chrono::milliseconds limit);

    // For turns that take their time: sleeps. False: stop() was called, and the turn should end.
    bool wait(std::chrono::milliseconds duration);

    // Wakes every waiting turn, and with it whoever waits in run(). No later turn waits.
    void stop();

private:
    std::mutex m_mutex;
    std::condition_variable m_stopped;
    bool m_stopping = false;
    ThreadGroup m_threads;
};

} // namespace botline::practice
