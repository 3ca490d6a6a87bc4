#include "imageview.h"

#include "actionbuttons.h"
#include "actionrules.h"
#include "cardtext.h"
#include "pictureplayer.h"
#include "playbutton.h"
#include "surface.h"

#include "app/text/singleline.h"
#include "ui/content/activityactions.h"
#include "ui/content/dataurl.h"
#include "ui/content/linkpolicy.h"
#include "ui/style/icons.h"
#include "ui/style/plaintooltip.h"

#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QMenu>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

using Trouble = ContentLoader::Trouble;

// Design pixels.
constexpr int kMaxHeight = 240;
constexpr int kReservedWidth = 320;
constexpr int kSmall = 120; // below that, words have no room
constexpr double kMostCropped = 0.3;

QPainterPath outline(const QRectF &box, ImageView::Shape shape, qreal radius)
{
    QPainterPath path;
    switch (shape) {
    case ImageView::Shape::Circle:
        path.addEllipse(box);
        break;
    case ImageView::Shape::Rounded:
        path.addRoundedRect(box, radius, radius);
        break;
    case ImageView::Shape::RoundedTop:
        path.setFillRule(Qt::WindingFill);
        path.addRoundedRect(box, radius, radius);
        path.addRect(box.adjusted(0, std::min(radius, box.height()), 0, 0));
        path = path.simplified();
        break;
    }
    return path;
}

} // namespace

ImageView::ImageView(const CardContextPtr &context, const Spec &spec, QWidget *parent)
    : CardPart(context, parent), m_spec(spec)
{
    m_spec.alt = singleLine(spec.alt, 500);
    m_naturalSize = context->content.naturalSize(spec.address);
    describe();
    // Asked once for all pictures, and each of them answers.
    connect(&context->content, &ContentLoader::remoteContentAllowedChanged, this,
            [this](bool allowed) {
                if (allowed && m_trouble == Trouble::NeedsPermission)
                    load();
            });
    load();
}

void ImageView::setTap(const QString &name, std::function<void()> tap)
{
    m_tapName = singleLine(name);
    m_tap = std::move(tap);
    describe();
}

void ImageView::setTap(const directline::CardAction &action)
{
    if (!actionRefusal(action).isEmpty())
        return;
    const QString host = actionHost(action);
    setTap(host.isEmpty() ? action.label() : tr("%1 (%2)").arg(action.label(), host),
           [this, action] { requestAction(action, context()); });
}

void ImageView::load()
{
    // The picture is at most as wide as a card; what is larger than that on this screen is decoded
    // smaller.
    const int maxSide = qRound(px(480) * devicePixelRatioF());
    context().content.image(
        m_spec.address, maxSide, this,
        [this](const ContentLoader::ImageResult &result) { take(result); }, m_spec.local);
}

void ImageView::take(const ContentLoader::ImageResult &result)
{
    if (m_notice) { // one of its buttons may be what led here
        m_notice->hide();
        m_notice->deleteLater();
        m_notice = nullptr;
    }
    delete std::exchange(m_player, nullptr);
    delete std::exchange(m_play, nullptr);
    m_image = result.image;
    m_trouble = result.trouble;
    m_rendered = {};
    setAccessibleDescription({});
    if (m_trouble == Trouble::None)
        m_naturalSize = result.naturalSize;
    else
        showNotice(result.message);
    if (!result.animation.isEmpty())
        animate(result.animation);
    describe();
    contentsChanged();
    update();
}

// It can be stopped, also where it has room for nothing else (ux.md §12).
void ImageView::animate(const QByteArray &animation)
{
    m_player = new PicturePlayer(animation, m_image.size(), *this);
    m_play = new PlayButton(style(), this);
    m_play->setChecked(m_player->isPlaying());
    m_play->show();
    connect(m_play, &QAbstractButton::toggled, m_player, &PicturePlayer::setPlaying);
    connect(m_player, &PicturePlayer::playingChanged, m_play, &QAbstractButton::setChecked);
    connect(m_player, &PicturePlayer::frameChanged, this, [this](const QImage &frame) {
        if (frame.isNull())
            return;
        m_image = frame;
        m_rendered = {};
        update();
    });
}

