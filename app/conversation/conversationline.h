#pragma once

#include "conversationstarter.h"
#include "credential.h"
#include "outbox.h"
#include "watermarkpoller.h"

namespace botline {

// All that talks to one service for one profile, made and ended together.
class ConversationLine : public QObject
{
    Q_OBJECT

public:
    ConversationLine(directline::ApiNetwork network, const ConnectionProfile &profile,
                     const Clock &clock, const Timing &timing, const RetryPolicy &policy,
                     ThrottleGate &gate, WatermarkPoller::Consumer consumer, QObject *parent);

    // Nothing is heard of it any more, not even by way of code that is running in it now. Deletes
    // itself.
    void end();

    directline::Client client;
    Credential credential;
    ConversationStarter starter;
    WatermarkPoller poller;
    Outbox outbox;
};

} // namespace botline
