#pragma once

#include <QtCore/QPersistentModelIndex>

class QAbstractItemModel;

namespace botline {

class RowGeometry;

// What must not move on the screen when heights change: the end of the list, or a row.
//
// Positions in the content are device-independent pixels from the first row's top; `scroll` is the
// one at the viewport's top edge.
struct ScrollAnchor
{
    bool atEnd = true;
    int distance = 0; // while atEnd: how far the viewport's bottom is from the content's
    QPersistentModelIndex row; // set also while atEnd: for when the end must not be followed
    int y = 0; // of the row's top edge in the viewport

    // The first row whose beginning can be seen, else the one that covers the viewport's top.
    static ScrollAnchor at(const RowGeometry &geometry, const QAbstractItemModel &model,
                           qint64 scroll, int viewportHeight);
    // Where the row asks the viewport to be; meaningful with a valid row only.
    qint64 scroll(const RowGeometry &geometry) const;
};

} // namespace botline
