#include "activityrow.h"

namespace botline {

ActivityRow::ActivityRow(ActivityEntry of) : facts(RowFacts::of(of)), revision(of.revision)
{
    if (of.asReceived)
        received = of.activity.raw;
    entry = std::make_unique<ActivityEntry>(std::move(of));
}

ActivityRow::ActivityRow(RowFacts of, directline::RawObject as)
    : facts(std::move(of)), received(std::move(as))
{
}

ActivityEntry ActivityRow::unpacked() const
{
    ActivityEntry made;
    made.key = facts.key;
    made.side = facts.side;
    made.activity = directline::Activity::fromRaw(received).value_or(directline::Activity());
    made.senderName = facts.senderName;
    made.time = facts.time;
    made.timeIsServers = facts.timeIsServers;
    made.quiet = facts.quiet;
    made.revision = revision;
    made.asReceived = true;
    return made;
}

void ActivityRow::replace(ActivityEntry with)
{
    with.asReceived = false;
    facts = RowFacts::of(with);
    received = {};
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
