#include "activityrow.h"

namespace botline {

ActivityRow::ActivityRow(ActivityEntry of) : facts(RowFacts::of(of)), revision(of.revision)
{
    entry = std::make_unique<ActivityEntry>(std::move(of));
}

ActivityRow::ActivityRow(RowFacts of, directline::RawObject as)
    : facts(std::move(of)), raw(std::move(as))
{
}

std::unique_ptr<ActivityRow> ActivityRow::received(ActivityEntry entry)
{
    auto row = std::make_unique<ActivityRow>(std::move(entry));
    row->raw = row->entry->activity.raw;
    return row;
}

ActivityEntry ActivityRow::unpacked() const
{
    ActivityEntry made;
    made.key = facts.key;
    made.side = facts.side;
    made.activity = directline::Activity::fromRaw(raw).value_or(directline::Activity());
    made.senderName = facts.senderName;
    made.time = facts.time;
    made.timeIsServers = facts.timeIsServers;
    made.hidden = facts.hidden;
    made.revision = revision;
    return made;
}

void ActivityRow::replace(ActivityEntry with)
{
    facts = RowFacts::of(with);
    raw = {};
    revision = with.revision;
    entry = std::make_unique<ActivityEntry>(std::move(with));
}

void ActivityRow::shareWordsWith(const ActivityRow &neighbour)
{
    for (QString RowFacts::*word : {&RowFacts::senderId, &RowFacts::senderName}) {
        if (facts.*word == neighbour.facts.*word)
            facts.*word = neighbour.facts.*word;
    }
}

} // namespace botline
