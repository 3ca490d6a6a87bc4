#pragma once

#include "timing.h"

#include <functional>

namespace botline {

// What a failed post or upload means for the message (protocol.md §4.4).
enum class PostVerdict
{
    Failed, // it did not arrive and will not by itself
    Unreachable, // nothing was written: it waits and goes out again
    Throttled, // refused for now: it waits and goes out again
    Rejected, // the credential is dead: recover once, then again
    Gone, // the conversation no longer exists
    Unconfirmed, // it may have arrived: never sent again by us
    Cancelled,
};
PostVerdict judgePost(const directline::Error &error);
PostVerdict judgeUpload(const directline::Error &error);
// Local servers have no upload (protocol.md §7 T35). Whether the conversation is gone is for the
// polls to find out.
bool meansNoUploads(const directline::Error &error);

// What a failed poll means for polling (protocol.md §2.3).
enum class PollVerdict
{
    Transient, // back off, go on
    Persistent, // will not change soon: go on, slowly
    WatermarkRefused, // 400: once more without the watermark
    Rejected, // the credential is dead
    Gone,
};
PollVerdict judgePoll(const directline::Error &error);

// Whether asking for a token, starting or reconnecting may be tried again by itself (protocol.md
// §2.1, §2.2).
bool mayStartAgain(const directline::Error &error);

// The one place that says how long to wait before another attempt (protocol.md §2.6). A value;
// BackOff counts the attempts.
class RetryPolicy
{
public:
    using Random = std::function<double()>; // in [0, 1)
    using ms = std::chrono::milliseconds;

    // Without `random`: the global generator.
    explicit RetryPolicy(const Timing &timing, Random random = {});

    // The wait after `failures` failures in a row, at least 1: exponential with jitter up to `cap`,
    // and not below what the service asked for. Never above Timing::retryAfterCap.
    ms delay(int failures, const directline::Error &error, ms cap) const;

    // The service asked for a longer wait than a single one may be: until when is for the user to
    // know.
    bool asksTooMuch(const directline::Error &error) const;

private:
    ms askedFor(const directline::Error &error) const;

    Timing m_timing;
    Random m_random;
};

} // namespace botline
