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
    directline::RawObject raw; // of a row that says no more than this and `facts`
    quint32 revision = 0;
    // Null: unpacked() makes it. A new row may have both: the model then caches it as unpacked.
    std::unique_ptr<ActivityEntry> entry;

    explicit ActivityRow(ActivityEntry of); // kept as it is
    ActivityRow(RowFacts of, directline::RawObject as); // of an activity as it was received
    // The same of an entry that says no more than its activity's `raw` and the facts.
    static std::unique_ptr<ActivityRow> received(ActivityEntry entry);

    ActivityEntry unpacked() const; // of a row without `entry`
    void replace(ActivityEntry with);
    // Repeated words are kept once: senders and the like.
    void shareWordsWith(const ActivityRow &neighbour);
};

// By pointer: an insert in the middle moves pointers.
using RowList = std::vector<std::unique_ptr<ActivityRow>>;

} // namespace botline
