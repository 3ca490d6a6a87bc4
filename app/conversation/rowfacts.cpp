#include "rowfacts.h"

namespace botline {

RowFacts RowFacts::of(const ActivityEntry &entry)
{
    const directline::Activity &activity = entry.activity;
    return {entry.key,
            activity.id,
            activity.from ? activity.from->id : QString(),
            entry.senderName,
            entry.shownText(),
            entry.time,
            entry.side,
            entry.sendState,
            entry.timeIsServers,
            !activity.attachments.isEmpty() || !entry.files.isEmpty(),
            entry.sendState == SendState::Sent && !entry.failure.isEmpty()};
}

} // namespace botline
