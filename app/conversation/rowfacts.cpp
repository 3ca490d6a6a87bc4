#include "rowfacts.h"

#include "app/directline/messageentities.h"

namespace botline {

namespace {

bool hasSources(const directline::Activity &activity, Side side)
{
    return side == Side::Bot && !activity.entities.isEmpty() && directline::hasCitations(activity);
}

} // namespace

RowFacts RowFacts::of(const ActivityEntry &entry)
{
    const directline::Activity &activity = entry.activity;
    RowFacts facts;
    facts.key = entry.key;
    if (!entry.quiet) // else it may be another message's
        facts.id = activity.id;
    if (activity.from)
        facts.senderId = activity.from->id;
    facts.senderName = entry.senderName;
    facts.text = entry.shownText();
    facts.time = entry.time;
    facts.side = entry.side;
    facts.sendState = entry.sendState;
    facts.timeIsServers = entry.timeIsServers;
    facts.hasAttachments = !activity.attachments.isEmpty() || !entry.files.isEmpty()
        || hasSources(activity, entry.side);
    facts.hasRemark = entry.sendState == SendState::Sent && !entry.failure.isEmpty();
    facts.hasRemarksOfBot = entry.hasRemarksOfBot();
    facts.quiet = entry.quiet;
    facts.edits = entry.edits;
    return facts;
}

RowFacts RowFacts::ofMessage(const directline::Activity &activity, Side side)
{
    RowFacts facts;
    facts.id = activity.id;
    if (activity.from)
        facts.senderId = activity.from->id;
    facts.text = messageText(activity, side);
    facts.side = side;
    facts.hasAttachments = !activity.attachments.isEmpty() || hasSources(activity, side);
    facts.hasRemarksOfBot = hasLabels(activity, side);
    return facts;
}

} // namespace botline
