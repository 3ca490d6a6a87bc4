#pragma once

#include "rowfacts.h"

#include <memory>
#include <vector>

namespace botline {

// A row of the model at rest. What came from the service is kept as its JSON text, which takes a
// quarter of the memory of the same entry made out; rows that say more than that, such as our own
// messages, are kept as they are.
struct ActivityRow
{
    RowFacts facts;
    directline::RawObject received;
    quint32 revision = 0;
    // Null: see `received`. Of a new row both may be there, so that nobody makes it out at once.
    std::unique_ptr<ActivityEntry> entry;

    explicit ActivityRow(ActivityEntry of);
    // Of a message as the service sent it.
    ActivityRow(RowFacts of, directline::RawObject as);

    ActivityEntry unpacked() const; // of a row without `entry`
    void replace(ActivityEntry with);
    // Repeated words are kept once: senders and the like.
    void shareWordsWith(const ActivityRow &neighbour);
};

// By pointer: an insert in the middle moves pointers.
using RowList = std::vector<std::unique_ptr<ActivityRow>>;

} // namespace botline
