#include "httpconnection.h"

#include "requesttarget.h"

#include <QtCore/QFile>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

namespace botline::localservice {

using namespace Qt::StringLiterals;
namespace net = boost::asio;
namespace http = boost::beast::http;
using Clock = std::chrono::steady_clock;
using Error = boost::system::error_code;

namespace {

constexpr std::size_t kReadBytes = 16 * 1024;
constexpr qsizetype kWriteBytes = 256 * 1024;
constexpr Clock::time_point kNever = Clock::time_point::max();
constexpr std::chrono::milliseconds kCancelAgain{100};

QByteArray bytesOf(boost::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

// Errors of the peer's HTTP, as opposed to those of the connection.
bool isSyntaxError(const Error &error)
{
    return error.category() == Error(http::error::bad_method).category()
        && error != http::error::end_of_stream && error != http::error::partial_message;
}

} // namespace

struct HttpConnection::Private : std::enable_shared_from_this<Private>
{
    enum class Phase
    {
        Idle, // between requests
        Head,
        Body,
        Handling, // the request is complete, its response is not there yet
        Writing,
        Farewell, // everything is said; what still comes is dropped for a moment
        Closed,
    };
    using Message = http::request<http::buffer_body>;

    Private(net::io_context &io, int descriptor, const Server &sharedServer,
            HttpConnection *connection)
        : owner(connection),
          server(sharedServer),
          limits(sharedServer.limits),
          socket(io, net::ip::tcp::v4(), descriptor),
          timer(io),
          // Room for a head that is one byte too long, which then is told apart.
          input(std::size_t(sharedServer.limits.headBytes) + kReadBytes)
    {
    }

    void enter(Phase next);
    void setDeadline(Clock::time_point time);
    void armTimer();
    void deadlinePassed();

    void awaitRequest();
    void beginHead();
    void headCame(const Error &error);
    std::optional<ServerResponse> refusalOf(const Message &message, ServerRequest *request) const;
    void dispatch(ServerRequest request, bool continueExpected);
    void sendContinue();
    void readBody();
    void bodyCame(const Error &error);
    void bodyEnded();

    void limitReply(quint64 number, Clock::time_point time, ServerResponse late);
    void take(quint64 number, ServerResponse answer);
    void refuse(ServerResponse refusal); // answers what is no good request, and closes
    void write();
    void writeNext(bool withHead);
    void written(const Error &error);
    void sayFarewell();
    void drain();
    void close();
    void finish();

    // Nothing that a handler throws may end the server.
    template <typename Function> void guarded(Function function)
    {
        try {
            function();
        } catch (const std::exception &) {
            receiver.reset();
            Responder(reply).respond(serviceError(500, u"The service failed"_s));
        }
    }

    HttpConnection *const owner;
    const Server &server;
    const HttpServerLimits &limits;
    net::ip::tcp::socket socket;
    net::steady_timer timer;
    Clock::time_point deadline = kNever;
    Clock::time_point armedFor = kNever; // what the timer waits for
    bool isLate = false; // a deadline passed; the read that it ended is about to return
    Phase phase = Phase::Idle;
    Clock::time_point since = Clock::now();
    bool isProven = false; // a request was complete
    bool isStopping = false;

    boost::beast::flat_buffer input;
    std::vector<char> piece; // only while a body is read
    std::optional<http::request_parser<http::buffer_body>> parser;

    // The request that is being served.
    quint64 number = 0;
    bool isHead = false;
    bool keepsAlive = false;
    unsigned version = 11;
    std::unique_ptr<BodyReceiver> receiver;
    Clock::time_point bodyBegan;
    qint64 bodyBytes = 0;
    qint64 drainedBytes = 0;
    std::shared_ptr<Reply> reply;
    Clock::time_point replyDeadline = kNever;
    ServerResponse late;

    // Its response.
    std::optional<ServerResponse> response;
    std::string responseHead;
    QFile file;
    QByteArray slice; // of the body, being written
    qsizetype bodyWritten = 0;
};

// A request's way back, from any thread: it reaches the connection on the server's thread only, and
// knows when either is gone.
class HttpConnection::Reply final : public Responder::Target
{
public:
    Reply(std::weak_ptr<net::io_context> context, std::weak_ptr<Private> connection, quint64 number)
        : m_context(std::move(context)), m_connection(std::move(connection)), m_number(number)
    {
    }