void ImageView::showNotice(const QString &message)
{
    const QString words = asksForPermission() ? tr("%1 Click to load it.").arg(message) : message;
    setPlainToolTip(*this, words);
    if (isSmall())
        return;

    m_notice = new Stack(sharedContext(), px(4), this);
    const int padding = px(12);
    m_notice->setMargins({padding, padding, padding, padding});
    const QString name = m_spec.alt.isEmpty() ? singleLine(m_spec.name) : m_spec.alt;
    if (!name.isEmpty())
        m_notice->add(new CardText(sharedContext(), name, CardText::Format::Literal,
                                   {style().strong(), colors().text}));
    m_notice->add(new CardText(sharedContext(), message, CardText::Format::Literal,
                               {style().body(), colors().muted}));
    auto *buttons = new ActionButtons(sharedContext());
    if (m_trouble == Trouble::NeedsPermission) {
        connect(buttons->add(tr("Load image")), &QPushButton::clicked, this,
                &ImageView::loadForeign);
        connect(buttons->add(tr("Always in this conversation")), &QPushButton::clicked, this,
                [this] { context().content.setRemoteContentAllowed(true); });
    } else if (m_trouble == Trouble::Network) {
        connect(buttons->add(tr("Try again")), &QPushButton::clicked, this, &ImageView::load);
    } else if ((m_trouble == Trouble::TooLarge || m_trouble == Trouble::Unreadable)
               && allowedLink(m_spec.address)) {
        using Look = ActionButton::Look;
        connect(buttons->add(tr("Open"), Look::Link), &QPushButton::clicked, this,
                [this] { context().actions.openLink(m_spec.address); });
        connect(buttons->add(tr("Save as…"), Look::Link), &QPushButton::clicked, this,
                [this] { context().actions.save(m_spec.address, m_spec.name); });
    }
    if (buttons->isEmpty())
        delete buttons;
    else
        m_notice->add(buttons, px(8));
    m_notice->show();
}

