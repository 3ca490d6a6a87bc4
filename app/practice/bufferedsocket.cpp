#include "bufferedsocket.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace botline::practice {

namespace {

constexpr size_t kInputBytes = 16 * 1024;
constexpr size_t kOutputBytes = 64 * 1024;
constexpr time_t kStallSeconds = 30;
constexpr std::chrono::milliseconds kFarewell{1000};

} // namespace

BufferedSocket::BufferedSocket(int descriptor) : m_descriptor(descriptor)
{
    const timeval stall{kStallSeconds, 0};
    const int on = 1;
    setsockopt(m_descriptor, SOL_SOCKET, SO_RCVTIMEO, &stall, sizeof(stall));
    setsockopt(m_descriptor, SOL_SOCKET, SO_SNDTIMEO, &stall, sizeof(stall));
    setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

BufferedSocket::~BufferedSocket()
{
    close(m_descriptor);
}

bool BufferedSocket::wait(std::chrono::milliseconds limit)
{
    if (m_inputRead < m_input.size())
        return true;
    const auto end = std::chrono::steady_clock::now() + limit;
    for (;;) {
        const auto left
            = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        pollfd waiting{m_descriptor, POLLIN, 0};
        const int count = poll(&waiting, 1, std::max(0, int(left.count())));
        if (count >= 0 || errno != EINTR)
            return count > 0;
    }
}

bool BufferedSocket::flush()
{
    size_t sent = 0;
    while (sent < m_output.size()) {
        const ssize_t count = send(m_descriptor, m_output.data() + sent, m_output.size() - sent, 0);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        sent += size_t(count);
    }
    m_output.clear();
    return true;
}

void BufferedSocket::finish()
{
    flush();
    shutdown(m_descriptor, SHUT_WR);
    m_input.clear();
    m_inputRead = 0;
    char dropped[4096];
    const auto end = std::chrono::steady_clock::now() + kFarewell;
    for (auto left = kFarewell; left.count() > 0 && wait(left);
         left = std::chrono::duration_cast<std::chrono::milliseconds>(
             end - std::chrono::steady_clock::now())) {
        if (receive(dropped, sizeof(dropped)) <= 0)
            return;
    }
}

ssize_t BufferedSocket::read(char *to, size_t size)
{
    if (!flush())
        return -1;
    if (m_inputRead == m_input.size()) {
        if (size >= kInputBytes)
            return receive(to, size);
        m_inputRead = 0;
        m_input.resize(kInputBytes);
        const ssize_t count = receive(m_input.data(), kInputBytes);
        m_input.resize(size_t(std::max<ssize_t>(0, count)));
        if (count <= 0)
            return count;
    }
    const size_t count = std::min(size, m_input.size() - m_inputRead);
    std::memcpy(to, m_input.data() + m_inputRead, count);
    m_inputRead += count;
    return ssize_t(count);
}

ssize_t BufferedSocket::write(const char *from, size_t size)
{
    m_output.append(from, size);
    if (m_output.size() >= kOutputBytes && !flush())
        return -1;
    return ssize_t(size);
}

ssize_t BufferedSocket::receive(char *to, size_t size)
{
    for (;;) {
        const ssize_t count = recv(m_descriptor, to, size, 0);
        if (count >= 0 || errno != EINTR)
            return count;
    }
}

} // namespace botline::practice