    // True for the one that may answer.
    bool claim() { return !m_isClaimed.exchange(true); }

    void respond(ServerResponse response) override
    {
        if (!claim())
            return;
        post([number = m_number, response = std::move(response)](Private &connection) mutable {
            connection.take(number, std::move(response));
        });
    }

    void limit(std::chrono::milliseconds time, ServerResponse late) override
    {
        post([number = m_number, end = Clock::now() + time,
              late = std::move(late)](Private &connection) mutable {
            connection.limitReply(number, end, std::move(late));
        });
    }

private:
    template <typename Task> void post(Task task)
    {
        if (const auto context = m_context.lock())
            net::post(*context, [weak = m_connection, task = std::move(task)]() mutable {
                if (const auto connection = weak.lock())
                    task(*connection);
            });
    }

    const std::weak_ptr<net::io_context> m_context;
    const std::weak_ptr<Private> m_connection;
    const quint64 m_number;
    std::atomic<bool> m_isClaimed{false};
};

void HttpConnection::Private::enter(Phase next)
{
    phase = next;
    since = Clock::now();
}

void HttpConnection::Private::setDeadline(Clock::time_point time)
{
    deadline = time;
    if (time < armedFor)
        armTimer(); // a later one is noticed when the timer fires
}

void HttpConnection::Private::armTimer()
{
    armedFor = deadline;
    timer.expires_at(deadline);
    timer.async_wait([self = shared_from_this()](const Error &error) {
        if (error || self->phase == Phase::Closed)
            return;
        self->armedFor = kNever;
        if (Clock::now() >= self->deadline)
            self->deadlinePassed();
        else if (self->deadline != kNever)
            self->armTimer();
    });
}

void HttpConnection::Private::deadlinePassed()
{
    switch (phase) {
    case Phase::Idle:
    case Phase::Writing:
    case Phase::Farewell:
        close();
        break;
    case Phase::Head:
    case Phase::Body: {
        // The read returns with an error and answers. One that had just succeeded inside a
        // composed read would begin the next, hence again.
        Error ignored;
        isLate = true;
        socket.cancel(ignored);
        setDeadline(Clock::now() + kCancelAgain);
        break;
    }
    case Phase::Handling:
        deadline = kNever;
        if (reply->claim()) // else the response is on its way
            take(number, std::move(late));
        break;
    case Phase::Closed:
        break;
    }
}

void HttpConnection::Private::awaitRequest()
{
    parser.reset();
    receiver.reset();
    reply.reset();
    response.reset();
    replyDeadline = kNever;
    isLate = false;
    if (input.size() > 0) { // pipelined
        beginHead();
        return;
    }
    // An idle connection keeps no buffer.
    input.shrink_to_fit();
    enter(Phase::Idle);
    setDeadline(since + limits.idle);
    socket.async_wait(net::socket_base::wait_read, [self = shared_from_this()](const Error &error) {
        if (self->phase == Phase::Closed)
            return;
        if (error)
            self->close();
        else
            self->beginHead();
    });
}

void HttpConnection::Private::beginHead()
{
    enter(Phase::Head);
    setDeadline(since + limits.head);
    parser.emplace();
    parser->header_limit(std::uint32_t(limits.headBytes));
    // Receivers know their limits; this is what a length may be at all. (No limit would be
    // boost::none, which Boost 1.74 takes for zero.)
    parser->body_limit(std::uint64_t(std::numeric_limits<qint64>::max()));
    http::async_read_header(
        socket, input, *parser,
        [self = shared_from_this()](const Error &error, std::size_t) { self->headCame(error); });
}

void HttpConnection::Private::headCame(const Error &error)
{
    if (phase == Phase::Closed)
        return;
    ++number;
    isHead = false;
    keepsAlive = false;
    version = 11;
    if (error && isLate) {
        refuse(badArgument(408, u"The request came too slowly"_s));
    } else if (error == http::error::header_limit || error == http::error::buffer_overflow) {
        refuse(badArgument(431, u"The request's headers are too long"_s));
    } else if (error && isSyntaxError(error)) {
        refuse(badArgument(400, u"The request is not valid HTTP"_s));
    } else if (error) {
        close();
    } else {
        isLate = false;
        ServerRequest request;
        const Message &message = parser->get();
        const bool expects = message.find(http::field::expect) != message.end();
        if (auto refusal = refusalOf(message, &request)) {
            refuse(std::move(*refusal));
            return;
        }
        isProven = true;
        isHead = message.method() == http::verb::head;
        version = message.version();
        keepsAlive = message.keep_alive() && !isStopping;
        // An Upgrade to WebSocket would be taken here: the socket, `input` and the request can be
        // moved out. An Upgrade that is not known is ignored (RFC 9110 §7.8).
        dispatch(std::move(request), expects && request.hasBody);
    }
}

std::optional<ServerResponse> HttpConnection::Private::refusalOf(const Message &message,
                                                                 ServerRequest *request) const
{
    if (std::distance(message.begin(), message.end()) > limits.headerFields)
        return badArgument(431, u"The request has too many headers"_s);
    if (qsizetype(message.target().size()) > limits.targetBytes)
        return badArgument(414, u"The address is too long"_s);

    const auto values = [&message](http::field name) {
        QList<QByteArray> all;
        const auto range = message.equal_range(name);
        for (auto it = range.first; it != range.second; ++it)
            all.append(bytesOf(it->value()).trimmed());
        return all;
    };
    // Where a body ends must be beyond doubt, for this and every server between here and the
    // client: two lengths, a list of them or a coding beside chunked are how requests get smuggled.
    const QList<QByteArray> lengths = values(http::field::content_length);
    const QList<QByteArray> codings = values(http::field::transfer_encoding);
    if (lengths.size() > 1 || (!lengths.isEmpty() && lengths.first().contains(','))
        || codings.size() > 1 || (!codings.isEmpty() && message.version() < 11))
        return badArgument(400, u"The length of the body is ambiguous"_s);
    if (!codings.isEmpty() && codings.first().toLower() != "chunked")
        return badArgument(501, u"The transfer coding is not known"_s);

    const QList<QByteArray> hosts = values(http::field::host);
    const std::optional<RequestTarget> target = RequestTarget::parse(bytesOf(message.target()));
    if (!target || hosts.size() > 1 || (hosts.isEmpty() && message.version() >= 11))
        return badArgument(400, u"The request needs one Host and a valid address"_s);
    const bool isForUs = (hosts.isEmpty() || namesLoopback(hosts.first()))
        && (target->authority.isEmpty() || namesLoopback(target->authority));
    if (!isForUs)
        return badArgument(403, u"This service answers loopback addresses only"_s);

    const QList<QByteArray> expectations = values(http::field::expect);
    if (!expectations.isEmpty() && expectations.first().toLower() != "100-continue")
        return badArgument(417, u"The expectation is not known"_s);

    request->method = bytesOf(message.method_string());
    request->path = target->path;
    request->query = target->query;
    for (const auto &field : message)
        request->headers.insert(bytesOf(field.name_string()).toLower(), bytesOf(field.value()));
    if (const auto length = parser->content_length())
        request->contentLength = qint64(*length);
    request->hasBody = !parser->is_done();
    return std::nullopt;
}

void HttpConnection::Private::dispatch(ServerRequest request, bool continueExpected)
{
    const bool hasBody = request.hasBody;
    const qint64 length = request.contentLength.value_or(0);
    enter(Phase::Handling);
    setDeadline(kNever);
    bodyBytes = 0;
    reply = std::make_shared<Reply>(server.context, weak_from_this(), number);
    guarded([&] { receiver = server.handler(std::move(request), Responder(reply)); });
    if (!hasBody) {
        bodyEnded();
    } else if (!receiver && (continueExpected || length > limits.discardedBytes)) {
        keepsAlive = false; // what is not on its way yet is not asked for, and too much not read
    } else {
        enter(Phase::Body);
        bodyBegan = since;
        piece.resize(kReadBytes);
        if (continueExpected && version == 11)
            sendContinue();
        else
            readBody();
    }
}

void HttpConnection::Private::sendContinue()
{
    static constexpr std::string_view text("HTTP/1.1 100 Continue\r\n\r\n");
    setDeadline(Clock::now() + limits.bodyPause);
    net::async_write(socket, net::buffer(text),
                     [self = shared_from_this()](const Error &error, std::size_t) {
                         if (self->phase == Phase::Closed)
                             return;
                         if (error)
                             self->close();
                         else
                             self->readBody();
                     });
}

void HttpConnection::Private::readBody()
{
    const auto slowest = bodyBegan + limits.bodyPause
        + std::chrono::milliseconds(1000 * bodyBytes / limits.bodyBytesPerSecond);
    setDeadline(std::min(slowest, Clock::now() + limits.bodyPause));
    parser->get().body().data = piece.data();
    parser->get().body().size = piece.size();
    http::async_read_some(
        socket, input, *parser,
        [self = shared_from_this()](const Error &error, std::size_t) { self->bodyCame(error); });
}

void HttpConnection::Private::bodyCame(const Error &error)
{
    if (phase == Phase::Closed)
        return;
    if (error && error != http::error::need_buffer) {
        receiver.reset();
        if (isLate)
            refuse(badArgument(408, u"The request came too slowly"_s));
        else if (isSyntaxError(error))
            refuse(badArgument(400, u"The request is not valid HTTP"_s));
        else
            close();
        return;
    }
    isLate = false;
    const std::size_t size = piece.size() - parser->get().body().size;
    bodyBytes += qint64(size);
    if (receiver && size > 0)
        guarded([&] { receiver->take(QByteArrayView(piece.data(), qsizetype(size))); });
    if (parser->is_done()) {
        enter(Phase::Handling);
        setDeadline(replyDeadline);
        bodyEnded();
    } else if ((!receiver || response) && bodyBytes > limits.discardedBytes) {
        keepsAlive = false;
        receiver.reset();
        enter(Phase::Handling);
        setDeadline(replyDeadline);
        if (response)
            write();
    } else {
        readBody();
    }
}

void HttpConnection::Private::bodyEnded()
{
    piece = {};
    if (receiver)
        guarded([&] { receiver->complete(); });
    receiver.reset();
    if (response)
        write();
}

void HttpConnection::Private::limitReply(quint64 of, Clock::time_point time, ServerResponse answer)
{
    if (of != number || !reply)
        return;
    replyDeadline = time;
    late = std::move(answer);
    if (phase == Phase::Handling)
        setDeadline(time);
}

void HttpConnection::Private::take(quint64 of, ServerResponse answer)
{
    if (phase == Phase::Closed || of != number || !reply)
        return;
    response = std::move(answer);
    if (phase == Phase::Handling)
        write();
}

void HttpConnection::Private::refuse(ServerResponse refusal)
{
    keepsAlive = false;
    if (!response)
        response = std::move(refusal);
    if (reply)
        reply->claim();
    write();
}

void HttpConnection::Private::write()
{
    enter(Phase::Writing);
    qint64 size = response->body.size();
    if (!response->file.isEmpty()) {
        file.setFileName(response->file);
        if (file.open(QIODevice::ReadOnly))
            size = file.size();
        else
            response = serviceError(500, u"The file cannot be read"_s);
        size = file.isOpen() ? size : response->body.size();
    }
    http::response<http::empty_body> head;
    head.result(unsigned(response->status));
    head.version(version);
    const auto set = [&head](const QByteArray &name, const QByteArray &value) {
        head.insert(boost::string_view(name.constData(), std::size_t(name.size())),
                    boost::string_view(value.constData(), std::size_t(value.size())));
    };
    if (!response->contentType.isEmpty())
        set("Content-Type"_ba, response->contentType);
    set("X-Content-Type-Options"_ba, "nosniff"_ba);
    for (const auto &[name, value] : std::as_const(response->headers))
        set(name, value);
    head.content_length(std::uint64_t(size));
    head.keep_alive(keepsAlive);
    std::ostringstream text;
    text << head.base();
    responseHead = text.str();
    bodyWritten = 0;
    if (isHead) {
        file.close();
        response->body.clear();
    }
    writeNext(true);
}

void HttpConnection::Private::writeNext(bool withHead)
{
    if (file.isOpen()) {
        slice = file.read(std::min<qint64>(kWriteBytes, file.size() - bodyWritten));
        if (slice.isEmpty() && bodyWritten < file.size()) { // shorter than it was promised to be
            close();
            return;
        }
    } else {
        slice = response->body.mid(bodyWritten, kWriteBytes);
    }
    bodyWritten += slice.size();
    if (slice.isEmpty() && !withHead) {
        file.close();
        responseHead = {};
        if (keepsAlive)
            awaitRequest();
        else
            sayFarewell();
        return;
    }
    setDeadline(Clock::now() + (isStopping ? limits.farewell : limits.write));
    const std::array<net::const_buffer, 2> buffers{
        net::buffer(responseHead.data(), withHead ? responseHead.size() : 0),
        net::buffer(slice.constData(), std::size_t(slice.size()))};
    net::async_write(socket, buffers, [self = shared_from_this()](const Error &error, std::size_t) {
        self->written(error);
    });
}

void HttpConnection::Private::written(const Error &error)
{
    if (phase == Phase::Closed)
        return;
    if (error)
        close();
    else
        writeNext(false);
}

// Closing with unread input would reset the connection, which could take the last response away
// from the peer.
void HttpConnection::Private::sayFarewell()
{
    Error error;
    socket.shutdown(net::ip::tcp::socket::shutdown_send, error);
    if (error || isStopping) {
        close();
        return;
    }
    enter(Phase::Farewell);
    setDeadline(since + limits.farewell);
    receiver.reset();
    parser.reset();
    response.reset();
    input.clear();
    input.shrink_to_fit();
    drainedBytes = 0;
    piece.resize(kReadBytes);
    drain();
}

void HttpConnection::Private::drain()
{
    socket.async_read_some(net::buffer(piece),
                           [self = shared_from_this()](const Error &error, std::size_t size) {
                               if (self->phase == Phase::Closed)
                                   return;
                               self->drainedBytes += qint64(size);
                               if (error || self->drainedBytes > self->limits.discardedBytes)
                                   self->close();
                               else
                                   self->drain();
                           });
}

void HttpConnection::Private::close()
{
    if (phase == Phase::Closed)
        return;
    phase = Phase::Closed;
    Error ignored;
    socket.close(ignored);
    timer.cancel();
    receiver.reset();
    file.close();
    server.closed(owner);
}

void HttpConnection::Private::finish()
{
    isStopping = true;
    keepsAlive = false;
    switch (phase) {
    case Phase::Handling:
        setDeadline(Clock::now() + limits.farewell);
        if (reply->claim())
            take(number, serviceError(503, u"The service is going away"_s));
        break;
    case Phase::Writing:
        setDeadline(std::min(deadline, Clock::now() + limits.farewell));
        break;
    case Phase::Idle:
    case Phase::Head:
    case Phase::Body:
    case Phase::Farewell:
        close();
        break;
    case Phase::Closed:
        break;
    }
}

HttpConnection::HttpConnection(net::io_context &context, int descriptor, const Server &server)
    : d(std::make_shared<Private>(context, descriptor, server, this))
{
}

HttpConnection::~HttpConnection() = default;

void HttpConnection::start()
{
    Error ignored;
    d->socket.set_option(net::ip::tcp::no_delay(true), ignored);
    d->awaitRequest();
}

HttpConnection::Standing HttpConnection::standing() const
{
    switch (d->phase) {
    case Private::Phase::Idle:
    case Private::Phase::Head:
        return d->isProven ? Standing::Waiting : Standing::Unproven;
    case Private::Phase::Farewell:
    case Private::Phase::Closed:
        return Standing::Unproven;
    case Private::Phase::Body:
    case Private::Phase::Handling:
    case Private::Phase::Writing:
        break;
    }
    return Standing::Served;
}

Clock::time_point HttpConnection::since() const
{
    return d->since;
}

void HttpConnection::close()
{
    const auto kept = d; // the server drops this object
    kept->close();
}

void HttpConnection::finish()
{
    const auto kept = d;
    kept->finish();
}

} // namespace botline::localservice
