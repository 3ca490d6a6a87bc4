#pragma once

namespace botline {

struct CommandLine;

// The command serve: prints the service URL, the secret and the token URL, each in a line of its
// own, and serves until SIGINT or SIGTERM. Returns the exit code.
int serve(const CommandLine &commandLine);

} // namespace botline
