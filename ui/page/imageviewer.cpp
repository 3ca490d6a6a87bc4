#include "imageviewer.h"

#include "app/text/singleline.h"
#include "ui/cards/widgets/pictureplayer.h"
#include "ui/content/contentloader.h"
#include "ui/style/icons.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QShortcut>
#include <QtGui/QWheelEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr double kZoomStep = 1.25;
constexpr double kLargestSide = 4000; // of the scaled copy, which stays below 64 MB with that
constexpr double kLeastZoom = 0.05;

} // namespace

ImageViewer::ImageViewer(const ChatStyle &style, ContentLoader &content,
                         const ConversationImages &images, const ConversationImage &first,
                         QWidget *parent)
    : QDialog(parent),
      m_style(style),
      m_content(content),
      m_images(images),
      m_picture(new QLabel(this)),
      m_area(new QScrollArea(this)),
      m_facts(new QLabel(this)),
      m_allow(new QPushButton(tr("Load image"), this))
{
    setObjectName(u"imageViewer"_s);
    resize(style.px(720), style.px(560));
    setAttribute(Qt::WA_DeleteOnClose);

    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setTextFormat(Qt::PlainText);
    m_picture->setWordWrap(true);
    m_area->setWidget(m_picture);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->viewport()->installEventFilter(this);
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setProperty("look", u"muted"_s);
    m_facts->setFont(style.small());
    m_facts->setMinimumWidth(1); // words give way to the buttons
    m_allow->setObjectName(u"allowImage"_s);
    m_allow->setAutoDefault(false);
    connect(m_allow, &QPushButton::clicked, this, [this] {
        m_content.allow(m_shown.address);
        load();
    });

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(style.px(12), style.px(6), style.px(12), style.px(6));
    m_previous = addButton(*bar, u"previousImage"_s, tr("Previous image (Left)"));
    m_next = addButton(*bar, u"nextImage"_s, tr("Next image (Right)"));
    m_previous->setIcon(symbolIcon(Symbol::ChevronLeft, style.colors().text));
    m_next->setIcon(symbolIcon(Symbol::ChevronRight, style.colors().text));
    connect(m_previous, &QToolButton::clicked, this, [this] { step(false); });
    connect(m_next, &QToolButton::clicked, this, [this] { step(true); });
    bar->addWidget(m_facts, 1);
    const auto zoomButton
        = [&](const QString &name, const QString &text, const QString &words, auto zoom) {
              QToolButton *button = addButton(*bar, name, words);
              button->setText(text);
              button->setFont(m_style.strong());
              connect(button, &QToolButton::clicked, this, zoom);
              m_zoomButtons << button;
          };
    zoomButton(u"zoomOut"_s, u"−"_s, tr("Smaller (-)"), [this] { zoomBy(1 / kZoomStep); });
    zoomButton(u"zoomIn"_s, u"+"_s, tr("Larger (+)"), [this] { zoomBy(kZoomStep); });
    zoomButton(u"fitImage"_s, tr("Fit"), tr("Fit into the window (0)"), [this] { fit(); });
    zoomButton(u"fullSize"_s, u"1:1"_s, tr("Pixel by pixel (1)"),
               [this] { zoomTo(1, m_area->viewport()->rect().center()); });
    m_copy = addButton(*bar, u"copyImage"_s, tr("Copy image"));
    m_copy->setIcon(symbolIcon(Symbol::Copy, style.colors().text));
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setImage(m_image); });
    QToolButton *save = addButton(*bar, u"saveImage"_s, tr("Save as…"));
    save->setIcon(symbolIcon(Symbol::Download, style.colors().text));
    connect(save, &QToolButton::clicked, this,
            [this] { Q_EMIT saveRequested(m_shown.address, m_shown.name); });

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_area, 1);
    column->addWidget(m_allow, 0, Qt::AlignHCenter);
    column->addLayout(bar);
    addKeys();
    showImage(first);
}

QToolButton *ImageViewer::addButton(QBoxLayout &bar, const QString &name, const QString &words)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setProperty("look", u"flat"_s);
    button->setIconSize(QSize(m_style.px(20), m_style.px(20)));
    button->setMinimumSize(m_style.px(32), m_style.px(32));
    button->setToolTip(words);
    button->setAccessibleName(words);
    bar.addWidget(button);
    return button;
}

