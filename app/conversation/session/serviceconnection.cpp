#include "serviceconnection.h"

#include "app/conversation/feed/pollingfeed.h"
#include "app/conversation/policy/clock.h"
#include "app/conversation/policy/throttlegates.h"

namespace botline {

namespace {

directline::ClientLimits limitsFor(const ConnectionProfile &profile, const Timing &timing)
{
    directline::ClientLimits limits = timing.client;
    limits.uploadBytes = profile.uploadBytes.value_or(limits.uploadBytes);
    return limits;
}

} // namespace

ServiceConnection::ServiceConnection(directline::ApiNetwork network,
                                     const ConnectionProfile &profile, const Clock &clock,
                                     const Timing &timing, const RetryPolicy &policy,
                                     ThrottleGates &gates, ActivityFeed::Consumer consumer,
                                     QObject *parent)
    : QObject(parent),
      gate(gates.gateOf(profile.serviceUrl)),
      client(network, profile.serviceUrl, limitsFor(profile, timing)),
      credential(client, clock, timing, policy, gate),
      starter(client, credential, gate, policy, timing, clock),
      feed(std::make_unique<PollingFeed>(client, credential, gate, policy, timing, clock,
                                         std::move(consumer))),
      outbox(client, credential, gate, policy, timing, clock)
{
    client.setClock([&clock] { return clock.nowUtc(); });
    credential.setProfile(profile);
}

ServiceConnection::~ServiceConnection() = default;

void ServiceConnection::end()
{
    starter.stop();
    feed->blockSignals(true);
    feed->stop();
    outbox.stop();
    credential.stop();
    credential.blockSignals(true);
    starter.blockSignals(true);
    outbox.blockSignals(true);
    deleteLater();
}

} // namespace botline
