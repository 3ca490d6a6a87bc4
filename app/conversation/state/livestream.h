#pragma once

#include "app/directline/activity.h"

#include <optional>

namespace botline {

// A piece of an answer that a bot writes while we watch (protocol.md §6.7): typing activities with
// text, then one final message. All pieces of one answer share `streamId`.
struct StreamChunk
{
    QString streamId;
    qint64 sequence = 0;
    bool final = false;

    // nullopt for everything that is no such piece.
    static std::optional<StreamChunk> of(const directline::Activity &activity);
};

} // namespace botline
