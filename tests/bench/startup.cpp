// bench_startup BOTLINE EMPTY_WINDOW [RUNS]: from main() to the first paint of Botline's window,
// beside an empty Qt window and one with a single line of text. The programs take turns, so that
// whatever else the machine does falls on all.

#include "childprocess.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

using botline::bench::CannotStart;
using botline::bench::ChildProcess;
using botline::bench::median;
using botline::bench::PassingFolder;

namespace {

constexpr int kRuns = 10;

struct Start
{
    double sinceMain; // milliseconds, as the program says
    double sinceExec; // milliseconds, as seen from here: the dynamic linker's work included
};

Start startOnce(const std::vector<std::string> &command, const std::string &home)
{
    const auto began = std::chrono::steady_clock::now();
    ChildProcess process(command, home, ChildProcess::Listen::StandardError);
    while (const auto line = process.readLine()) {
        if (line->find("\"window-painted\"") == std::string::npos)
            continue;
        const std::chrono::duration<double, std::milli> sinceExec
            = std::chrono::steady_clock::now() - began;
        const auto ms = line->find("\"ms\":");
        if (ms == std::string::npos)
            break;
        return {std::strtod(line->c_str() + ms + 5, nullptr), sinceExec.count()};
    }
    throw std::runtime_error(command.front() + " ended without painting its window");
}

// One of the programs under measurement, with what was seen of it.
struct Contestant
{
    std::vector<std::string> command;
    std::vector<double> sinceMain = {};
    std::vector<double> sinceExec = {};
};

void print(const char *figure, const std::vector<double> &botline, const std::vector<double> &empty,
           const std::vector<double> &labelled)
{
    std::printf("{\"figure\":\"%s\",\"runs\":%zu,\"botline\":%.1f,\"emptyWindow\":%.1f,"
                "\"ratio\":%.2f,\"windowWithText\":%.1f,\"ratioToText\":%.2f}\n",
                figure, botline.size(), median(botline), median(empty),
                median(botline) / median(empty), median(labelled),
                median(botline) / median(labelled));
}

void measure(const std::string &botline, const std::string &emptyWindow, int runs)
{
    const PassingFolder home;
    std::array contestants{Contestant{{botline}}, Contestant{{emptyWindow}},
                           Contestant{{emptyWindow, "Hello"}}};
    for (const Contestant &contestant : contestants)
        startOnce(contestant.command, home.path()); // reads files and makes the font cache
    for (int run = 0; run < runs; ++run) {
        for (Contestant &contestant : contestants) {
            const Start start = startOnce(contestant.command, home.path());
            contestant.sinceMain.push_back(start.sinceMain);
            contestant.sinceExec.push_back(start.sinceExec);
        }
    }
    const auto &[ours, empty, labelled] = contestants;
    print("startup: main() to window-painted, ms", ours.sinceMain, empty.sinceMain,
          labelled.sinceMain);
    print("startup: exec to window-painted, ms", ours.sinceExec, empty.sinceExec,
          labelled.sinceExec);
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc < 3) {
        std::fprintf(stderr, "usage: %s BOTLINE EMPTY_WINDOW [RUNS]\n", argv[0]);
        return 2;
    }
    try {
        measure(argv[1], argv[2], argc > 3 ? std::atoi(argv[3]) : kRuns);
    } catch (const CannotStart &problem) {
        std::fprintf(stderr, "bench_startup: %s\n", problem.what());
        return 2;
    } catch (const std::exception &problem) {
        std::fprintf(stderr, "bench_startup: %s\n", problem.what());
        return 1;
    }
    return 0;
}
