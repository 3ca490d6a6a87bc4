#include "httpserver.h"

#include "httpconnection.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <fcntl.h>

#include <system_error>
#include <thread>
#include <unordered_map>
#include <vector>

namespace botline::localservice {

namespace net = boost::asio;
using Error = boost::system::error_code;

namespace {

constexpr std::chrono::milliseconds kOutOfDescriptorsPause{20};

// No program that is started meanwhile inherits the socket.
void closeOnExec(int descriptor)
{
    fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}

} // namespace

struct HttpServer::Private
{
    explicit Private(const HttpServerLimits &limits)
        : context(std::make_shared<net::io_context>(1)), acceptor(*context), pause(*context)
    {
        shared.context = context;
        shared.limits = limits;
        shared.closed = [this](HttpConnection *connection) {
            connections.erase(connection);
        };
    }

    void accept();
    void add(net::ip::tcp::socket socket);
    bool makeRoom();
    void close();

    std::shared_ptr<net::io_context> context;
    net::ip::tcp::acceptor acceptor;
    net::steady_timer pause;
    HttpConnection::Server shared;
    std::unordered_map<HttpConnection *, std::unique_ptr<HttpConnection>> connections;
    int port = 0;
    std::thread thread;
};

HttpServer::HttpServer(const HttpServerLimits &limits) : d(std::make_unique<Private>(limits))
{
}

HttpServer::~HttpServer()
{
    stop();
}

bool HttpServer::listen(int port, QString *why)
{
    const net::ip::tcp::endpoint address(net::ip::address_v4::loopback(), std::uint16_t(port));
    Error error;
    d->acceptor.open(address.protocol(), error);
    if (!error) {
        closeOnExec(d->acceptor.native_handle());
        d->acceptor.set_option(net::socket_base::reuse_address(true), error);
    }
    if (!error)
        d->acceptor.bind(address, error);
    if (!error)
        d->acceptor.listen(net::socket_base::max_listen_connections, error);
    const auto bound = error ? net::ip::tcp::endpoint() : d->acceptor.local_endpoint(error);
    if (error) {
        if (why)
            *why = QString::fromLocal8Bit(error.message());
        return false;
    }
    d->port = bound.port();
    return true;
}

int HttpServer::port() const
{
    return d->port;
}

bool HttpServer::serve(RequestHandler handler)
{
    d->shared.handler = std::move(handler);
    d->accept(); // it does nothing before the thread runs
    try {
        d->thread = std::thread([this] { d->context->run(); });
    } catch (const std::system_error &) {
        return false;
    }
    return true;
}

void HttpServer::post(std::function<void()> task)
{
    net::post(*d->context, std::move(task));
}

void HttpServer::stop()
{
    if (!d->thread.joinable())
        return;
    post([this] { d->close(); });
    d->thread.join(); // run() returns when nothing waits any more
}

void HttpServer::Private::accept()
{
    acceptor.async_accept([this](const Error &error, net::ip::tcp::socket socket) {
        if (!acceptor.is_open())
            return;
        if (!error) {
            add(std::move(socket));
            accept();
            return;
        }
        // Mostly out of descriptors: the connection stays in the queue, so try again soon, not at
        // once.
        if (error == net::error::no_descriptors)
            makeRoom();
        pause.expires_after(kOutOfDescriptorsPause);
        pause.async_wait([this](const Error &stopped) {
            if (!stopped && acceptor.is_open())
                accept();
        });
    });
}

void HttpServer::Private::add(net::ip::tcp::socket socket)
{
    if (int(connections.size()) >= shared.limits.connections && !makeRoom())
        return; // which closes it
    Error error;
    const int descriptor = socket.release(error);
    if (error)
        return;
    closeOnExec(descriptor);
    auto connection = std::make_unique<HttpConnection>(*context, descriptor, shared);
    HttpConnection *const added = connection.get();
    connections.emplace(added, std::move(connection));
    added->start();
}

bool HttpServer::Private::makeRoom()
{
    HttpConnection *chosen = nullptr;
    for (const auto &[connection, owned] : connections) {
        if (connection->standing() == HttpConnection::Standing::Served)
            continue;
        if (!chosen || connection->standing() < chosen->standing()
            || (connection->standing() == chosen->standing()
                && connection->since() < chosen->since()))
            chosen = connection;
    }
    if (chosen)
        chosen->close();
    return chosen;
}

void HttpServer::Private::close()
{
    Error ignored;
    acceptor.close(ignored);
    pause.cancel();
    std::vector<HttpConnection *> all;
    for (const auto &[connection, owned] : connections)
        all.push_back(connection);
    for (HttpConnection *connection : all)
        connection->finish();
}

} // namespace botline::localservice
