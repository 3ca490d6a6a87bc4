#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <thread>

namespace botline::practice {

// Threads that come and go: one per task, none before the first task. Built on std primitives only,
// so that ThreadSanitizer sees every hand-over.
class ThreadGroup
{
public:
    // At most `limit` tasks run at a time.
    explicit ThreadGroup(std::size_t limit);
    ~ThreadGroup(); // waits for every task

    ThreadGroup(const ThreadGroup &) = delete;
    ThreadGroup &operator=(const ThreadGroup &) = delete;

    // Runs `task`, which must not throw, on a thread of its own. False, and the task does not run,
    // when the limit is reached or the system has no thread left.
    bool run(std::function<void()> task);

    // Waits until no task runs.
    void join();

private:
    using Threads = std::list<std::thread>;

    const std::size_t m_limit;
    std::mutex m_mutex;
    std::condition_variable m_allDone;
    Threads m_running;
    Threads m_finished; // left to be joined, which no longer blocks
};

} // namespace botline::practice
