// bench_startup BOTLINE EMPTY_WINDOW [RUNS]: from main() to the first paint of Botline's window,
// and of an empty Qt window beside it. Both programs take turns, so that whatever else the machine
// does falls on both.

#include "childprocess.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

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

Start startOnce(const std::string &program, const std::string &home)
{
    const auto began = std::chrono::steady_clock::now();
    ChildProcess process({program}, home, ChildProcess::Listen::StandardError);
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
    throw std::runtime_error(program + " ended without painting its window");
}

void print(const char *figure, const std::vector<double> &botline, const std::vector<double> &empty)
{
    std::printf("{\"figure\":\"%s\",\"runs\":%zu,\"botline\":%.1f,\"emptyWindow\":%.1f,"
                "\"ratio\":%.2f}\n",
                figure, botline.size(), median(botline), median(empty),
                median(botline) / median(empty));
}

void measure(const std::string &botline, const std::string &emptyWindow, int runs)
{
    const PassingFolder home;
    // The first start of each reads files and makes the font cache.
    startOnce(botline, home.path());
    startOnce(emptyWindow, home.path());
    std::vector<double> botlineSinceMain;
    std::vector<double> botlineSinceExec;
    std::vector<double> emptySinceMain;
    std::vector<double> emptySinceExec;
    for (int run = 0; run < runs; ++run) {
        const Start ours = startOnce(botline, home.path());
        const Start empty = startOnce(emptyWindow, home.path());
        botlineSinceMain.push_back(ours.sinceMain);
        botlineSinceExec.push_back(ours.sinceExec);
        emptySinceMain.push_back(empty.sinceMain);
        emptySinceExec.push_back(empty.sinceExec);
    }
    print("startup: main() to window-painted, ms", botlineSinceMain, emptySinceMain);
    print("startup: exec to window-painted, ms", botlineSinceExec, emptySinceExec);
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
    } catch (const std::exception &problem) {
        std::fprintf(stderr, "bench_startup: %s\n", problem.what());
        return 1;
    }
    return 0;
}