void ImageView::describe()
{
    const QString picture = m_spec.alt.isEmpty() ? tr("Image") : m_spec.alt;
    const QString words = m_tap && !m_tapName.isEmpty() ? m_tapName : picture;
    setAccessibleName(words);
    if (m_trouble == Trouble::None) {
        const bool says = !m_spec.alt.isEmpty() || (m_tap && !m_tapName.isEmpty());
        setPlainToolTip(*this, says ? words : QString());
    }
    setFocusPolicy(isActivatable() ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(isActivatable() ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

QAccessible::Role ImageView::accessibleRole() const
{
    return m_tap ? QAccessible::Button : QAccessible::Graphic;
}

bool ImageView::isActivatable() const
{
    return (m_tap && isLoaded()) || asksForPermission();
}

void ImageView::activate()
{
    if (asksForPermission())
        loadForeign();
    else if (isActivatable())
        m_tap();
}

bool ImageView::asksForPermission() const
{
    return m_trouble == Trouble::NeedsPermission && isSmall();
}

void ImageView::loadForeign()
{
    context().content.allow(m_spec.address);
    load();
}

bool ImageView::isSmall() const
{
    const bool bounded = m_spec.sizing == Sizing::Square || m_spec.sizing == Sizing::Fixed;
    return bounded
        && ((m_spec.size.width() > 0 && m_spec.size.width() < px(kSmall))
            || (m_spec.size.height() > 0 && m_spec.size.height() < px(kSmall)));
}

QSize ImageView::zoomedSize() const
{
    if (m_naturalSize.isEmpty())
        return {};
    const double zoom = style().zoomPercent() / 100.0;
    return (QSizeF(m_naturalSize) * zoom).toSize().expandedTo(QSize(1, 1));
}

QSize ImageView::boxSize(int width) const
{
    const QSize natural = zoomedSize();
    switch (m_spec.sizing) {
    case Sizing::Fit: {
        if (natural.isEmpty())
            return {std::min(width, px(kReservedWidth)), px(kMaxHeight)};
        const QSize room(width, px(kMaxHeight));
        const bool fits = natural.width() <= room.width() && natural.height() <= room.height();
        return fits ? natural : natural.scaled(room, Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
    }
    case Sizing::Banner:
        return {width, std::min(width * 9 / 16, px(kMaxHeight))};
    case Sizing::Square: {
        const int side = std::min(width, m_spec.size.width());
        return {side, side};
    }
    case Sizing::Natural:
        if (natural.isEmpty())
            return {std::min(width, px(160)), px(100)};
        return natural.width() <= width
            ? natural
            : QSize(width, std::max(1, natural.height() * width / natural.width()));
    case Sizing::Stretch:
        if (natural.isEmpty())
            return {width, width * 9 / 16};
        return {width, std::max(1, int(qint64(natural.height()) * width / natural.width()))};
    case Sizing::Fixed:
        break;
    }
    QSize size = m_spec.size;
    const double ratio = natural.isEmpty() ? 1.0 : double(natural.height()) / natural.width();
    if (size.width() <= 0)
        size.setWidth(std::max(1, qRound(size.height() / ratio)));
    if (size.height() <= 0)
        size.setHeight(std::max(1, qRound(size.width() * ratio)));
    if (size.width() > width)
        size = {width, std::max(1, int(qint64(size.height()) * width / size.width()))};
    return size;
}

int ImageView::computeNaturalWidth() const
{
    if (m_notice)
        return std::max(px(kReservedWidth), m_notice->naturalWidth());
    if (m_spec.sizing == Sizing::Banner || m_spec.sizing == Sizing::Stretch)
        return zoomedSize().isEmpty() ? px(kReservedWidth) : zoomedSize().width();
    return boxSize(px(480)).width();
}

int ImageView::computeHeight(int width) const
{
    return m_notice ? m_notice->heightForWidth(width) : boxSize(width).height();
}

QRect ImageView::box() const
{
    if (m_notice)
        return rect();
    const QSize size = boxSize(width());
    int x = 0;
    if (m_spec.alignment & Qt::AlignHCenter)
        x = (width() - size.width()) / 2;
    else if (m_spec.alignment & Qt::AlignRight)
        x = width() - size.width();
    return mirrored(QRect(QPoint(x, 0), size));
}

void ImageView::arrange()
{
    if (m_notice)
        m_notice->place(rect());
    else if (isLoaded())
        render(box().size());
    if (m_play) {
        const int gap = px(6);
        const QRect place = box();
        m_play->move(place.left() + gap, place.bottom() + 1 - gap - m_play->height());
    }
}

void ImageView::render(const QSize &size)
{
    if (!m_rendered.isNull() && m_rendered.deviceIndependentSize().toSize() == size)
        return;
    m_rendered = rounded(size);
}

// The picture in its shape, as it goes to the screen.
QPixmap ImageView::rounded(const QSize &size) const
{
    const double ratio = devicePixelRatioF();
    const QSize pixels = (QSizeF(size) * ratio).toSize().expandedTo(QSize(1, 1));
    const QSizeF cover = QSizeF(m_image.size()).scaled(pixels, Qt::KeepAspectRatioByExpanding);
    const double cropped
        = 1.0 - (pixels.width() * double(pixels.height())) / (cover.width() * cover.height());
    const bool crops = m_spec.sizing == Sizing::Square
        || (m_spec.sizing == Sizing::Banner && cropped <= kMostCropped);
    QSizeF shown = crops ? cover : QSizeF(m_image.size()).scaled(pixels, Qt::KeepAspectRatio);
    const QSizeF natural = QSizeF(zoomedSize()) * ratio;
    if (m_spec.sizing == Sizing::Banner && natural.width() < 0.6 * shown.width())
        shown = natural; // a small symbol would only get blurred

    QImage canvas(pixels, QImage::Format_ARGB32_Premultiplied);
    canvas.fill(Qt::transparent);
    QPainter painter(&canvas);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setPen(Qt::NoPen);
    const qreal radius = px(m_spec.shape == Shape::RoundedTop ? 12 : 8) * ratio;
    const QPainterPath shape = outline(QRectF(QPointF(), pixels), m_spec.shape, radius);
    const QRectF target(
        QPointF((pixels.width() - shown.width()) / 2, (pixels.height() - shown.height()) / 2),
        shown);
    if (target.width() < pixels.width() - 1 || target.height() < pixels.height() - 1)
        painter.fillPath(shape, colors().codeBackground);
    const QImage scaled = m_image.scaled(target.size().toSize().expandedTo(QSize(1, 1)),
                                         Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QBrush brush(scaled);
    brush.setTransform(QTransform::fromTranslate(std::round(target.x()), std::round(target.y())));
    QPainterPath visible;
    visible.addRect(target);
    painter.fillPath(shape.intersected(visible), brush);
    // A hint of an edge, or a picture on white would have none.
    QColor edge = colors().text;
    edge.setAlphaF(0.12F);
    painter.setPen(QPen(edge, ratio));
    painter.setBrush(Qt::NoBrush);
    const double half = ratio / 2;
    painter.drawPath(outline(QRectF(QPointF(), pixels).adjusted(half, half, -half, -half),
                             m_spec.shape, radius));
    painter.end();

    QPixmap pixmap = QPixmap::fromImage(canvas);
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

void ImageView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect place = box();
    if (m_player)
        m_player->painted();
    if (isLoaded()) {
        render(place.size());
        painter.drawPixmap(place, m_rendered);
    } else if (m_notice) {
        // Below the edge of a card it is a part of that; elsewhere it is a card of its own.
        if (m_spec.shape != Shape::RoundedTop)
            Surface::paintGround(painter, place, style());
    } else {
        const qreal radius = px(m_spec.shape == Shape::RoundedTop ? 12 : 8);
        painter.fillPath(outline(place, m_spec.shape, radius), colors().codeBackground);
        const int side = std::clamp(std::min(place.width(), place.height()) / 3, px(12), px(32));
        QRectF symbol(0, 0, side, side);
        symbol.moveCenter(QRectF(place).center());
        QColor color = colors().muted;
        color.setAlphaF(m_trouble == Trouble::None ? 0.45F : 0.9F);
        const bool broken = m_trouble != Trouble::None && m_trouble != Trouble::NeedsPermission;
        drawSymbol(painter, broken ? Symbol::Warning : Symbol::Image, symbol, color);
    }
    if (hasFocus()) {
        painter.setPen(QPen(colors().link, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(outline(QRectF(place).adjusted(1, 1, -1, -1), m_spec.shape, px(8)));
    }
}

void ImageView::mousePressEvent(QMouseEvent *event)
{
    event->setAccepted(event->button() == Qt::LeftButton && isActivatable()
                       && box().contains(event->position().toPoint()));
}

void ImageView::mouseDoubleClickEvent(QMouseEvent *event)
{
    mousePressEvent(event);
    m_secondClick = event->isAccepted();
}

void ImageView::mouseReleaseEvent(QMouseEvent *event)
{
    if (std::exchange(m_secondClick, false))
        return;
    const bool clicked
        = event->button() == Qt::LeftButton && box().contains(event->position().toPoint());
    if (clicked && isActivatable())
        activate();
    else
        event->ignore();
}

void ImageView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool remote = !m_spec.local && !DataUrl::isOne(m_spec.address);
    if (!isLoaded() && !remote) {
        event->ignore();
        return;
    }
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (isLoaded()) {
        menu->addAction(tr("Copy image"), this,
                        [this] { QGuiApplication::clipboard()->setImage(m_image); });
        if (!m_spec.local)
            menu->addAction(tr("Save image as…"), this,
                            [this] { context().actions.save(m_spec.address, m_spec.name); });
    }
    if (remote)
        menu->addAction(tr("Copy image address"), this,
                        [this] { QGuiApplication::clipboard()->setText(m_spec.address); });
    menu->popup(event->globalPos());
}

void ImageView::keyPressEvent(QKeyEvent *event)
{
    const bool presses = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter
        || event->key() == Qt::Key_Space;
    if (presses && isActivatable()) {
        if (!event->isAutoRepeat())
            activate();
    } else {
        CardPart::keyPressEvent(event);
    }
}

void ImageView::focusInEvent(QFocusEvent *)
{
    update();
}

void ImageView::focusOutEvent(QFocusEvent *)
{
    update();
}

} // namespace botline
