#pragma once

#include "stagedfile.h"

#include "app/directline/activity.h"

namespace botline {

// One message of the user on its way to the bot.
struct OutgoingMessage
{
    QString key; // of its row, also when it has none
    directline::Activity activity; // with a clientActivityID; `from` is filled in when it goes out
    QList<StagedFile> files;
};

} // namespace botline
