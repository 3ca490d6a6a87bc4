#include "httpserver.h"

#include "bufferedsocket.h"
#include "threadgroup.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <mutex>
#include <set>

namespace botline::practice {

namespace {

// Each costs a thread. Far more than one person's clients need.
constexpr std::size_t kConnections = 512;
constexpr std::chrono::milliseconds kOutOfDescriptorsPause{20};

void closeOnExec(int descriptor)
{
    fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}

} // namespace

struct HttpServer::Private
{
    Private() : threads(kConnections + 1) { }

    void acceptConnections();
    void accept();

    int listener = -1;
    int port = 0;
    std::array<int, 2> wake{-1, -1}; // a pipe: one byte ends acceptConnections()
    std::unique_ptr<HttpProtocol> protocol;
    std::atomic<bool> stopping{false};
    std::mutex mutex;
    std::set<int> connections; // open descriptors, to be shut down by stop()
    ThreadGroup threads;
};

HttpServer::HttpServer() : d(std::make_unique<Private>())
{
}

HttpServer::~HttpServer()
{
    stop();
    for (const int descriptor : {d->listener, d->wake[0], d->wake[1]}) {
        if (descriptor >= 0)
            close(descriptor);
    }
}

bool HttpServer::listen(int port, QString *why)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(uint16_t(port));
    socklen_t size = sizeof(address);
    const int on = 1;
    d->listener = socket(AF_INET, SOCK_STREAM, 0);
    const bool bound = d->listener >= 0
        && setsockopt(d->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == 0
        && bind(d->listener, reinterpret_cast<sockaddr *>(&address), size) == 0
        && ::listen(d->listener, SOMAXCONN) == 0
        && getsockname(d->listener, reinterpret_cast<sockaddr *>(&address), &size) == 0
        && pipe(d->wake.data()) == 0;
    if (!bound) {
        if (why)
            *why = qt_error_string(errno);
        return false;
    }
    for (const int descriptor : {d->listener, d->wake[0], d->wake[1]})
        closeOnExec(descriptor);
    // A client may leave between poll() and accept(), which then must not block.
    fcntl(d->listener, F_SETFL, fcntl(d->listener, F_GETFL) | O_NONBLOCK);
    d->port = ntohs(address.sin_port);
    return true;
}

int HttpServer::port() const
{
    return d->port;
}

bool HttpServer::serve(HttpHandler handler)
{
    d->protocol = std::make_unique<HttpProtocol>(std::move(handler));
    return d->threads.run([this] { d->acceptConnections(); });
}

void HttpServer::stop()
{
    if (d->stopping.exchange(true))
        return;
    if (d->wake[1] >= 0) {
        const ssize_t woken = write(d->wake[1], "", 1);
        Q_ASSERT(woken == 1);
        Q_UNUSED(woken)
    }
    {
        const std::lock_guard lock(d->mutex);
        for (const int connection : d->connections)
            shutdown(connection, SHUT_RDWR);
    }
    d->threads.join();
}

void HttpServer::Private::acceptConnections()
{
    while (!stopping) {
        std::array<pollfd, 2> waiting{pollfd{listener, POLLIN, 0}, pollfd{wake[0], POLLIN, 0}};
        if (poll(waiting.data(), waiting.size(), -1) > 0 && waiting[0].revents)
            accept();
    }
}

void HttpServer::Private::accept()
{
    const int descriptor = ::accept(listener, nullptr, nullptr);
    if (descriptor < 0) {
        // Out of descriptors: the connection stays in the queue, so try again soon, not at once.
        if (errno == EMFILE || errno == ENFILE) {
            pollfd waiting{wake[0], POLLIN, 0};
            poll(&waiting, 1, int(kOutOfDescriptorsPause.count()));
        }
        return;
    }
    closeOnExec(descriptor);
    // Inherited from the listener on some systems.
    fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK);
    {
        const std::lock_guard lock(mutex);
        if (stopping) {
            close(descriptor);
            return;
        }
        connections.insert(descriptor);
    }
    const auto forget = [this, descriptor] {
        const std::lock_guard lock(mutex);
        connections.erase(descriptor);
    };
    const bool running = threads.run([this, descriptor, forget] {
        BufferedSocket socket(descriptor);
        protocol->talk(socket, stopping);
        forget(); // before the destructor closes it: the number may come back as something else
    });
    if (!running) {
        forget();
        close(descriptor);
    }
}

} // namespace botline::practice
