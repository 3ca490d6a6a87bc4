#pragma once

#include "rowfacts.h"

#include <memory>

namespace botline {

// A row of the model at rest. What came from the service is kept as its JSON text, which takes a
// quarter of the memory of the same entry made out; rows that say more than that, such as our own
// messages, are kept as they are.
struct ActivityRow
{
    RowFacts facts;
    directline::RawObject received;
    quint32 revision = 0;
    std::unique_ptr<ActivityEntry> entry; // null: see `received`

    explicit ActivityRow(const ActivityEntry &of);

    ActivityEntry unpacked() const; // of a row without `entry`
    void replace(ActivityEntry with);
    // Repeated words are kept once: senders and the like.
    void shareWordsWith(const ActivityRow &neighbour);
};

} // namespace botline
