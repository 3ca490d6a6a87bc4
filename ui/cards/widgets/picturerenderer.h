#pragma once

#include "pictureshape.h"

#include <QtGui/QColor>
#include <QtGui/QImage>
#include <QtGui/QPixmap>

namespace botline {

// Draws a picture as it goes to the screen: scaled to a box, in its shape. It fills the box, and
// what reaches beyond is cut off, unless that is too much.
class PictureRenderer
{
public:
    PictureRenderer(const QImage &image, const PictureShape &shape) : m_image(image), m_shape(shape)
    {
    }

    // Whole, with ground beside it, when more than this share (0..1) would be cut off; and in its
    // own size (device-independent pixels) when it would be blown up much.
    void showWholeWhenCroppedBy(double share, const QSize &ownSize);
    void setGround(const QColor &ground) { m_ground = ground; } // where the picture is not
    void setBackground(const QColor &background) { m_background = background; } // below it
    void setEdge(const QColor &edge) { m_edge = edge; }

    // Sizes in device-independent pixels.
    QPixmap render(const QSize &size, qreal devicePixelRatio) const;

private:
    QSizeF sizeIn(const QSizeF &pixels, qreal devicePixelRatio) const;

    const QImage &m_image;
    const PictureShape m_shape;
    double m_mostCropped = 1;
    QSize m_ownSize;
    QColor m_ground;
    QColor m_background; // invalid: none
    QColor m_edge; // invalid: none
};

} // namespace botline
