#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QString>

namespace botline::test {

// An Adaptive Card that no sane bot would send.
struct HostileCard
{
    QString name; // also fit for a file
    QJsonObject card;
};

// Wrong types, too much of everything, and words made to break things: what a client must survive,
// bounded in time and memory, and show as far as it makes sense.
QList<HostileCard> hostileCards();

} // namespace botline::test
