#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>

#include <optional>

namespace botline::directline {

// The body of GET activities, cut where one activity ends and the next begins, so that each can be
// read by itself and kept as its own text. Cutting looks at quotes and brackets alone; whoever
// reads the pieces finds out whether they are JSON.
struct ActivityPieces
{
    QList<QByteArray> activities; // without the blanks around them
    QByteArray rest; // the body with an empty list in their place

    // `list`: the name of the member that holds them. nullopt for a body that is not plain enough
    // for this: no or several lists of activities, odd brackets. It may be sound JSON all the same.
    static std::optional<ActivityPieces> of(const QByteArray &body,
                                            QByteArrayView list = "activities");
};

} // namespace botline::directline
