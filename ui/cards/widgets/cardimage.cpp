#include "cardimage.h"

#include "picturenotice.h"
#include "pictureplayer.h"
#include "picturerenderer.h"
#include "playbutton.h"

#include "app/text/singleline.h"
#include "ui/content/dataurl.h"
#include "ui/content/linkpolicy.h"
#include "ui/style/icons.h"
#include "ui/style/plaintooltip.h"

#include <QtCore/QUrl>
#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QMenu>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

using Size = adaptive::Image::Size;
using Trouble = ContentLoader::Trouble;

// Design pixels.
constexpr int kSmall = 40;
constexpr int kMedium = 80;
constexpr int kLarge = 160;
constexpr int kLeastSide = 16; // of one that takes what words leave
constexpr int kUnknownWidth = 240; // of a picture of its own size that is not there yet
constexpr int kReservedWidth = 320; // likewise, of one that stands alone
constexpr int kBrokenHeight = 72;
constexpr int kTallest = 480;
constexpr int kTallestAlone = 240;
constexpr int kWidestCard = 480;
constexpr double kUnknownRatio = 9.0 / 16.0;
constexpr double kMostCropped = 0.3; // of a banner; else it is shown whole

int namedSide(Size size)
{
    switch (size) {
    case Size::Small:
        return kSmall;
    case Size::Medium:
        return kMedium;
    case Size::Large:
        return kLarge;
    case Size::Auto:
    case Size::Stretch:
    case Size::Fit:
    case Size::Banner:
        break;
    }
    return 0;
}

} // namespace

