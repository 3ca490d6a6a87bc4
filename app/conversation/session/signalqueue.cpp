#include "signalqueue.h"

#include <algorithm>
#include <utility>

namespace botline {

SignalQueue::Hold::~Hold()
{
    if (--m_queue.m_holds == 0)
        m_queue.sendAll();
}

void SignalQueue::add(Kind kind, std::function<void()> send)
{
    m_signals.push_back({kind, std::move(send)});
    if (m_holds == 0)
        sendAll();
}

void SignalQueue::dropNews()
{
    const auto isNews = [](const Signal &signal) {
        return signal.kind == Kind::News;
    };
    m_signals.erase(std::remove_if(m_signals.begin(), m_signals.end(), isNews), m_signals.end());
}

// A slot may hold the queue again: then that hold sends what is left, and this loop ends.
void SignalQueue::sendAll()
{
    while (!m_signals.empty()) {
        const std::function<void()> send = std::move(m_signals.front().send);
        m_signals.pop_front();
        send();
    }
}

} // namespace botline
