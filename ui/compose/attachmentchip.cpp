#include "attachmentchip.h"

#include "stagingcheck.h"
#include "thumbnail.h"

#include "ui/content/safetextdocument.h"
#include "ui/style/icons.h"
#include "ui/style/plaintooltip.h"
#include "ui/style/roundbutton.h"

#include <QtCore/QEvent>
#include <QtCore/QMimeDatabase>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QStyle>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

// In design pixels.
constexpr int kBigWidth = 236;
constexpr int kCompactWidth = 220;
constexpr int kPicture = 48;
constexpr int kCompactPicture = 22;
constexpr int kPadding = 8;
constexpr int kCompactPadding = 4;
constexpr int kThumbnail = 2 * kPicture; // sharp on dense screens, cropped to a square

Symbol symbolFor(const QString &contentType)
{
    if (contentType.startsWith("image/"_L1))
        return Symbol::Image;
    if (contentType.startsWith("audio/"_L1))
        return Symbol::Audio;
    if (contentType.startsWith("video/"_L1))
        return Symbol::Video;
    return Symbol::File;
}

// "PDF document"; "" for bytes of an unknown kind.
QString typeName(const QString &contentType)
{
    const QMimeType type = QMimeDatabase().mimeTypeForName(contentType);
    return type.isDefault() ? QString() : type.comment();
}

} // namespace

AttachmentChip::AttachmentChip(const StagedFile &file, const ChatStyle &style, QWidget *parent)
    : QWidget(parent),
      m_file(file),
      m_style(style),
      m_typeName(typeName(file.contentType)),
      m_remove(new RoundButton(Symbol::Close, RoundButton::Look::Plain, style, this))
{
    setObjectName(u"attachmentChip"_s);
    m_remove->setObjectName(u"removeAttachment"_s);
    m_remove->setSizes(24, 14);
    connect(m_remove, &RoundButton::clicked, this, &AttachmentChip::removeRequested);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    describe();
    if (file.contentType.startsWith("image/"_L1)) {
        // A strip of a panorama still fills the square after cropping.
        const int side = style.px(kThumbnail) * 2;
        loadThumbnail(file.path, QSize(side, side), this, [this](const QImage &image) {
            m_thumbnail = QPixmap::fromImage(image);
            update();
        });
    }
}

void AttachmentChip::setFile(const StagedFile &file)
{
    m_file = file;
    describe();
}

void AttachmentChip::setChatStyle(const ChatStyle &style)
{
    m_style = style;
    m_remove->setChatStyle(style);
    updateGeometry();
    update();
}

void AttachmentChip::setCompact(bool compact)
{
    m_compact = compact;
    updateGeometry();
    update();
}

void AttachmentChip::setWarning(const QString &words, const QString &sentence)
{
    m_warning = words;
    m_sentence = sentence;
    describe();
}

QString AttachmentChip::details() const
{
    const QString size = sizeText(m_file.size);
    return m_typeName.isEmpty() || m_compact ? size : tr("%1 · %2").arg(size, m_typeName);
}

// What the chip says to those who hover or listen.
void AttachmentChip::describe()
{
    const QString name = quotableName(m_file.name);
    QString words = name + u'\n' + sizeText(m_file.size);
    if (!m_typeName.isEmpty())
        words += u'\n' + m_typeName;
    if (!m_sentence.isEmpty())
        words += u'\n' + m_sentence;
    setPlainToolTip(*this, words);
    setAccessibleName(tr("Attached file %1").arg(name));
    setAccessibleDescription(m_sentence.isEmpty() ? sizeText(m_file.size) : m_sentence);
    m_remove->setAccessibleName(tr("Remove %1").arg(name));
    m_remove->setAccessibleDescription(accessibleDescription());
    m_remove->setToolTip(tr("Remove (Delete)"));
    update();
}

QSize AttachmentChip::sizeHint() const
{
    const QFontMetrics body(m_style.body());
    const QFontMetrics small(m_style.small());
    if (m_compact)
        return {m_style.px(kCompactWidth),
                std::max(body.height() + 2 * m_style.px(kCompactPadding), m_style.px(32))};
    const int words = body.height() + small.height() + m_style.px(2);
    return {m_style.px(kBigWidth),
            std::max(words, m_style.px(kPicture)) + 2 * m_style.px(kPadding)};
}

