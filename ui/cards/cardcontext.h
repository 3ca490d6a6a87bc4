#pragma once

#include "app/directline/cardaction.h"
#include "ui/style/chatstyle.h"

#include <QtCore/QJsonObject>
#include <QtCore/QObject>

#include <memory>

namespace botline {

class CardStates;
class ContentLoader;

// Where the parts of a panel say what the user asks for; nobody answers.
class CardEvents : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

Q_SIGNALS:
    void cardActionRequested(const botline::directline::CardAction &action);
    void submitRequested(int attachment, const QJsonValue &data, const QJsonObject &inputs);
    void linkRequested(const QString &address);
    void imageViewRequested(int attachment);
    void saveRequested(const QString &address, const QString &name);
    void cancelRequested();
};

// What every part of one attachment needs. Shared by them all; the panel's references outlive them.
struct CardContext
{
    ChatStyle style;
    ContentLoader &content;
    CardStates &states;
    CardEvents &events;
    QString key; // of the row
    int attachment = 0; // index in the row
    bool markdown = true; // what `text` fields of cards are (protocol.md §6.4)
};

using CardContextPtr = std::shared_ptr<const CardContext>;

} // namespace botline
