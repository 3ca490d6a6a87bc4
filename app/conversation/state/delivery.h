#pragma once

#include <QtCore/QDateTime>
#include <QtCore/QString>

namespace botline {

// Where an outgoing activity is (protocol.md §4.4). Received ones are None.
enum class SendState
{
    None,
    Queued, // waits its turn, or for the connection
    Sending, // the POST is out
    Delivered, // the service accepted it
    Sent, // its echo was seen
    Unconfirmed, // it may have arrived; the echo decides, or the user does
    Failed, // it did not arrive, for the reason in `failure`
    Cancelled, // by the user, before it was complete
};

// How far an outgoing activity has come. Outbox decides it; rows show it, the journal keeps it.
struct Delivery
{
    SendState state = SendState::None;
    // One sentence that says what to do, for Failed and Unconfirmed; what the service said of the
    // bot, for Sent.
    QString failure{};
    QString details{}; // for "Copy details": status, code, the service's words
    bool canRetry = false; // offers Retry; false while Unconfirmed still waits for the echo
    qint64 bytesSent = 0; // upload progress
    qint64 bytesTotal = 0;
    QDateTime sendingSince{}; // UTC, while Sending

    bool operator==(const Delivery &) const = default;
};

} // namespace botline
