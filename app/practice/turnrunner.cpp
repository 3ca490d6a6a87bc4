#include "turnrunner.h"

#include <cstddef>
#include <future>
#include <memory>
#include <utility>

namespace botline::practice {

namespace {

constexpr std::size_t kTurns = 512;

} // namespace

TurnRunner::TurnRunner() : m_threads(kTurns)
{
}

TurnRunner::~TurnRunner()
{
    stop();
}

TurnRunner::Outcome TurnRunner::run(std::function<bool()> turn, std::chrono::milliseconds limit)
{
    const auto task = std::make_shared<std::packaged_task<bool()>>(std::move(turn));
    std::future<bool> accepted = task->get_future();
    if (!m_threads.run([task] { (*task)(); }))
        return Outcome::Unavailable;
    if (accepted.wait_for(limit) != std::future_status::ready)
        return Outcome::TimedOut;
    if (!wait({})) // a turn that was woken did not do what it wanted
        return Outcome::Unavailable;
    return accepted.get() ? Outcome::Accepted : Outcome::Rejected;
}

bool TurnRunner::wait(std::chrono::milliseconds duration)
{
    std::unique_lock lock(m_mutex);
    return !m_stopped.wait_for(lock, duration, [this] { return m_stopping; });
}

void TurnRunner::stop()
{
    const std::lock_guard lock(m_mutex);
    m_stopping = true;
    m_stopped.notify_all();
}

} // namespace botline::practice
