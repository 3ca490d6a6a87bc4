// What the JSON of a card promises: what can be pressed, what can be filled in, and what the
// service gets for it. Worked out from protocol.md §6.5, not from the program under test.
#pragma once

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace botline::test {

struct Press
{
    enum class Promise
    {
        Sends, // `posted`
        Leads, // asks, then opens `address`
        Saves, // asks where to
        Shows, // something else of the card
        Nothing, // it is disabled
    };

    QString label; // on the button, or the name of the area
    int occurrence = 0; // among those with this label, in their order
    bool isArea = false; // a card, picture or container that can be pressed
    Promise promise = Promise::Nothing;
    QJsonObject posted; // type, text, value, textFormat, channelData
    QString address;
    QList<QJsonObject> inputs; // go with it
    QStringList within; // labels of the buttons that open the card that it stands in
};

// Of everything attached to an activity, in the order of reading.
QList<Press> pressesOf(const QJsonArray &attachments);

// By what name an input can be found, without the mark that it is required.
QString nameOf(const QJsonObject &input);
// What a test fills in, in the form in which it is sent.
QString fillingOf(const QJsonObject &input);

} // namespace botline::test
