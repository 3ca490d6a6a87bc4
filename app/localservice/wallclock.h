#pragma once

#include <QtCore/QtGlobal>

#include <functional>

namespace botline::localservice {

// Wall clock: milliseconds since 1970-01-01 UTC. Called from any thread.
using WallClock = std::function<qint64()>;

} // namespace botline::localservice
