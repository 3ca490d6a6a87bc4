#pragma once

#include "ui/style/chatstyle.h"

#include <QtCore/QString>

namespace botline {

class ActivityActions;
class CardStates;
class ContentLoader;

// What showing one attachment needs. The references outlive what is made with it.
struct CardContext
{
    ChatStyle style;
    ContentLoader &content;
    CardStates &states;
    ActivityActions &actions; // what the user asks for, with `key` and `attachment`
    QString key; // of the row
    int attachment = 0; // index in the row
    bool markdown = true; // what `text` fields of cards are (protocol.md §6.4)
};

} // namespace botline
