#pragma once

#include "conversationopener.h"
#include "credential.h"

#include "app/conversation/feed/watermarkpoller.h"
#include "app/conversation/sending/outbox.h"

namespace botline {

// All that talks to one service for one profile, made and ended together.
class ServiceConnection : public QObject
{
    Q_OBJECT

public:
    ServiceConnection(directline::ApiNetwork network, const ConnectionProfile &profile,
                      const Clock &clock, const Timing &timing, const RetryPolicy &policy,
                      ThrottleGate &gate, WatermarkPoller::Consumer consumer, QObject *parent);

    // Nothing is heard of it any more, not even by way of code that is running in it now. Deletes
    // itself.
    void end();

    directline::Client client;
    Credential credential;
    ConversationOpener starter;
    WatermarkPoller poller;
    Outbox outbox;
};

} // namespace botline
