#pragma once

#include <QtGui/QPainterPath>

namespace botline {

// The outline of a picture.
struct PictureShape
{
    bool round = false; // an ellipse
    bool topEdge = false; // only the upper corners are round
    qreal radius = 0; // of corners, in device-independent pixels

    // In a box of `scale` pixels for each device-independent one.
    QPainterPath outline(const QRectF &box, qreal scale = 1) const;
};

} // namespace botline
