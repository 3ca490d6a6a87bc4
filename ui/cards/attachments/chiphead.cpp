#include "chiphead.h"

#include "app/text/singleline.h"
#include "ui/style/plaintooltip.h"

#include <QtCore/QLocale>
#include <QtCore/QMimeDatabase>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QStyle>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

// Design pixels.
constexpr int kTile = 40;
constexpr int kGap = 10;
constexpr int kBar = 4;

} // namespace

ChipHead::ChipHead(const QString &name, const QString &details, Symbol symbol,
                   const ChatStyle &style, QWidget *parent)
    : QWidget(parent),
      m_style(style),
      m_name(singleLine(name)),
      m_details(details),
      m_symbol(symbol)
{
    setPlainToolTip(*this, m_name);
    describe();
}

void ChipHead::describe()
{
    QString words = m_details.isEmpty() ? m_name : m_name + u", "_s + m_details;
    if (m_progress >= 0)
        words += u", "_s + tr("%1 % sent").arg(int(m_progress * 100));
    setAccessibleName(words);
}

void ChipHead::setPicture(const QImage &picture)
{
    const int side = qRound(px(kTile) * devicePixelRatioF());
    const QImage cover
        = picture.scaled(side, side, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    m_picture = QPixmap::fromImage(
        cover.copy((cover.width() - side) / 2, (cover.height() - side) / 2, side, side));
    m_picture.setDevicePixelRatio(devicePixelRatioF());
    update();
}

void ChipHead::setProgress(double progress)
{
    const double shown = progress < 0 ? -1 : std::min(1.0, progress);
    if (shown == m_progress)
        return;
    const bool otherHeight = (shown < 0) != (m_progress < 0);
    m_progress = shown;
    describe();
    update();
    if (otherHeight)
        Q_EMIT sizeChanged();
}

void ChipHead::setDetails(const QString &details)
{
    if (details == m_details)
        return;
    m_details = details;
    describe();
    Q_EMIT sizeChanged();
    update();
}

QSize ChipHead::sizeHint() const
{
    const QFontMetrics strong(m_style.strong());
    const QFontMetrics small(m_style.small());
    const int lines = strong.height() + (m_details.isEmpty() ? 0 : px(2) + small.height());
    const int widest
        = std::max(strong.horizontalAdvance(m_name), small.horizontalAdvance(m_details));
    return {std::clamp(px(kTile + kGap) + widest + 1, px(240), px(360)),
            std::max(px(kTile), lines) + (m_progress < 0 ? 0 : px(8 + kBar))};
}

QRect ChipHead::mirrored(const QRect &rect) const
{
    return QStyle::visualRect(layoutDirection(), this->rect(), rect);
}

void ChipHead::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int barRoom = m_progress < 0 ? 0 : px(8 + kBar);
    const int faceHeight = height() - barRoom;

    const QRect tile = mirrored(QRect(0, (faceHeight - px(kTile)) / 2, px(kTile), px(kTile)));
    QPainterPath shape;
    shape.addRoundedRect(tile, px(8), px(8));
    if (m_picture.isNull()) {
        QColor ground = m_style.colors().link;
        ground.setAlphaF(m_style.isDark() ? 0.18F : 0.1F);
        painter.fillPath(shape, ground);
        const int inset = px(10);
        drawSymbol(painter, m_symbol, QRectF(tile).adjusted(inset, inset, -inset, -inset),
                   m_style.colors().link);
    } else {
        QBrush brush(m_picture);
        brush.setTransform(QTransform::fromTranslate(tile.x(), tile.y()));
        painter.fillPath(shape, brush);
    }

    const int left = px(kTile + kGap);
    const int wordsWidth = width() - left;
    const QFontMetrics nameMetrics(m_style.strong());
    const QFontMetrics smallMetrics(m_style.small());
    const int wordsHeight
        = nameMetrics.height() + (m_details.isEmpty() ? 0 : px(2) + smallMetrics.height());
    int y = (faceHeight - wordsHeight) / 2;
    const int alignment = Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine;
    painter.setLayoutDirection(layoutDirection());
    painter.setFont(m_style.strong());
    painter.setPen(m_style.colors().text);
    painter.drawText(mirrored(QRect(left, y, wordsWidth, nameMetrics.height())), alignment,
                     nameMetrics.elidedText(m_name, Qt::ElideMiddle, wordsWidth));
    y += nameMetrics.height() + px(2);
    painter.setFont(m_style.small());
    painter.setPen(m_style.colors().muted);
    painter.drawText(mirrored(QRect(left, y, wordsWidth, smallMetrics.height())), alignment,
                     smallMetrics.elidedText(m_details, Qt::ElideRight, wordsWidth));

    if (m_progress >= 0) {
        const QRect track(0, height() - px(kBar), width(), px(kBar));
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_style.colors().hairline);
        painter.drawRoundedRect(track, px(kBar) / 2.0, px(kBar) / 2.0);
        const int done = qRound(track.width() * m_progress);
        painter.setBrush(m_style.colors().link);
        painter.drawRoundedRect(mirrored(QRect(0, track.y(), done, track.height())), px(kBar) / 2.0,
                                px(kBar) / 2.0);
    }
}

Symbol symbolForType(const QString &mediaType)
{
    if (mediaType.startsWith("image/"_L1))
        return Symbol::Image;
    if (mediaType.startsWith("audio/"_L1))
        return Symbol::Audio;
    if (mediaType.startsWith("video/"_L1))
        return Symbol::Video;
    return Symbol::File;
}

QString fileDetails(const QString &mediaType, const QStringList &names, qint64 size)
{
    const QMimeDatabase types;
    QMimeType type = types.mimeTypeForName(mediaType);
    for (const QString &name : names) {
        if (!type.isValid() || type.isDefault())
            type = types.mimeTypeForFile(name, QMimeDatabase::MatchExtension);
    }
    QString words;
    if (mediaType == "audio/*"_L1)
        words = ChipHead::tr("Audio");
    else if (mediaType == "video/*"_L1)
        words = ChipHead::tr("Video");
    else if (mediaType == "image/*"_L1)
        words = ChipHead::tr("Picture");
    else if (type.isValid() && !type.isDefault())
        words = type.comment();
    else if (!mediaType.isEmpty() && mediaType != "application/octet-stream"_L1)
        words = singleLine(mediaType, 80);
    else
        words = ChipHead::tr("File");
    if (size < 0)
        return words;
    return ChipHead::tr("%1 · %2").arg(words, QLocale().formattedDataSize(size));
}

} // namespace botline