void ImageViewer::addKeys()
{
    const auto add = [this](const QKeySequence &keys, auto action) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, action);
    };
    for (const QKeySequence &keys :
         {QKeySequence(QKeySequence::ZoomIn), QKeySequence(Qt::CTRL | Qt::Key_Equal),
          QKeySequence(Qt::Key_Plus), QKeySequence(Qt::Key_Equal)})
        add(keys, [this] { zoomBy(kZoomStep); });
    for (const QKeySequence &keys :
         {QKeySequence(QKeySequence::ZoomOut), QKeySequence(Qt::Key_Minus)})
        add(keys, [this] { zoomBy(1 / kZoomStep); });
    for (const QKeySequence &keys : {QKeySequence(Qt::CTRL | Qt::Key_0), QKeySequence(Qt::Key_0)})
        add(keys, [this] { fit(); });
    add(Qt::Key_1, [this] { zoomTo(1, m_area->viewport()->rect().center()); });
    add(Qt::Key_Left, [this] { step(false); });
    add(Qt::Key_Right, [this] { step(true); });
    add(QKeySequence::Copy, [this] { m_copy->click(); });
    add(QKeySequence::Save, [this] { Q_EMIT saveRequested(m_shown.address, m_shown.name); });
    // The arrows are taken; with Shift they pan.
    const auto pan = [this](QScrollBar *bar, int direction) {
        bar->setValue(bar->value() + direction * m_style.px(60));
    };
    add(Qt::SHIFT | Qt::Key_Left, [this, pan] { pan(m_area->horizontalScrollBar(), -1); });
    add(Qt::SHIFT | Qt::Key_Right, [this, pan] { pan(m_area->horizontalScrollBar(), 1); });
    add(Qt::SHIFT | Qt::Key_Up, [this, pan] { pan(m_area->verticalScrollBar(), -1); });
    add(Qt::SHIFT | Qt::Key_Down, [this, pan] { pan(m_area->verticalScrollBar(), 1); });
}

QString ImageViewer::factsText() const
{
    return m_image.isNull() ? m_picture->text() : m_facts->text();
}

// --- Which one

void ImageViewer::showImage(const ConversationImage &image)
{
    m_shown = image;
    const QString name = image.name.isEmpty() ? tr("Image") : singleLine(image.name);
    setWindowTitle(name);
    m_picture->setAccessibleName(name);
    updateSteps();
    load();
}

void ImageViewer::step(bool down)
{
    if (const auto image = m_images.next(m_shown, down))
        showImage(*image);
    else
        updateSteps();
}

void ImageViewer::updateSteps()
{
    const bool forward = m_images.next(m_shown, true).has_value();
    const bool back = m_images.next(m_shown, false).has_value();
    // A button that is no longer of use must not take the keyboard with it.
    if ((!forward && m_next->hasFocus()) || (!back && m_previous->hasFocus()))
        m_area->setFocus(Qt::OtherFocusReason);
    m_next->setEnabled(forward);
    m_previous->setEnabled(back);
}

void ImageViewer::load()
{
    delete m_request;
    m_request = new QObject(this);
    delete std::exchange(m_player, nullptr);
    m_image = {};
    m_picture->setPixmap({});
    m_picture->setText(tr("Loading…"));
    m_facts->clear();
    m_allow->hide();
    const auto setUsable = [this](bool usable) {
        m_copy->setEnabled(usable);
        for (QToolButton *button : std::as_const(m_zoomButtons))
            button->setEnabled(usable);
    };
    setUsable(false);
    m_content.image(
        m_shown.address, 0, m_request,
        [this, setUsable](const ContentLoader::ImageResult &result) {
            m_allow->setVisible(result.trouble == ContentLoader::Trouble::NeedsPermission);
            if (result.image.isNull()) {
                m_picture->setText(result.message);
                return;
            }
            m_image = result.image;
            setUsable(true);
            fit();
            if (result.animation.isEmpty())
                return;
            m_player = new PicturePlayer(result.animation, result.image.size(), *m_picture);
            connect(m_player, &PicturePlayer::frameChanged, this, [this](const QImage &frame) {
                m_image = frame;
                present();
            });
            m_player->painted();
        },
        m_shown.local);
}

