#include "picturerenderer.h"

#include <QtGui/QPainter>

#include <cmath>

namespace botline {

void PictureRenderer::showWholeWhenCroppedBy(double share, const QSize &ownSize)
{
    m_mostCropped = share;
    m_ownSize = ownSize;
}

QSizeF PictureRenderer::sizeIn(const QSizeF &pixels, qreal devicePixelRatio) const
{
    const QSizeF image(m_image.size());
    const QSizeF cover = image.scaled(pixels, Qt::KeepAspectRatioByExpanding);
    const double cropped = 1 - pixels.width() * pixels.height() / (cover.width() * cover.height());
    const QSizeF shown
        = cropped > m_mostCropped ? image.scaled(pixels, Qt::KeepAspectRatio) : cover;
    constexpr double kLeastShare = 0.6; // a small symbol would only get blurred
    const QSizeF own = QSizeF(m_ownSize) * devicePixelRatio;
    return !own.isEmpty() && own.width() < kLeastShare * shown.width() ? own : shown;
}

QPixmap PictureRenderer::render(const QSize &size, qreal devicePixelRatio) const
{
    const QSize pixels = (QSizeF(size) * devicePixelRatio).toSize().expandedTo(QSize(1, 1));
    QImage canvas(pixels, QImage::Format_ARGB32_Premultiplied);
    canvas.fill(Qt::transparent);
    QPainter painter(&canvas);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.setPen(Qt::NoPen);
    const QRectF whole(QPointF(), pixels);
    const QPainterPath outline = m_shape.outline(whole, devicePixelRatio);
    QRectF target(QPointF(), sizeIn(pixels, devicePixelRatio));
    target.moveCenter(whole.center());
    if (target.width() < pixels.width() - 1 || target.height() < pixels.height() - 1)
        painter.fillPath(outline, m_ground);
    if (m_background.isValid())
        painter.fillPath(outline, m_background);
    const QImage scaled = m_image.scaled(target.size().toSize().expandedTo(QSize(1, 1)),
                                         Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QBrush brush(scaled);
    brush.setTransform(QTransform::fromTranslate(std::round(target.x()), std::round(target.y())));
    QPainterPath visible;
    visible.addRect(target);
    painter.fillPath(outline.intersected(visible), brush);
    if (m_edge.isValid()) {
        painter.setPen(QPen(m_edge, devicePixelRatio));
        painter.setBrush(Qt::NoBrush);
        const double half = devicePixelRatio / 2;
        painter.drawPath(
            m_shape.outline(whole.adjusted(half, half, -half, -half), devicePixelRatio));
    }
    painter.end();
    QPixmap pixmap = QPixmap::fromImage(canvas);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

} // namespace botline
