#pragma once

#include <QtCore/QDateTime>

namespace botline {

// The wall clock, so that tests can move it (design §3.5). Token expiry is compared with this,
// never with a monotonic timer, because those stop while the machine sleeps (dossier §1.4).
class Clock
{
public:
    virtual ~Clock() = default;
    virtual QDateTime nowUtc() const = 0;
};

class SystemClock final : public Clock
{
public:
    QDateTime nowUtc() const override { return QDateTime::currentDateTimeUtc(); }
};

} // namespace botline
