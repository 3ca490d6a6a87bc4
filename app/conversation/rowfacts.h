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
    bool hasAttachments = false; // or files
    bool hasRemark = false; // it arrived, and there is something to tell of it

    static RowFacts of(const ActivityEntry &entry);
};

} // namespace botline
