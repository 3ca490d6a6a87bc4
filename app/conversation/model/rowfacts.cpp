#include "rowfacts.h"

#include "app/directline/messageentities.h"

namespace botline {

namespace {

// What the activity itself says of its row.
RowFacts factsIn(const directline::Activity &activity, Side side)
{
    RowFacts facts;
    facts.id = activity.id;
    if (activity.from)
        facts.senderId = activity.from->id;
    facts.side = side;
    facts.hasAttachments = !activity.attachments.isEmpty()
        || (side == Side::Bot && !activity.entities.isEmpty()
            && directline::hasCitations(activity));
    return facts;
}

} // namespace

RowFacts RowFacts::of(const ActivityEntry &entry)
{
    RowFacts facts = factsIn(entry.activity, entry.side);
    facts.key = entry.key;
    if (entry.hidden) // it may be another message's
        facts.id.clear();
    facts.senderName = entry.senderName;
    facts.text = entry.shownText();
    facts.time = entry.time;
    facts.sendState = entry.delivery.state;
    facts.timeIsServers = entry.timeIsServers;
    facts.hasAttachments |= !entry.files.isEmpty();
    facts.hasRemark = entry.delivery.state == SendState::Sent && !entry.delivery.failure.isEmpty();
    facts.hasRemarksOfBot = entry.hasRemarksOfBot();
    facts.hidden = entry.hidden;
    facts.edits = entry.edits;
    return facts;
}

RowFacts RowFacts::ofMessage(const directline::Activity &activity, Side side)
{
    RowFacts facts = factsIn(activity, side);
    facts.text = messageText(activity, side);
    facts.hasRemarksOfBot = hasLabels(activity, side);
    return facts;
}

} // namespace botline
