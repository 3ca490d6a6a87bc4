#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include <sys/types.h>

namespace botline::practice {

// A connected socket with a buffer each way: blocking, for one thread. Owns the descriptor.
// A peer that neither sends nor takes anything for 30 s counts as gone.
class BufferedSocket
{
public:
    explicit BufferedSocket(int descriptor);
    ~BufferedSocket();

    BufferedSocket(const BufferedSocket &) = delete;
    BufferedSocket &operator=(const BufferedSocket &) = delete;

    // True when there is something to read, be it the end. Sleeps until then, without waking up.
    bool wait(std::chrono::milliseconds limit);

    // As recv() and send(): what is written leaves with flush(), with the next read, or when it is
    // much.
    ssize_t read(char *to, std::size_t size);
    ssize_t write(const char *from, std::size_t size);
    bool flush();

    // Says "no more" and lets the peer finish for a moment: closing with unread input would reset
    // the connection and could take the last answer away from the peer.
    void finish();

private:
    ssize_t receive(char *to, std::size_t size);

    const int m_descriptor;
    std::string m_input;
    std::size_t m_inputRead = 0;
    std::string m_output;
};

} // namespace botline::practice
