#pragma once

namespace botline {

struct CommandLine;

// Does what needs no window, and returns the program's exit code. `commandLine.action` is not
// Window. Needs a QCoreApplication with its version.
//
// serve blocks SIGINT and SIGTERM in this thread, and in those that it starts, and runs until one
// of them comes; call it before other threads are started.
int runCommand(const CommandLine &commandLine);

} // namespace botline
