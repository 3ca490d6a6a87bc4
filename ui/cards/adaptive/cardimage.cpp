#include "cardimage.h"

#include "app/text/singleline.h"
#include "ui/content/contentloader.h"
#include "ui/content/linkpolicy.h"
#include "ui/style/icons.h"
#include "ui/style/plaintooltip.h"

#include <QtCore/QUrl>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace {

// Design pixels.
constexpr int kSmall = 40;
constexpr int kMedium = 80;
constexpr int kLarge = 160;
constexpr int kLeastSide = 16; // of one that takes what words leave
constexpr int kUnknownWidth = 240; // of a picture of its own size that is not there yet
constexpr int kBrokenHeight = 72;
constexpr int kTallest = 480;
constexpr int kDecodeSide = 1600; // pixels: enough for the widest card on a fine screen
constexpr double kUnknownRatio = 9.0 / 16.0;

int namedSide(Image::Size size)
{
    switch (size) {
    case Image::Size::Small:
        return kSmall;
    case Image::Size::Medium:
        return kMedium;
    case Image::Size::Large:
        return kLarge;
    case Image::Size::Auto:
    case Image::Size::Stretch:
    case Image::Size::Fit: // these two are of Bot Framework cards
    case Image::Size::Banner:
        break;
    }
    return 0;
}

} // namespace

CardImage::CardImage(const Image &image, bool clickable, const ChatStyle &style,
                     ContentLoader &content, QWidget *parent)
    : QAbstractButton(parent),
      m_spec(image),
      m_clickable(clickable),
      m_style(style),
      m_content(content)
{
    setObjectName(u"cardImage"_s);
    setAttribute(Qt::WA_Hover);
    setFont(style.small());
    connect(&content, &ContentLoader::remoteContentAllowedChanged, this, [this](bool allowed) {
        if (allowed && m_needsPermission)
            load();
    });
    load();
}

void CardImage::setOverArea(bool over)
{
    m_overArea = over;
    updateBehaviour();
}

void CardImage::load()
{
    m_loading = true;
    m_needsPermission = false;
    m_natural = m_content.naturalSize(m_spec.url);
    updateBehaviour();
    m_content.image(
        m_spec.url, kDecodeSide, this, [this](const ContentLoader::ImageResult &result) {
            const QSize before = m_natural;
            m_loading = false;
            m_image = result.image;
            m_natural = result.naturalSize;
            m_message = result.message;
            m_needsPermission = result.trouble == ContentLoader::Trouble::NeedsPermission;
            updateBehaviour();
            update();
            if (m_natural != before || isBroken()) {
                updateGeometry();
                Q_EMIT sizeChanged();
            }
        });
}

void CardImage::allow()
{
    if (!m_needsPermission)
        return;
    m_content.allow(m_spec.url);
    load();
}

void CardImage::activate()
{
    if (m_needsPermission)
        Q_EMIT allowRequested();
    else
        click();
}

void CardImage::updateBehaviour()
{
    const QString alt = singleLine(m_spec.altText);
    const QString host = QUrl(m_spec.url).host();
    QString name = alt.isEmpty() ? tr("Image") : alt;
    QString tip;
    if (m_needsPermission) {
        name = tr("Show image from %1").arg(singleLine(host, 100));
        tip = tr("Pictures from other hosts are not loaded until you say so.");
    } else if (!m_message.isEmpty()) {
        tip = m_message;
    } else {
        tip = m_clickable ? singleLine(m_spec.action ? m_spec.action->title : QString())
                          : QString();
        if (tip.isEmpty())
            tip = alt;
    }
    setAccessibleName(name);
    setPlainToolTip(*this, tip);
    if (!m_message.isEmpty())
        setAccessibleDescription(m_message);
    setAttribute(Qt::WA_TransparentForMouseEvents, m_overArea && !isActive());
    setFocusPolicy(isActive() ? Qt::TabFocus : Qt::NoFocus);
    if (isActive())
        setCursor(Qt::PointingHandCursor);
    else
        unsetCursor();
}

QSize CardImage::boxFor(int width) const
{
    const int side = m_style.px(namedSide(m_spec.size));
    double ratio = kUnknownRatio; // height by width
    if (m_spec.round || (m_natural.isEmpty() && side > 0))
        ratio = 1; // people are round, whatever the form of their picture
    else if (!m_natural.isEmpty())
        ratio = double(m_natural.height()) / m_natural.width();
    if (m_spec.width > 0 && m_spec.height > 0)
        ratio = double(m_spec.height) / m_spec.width;

    int wanted = width;
    if (m_spec.width > 0)
        wanted = m_style.px(m_spec.width);
    else if (m_spec.height > 0)
        wanted = qRound(m_style.px(m_spec.height) / std::max(ratio, 0.001));
    else if (side > 0)
        wanted = side;
    else if (m_spec.size == Image::Size::Auto)
        wanted = m_natural.isEmpty() ? m_style.px(kUnknownWidth) : m_style.px(m_natural.width());
    wanted = std::clamp(wanted, 1, std::max(1, width));
    // A picture that will not come leaves no large hole.
    if (isBroken() && side == 0 && m_spec.width == 0 && m_spec.height == 0)
        return {wanted, m_style.px(kBrokenHeight)};
    int height = std::max(1, qRound(wanted * ratio));
    const int tallest
        = m_style.px(m_spec.height > 0 ? std::max(m_spec.height, kTallest) : kTallest);
    if (height > tallest) {
        wanted = std::max(1, qRound(wanted * double(tallest) / height));
        height = tallest;
    }
    return {wanted, height};
}

