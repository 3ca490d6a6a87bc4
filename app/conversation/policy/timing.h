#pragma once

#include "app/directline/client.h"

#include <chrono>

namespace botline {

// Every interval and limit of a conversation in one value (the numbers are those of protocol.md
// §11). Tests shrink it; nothing else in app/conversation and app/directline holds a duration.
//
// Waits are measured on the monotonic time of the Clock. What must outlast a sleeping machine, the
// life of a token, is compared with its wall clock.
struct Timing
{
    using ms = std::chrono::milliseconds;

    directline::ClientLimits client;

    // Poll schedule (protocol.md §3.8), counted from the start of the previous poll.
    ms pollActive{1000};
    ms pollQuiet{2000}; // no traffic for `quietAfter`
    ms pollIdle{5000}; // no traffic for `idleAfter`, or the window is hidden
    ms pollHidden{10'000}; // hidden for `hiddenLongAfter`
    ms quietAfter{60'000};
    ms idleAfter{300'000};
    ms hiddenLongAfter{1'800'000};
    ms pollAfterSend{300}; // one extra poll after a post is on its way, and again after its end
    int drainCap = 50; // back-to-back polls that bring nothing new (protocol.md §3.3)
    ms takeSlice{8}; // a large set is taken over in pieces of this; other events go in between

    // Back-off (protocol.md §2.6).
    ms backOffBase{1000};
    ms backOffCap{30'000};
    ms startBackOffCap{60'000};
    ms backOffResetAfter{60'000};
    double backOffJitter = 1; // how much of a back-off is left to chance: 1 all, 0 nothing
    ms retryAfterSecond{1000}; // how long a second of Retry-After is
    ms retryAfterCap{900'000}; // longest single wait; one that asks for more is told to the user
    int startAttempts = 5;
    int postThrottledAttempts = 5;

    // Token life (protocol.md §1.4): refresh at half of it, stop trying this long before its end.
    ms refreshStopBefore{10'000};

    // Outgoing (protocol.md §4.4, §3.2.6).
    ms unconfirmedAfter{20'000};
    ms selfHealAfter{10'000};
    ms selfHealAtMostEvery{60'000};

    ms typingShown{3000}; // protocol.md §6.7
    ms replyAwaited{60'000}; // after this the bot is not expected to answer any more
    ms countdownStep{1000}; // how often a "next try in 8 s" is said anew
    ms expiryLookEvery{3'600'000}; // at the latest, at what expires by the wall clock
    ms savedAfter{500}; // what the user changes in a card or a draft is on disk this long after

    // Sleep of the machine: how often it is looked for, and from when on a difference between the
    // wall clock and the timers is one.
    ms wakeLookEvery{2000};
    ms wakeSleptAtLeast{10'000};
};

} // namespace botline
