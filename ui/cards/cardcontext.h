#pragma once

#include "app/directline/cardaction.h"
#include "ui/style/chatstyle.h"

#include <QtCore/QObject>

#include <memory>

namespace botline {

class ActivityActions;
class CardStates;
class ContentLoader;

// What the parts of a panel tell it.
class CardEvents : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

Q_SIGNALS:
    void layoutChanged(); // some part needs another height or width
};

// What every part of one attachment needs. Shared by them all; the panel's references outlive them.
struct CardContext
{
    ChatStyle style;
    ContentLoader &content;
    CardStates &states;
    ActivityActions &actions; // what the user asks for, with `key` and `attachment`
    CardEvents &events;
    QString key; // of the row
    int attachment = 0; // index in the row
    bool markdown = true; // what `text` fields of cards are (dossier §6.4)
};

using CardContextPtr = std::shared_ptr<const CardContext>;

} // namespace botline
