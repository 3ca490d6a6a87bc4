#include "serviceconnection.h"

#include "app/conversation/policy/clock.h"

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
                                     ThrottleGate &gate, WatermarkPoller::Consumer consumer,
                                     QObject *parent)
    : QObject(parent),
      client(network, profile.serviceUrl, limitsFor(profile, timing)),
      credential(client, clock, timing, policy, gate),
      starter(client, credential, gate, policy, timing),
      poller(client, credential, gate, policy, timing, clock, std::move(consumer)),
      outbox(client, credential, gate, policy, timing, clock)
{
    client.setClock([&clock] { return clock.nowUtc(); });
    credential.setProfile(profile);
}

void ServiceConnection::end()
{
    starter.stop();
    poller.stop();
    outbox.stop();
    credential.stop();
    credential.blockSignals(true);
    starter.blockSignals(true);
    poller.blockSignals(true);
    outbox.blockSignals(true);
    deleteLater();
}

} // namespace botline
