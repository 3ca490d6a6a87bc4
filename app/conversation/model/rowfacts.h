#pragma once

#include "activityentry.h"

namespace botline {

// What there is to know of a row without looking into it: enough to order, group, count, estimate
// and search many thousand rows. Kept for every row, while whole entries are made when asked for.
struct RowFacts
{
    QString key;
    QString id; // the activity's
    QString senderId;
    QString senderName;
    QString text; // as shown
    QDateTime time;
    Side side = Side::System;
    SendState sendState = SendState::None;
    bool timeIsServers = false;
    bool hasAttachments = false; // or files, or sources
    bool hasRemark = false; // it arrived, and there is something to tell of it
    bool hasRemarksOfBot = false; // reactions, labels
    bool hidden = false;
    quint8 edits = 0;

    bool operator==(const RowFacts &) const = default;

    static RowFacts of(const ActivityEntry &entry);
    // Of a message as the service sent it; `key` and the like are left to the caller.
    static RowFacts ofMessage(const directline::Activity &activity, Side side);
};

} // namespace botline