void AttachmentChip::resizeEvent(QResizeEvent *)
{
    const QSize size = m_remove->sizeHint();
    const int gap = m_style.px(4);
    const QRect place(width() - size.width() - gap,
                      m_compact ? (height() - size.height()) / 2 : gap, size.width(),
                      size.height());
    m_remove->setGeometry(QStyle::visualRect(layoutDirection(), rect(), place));
}

void AttachmentChip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LayoutDirectionChange)
        resizeEvent(nullptr);
    QWidget::changeEvent(event);
}

QRect AttachmentChip::pictureRect() const
{
    const int side = m_style.px(m_compact ? kCompactPicture : kPicture);
    const int x = m_style.px(kPadding);
    return QStyle::visualRect(layoutDirection(), rect(),
                              QRect(x, (height() - side) / 2, side, side));
}

void AttachmentChip::paintPicture(QPainter &painter) const
{
    const QRectF box(pictureRect());
    const ChatColors &colors = m_style.colors();
    if (m_compact && m_thumbnail.isNull()) {
        drawSymbol(painter, symbolFor(m_file.contentType), box, colors.muted);
        return;
    }
    QPainterPath outline;
    const qreal radius = m_style.px(m_compact ? 4 : 8);
    outline.addRoundedRect(box, radius, radius);
    painter.fillPath(outline, colors.botBubble);
    if (m_thumbnail.isNull()) {
        const qreal inset = box.width() / 4;
        drawSymbol(painter, symbolFor(m_file.contentType),
                   box.adjusted(inset, inset, -inset, -inset), colors.muted);
        return;
    }
    const QSizeF picture = m_thumbnail.size();
    const QSizeF part = box.size().scaled(picture, Qt::KeepAspectRatio);
    QRectF source(QPointF(), part);
    source.moveCenter(QPointF(picture.width() / 2, picture.height() / 2));
    painter.save();
    painter.setClipPath(outline);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawPixmap(box, m_thumbnail, source);
    painter.restore();
}

void AttachmentChip::paintEvent(QPaintEvent *)
{
    const ChatColors &colors = m_style.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool wrong = !m_warning.isEmpty();
    painter.setPen(QPen(wrong ? colors.error : colors.hairline, wrong ? 1.5 : 1));
    painter.setBrush(colors.surface);
    const qreal radius = m_style.px(m_compact ? 8 : 12);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius, radius);
    paintPicture(painter);

    const QFontMetrics body(m_style.body());
    const QFontMetrics small(m_style.small());
    const int left = m_style.px(kPadding) + m_style.px(m_compact ? kCompactPicture : kPicture)
        + m_style.px(kPadding);
    const int right = width() - m_style.px(4) - m_remove->width() - m_style.px(4);
    const int align = Qt::AlignVCenter | Qt::AlignLeading;
    const QString second = wrong ? m_warning : details();
    const auto draw = [&](const QFont &font, const QColor &color, QRect place, const QString &text,
                          Qt::TextElideMode elide) {
        place = QStyle::visualRect(layoutDirection(), rect(), place);
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(
            place,
            static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::Alignment(align))),
            QFontMetrics(font).elidedText(text, elide, place.width()));
    };

    const QString name = singleLine(m_file.name);
    const QColor secondColor = wrong ? colors.error : colors.muted;
    if (m_compact) {
        const int room = std::max(0, right - left);
        const int wanted = small.horizontalAdvance(second) + m_style.px(2);
        const int detail = std::min(wanted, room / 2);
        draw(m_style.body(), colors.text, {left, 0, room - detail - m_style.px(6), height()}, name,
             Qt::ElideMiddle);
        draw(m_style.small(), secondColor, {right - detail, 0, detail, height()}, second,
             Qt::ElideRight);
        return;
    }
    const int words = body.height() + m_style.px(2) + small.height();
    const int top = (height() - words) / 2;
    draw(m_style.body(), colors.text, {left, top, right - left, body.height()}, name,
         Qt::ElideMiddle);
    // The second line runs below the button, which stands beside the first.
    int wide = width() - m_style.px(kPadding) - left;
    int from = left;
    if (wrong) {
        const int mark = small.height();
        const QRect place = QStyle::visualRect(
            layoutDirection(), rect(), {left, top + body.height() + m_style.px(2), mark, mark});
        drawSymbol(painter, Symbol::Warning, place, colors.error);
        from += mark + m_style.px(4);
        wide -= mark + m_style.px(4);
    }
    draw(m_style.small(), secondColor,
         {from, top + body.height() + m_style.px(2), wide, small.height()}, second, Qt::ElideRight);
}

} // namespace botline