CardImage::CardImage(const adaptive::Image &image, const Options &options, const ChatStyle &style,
                     ContentLoader &content, QWidget *parent)
    : QAbstractButton(parent), m_spec(image), m_options(options), m_style(style), m_content(content)
{
    setObjectName(u"cardImage"_s);
    setAttribute(Qt::WA_Hover);
    setFont(style.small());
    // Asked once for all pictures, and each of them answers.
    connect(&content, &ContentLoader::remoteContentAllowedChanged, this, [this](bool allowed) {
        if (allowed && needsPermission())
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
    m_trouble = Trouble::None;
    if (const QSize known = m_content.naturalSize(m_spec.url); !known.isEmpty())
        m_natural = known;
    updateBehaviour();
    // A picture is at most as wide as a card; what is larger than that on this screen is decoded
    // smaller.
    const int maxSide = qRound(m_style.px(kWidestCard) * devicePixelRatioF());
    m_content.image(
        m_spec.url, maxSide, this,
        [this](const ContentLoader::ImageResult &result) { take(result); }, m_options.local);
}

void CardImage::take(const ContentLoader::ImageResult &result)
{
    const QSize before = m_natural;
    const bool hadNotice = m_notice;
    if (m_notice) { // one of its buttons may be what led here
        m_notice->hide();
        std::exchange(m_notice, nullptr)->deleteLater();
    }
    delete std::exchange(m_player, nullptr);
    delete std::exchange(m_play, nullptr);
    m_loading = false;
    m_image = result.image;
    m_rendered = {};
    m_trouble = result.trouble;
    m_message = result.message;
    if (m_trouble == Trouble::None)
        m_natural = result.naturalSize;
    else if (standsAlone())
        showNotice(result.message);
    if (!result.animation.isEmpty())
        animate(result.animation);
    updateBehaviour();
    placeChildren();
    update();
    if (m_natural != before || isBroken() || m_notice || hadNotice) {
        updateGeometry();
        Q_EMIT sizeChanged();
    }
}

void CardImage::animate(const QByteArray &animation)
{
    m_player = new PicturePlayer(animation, m_image.size(), *this);
    m_play = new PlayButton(m_style, this);
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

void CardImage::showNotice(const QString &message)
{
    const QString alt = singleLine(m_spec.altText, 500);
    m_notice = new PictureNotice(alt.isEmpty() ? singleLine(fileName()) : alt, message, m_trouble,
                                 allowedLink(m_spec.url).has_value(), m_style, this);
    connect(m_notice, &PictureNotice::loadRequested, this, &CardImage::allowRequested);
    connect(m_notice, &PictureNotice::alwaysRequested, this,
            [this] { m_content.setRemoteContentAllowed(true); });
    connect(m_notice, &PictureNotice::retryRequested, this, &CardImage::load);
    connect(m_notice, &PictureNotice::openRequested, this,
            [this] { Q_EMIT linkRequested(m_spec.url); });
    connect(m_notice, &PictureNotice::saveRequested, this,
            [this] { Q_EMIT saveRequested(m_spec.url, fileName()); });
    m_notice->show();
}

bool CardImage::standsAlone() const
{
    return m_spec.size == Size::Fit || m_spec.size == Size::Banner;
}

bool CardImage::needsPermission() const
{
    return m_trouble == Trouble::NeedsPermission;
}

QString CardImage::fileName() const
{
    if (!m_options.name.isEmpty() || DataUrl::isOne(m_spec.url))
        return m_options.name;
    return QUrl(m_spec.url).fileName();
}

void CardImage::allow()
{
    if (!needsPermission())
        return;
    m_content.allow(m_spec.url);
    load();
}

bool CardImage::isActive() const
{
    if (needsPermission())
        return !m_notice; // it has its own buttons
    return m_options.click == Click::Always || (m_options.click == Click::WhenLoaded && isLoaded());
}

void CardImage::activate()
{
    if (needsPermission())
        Q_EMIT allowRequested();
    else if (isActive())
        click();
}

void CardImage::updateBehaviour()
{
    const QString alt = singleLine(m_spec.altText, 500);
    const QString action = m_spec.action ? singleLine(m_spec.action->tooltip) : QString();
    QString name = alt.isEmpty() ? tr("Image") : alt;
    QString tip;
    if (needsPermission() && !m_notice) {
        const QString host = singleLine(QUrl(m_spec.url).host(), 100);
        name = tr("Show image from %1").arg(host);
        tip = tr("The picture from %1 is not loaded until you click here.").arg(host);
    } else if (m_trouble != Trouble::None) {
        tip = m_message;
    } else if (m_options.click != Click::None && m_spec.action) {
        tip = action.isEmpty() ? singleLine(m_spec.action->title) : action;
        if (alt.isEmpty() && !tip.isEmpty())
            name = tip;
    }
    if (tip.isEmpty())
        tip = alt;
    setAccessibleName(name);
    setPlainToolTip(*this, tip);
    const bool usesClicks = isActive() || m_notice || m_play;
    setAttribute(Qt::WA_TransparentForMouseEvents, m_overArea && !usesClicks);
    setFocusPolicy(isActive() ? Qt::TabFocus : Qt::NoFocus);
    if (isActive())
        setCursor(Qt::PointingHandCursor);
    else
        setCursor(Qt::ArrowCursor);
}

QSize CardImage::zoomedSize() const
{
    if (m_natural.isEmpty())
        return {};
    const double zoom = m_style.zoomPercent() / 100.0;
    return (QSizeF(m_natural) * zoom).toSize().expandedTo(QSize(1, 1));
}

QSize CardImage::boxFor(int width) const
{
    if (m_notice)
        return {width, m_notice->heightForWidth(width)};
    const QSize natural = zoomedSize();
    if (m_spec.size == Size::Banner)
        return {width, std::max(1, std::min(width * 9 / 16, m_style.px(kTallestAlone)))};
    if (m_spec.size == Size::Fit) {
        const QSize room(width, m_style.px(kTallestAlone));
        if (natural.isEmpty())
            return room.boundedTo(QSize(m_style.px(kReservedWidth), room.height()));
        const bool fits = natural.width() <= room.width() && natural.height() <= room.height();
        return fits ? natural : natural.scaled(room, Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
    }

    const int side = m_style.px(namedSide(m_spec.size));
    double ratio = kUnknownRatio; // height by width
    if (m_spec.round || (natural.isEmpty() && side > 0))
        ratio = 1; // people are round, whatever the form of their picture
    else if (!natural.isEmpty())
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
    else if (m_spec.size == Size::Auto)
        wanted = natural.isEmpty() ? m_style.px(kUnknownWidth) : natural.width();
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

QRect CardImage::box() const
{
    if (m_notice)
        return rect();
    QRect box(QPoint(), boxFor(width()));
    if (box.width() < width())
        box.moveLeft((width() - box.width()) / 2);
    return box;
}

int CardImage::heightForWidth(int width) const
{
    return boxFor(width).height();
}

QSize CardImage::sizeHint() const
{
    constexpr int kUnbounded = 4096;
    int width = m_style.px(kUnbounded);
    if (m_notice)
        width = std::max(m_style.px(kReservedWidth), m_notice->sizeHint().width());
    else if (m_spec.size == Size::Banner)
        width = zoomedSize().isEmpty() ? m_style.px(kReservedWidth) : zoomedSize().width();
    else if (m_spec.size == Size::Fit)
        width = m_style.px(kWidestCard);
    else if (m_spec.size == Size::Stretch)
        width = m_style.px(kUnknownWidth);
    return boxFor(width);
}

QSize CardImage::minimumSizeHint() const
{
    // Pictures scale, icons of a fixed size should not.
    const bool fixed = m_spec.width > 0 || m_spec.height > 0 || namedSide(m_spec.size) > 0;
    return {std::min(sizeHint().width(), m_style.px(fixed ? kSmall : kLeastSide)), 1};
}

void CardImage::placeChildren()
{
    if (m_notice)
        m_notice->setGeometry(rect());
    if (m_play) {
        const int gap = m_style.px(6);
        const QRect place = box();
        m_play->move(place.left() + gap, place.bottom() + 1 - gap - m_play->height());
    }
}

void CardImage::resizeEvent(QResizeEvent *)
{
    placeChildren();
}

bool CardImage::event(QEvent *event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave)
        update();
    return QAbstractButton::event(event);
}

PictureShape CardImage::shape() const
{
    const int radius = m_options.topEdge ? 11 : standsAlone() ? 8 : 4; // 11: within the card's 12
    return {m_spec.round, m_options.topEdge, qreal(m_style.px(radius))};
}

QPixmap CardImage::rendered(const QSize &size) const
{
    PictureRenderer renderer(m_image, shape());
    if (m_spec.size == Size::Banner)
        renderer.showWholeWhenCroppedBy(kMostCropped, zoomedSize());
    renderer.setGround(m_style.colors().codeBackground);
    // Only in the strict form: other words would be names of colours.
    if (m_spec.backgroundColor.startsWith(u'#'))
        renderer.setBackground(QColor(m_spec.backgroundColor));
    if (standsAlone()) {
        // A hint of an edge, or a picture on white would have none.
        QColor edge = m_style.colors().text;
        edge.setAlphaF(0.12F);
        renderer.setEdge(edge);
    }
    return renderer.render(size, devicePixelRatioF());
}

void CardImage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const QRect place = box();
    if (m_player)
        m_player->painted();
    const QPainterPath outline = shape().outline(place);
    if (isLoaded()) {
        if (m_rendered.isNull() || m_rendered.deviceIndependentSize().toSize() != place.size())
            m_rendered = rendered(place.size());
        painter.drawPixmap(place, m_rendered);
    } else if (m_notice) {
        if (!m_options.topEdge) { // else it is a part of the card
            painter.setBrush(m_style.colors().surface);
            painter.setPen(QPen(m_style.colors().hairline, 1));
            painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), m_style.px(12),
                                    m_style.px(12));
        }
    } else {
        painter.fillPath(outline, m_style.colors().codeBackground);
        paintPlaceholder(painter, place);
    }
    if (isActive() && underMouse() && !hasFocus()) {
        QColor shade = m_style.colors().text;
        shade.setAlphaF(0.08F);
        painter.fillPath(outline, shade);
    }
    if (hasFocus()) {
        const qreal line = m_style.px(2);
        painter.setPen(QPen(m_style.colors().link, line));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(
            shape().outline(QRectF(place).adjusted(line / 2, line / 2, -line / 2, -line / 2)));
    }
}

// A symbol, and words below where there is room for them.
void CardImage::paintPlaceholder(QPainter &painter, const QRect &box) const
{
    const ChatColors &colors = m_style.colors();
    QStringList lines;
    if (needsPermission())
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
               needsPermission() ? colors.link : colors.muted);
    if (!roomy)
        return;
    int y = qRound(mark.bottom()) + m_style.px(4);
    painter.setFont(font());
    for (const QString &line : std::as_const(lines)) {
        painter.setPen(needsPermission() && &line == &lines.constFirst() ? colors.link
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
    if (needsPermission()) {
        if (event->button() == Qt::LeftButton)
            Q_EMIT allowRequested();
        return;
    }
    QAbstractButton::mousePressEvent(event);
}

// The second press of a double click: nothing is sent twice by accident.
void CardImage::mouseDoubleClickEvent(QMouseEvent *)
{
}

void CardImage::contextMenuEvent(QContextMenuEvent *event)
{
    const bool remote = !m_options.local && !DataUrl::isOne(m_spec.url);
    if (!isLoaded() && !remote) {
        event->ignore();
        return;
    }
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (isLoaded()) {
        menu->addAction(tr("Copy image"), this,
                        [this] { QGuiApplication::clipboard()->setImage(m_image); });
        if (!m_options.local)
            menu->addAction(tr("Save image as…"), this,
                            [this] { Q_EMIT saveRequested(m_spec.url, fileName()); });
    }
    if (remote)
        menu->addAction(tr("Copy image address"), this,
                        [this] { QGuiApplication::clipboard()->setText(m_spec.url); });
    menu->popup(event->globalPos());
}

} // namespace botline
