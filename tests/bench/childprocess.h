#pragma once

#include <sys/types.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace botline::bench {

// The program that is to be measured does not run at all; what() says which one and why.
class CannotStart : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

// A program under measurement. It runs offscreen with settings of its own in `home`, so that
// neither a display nor what the user did before plays a part. Made with plain POSIX calls: the
// peak memory that the system reports for a child starts at what its parent used, and this parent
// uses little.
class ChildProcess
{
public:
    enum class Listen
    {
        StandardOutput,
        StandardError
    };

    // `command`: the program's path and its arguments. Timing output is on for who listens to
    // standard error, where it goes. Throws CannotStart when there is no such program, and
    // std::system_error.
    ChildProcess(const std::vector<std::string> &command, const std::string &home, Listen listen);
    ChildProcess(const ChildProcess &) = delete;
    ChildProcess &operator=(const ChildProcess &) = delete;
    ~ChildProcess(); // stops the program when it still runs

    // The next line without its end; nullopt when the program closed the stream.
    std::optional<std::string> readLine();

    struct End
    {
        int exitCode; // 128 + signal when a signal ended it
        long peakKiB; // resident memory
    };
    End wait();
    End stop(); // asks it to end, then waits

private:
    void readWhyNotStarted(int stream, const std::string &program);

    pid_t m_pid = -1;
    int m_stream = -1;
    std::string m_buffer;
};

// A folder that goes with its content at the end.
class PassingFolder
{
public:
    PassingFolder();
    PassingFolder(const PassingFolder &) = delete;
    PassingFolder &operator=(const PassingFolder &) = delete;
    ~PassingFolder();

    const std::string &path() const { return m_path; }

private:
    std::string m_path;
};

double median(std::vector<double> values);

} // namespace botline::bench
