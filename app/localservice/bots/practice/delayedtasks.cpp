#include "delayedtasks.h"

#include <system_error>
#include <utility>

namespace botline::practice {

using Clock = std::chrono::steady_clock;

DelayedTasks::DelayedTasks(std::size_t limit) : m_limit(limit)
{
}

DelayedTasks::~DelayedTasks()
{
    stop();
}

bool DelayedTasks::run(std::function<void()> task, std::chrono::milliseconds delay)
{
    const std::lock_guard lock(m_mutex);
    if (m_stopping || m_waiting.size() >= m_limit)
        return false;
    if (!m_thread.joinable()) {
        try {
            m_thread = std::thread([this] { loop(); });
        } catch (const std::system_error &) {
            return false;
        }
    }
    m_waiting.emplace(Clock::now() + delay, std::move(task));
    m_changed.notify_one();
    return true;
}

void DelayedTasks::stop()
{
    std::multimap<Clock::time_point, std::function<void()>> dropped;
    std::thread thread;
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        dropped.swap(m_waiting);
        thread.swap(m_thread);
        m_changed.notify_one();
    }
    if (thread.joinable())
        thread.join();
}

void DelayedTasks::loop()
{
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        if (m_waiting.empty()) {
            m_changed.wait(lock);
        } else if (const auto next = m_waiting.begin(); next->first > Clock::now()) {
            const Clock::time_point time = next->first;
            m_changed.wait_until(lock, time);
        } else {
            const std::function<void()> task = std::move(next->second);
            m_waiting.erase(next);
            lock.unlock();
            task();
            lock.lock();
        }
    }
}

} // namespace botline::practice
