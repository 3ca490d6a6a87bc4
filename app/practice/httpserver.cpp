#include "httpserver.h"

#include "bufferedsocket.h"
#include "threadgroup.h"

#include <QtCore/QFile>

#include <httplib.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <mutex>
#include <set>

namespace botline::practice {

using namespace Qt::StringLiterals;

namespace {

// select() inside a client library stops at 1024 descriptors; far below that nothing is honest any
// more.
constexpr std::size_t kConnections = 512;
// Longer than any poll interval, so that a client seldom meets a connection that is just closing.
constexpr std::chrono::seconds kKeepAlive{120};
constexpr std::chrono::milliseconds kOutOfDescriptorsPause{20};
constexpr std::size_t kFileChunk = 64 * 1024;

QByteArray bytesOf(const std::string &text)
{
    return QByteArray::fromStdString(text);
}

// Up to `position`, or all of it when that is -1: "not found".
QByteArray before(qsizetype position, const QByteArray &text)
{
    return position < 0 ? text : text.first(position);
}

QString decoded(QByteArrayView text)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text.toByteArray()));
}

bool isLoopbackHost(const QByteArray &host)
{
    static constexpr std::array<QByteArrayView, 3> kNames{"127.0.0.1", "localhost", "[::1]"};
    const qsizetype portColon = host.indexOf(':', host.startsWith('[') ? host.indexOf(']') : 0);
    const QByteArray name = before(portColon, host).toLower();
    return std::find(kNames.begin(), kNames.end(), QByteArrayView(name)) != kNames.end();
}

HttpRequest toRequest(const httplib::Request &from)
{
    HttpRequest to;
    to.method = bytesOf(from.method);
    // The library decodes a path as a whole, which would turn "%2F" into a separator.
    const QByteArray target = bytesOf(from.target);
    const qsizetype question = target.indexOf('?');
    const QByteArray path = before(question, target);
    const QList<QByteArray> segments = path.mid(path.startsWith('/') ? 1 : 0).split('/');
    for (const QByteArray &segment : segments)
        to.path.append(decoded(segment));
    if (question >= 0) {
        QByteArray query = target.mid(question + 1);
        query.replace('+', ' ');
        const QList<QByteArray> items = query.split('&');
        for (const QByteArray &item : items) {
            const qsizetype equals = item.indexOf('=');
            to.query.insert(decoded(before(equals, item)),
                            equals < 0 ? QString() : decoded(item.mid(equals + 1)));
        }
    }
    for (const auto &[name, value] : from.headers)
        to.headers.insert(bytesOf(name).toLower(), bytesOf(value));
    return to;
}

// Streams a file in pieces; false when it got shorter meanwhile.
httplib::ContentProvider fileContent(const std::shared_ptr<QFile> &file)
{
    return [file](size_t, size_t length, httplib::DataSink &sink) {
        std::array<char, kFileChunk> chunk;
        const qint64 count = file->read(chunk.data(), qint64(std::min(length, chunk.size())));
        return count > 0 && sink.write(chunk.data(), size_t(count));
    };
}

void fill(httplib::Response &to, const HttpResponse &from)
{
    to.status = from.status;
    to.set_header("X-Content-Type-Options", "nosniff");
    for (const auto &[name, value] : from.headers)
        to.set_header(name.toStdString(), value.toStdString());
    if (from.file.isEmpty()) {
        to.set_content(from.body.constData(), size_t(from.body.size()),
                       from.contentType.toStdString());
        return;
    }
    const auto file = std::make_shared<QFile>(from.file);
    if (file->open(QIODevice::ReadOnly))
        to.set_content_provider(size_t(file->size()), from.contentType.toStdString(),
                                fileContent(file));
    else
        to.status = 500; // refusedByLibrary() gives it a body
}

class SocketStream final : public httplib::Stream
{
public:
    explicit SocketStream(BufferedSocket &socket) : m_socket(socket) { }

    using httplib::Stream::write;
    bool is_readable() const override { return true; }
    bool is_writable() const override { return true; }
    ssize_t read(char *to, size_t size) override { return m_socket.read(to, size); }
    ssize_t write(const char *from, size_t size) override { return m_socket.write(from, size); }
    void get_remote_ip_and_port(std::string &, int &) const override { }
    void get_local_ip_and_port(std::string &, int &) const override { }
    // The library refuses descriptors that select() cannot take. Nothing here selects: it sees
    // none.
    socket_t socket() const override { return 0; }

private:
    BufferedSocket &m_socket;
};

class RequestBody final : public HttpBody
{
public:
    RequestBody(const httplib::Request &request, const httplib::ContentReader *reader,
                httplib::Stream &stream, bool continueExpected)
        : m_request(request),
          m_reader(reader),
          m_stream(stream),
          m_continueExpected(continueExpected)
    {
    }

    // Where the client waits for leave to send, nothing is on its way and there is nothing to drop.
    bool drop()
    {
        if (m_touched || !m_reader)
            return m_intact;
        if (m_continueExpected)
            return false;
        return isMultipart() ? readParts([](const Part &) {}, [](QByteArrayView) {})
                             : read([](QByteArrayView) {});
    }

    std::optional<qint64> declaredSize() const override
    {
        if (!m_request.has_header("Content-Length"))
            return std::nullopt;
        return bytesOf(m_request.get_header_value("Content-Length")).toLongLong();
    }

    bool isMultipart() const override { return m_request.is_multipart_form_data(); }

    bool read(const Bytes &bytes) override
    {
        begin();
        return m_intact = !m_reader || (*m_reader)(receiver(bytes));
    }

