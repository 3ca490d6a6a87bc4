#include "cardbackground.h"

#include "adaptivestyle.h"

#include "ui/content/contentloader.h"
#include "ui/content/safetextdocument.h"

#include <QtCore/QUrl>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

namespace botline::adaptive {

namespace {

constexpr int kDecodeSide = 1600; // pixels, as for pictures of the card

} // namespace

CardBackground::CardBackground(const BackgroundImage &image, bool written, const ChatStyle &style,
                               ContentLoader &content, QObject *parent)
    : QObject(parent), m_spec(image), m_written(written), m_style(style), m_content(content)
{
    connect(&content, &ContentLoader::remoteContentAllowedChanged, this, [this](bool allowed) {
        if (allowed && m_needsPermission)
            load();
    });
    load();
}

void CardBackground::load()
{
    m_needsPermission = false;
    m_content.image(
        m_spec.url, kDecodeSide, this, [this](const ContentLoader::ImageResult &result) {
            m_image = result.image;
            m_natural = result.naturalSize;
            m_needsPermission = result.trouble == ContentLoader::Trouble::NeedsPermission;
            Q_EMIT changed();
        });
}

QString CardBackground::host() const
{
    return singleLine(QUrl(m_spec.url).host(), 100);
}

void CardBackground::allow()
{
    if (!m_needsPermission)
        return;
    m_content.allow(m_spec.url);
    load();
}

// Where the picture stands, or the first of its copies.
QRectF CardBackground::target(const QRectF &box) const
{
    QSizeF size(m_natural.isEmpty() ? m_image.size() : m_natural);
    if (m_spec.fill == BackgroundImage::Fill::Cover)
        size.scale(box.size(), Qt::KeepAspectRatioByExpanding);
    else
        size *= m_style.zoomPercent() / 100.0;
    QRectF result(box.topLeft(), size);
    if (m_spec.across == Align::Center)
        result.moveLeft(box.center().x() - size.width() / 2);
    else if (m_spec.across == Align::End)
        result.moveRight(box.right());
    if (m_spec.down == VerticalAlign::Center)
        result.moveTop(box.center().y() - size.height() / 2);
    else if (m_spec.down == VerticalAlign::Bottom)
        result.moveBottom(box.bottom());
    return result;
}

void CardBackground::paint(QPainter &painter, const QRect &box, int radius) const
{
    if (m_image.isNull() || box.isEmpty())
        return;
    using Fill = BackgroundImage::Fill;
    painter.save();
    // A painter that mirrors would mirror the picture, too.
    if (painter.worldTransform().m11() < 0) {
        painter.translate(2 * box.x() + box.width(), 0);
        painter.scale(-1, 1);
    }
    QPainterPath shape;
    shape.addRoundedRect(box, radius, radius);
    painter.setClipPath(shape, Qt::IntersectClip);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setOpacity(m_written ? AdaptiveStyle(m_style).pictureShare() : 1);
    const QRectF first = target(box);
    if (m_spec.fill == Fill::Cover) {
        painter.drawImage(first, m_image);
    } else {
        QRectF area(box);
        if (m_spec.fill == Fill::RepeatAcross) {
            area.setTop(first.top());
            area.setHeight(first.height());
        } else if (m_spec.fill == Fill::RepeatDown) {
            area.setLeft(first.left());
            area.setWidth(first.width());
        }
        QTransform copies = QTransform::fromTranslate(first.x(), first.y());
        copies.scale(first.width() / m_image.width(), first.height() / m_image.height());
        QBrush brush(m_image);
        brush.setTransform(copies);
        painter.fillRect(area, brush);
    }
    painter.restore();
}

} // namespace botline::adaptive
