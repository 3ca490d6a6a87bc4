#include "threadgroup.h"

#include <system_error>
#include <utility>

namespace botline::practice {

ThreadGroup::ThreadGroup(std::size_t limit) : m_limit(limit)
{
}

ThreadGroup::~ThreadGroup()
{
    join();
}

bool ThreadGroup::run(std::function<void()> task)
{
    Threads finished;
    bool started = false;
    {
        const std::lock_guard lock(m_mutex);
        finished.swap(m_finished);
        if (m_running.size() < m_limit) {
            const auto place = m_running.emplace(m_running.end());
            try {
                *place = std::thread([this, place, work = std::move(task)] {
                    work();
                    const std::lock_guard done(m_mutex);
                    m_finished.splice(m_finished.end(), m_running, place);
                    m_allDone.notify_all();
                });
                started = true;
            } catch (const std::system_error &) {
                m_running.erase(place);
            }
        }
    }
    for (std::thread &thread : finished)
        thread.join();
    return started;
}

void ThreadGroup::join()
{
    Threads finished;
    {
        std::unique_lock lock(m_mutex);
        m_allDone.wait(lock, [this] { return m_running.empty(); });
        finished.swap(m_finished);
    }
    for (std::thread &thread : finished)
        thread.join();
}

} // namespace botline::practice
