#pragma once

#include "timer.h"

#include <QtCore/QTimer>

#include <functional>

namespace botline {

// A Timer of the machine: a precise single-shot QTimer on the thread that made it. Precise, because
// a coarse one may expire before the time that a service asked for.
class SystemTimer final : public Timer
{
public:
    explicit SystemTimer(std::function<void()> expired);

    void start(ms wait) override { m_timer.start(wait); }
    void stop() override { m_timer.stop(); }
    bool isActive() const override { return m_timer.isActive(); }
    ms remaining() const override;

private:
    QTimer m_timer;
};

} // namespace botline
