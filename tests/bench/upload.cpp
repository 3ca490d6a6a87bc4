// bench_upload BOTLINE [SMALL_BYTES LARGE_BYTES]: Botline's peak memory while it uploads a small
// and a large file, 1 MB and 200 MB unless told, to a practice service in another process. A client
// that streams from disk needs the same for both.

#include "childprocess.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using botline::bench::CannotStart;
using botline::bench::ChildProcess;
using botline::bench::median;
using botline::bench::PassingFolder;

namespace {

constexpr long kSmallBytes = 1'000'000;
constexpr long kLargeBytes = 200'000'000;
constexpr long kBodyOverhead = 65'536; // multipart boundaries and the activity
constexpr int kRuns = 3;

// What a practice service says of itself on its first lines.
struct Service
{
    std::string url;
    std::string secret;
};

Service readService(ChildProcess &process)
{
    Service service;
    while (service.url.empty() || service.secret.empty()) {
        const auto line = process.readLine();
        if (!line)
            throw std::runtime_error("the practice service did not start");
        const auto blank = line->find(' ');
        const std::string key = line->substr(0, blank);
        if (key == "service-url")
            service.url = line->substr(blank + 1);
        else if (key == "secret")
            service.secret = line->substr(blank + 1);
    }
    return service;
}

void write(const std::filesystem::path &path, const std::string &content)
{
    std::ofstream file(path, std::ios::binary);
    file << content;
    if (!file.flush())
        throw std::runtime_error("cannot write " + path.string());
}

class UploadBench
{
public:
    UploadBench(std::string botline, long largest)
        : m_botline(std::move(botline)),
          m_limit(std::to_string(largest + kBodyOverhead)),
          m_service({m_botline, "--practice-serve", "--upload-limit", m_limit}, m_folder.path(),
                    ChildProcess::Listen::StandardOutput)
    {
        const Service service = readService(m_service);
        m_url = service.url;
        write(m_secretFile, service.secret + '\n');
    }

    // Peak KiB of a whole run: connect, upload, wait until the bot has named the file, quit.
    long peakKiB(long bytes)
    {
        const std::filesystem::path file = folder() / "upload.bin";
        write(file, {});
        std::filesystem::resize_file(file, static_cast<std::uintmax_t>(bytes));
        const std::filesystem::path scenario = folder() / "scenario.txt";
        write(scenario, "upload \"" + file.string() + "\"\nwait-reply 60\nquit\n");
        ChildProcess client({m_botline, "--service-url", m_url, "--secret-file",
                             m_secretFile.string(), "--upload-limit", m_limit, "--scenario",
                             scenario.string()},
                            m_folder.path(), ChildProcess::Listen::StandardOutput);
        const auto end = client.wait();
        if (end.exitCode != 0)
            throw std::runtime_error("the upload of " + std::to_string(bytes)
                                     + " bytes failed with exit code "
                                     + std::to_string(end.exitCode));
        return end.peakKiB;
    }

private:
    std::filesystem::path folder() const { return m_folder.path(); }

    PassingFolder m_folder;
    std::string m_botline;
    std::string m_limit;
    std::filesystem::path m_secretFile = folder() / "secret";
    ChildProcess m_service;
    std::string m_url;
};

void measure(const std::string &botline, long smallBytes, long largeBytes)
{
    UploadBench bench(botline, largeBytes);
    bench.peakKiB(smallBytes); // the first start makes the font cache
    std::vector<double> small;
    std::vector<double> large;
    for (int run = 0; run < kRuns; ++run) {
        small.push_back(static_cast<double>(bench.peakKiB(smallBytes)) / 1024);
        large.push_back(static_cast<double>(bench.peakKiB(largeBytes)) / 1024);
    }
    std::printf("{\"figure\":\"upload: peak resident memory, MiB\",\"runs\":%d,\"smallBytes\":%ld,"
                "\"small\":%.1f,\"largeBytes\":%ld,\"large\":%.1f,\"difference\":%.1f}\n",
                kRuns, smallBytes, median(small), largeBytes, median(large),
                median(large) - median(small));
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc != 2 && argc != 4) {
        std::fprintf(stderr, "usage: %s BOTLINE [SMALL_BYTES LARGE_BYTES]\n", argv[0]);
        return 2;
    }
    try {
        measure(argv[1], argc == 4 ? std::atol(argv[2]) : kSmallBytes,
                argc == 4 ? std::atol(argv[3]) : kLargeBytes);
    } catch (const CannotStart &problem) {
        std::fprintf(stderr, "bench_upload: %s\n", problem.what());
        return 2;
    } catch (const std::exception &problem) {
        std::fprintf(stderr, "bench_upload: %s\n", problem.what());
        return 1;
    }
    return 0;
}
