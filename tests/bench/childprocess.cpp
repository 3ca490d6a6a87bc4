#include "childprocess.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace botline::bench {

namespace {

[[noreturn]] void fail(const char *what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

// Replaces the calling process, which must be a fresh fork. Writes errno to `why` when it cannot.
[[noreturn]] void become(const std::vector<std::string> &command, const std::string &home,
                         bool timing, int why)
{
    setenv("HOME", home.c_str(), 1);
    for (const char *name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
        unsetenv(name);
    setenv("XDG_RUNTIME_DIR", home.c_str(), 1);
    setenv("QT_QPA_PLATFORM", "offscreen", 1);
    setenv("QT_LOGGING_RULES", timing ? "botline.timing=true" : "", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    std::vector<char *> arguments;
    arguments.reserve(command.size() + 1);
    for (const std::string &argument : command)
        arguments.push_back(const_cast<char *>(argument.c_str()));
    arguments.push_back(nullptr);
    execv(arguments.front(), arguments.data());
    const int error = errno;
    [[maybe_unused]] const ssize_t written = write(why, &error, sizeof error);
    _exit(127);
}

} // namespace

ChildProcess::ChildProcess(const std::vector<std::string> &command, const std::string &home,
                           Listen listen)
{
    std::array<int, 2> ends{};
    std::array<int, 2> why{}; // closed by a successful exec
    if (pipe(ends.data()) != 0 || pipe2(why.data(), O_CLOEXEC) != 0)
        fail("pipe");
    m_pid = fork();
    if (m_pid < 0)
        fail("fork");
    if (m_pid == 0) {
        dup2(ends[1], listen == Listen::StandardError ? STDERR_FILENO : STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        become(command, home, listen == Listen::StandardError, why[1]);
    }
    close(ends[1]);
    close(why[1]);
    m_stream = ends[0];
    readWhyNotStarted(why[0], command.front());
}

void ChildProcess::readWhyNotStarted(int stream, const std::string &program)
{
    int error = 0;
    ssize_t count = 0;
    do
        count = read(stream, &error, sizeof error);
    while (count < 0 && errno == EINTR);
    close(stream);
    if (count != sizeof error)
        return;
    wait();
    close(m_stream);
    throw CannotStart("cannot start the program " + program + ": "
                      + std::generic_category().message(error));
}

ChildProcess::~ChildProcess()
{
    if (m_pid > 0)
        stop();
    close(m_stream);
}

std::optional<std::string> ChildProcess::readLine()
{
    while (true) {
        if (const auto end = m_buffer.find('\n'); end != std::string::npos) {
            std::string line = m_buffer.substr(0, end);
            m_buffer.erase(0, end + 1);
            return line;
        }
        std::array<char, 4096> chunk{};
        const ssize_t count = read(m_stream, chunk.data(), chunk.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return std::nullopt;
        m_buffer.append(chunk.data(), static_cast<size_t>(count));
    }
}

ChildProcess::End ChildProcess::wait()
{
    int status = 0;
    rusage usage{};
    while (wait4(m_pid, &status, 0, &usage) < 0) {
        if (errno != EINTR)
            fail("wait4");
    }
    m_pid = -1;
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), usage.ru_maxrss};
}

ChildProcess::End ChildProcess::stop()
{
    kill(m_pid, SIGTERM);
    return wait();
}

PassingFolder::PassingFolder()
    : m_path((std::filesystem::temp_directory_path() / "botline-bench-XXXXXX").string())
{
    if (!mkdtemp(m_path.data()))
        fail("mkdtemp");
}

PassingFolder::~PassingFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

} // namespace botline::bench
