#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace botline::practice {

// Runs tasks at their times, one after another, on one thread that begins with the first task.
// Built on std primitives only, so that ThreadSanitizer sees every hand-over. Thread-safe.
class DelayedTasks
{
public:
    // At most `limit` tasks wait at a time.
    explicit DelayedTasks(std::size_t limit);
    ~DelayedTasks(); // stop()

    DelayedTasks(const DelayedTasks &) = delete;
    DelayedTasks &operator=(const DelayedTasks &) = delete;

    // Tasks of the same time run in the order of their calls. False, and the task does not run,
    // when the limit is reached, after stop(), or when the system has no thread left.
    bool run(std::function<void()> task, std::chrono::milliseconds delay = {});

    // Waits for the task that runs; those that wait are dropped. Not on the thread of the tasks.
    void stop();

private:
    void loop();

    const std::size_t m_limit;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_stopping = false;
    std::multimap<std::chrono::steady_clock::time_point, std::function<void()>> m_waiting;
    std::thread m_thread;
};

} // namespace botline::practice
