#pragma once

#include "fakeapi.h"
#include "manualtime.h"

#include "app/conversation/policy/retrypolicy.h"
#include "app/conversation/policy/throttlegate.h"
#include "app/conversation/session/connectionprofile.h"
#include "app/conversation/session/credential.h"

namespace botline::test {

// No chance in back-offs: they are exactly 1, 2, 4 … seconds.
inline Timing exactTiming()
{
    Timing timing;
    timing.backOffJitter = 0;
    return timing;
}

inline ConnectionProfile profileOf(CredentialKind kind, const QByteArray &credential = "secret")
{
    ConnectionProfile profile;
    profile.kind = kind;
    if (kind == CredentialKind::TokenUrl)
        profile.tokenUrl = QUrl(QStringLiteral("https://example.org/token"));
    else
        profile.credential = makeBearer(credential);
    profile.userId = QStringLiteral("user-1");
    return profile;
}

// What every part of a connection stands on, with Botline's real intervals: the time is manual, so
// none of them costs any.
struct PolicyRig
{
    explicit PolicyRig(const Timing &allTiming = exactTiming()) : timing(allTiming) { }

    Timing timing;
    ManualTime time;
    FakeApi api;
    RetryPolicy policy{timing};
    ThrottleGate gate{time};
    Credential credential{api, time, timing, policy, gate};
};

} // namespace botline::test
