#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QDateTime>

#include <chrono>
#include <optional>

namespace botline::directline {

// Retry-After as delta seconds or any of the three HTTP-date forms, always GMT (protocol.md §2.6).
// nullopt for garbage, negative or overflowing values; a date in the past gives 0.
std::optional<std::chrono::seconds> parseRetryAfter(const QByteArray &value,
                                                    const QDateTime &nowUtc);

} // namespace botline::directline