// --- How large

void ImageViewer::fit()
{
    if (m_image.isNull())
        return;
    m_fits = true;
    const QSizeF room = QSizeF(m_area->maximumViewportSize()) * ratio();
    // Small images are shown as they are, not blown up.
    m_zoom = std::min({1.0, room.width() / m_image.width(), room.height() / m_image.height()});
    present();
}

void ImageViewer::zoomBy(double factor)
{
    zoomTo(m_zoom * factor, m_area->viewport()->rect().center());
}

// What is under this point stays there.
void ImageViewer::zoomTo(double zoom, const QPoint &kept)
{
    if (m_image.isNull())
        return;
    m_fits = false;
    const double most = kLargestSide / std::max({1, m_image.width(), m_image.height()});
    const double before = m_zoom;
    m_zoom = std::clamp(zoom, std::min(kLeastZoom, most), std::max(1.0, most));
    const QPoint from(m_area->horizontalScrollBar()->value(), m_area->verticalScrollBar()->value());
    present();
    const QPointF to = QPointF(from + kept) * (m_zoom / before) - QPointF(kept);
    m_area->horizontalScrollBar()->setValue(qRound(to.x()));
    m_area->verticalScrollBar()->setValue(qRound(to.y()));
}

void ImageViewer::present()
{
    const QSize size = (QSizeF(m_image.size()) * m_zoom).toSize().expandedTo(QSize(1, 1));
    QPixmap pixmap
        = QPixmap::fromImage(size == m_image.size() ? m_image
                                                    : m_image.scaled(size, Qt::IgnoreAspectRatio,
                                                                     Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(ratio());
    m_picture->setPixmap(pixmap);
    m_picture->setMinimumSize(pixmap.deviceIndependentSize().toSize());
    if (m_player)
        m_player->painted();
    m_area->widget()->resize(m_picture->minimumSize().expandedTo(m_area->maximumViewportSize()));
    m_facts->setText(tr("%1 × %2 pixels · %3 %")
                         .arg(m_image.width())
                         .arg(m_image.height())
                         .arg(qRound(m_zoom * 100)));
    const QSize room = m_area->viewport()->size();
    const bool larger
        = m_picture->minimumWidth() > room.width() || m_picture->minimumHeight() > room.height();
    m_area->viewport()->setCursor(larger ? Qt::OpenHandCursor : Qt::ArrowCursor);
}

void ImageViewer::wheelEvent(QWheelEvent *event)
{
    if (event->angleDelta().y() != 0) {
        const QPoint point = m_area->viewport()->mapFromGlobal(event->globalPosition().toPoint());
        zoomTo(m_zoom * (event->angleDelta().y() > 0 ? kZoomStep : 1 / kZoomStep), point);
    }
    event->accept();
}

void ImageViewer::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    if (m_fits)
        fit();
}

bool ImageViewer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_area->viewport()) {
        if (event->type() == QEvent::Wheel) { // the area would scroll
            wheelEvent(static_cast<QWheelEvent *>(event));
            return true;
        }
        if (dragTo(*event))
            return true;
    }
    return QDialog::eventFilter(watched, event);
}

bool ImageViewer::dragTo(QEvent &event)
{
    const bool pressed = event.type() == QEvent::MouseButtonPress;
    if (!pressed && event.type() != QEvent::MouseMove)
        return false;
    const auto &mouse = static_cast<const QMouseEvent &>(event);
    if (!mouse.buttons().testFlag(Qt::LeftButton))
        return false;
    const QPoint point = mouse.position().toPoint();
    if (!pressed) {
        const QPoint moved = point - m_dragFrom;
        QScrollBar *across = m_area->horizontalScrollBar();
        across->setValue(across->value() - moved.x());
        QScrollBar *down = m_area->verticalScrollBar();
        down->setValue(down->value() - moved.y());
    }
    m_dragFrom = point;
    return true;
}

} // namespace botline