    bool readParts(const Began &began, const Bytes &bytes) override
    {
        begin();
        const auto header = [&began](const httplib::MultipartFormData &part) {
            began({QString::fromStdString(part.name), QString::fromStdString(part.filename),
                   bytesOf(part.content_type)});
            return true;
        };
        return m_intact = !m_reader || (*m_reader)(header, receiver(bytes));
    }

private:
    static httplib::ContentReceiver receiver(const Bytes &bytes)
    {
        return [&bytes](const char *data, size_t size) {
            bytes(QByteArrayView(data, qsizetype(size)));
            return true;
        };
    }

    void begin()
    {
        m_touched = true;
        if (m_continueExpected)
            m_stream.write("HTTP/1.1 100 Continue\r\n\r\n");
    }

    const httplib::Request &m_request;
    const httplib::ContentReader *const m_reader; // none: the request has no body
    httplib::Stream &m_stream;
    const bool m_continueExpected;
    bool m_touched = false;
    bool m_intact = true;
};

// Speaks HTTP over one socket until either side has enough. The library's server class only parses
// and writes here; it never listens.
class Connection final : private httplib::Server
{
public:
    Connection(int descriptor, const HttpServer::Handler &handler,
               const std::atomic<bool> &stopping)
        : m_socket(descriptor), m_stream(m_socket), m_handler(handler), m_stopping(stopping)
    {
        svr_sock_ = descriptor; // any valid value: without one the library sends no file
        // All routing is ours. POST alone has a body that a handler may want, and gets here last.
        set_pre_routing_handler(
            [this](const httplib::Request &request, httplib::Response &response) {
                if (request.method == "POST")
                    return HandlerResponse::Unhandled;
                answer(request, response, nullptr);
                return HandlerResponse::Handled;
            });
        Post("/",
             [this](const httplib::Request &request, httplib::Response &response,
                    const httplib::ContentReader &reader) { answer(request, response, &reader); });
        set_post_routing_handler([](const httplib::Request &, httplib::Response &response) {
            response.headers.erase(
                "Keep-Alive"); // it would tell the limits of the library's own loop
        });
        set_exception_handler([](const httplib::Request &, httplib::Response &response,
                                 std::exception_ptr) { response.status = 500; });
        set_error_handler(HandlerWithResponse(refusedByLibrary));
    }

    void run()
    {
        bool open = true;
        while (open && !m_stopping && m_socket.wait(kKeepAlive)) {
            bool closeWanted = false;
            bool understood = false;
            m_bodyLeft = false;
            const auto prepared = [this, &understood](httplib::Request &request) {
                understood = true;
                prepare(request);
            };
            open = process_request(m_stream, false, closeWanted, prepared) && m_socket.flush()
                && understood && !closeWanted && !m_bodyLeft;
        }
        if (!m_stopping)
            m_socket.finish();
    }

private:
    // Mends what the library would do with a request that is legal or harmless.
    void prepare(httplib::Request &request)
    {
        const bool hasBody
            = request.has_header("Content-Length") || request.has_header("Transfer-Encoding");
        if (request.method != "POST")
            m_bodyLeft = hasBody;
        else if (!hasBody) // it would wait for the end of the connection
            request.headers.emplace("Content-Length", "0");
        m_continueExpected = request.has_header("Expect");
        request.headers.erase(
            "Expect"); // it would ask for the body before we know whether we want it
        request.headers.erase(
            "Accept-Encoding"); // it would spend more on packing than loopback costs
        request.ranges.clear(); // it would answer 200 with a part
        request.path = "/"; // it would match a stranger's path with std::regex, which recurses
    }

    void answer(const httplib::Request &request, httplib::Response &response,
                const httplib::ContentReader *reader)
    {
        RequestBody body(request, reader, m_stream, m_continueExpected);
        const HttpResponse answer = isAddressedToUs(request)
            ? m_handler(toRequest(request), body)
            : errorResponse(403, "BadArgument"_L1,
                            u"This service answers loopback addresses only"_s);
        if (!body.drop()) {
            m_bodyLeft = true;
            response.set_header("Connection", "close");
        }
        fill(response, answer);
    }

    static bool isAddressedToUs(const httplib::Request &request)
    {
        return request.get_header_value_count("Host") == 1
            && isLoopbackHost(bytesOf(request.get_header_value("Host")));
    }

    static HandlerResponse refusedByLibrary(const httplib::Request &, httplib::Response &response)
    {
        if (!response.body.empty())
            return HandlerResponse::Unhandled;
        response.headers.erase("EXCEPTION_WHAT");
        const bool ours = response.status >= 500;
        fill(response,
             errorResponse(response.status, ours ? "ServiceError"_L1 : "BadArgument"_L1,
                           ours ? u"The service failed"_s : u"The request is not valid HTTP"_s));
        return HandlerResponse::Handled;
    }

    BufferedSocket m_socket;
    SocketStream m_stream;
    const HttpServer::Handler &m_handler;
    const std::atomic<bool> &m_stopping;
    bool m_continueExpected = false;
    bool m_bodyLeft = false; // bytes that would be taken for the next request
};

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
    Handler handler;
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

bool HttpServer::serve(Handler handler)
{
    d->handler = std::move(handler);
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
        if (errno == EMFILE
            || errno == ENFILE) { // the connection stays in the queue: try again soon
            pollfd waiting{wake[0], POLLIN, 0};
            poll(&waiting, 1, int(kOutOfDescriptorsPause.count()));
        }
        return;
    }
    closeOnExec(descriptor);
    fcntl(descriptor, F_SETFL,
          fcntl(descriptor, F_GETFL) & ~O_NONBLOCK); // inherited on some systems
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
        Connection connection(descriptor, handler, stopping);
        connection.run();
        forget(); // before the destructor closes it: the number may come back as something else
    });
    if (!running) {
        forget();
        close(descriptor);
    }
}

} // namespace botline::practice
