#pragma once

#include <QtCore/QString>

namespace botline::console {

// Exit codes of the program.
inline constexpr int kFailed = 1;
inline constexpr int kBadUsage = 2;

// A line on stdout.
void print(const QString &line);
// A line on stderr that begins with the program's name. Returns `exitCode`.
int reportError(const QString &sentence, int exitCode);

} // namespace botline::console