int CardImage::heightForWidth(int width) const
{
    return boxFor(width).height();
}

QSize CardImage::sizeHint() const
{
    constexpr int kUnbounded = 4096;
    return boxFor(m_style.px(m_spec.size == Image::Size::Stretch ? kUnknownWidth : kUnbounded));
}

QSize CardImage::minimumSizeHint() const
{
    // Pictures scale, icons of a fixed size should not.
    const bool fixed = m_spec.width > 0 || m_spec.height > 0 || namedSide(m_spec.size) > 0;
    return QSize(std::min(sizeHint().width(), m_style.px(fixed ? kSmall : kLeastSide)), 1);
}

bool CardImage::event(QEvent *event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave)
        update();
    return QAbstractButton::event(event);
}

void CardImage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QRect box(QPoint(), boxFor(width()));
    box.moveCenter(rect().center());
    if (box.width() == width())
        box.moveLeft(0);
    box.moveTop(0);
    QPainterPath shape;
    if (m_spec.round)
        shape.addEllipse(box);
    else
        shape.addRoundedRect(box, m_style.px(4), m_style.px(4));
    if (m_image.isNull()) {
        painter.fillPath(shape, m_style.colors().codeBackground);
        paintPlaceholder(painter, box);
    } else {
        painter.setClipPath(shape);
        // Only in the strict form: other words would be names of colours.
        if (m_spec.backgroundColor.startsWith(u'#'))
            painter.fillRect(box, QColor(m_spec.backgroundColor));
        // "cover": the middle of the picture fills the box.
        QSizeF size(m_image.size());
        size.scale(box.size(), Qt::KeepAspectRatioByExpanding);
        QRectF target(QPointF(), size);
        target.moveCenter(QRectF(box).center());
        painter.drawImage(target, m_image);
        painter.setClipping(false);
    }
    if (isActive() && underMouse() && !hasFocus()) {
        QColor shade = m_style.colors().text;
        shade.setAlphaF(0.08F);
        painter.fillPath(shape, shade);
    }
    if (hasFocus()) {
        const qreal line = m_style.px(2);
        painter.setPen(QPen(m_style.colors().link, line));
        painter.setBrush(Qt::NoBrush);
        const QRectF ring = QRectF(box).adjusted(line / 2, line / 2, -line / 2, -line / 2);
        if (m_spec.round)
            painter.drawEllipse(ring);
        else
            painter.drawRoundedRect(ring, m_style.px(4), m_style.px(4));
    }
}

// A symbol, and words below where there is room for them.
void CardImage::paintPlaceholder(QPainter &painter, const QRect &box) const
{
    const ChatColors &colors = m_style.colors();
    QStringList lines;
    if (m_needsPermission)
        lines = {tr("Show image"), singleLine(QUrl(m_spec.url).host(), 100)};
    else if (isBroken())
        lines = {singleLine(m_spec.altText), singleLine(m_message)};
    lines.removeAll(QString());

    const QFontMetrics metrics(font());
    const int symbol = std::min({m_style.px(24), box.width() / 2, box.height() / 2});
    const int words = int(lines.size()) * metrics.lineSpacing();
    const int inset = m_style.px(6);
    const bool roomy = box.height() >= symbol + words + inset * 2 && box.width() >= m_style.px(96);
    const int total = symbol + (roomy ? words + m_style.px(4) : 0);
    QRectF mark(0, 0, symbol, symbol);
    mark.moveCenter(
        QPointF(QRectF(box).center().x(), box.y() + (box.height() - total) / 2.0 + symbol / 2.0));
    drawSymbol(painter, isBroken() ? Symbol::Warning : Symbol::Image, mark,
               m_needsPermission ? colors.link : colors.muted);
    if (!roomy)
        return;
    int y = qRound(mark.bottom()) + m_style.px(4);
    painter.setFont(font());
    for (const QString &line : std::as_const(lines)) {
        painter.setPen(m_needsPermission && &line == &lines.constFirst() ? colors.link
                                                                         : colors.muted);
        const QRect row(box.x() + inset, y, box.width() - 2 * inset, metrics.lineSpacing());
        painter.drawText(row, Qt::AlignCenter | Qt::TextSingleLine,
                         metrics.elidedText(line, Qt::ElideRight, row.width()));
        y += metrics.lineSpacing();
    }
}

void CardImage::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isActive() && (enter || event->key() == Qt::Key_Space)) {
        if (!event->isAutoRepeat())
            activate();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void CardImage::mousePressEvent(QMouseEvent *event)
{
    if (!isActive()) {
        event->ignore();
        return;
    }
    if (m_needsPermission) {
        if (event->button() == Qt::LeftButton)
            Q_EMIT allowRequested();
        return;
    }
    QAbstractButton::mousePressEvent(event);
}

void CardImage::mouseDoubleClickEvent(QMouseEvent *)
{
}

} // namespace botline::adaptive
