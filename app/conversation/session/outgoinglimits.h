#pragma once

#include "app/conversation/sending/stagedfile.h"
#include "app/directline/activity.h"

namespace botline {

namespace directline {
struct ClientLimits;
}

// Why this message cannot be sent, as one sentence for the user; "" when it can.
QString whyNotSendable(const directline::Activity &activity, const QList<StagedFile> &files,
                       const directline::ClientLimits &limits);

} // namespace botline
