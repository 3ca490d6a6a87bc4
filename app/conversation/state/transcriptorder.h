#pragma once

#include <QtCore/QDateTime>
#include <QtCore/QHash>
#include <QtCore/QList>

#include <compare>

namespace botline {

class ActivityModel;

// Where activities stand in a transcript: in the order of the conversation's rows. Made for one
// pass over all activities in the order in which the service's form of them became known; the model
// must not change meanwhile.
class TranscriptOrder
{
public:
    // Compared first by row. What has no row stands behind the row that it follows.
    struct Place
    {
        int row = -1; // -1: above all rows
        bool behind = false;

        auto operator<=>(const Place &) const = default;
    };

    explicit TranscriptOrder(const ActivityModel &model);

    // The first row with this activity id that was not taken yet, or -1: after a new conversation
    // was begun, ids may come again.
    int takeRowOfId(const QString &activityId);
    Place placeOfRow(int row);
    // `timestamp`: the service's, invalid when it gave none.
    Place placeWithoutRow(const QDateTime &timestamp);

private:
    QHash<QString, QList<int>> m_rowsOfId; // from the last to the first
    QList<QDateTime> m_earliestFrom; // row -> earliest time of the service from there on
    QList<int> m_datedFrom; // row -> the next row from there on that the service dated
    Place m_last; // of the activity before
};

} // namespace botline
