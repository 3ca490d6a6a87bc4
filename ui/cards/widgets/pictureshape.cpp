#include "pictureshape.h"

#include <algorithm>

namespace botline {

QPainterPath PictureShape::outline(const QRectF &box, qreal scale) const
{
    const qreal corner = radius * scale;
    QPainterPath path;
    if (round) {
        path.addEllipse(box);
    } else if (topEdge) {
        path.setFillRule(Qt::WindingFill);
        path.addRoundedRect(box, corner, corner);
        path.addRect(box.adjusted(0, std::min(corner, box.height()), 0, 0));
        path = path.simplified();
    } else {
        path.addRoundedRect(box, corner, corner);
    }
    return path;
}

} // namespace botline
