#include "rowfacts.h"

#include "app/directline/messageentities.h"

namespace botline {

RowFacts RowFacts::of(const ActivityEntry &entry)
{
    const directline::Activity &activity = entry.activity;
    return {entry.key,
            entry.quiet ? QString() : activity.id, // it may be another message's
            activity.from ? activity.from->id : QString(),
            entry.senderName,
            entry.shownText(),
            entry.time,
            entry.side,
            entry.sendState,
            entry.timeIsServers,
            !activity.attachments.isEmpty() || !entry.files.isEmpty()
                || (entry.side == Side::Bot && !activity.entities.isEmpty()
                    && directline::hasCitations(activity)),
            entry.sendState == SendState::Sent && !entry.failure.isEmpty(),
            entry.hasRemarksOfBot(),
            entry.quiet,
            entry.edits};
}

} // namespace botline
