#pragma once

#include "app/conversation/model/activityentry.h"

namespace botline {

// How far an outgoing activity has come: the part of an ActivityEntry that Outbox decides.
struct Delivery
{
    SendState state = SendState::Queued;
    QString failure;
    QString failureDetails;
    bool canRetry = false;
    qint64 bytesSent = 0;
    qint64 bytesTotal = 0;
    QDateTime sendingSince; // UTC, while Sending
};

} // namespace botline
