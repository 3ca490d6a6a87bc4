#pragma once

#include <deque>
#include <functional>

namespace botline {

// Signals of an object leave when what they tell of is complete: a slot may then change everything,
// also end or replace what is being told of. Each public function and each internal slot that
// changes something holds the queue while it does; the outermost hold sends what was added, in
// order, as the last thing that happens.
class SignalQueue
{
public:
    class Hold
    {
    public:
        explicit Hold(SignalQueue &queue) : m_queue(queue) { ++m_queue.m_holds; }
        ~Hold();
        Hold(const Hold &) = delete;
        Hold &operator=(const Hold &) = delete;

    private:
        SignalQueue &m_queue;
    };
    enum class Kind
    {
        Change, // of something that can be asked for: always sent
        News, // about the conversation: dropped when that is left
    };

    // Sent at once when nothing holds the queue.
    void add(Kind kind, std::function<void()> send);
    void dropNews();

private:
    struct Signal
    {
        Kind kind = Kind::Change;
        std::function<void()> send;
    };
    void sendAll();

    std::deque<Signal> m_signals;
    int m_holds = 0;
};

} // namespace botline
