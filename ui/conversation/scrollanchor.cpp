#include "scrollanchor.h"

#include "rowgeometry.h"

#include <QtCore/QAbstractItemModel>

namespace botline {

ScrollAnchor ScrollAnchor::at(const RowGeometry &geometry, const QAbstractItemModel &model,
                              qint64 scroll, int viewportHeight)
{
    ScrollAnchor anchor;
    anchor.atEnd = false;
    int row = geometry.rowAt(scroll);
    if (row < 0)
        return anchor;
    qint64 top = geometry.top(row);
    // A row of which only the end is left gives way to the next one.
    if (top < scroll && row + 1 < geometry.count()) {
        const qint64 nextTop = top + geometry.height(row);
        if (nextTop < scroll + viewportHeight) {
            ++row;
            top = nextTop;
        }
    }
    anchor.row = QPersistentModelIndex(model.index(row, 0));
    anchor.y = static_cast<int>(top - scroll);
    return anchor;
}

qint64 ScrollAnchor::scroll(const RowGeometry &geometry) const
{
    return geometry.top(row.row()) - y;
}

} // namespace botline
