#include "httpprotocol.h"

#include "bufferedsocket.h"

#include <QtCore/QFile>

#include <httplib.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace botline::practice {

using namespace Qt::StringLiterals;

namespace {

// Longer than any poll interval, so that a client seldom meets a connection that is just closing.
constexpr std::chrono::seconds kKeepAlive{120};
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
    const std::string contentType = from.contentType.toStdString();
    const auto file = std::make_shared<QFile>(from.file);
    if (from.file.isEmpty())
        to.set_content(from.body.constData(), size_t(from.body.size()), contentType);
    else if (!file->open(QIODevice::ReadOnly))
        to.status = 500; // refusedByLibrary() gives it a body
    else if (file->size() == 0) // which the library's provider cannot send
        to.set_content(std::string(), contentType);
    else
        to.set_content_provider(size_t(file->size()), contentType, fileContent(file));
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

// What one connection's thread knows about the request it serves. The library tells its handlers
// about the request alone.
struct Exchange
{
    SocketStream *stream = nullptr;
    bool understood = false;
    bool continueExpected = false;
    bool bodyLeft = false; // bytes that would be taken for the next request
};
thread_local Exchange t_exchange;

bool isAddressedToUs(const httplib::Request &request)
{
    return request.get_header_value_count("Host") == 1
        && isLoopbackHost(bytesOf(request.get_header_value("Host")));
}

// Mends what the library would make of a request.
void prepare(httplib::Request &request)
{
    const bool hasBody
        = request.has_header("Content-Length") || request.has_header("Transfer-Encoding");
    t_exchange.understood = true;
    if (request.method != "POST")
        t_exchange.bodyLeft = hasBody;
    else if (!hasBody) // the library would wait for the end of the connection
        request.headers.emplace("Content-Length", "0");
    // It would ask for the body before we know whether we want it.
    t_exchange.continueExpected = request.headers.erase("Expect") > 0;
    // It would spend more on packing than loopback costs.
    request.headers.erase("Accept-Encoding");
    // It would send a part with the status of the whole.
    request.ranges.clear();
    // It would match a stranger's path with std::regex, which recurses.
    request.path.assign(1, '/');
}

httplib::Server::HandlerResponse refusedByLibrary(const httplib::Request &,
                                                  httplib::Response &response)
{
    if (!response.body.empty())
        return httplib::Server::HandlerResponse::Unhandled;
    response.headers.erase("EXCEPTION_WHAT");
    const bool ours = response.status >= 500;
    fill(response,
         errorResponse(response.status, ours ? "ServiceError"_L1 : "BadArgument"_L1,
                       ours ? u"The service failed"_s : u"The request is not valid HTTP"_s));
    return httplib::Server::HandlerResponse::Handled;
}

} // namespace

// The library's server class, which only parses and writes here; it never listens.
class HttpProtocol::Engine final : private httplib::Server
{
public:
    explicit Engine(HttpHandler handler) : m_handler(std::move(handler))
    {
        svr_sock_ = 0; // any valid value: without one the library takes itself for stopped
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
            // It would tell the limits of the library's own loop.
            response.headers.erase("Keep-Alive");
        });
        set_exception_handler([](const httplib::Request &, httplib::Response &response,
                                 std::exception_ptr) { response.status = 500; });
        set_error_handler(HandlerWithResponse(refusedByLibrary));
    }

    // Serves one request. False: it was the last one on this connection.
    bool serve(SocketStream &stream)
    {
        t_exchange = {&stream};
        bool closeWanted = false;
        return process_request(stream, false, closeWanted, prepare) && !closeWanted
            && t_exchange.understood && !t_exchange.bodyLeft;
    }

private:
    void answer(const httplib::Request &request, httplib::Response &response,
                const httplib::ContentReader *reader)
    {
        RequestBody body(request, reader, *t_exchange.stream, t_exchange.continueExpected);
        const HttpResponse answer = isAddressedToUs(request)
            ? m_handler(toRequest(request), body)
            : errorResponse(403, "BadArgument"_L1,
                            u"This service answers loopback addresses only"_s);
        if (!body.drop()) {
            t_exchange.bodyLeft = true;
            response.set_header("Connection", "close");
        }
        fill(response, answer);
    }

    const HttpHandler m_handler;
};

HttpProtocol::HttpProtocol(HttpHandler handler)
    : m_engine(std::make_unique<Engine>(std::move(handler)))
{
}

HttpProtocol::~HttpProtocol() = default;

void HttpProtocol::talk(BufferedSocket &socket, const std::atomic<bool> &stopping) const
{
    SocketStream stream(socket);
    while (!stopping && socket.wait(kKeepAlive) && m_engine->serve(stream) && socket.flush()) { }
    if (!stopping)
        socket.finish();
}

} // namespace botline::practice
