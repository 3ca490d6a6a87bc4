// Many clients at once against a practice service: each holds a conversation of its own, posts
// numbered lines, polls, and demands that every line and every answer comes exactly once and in
// order. Prints one line of JSON; the exit code is 1 when anything was lost, doubled, swapped or
// refused.
//
//   loadcheck [--clients 50] [--seconds 30] [--port P --secret S]
//
// Without --port it starts a service of its own.

#include "app/localservice/bots/practice/practiceservice.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QString>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using Clock = std::chrono::steady_clock;
namespace net = boost::asio;
namespace http = boost::beast::http;

namespace {

const std::string kRoot = "/v3/directline";
constexpr auto kLine = "line "_L1;
constexpr auto kAnswer = "You said: line "_L1; // as the practice bot repeats it

struct Tally
{
    long posts = 0;
    long polls = 0;
    long lost = 0;
    long doubled = 0;
    long swapped = 0;
    long refused = 0; // answers with an unexpected status, or none
    std::vector<double> postMs;

    void add(const Tally &other)
    {
        posts += other.posts;
        polls += other.polls;
        lost += other.lost;
        doubled += other.doubled;
        swapped += other.swapped;
        refused += other.refused;
        postMs.insert(postMs.end(), other.postMs.begin(), other.postMs.end());
    }

    bool clean() const { return posts > 0 && lost + doubled + swapped + refused == 0; }
};

// Counts lines "N" that must come as 1, 2, 3...
struct Sequence
{
    void see(long number, Tally &tally)
    {
        if (number <= last)
            ++(number == last ? tally.doubled : tally.swapped);
        else
            tally.lost += number - last - 1;
        last = std::max(last, number);
    }

    long last = 0;
};

class Talker
{
public:
    Talker(int port, const std::string &secret) : m_credential(secret), m_socket(m_io)
    {
        m_socket.connect({net::ip::address_v4::loopback(), std::uint16_t(port)});
        m_socket.set_option(net::ip::tcp::no_delay(true));
    }

    Tally run(Clock::time_point end)
    {
        const QJsonObject started = request("/conversations", {}, 201);
        m_conversation = kRoot + "/conversations/"
            + started.value("conversationId"_L1).toString().toStdString();
        m_credential = started.value("token"_L1).toString().toStdString();
        while (Clock::now() < end) {
            post();
            if (m_tally.posts % 3 == 0) // now and then a few activities wait
                poll();
        }
        while (poll() > 0) { }
        m_tally.lost += m_tally.posts - m_echoes.last + m_tally.posts - m_answers.last;
        return m_tally;
    }

private:
    QJsonObject request(const std::string &path, const std::optional<std::string> &body, int wanted)
    {
        const std::string target = path.starts_with(kRoot) ? path : kRoot + path;
        const bool posts = wanted == 201 || body;
        http::request<http::string_body> request(posts ? http::verb::post : http::verb::get, target,
                                                 11);
        request.set(http::field::host, "127.0.0.1");
        request.set(http::field::authorization, "Bearer " + m_credential);
        request.set(http::field::content_type, "application/json");
        request.body() = body.value_or(std::string());
        request.prepare_payload();
        http::response<http::string_body> response;
        boost::system::error_code error;
        http::write(m_socket, request, error);
        if (!error)
            http::read(m_socket, m_input, response, error);
        if (error || int(response.result_int()) != wanted) {
            ++m_tally.refused;
            return {};
        }
        return QJsonDocument::fromJson(QByteArray::fromStdString(response.body())).object();
    }

    void post()
    {
        const std::string line = std::to_string(m_tally.posts + 1);
        const auto begin = Clock::now();
        request(m_conversation + "/activities",
                R"({"type":"message","from":{"id":"load"},"text":"line )" + line + "\"}", 200);
        m_tally.postMs.push_back(
            std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
        ++m_tally.posts;
    }

    qsizetype poll()
    {
        const QJsonObject set
            = request(m_conversation + "/activities?watermark=" + m_watermark, {}, 200);
        ++m_tally.polls;
        m_watermark = set.value("watermark"_L1).toString().toStdString();
        const QJsonArray activities = set.value("activities"_L1).toArray();
        for (const QJsonValue &activity : activities) {
            const QString text = activity["text"_L1].toString();
            if (text.startsWith(kLine))
                m_echoes.see(text.mid(kLine.size()).toLong(), m_tally);
            else if (text.startsWith(kAnswer))
                m_answers.see(text.mid(kAnswer.size()).toLong(), m_tally);
        }
        return activities.size();
    }

    std::string m_credential;
    net::io_context m_io;
    net::ip::tcp::socket m_socket;
    boost::beast::flat_buffer m_input;
    std::string m_conversation;
    std::string m_watermark;
    Sequence m_echoes;
    Sequence m_answers;
    Tally m_tally;
};

double quantile(const std::vector<double> &sorted, double part)
{
    return sorted.empty() ? 0 : sorted[std::size_t(part * double(sorted.size() - 1))];
}

} // namespace

int main(int argc, char **argv)
{
    int clients = 50;
    int seconds = 30;
    int port = 0;
    std::string secret;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string option = argv[i];
        if (option == "--clients")
            clients = std::atoi(argv[i + 1]);
        else if (option == "--seconds")
            seconds = std::atoi(argv[i + 1]);
        else if (option == "--port")
            port = std::atoi(argv[i + 1]);
        else if (option == "--secret")
            secret = argv[i + 1];
    }
    if (argc % 2 == 0 || clients < 1 || seconds < 1 || (port > 0) == secret.empty()) {
        std::fprintf(stderr, "loadcheck [--clients N] [--seconds S] [--port P --secret S]\n");
        return 2;
    }
    std::unique_ptr<botline::localservice::LocalService> own;
    if (port == 0) {
        own = botline::practice::startPracticeService();
        if (!own)
            return 2;
        port = own->port();
        secret = own->secret().toStdString();
    }

    const auto end = Clock::now() + std::chrono::seconds(seconds);
    std::vector<Tally> tallies(static_cast<std::size_t>(clients));
    std::vector<std::thread> threads;
    for (Tally &tally : tallies)
        threads.emplace_back(
            [&tally, &secret, port, end] { tally = Talker(port, secret).run(end); });
    Tally all;
    bool everyoneSpoke = true;
    for (std::size_t i = 0; i < threads.size(); ++i) {
        threads[i].join();
        everyoneSpoke = everyoneSpoke && tallies[i].posts > 0;
        all.add(tallies[i]);
    }
    std::sort(all.postMs.begin(), all.postMs.end());
    std::printf(
        "{\"clients\":%d,\"seconds\":%d,\"posts\":%ld,\"polls\":%ld,\"lost\":%ld,\"doubled\":%ld,"
        "\"swapped\":%ld,\"refused\":%ld,\"postMs\":{\"median\":%.2f,\"p99\":%.2f,\"max\":%.2f}}\n",
        clients, seconds, all.posts, all.polls, all.lost, all.doubled, all.swapped, all.refused,
        quantile(all.postMs, 0.5), quantile(all.postMs, 0.99), quantile(all.postMs, 1));
    return all.clean() && everyoneSpoke ? 0 : 1;
}
