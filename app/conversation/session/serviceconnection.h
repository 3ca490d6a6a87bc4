#pragma once

#include "conversationopener.h"
#include "credential.h"

#include "app/conversation/feed/activityfeed.h"
#include "app/conversation/sending/outbox.h"
#include "app/directline/client.h"

namespace botline {

class ThrottleGates;

// All that talks to one service for one profile, made and ended together.
//
// `network`, `clock`, `policy` and `gates` must outlive it.
class ServiceConnection : public QObject
{
    Q_OBJECT

public:
    ServiceConnection(directline::ApiNetwork network, const ConnectionProfile &profile,
                      const Clock &clock, const Timing &timing, const RetryPolicy &policy,
                      ThrottleGates &gates, ActivityFeed::Consumer consumer, QObject *parent);
    ~ServiceConnection() override;

    // Stops everything without a further signal, and deletes itself later. Safe to call from its
    // own slots.
    void end();

    ThrottleGate &gate; // of the profile's service
    directline::Client client;
    Credential credential;
    ConversationOpener starter;
    const std::unique_ptr<ActivityFeed> feed;
    Outbox outbox;
};

} // namespace botline
