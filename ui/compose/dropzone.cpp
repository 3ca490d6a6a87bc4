#include "dropzone.h"

#include "stagingcheck.h"

#include "ui/style/icons.h"

#include <QtCore/QMimeData>
#include <QtCore/QTimer>
#include <QtGui/QDropEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QApplication>
#include <QtWidgets/QWidget>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace botline {

namespace {

constexpr auto kShowAfter = 100ms; // a drag that only crosses the window stays unnoticed
// Between two widgets of the window a drag leaves one before it enters the other.
constexpr auto kHideAfter = 50ms;

// Covers the whole window while files hover over it.
class DropOverlay : public QWidget
{
public:
    DropOverlay(QWidget &window, const ChatStyle &style) : QWidget(&window), m_style(style)
    {
        setObjectName(u"dropOverlay"_s);
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setAccessibleName(DropZone::tr("Drop files to attach them"));
        hide();
    }

    void setChatStyle(const ChatStyle &style)
    {
        m_style = style;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const ChatColors &colors = m_style.colors();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QColor veil = colors.window;
        veil.setAlphaF(0.92F);
        painter.fillRect(rect(), veil);

        const qreal inset = m_style.px(16);
        const qreal radius = m_style.px(20);
        QColor tint = colors.link;
        tint.setAlphaF(0.08F);
        QPen dashes(colors.link, m_style.px(2), Qt::CustomDashLine, Qt::RoundCap);
        dashes.setDashPattern({4, 4});
        painter.setPen(dashes);
        painter.setBrush(tint);
        painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), radius,
                                radius);

        // Symbol, title and hint, one below the other in the middle.
        const int disc = m_style.px(72);
        const int gap = m_style.px(12);
        const QRect words = rect().adjusted(m_style.px(32), 0, -m_style.px(32), 0);
        const int flags = Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap;
        const QString title = DropZone::tr("Drop files to attach them");
        const QString hint = DropZone::tr("Nothing leaves before you press Send.");
        const int titleHeight
            = QFontMetrics(m_style.title()).boundingRect(words, flags, title).height();
        const int hintHeight
            = QFontMetrics(m_style.body()).boundingRect(words, flags, hint).height();
        int y = (height() - disc - gap - titleHeight - m_style.px(4) - hintHeight) / 2;
        const QRectF circle((width() - disc) / 2.0, y, disc, disc);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.userBubble);
        painter.drawEllipse(circle);
        const qreal margin = disc * 0.27;
        drawSymbol(painter, Symbol::Attach, circle.adjusted(margin, margin, -margin, -margin),
                   colors.userText);
        y += disc + gap;
        painter.setPen(colors.text);
        painter.setFont(m_style.title());
        painter.drawText(QRect(words.x(), y, words.width(), titleHeight), flags, title);
        y += titleHeight + m_style.px(4);
        painter.setPen(colors.muted);
        painter.setFont(m_style.body());
        painter.drawText(QRect(words.x(), y, words.width(), hintHeight), flags, hint);
    }

private:
    ChatStyle m_style;
};

// The event goes nowhere else.
bool refuse(QDropEvent &event)
{
    event.setDropAction(Qt::IgnoreAction);
    event.ignore();
    return true;
}

bool isDragEvent(QEvent::Type type)
{
    return type == QEvent::DragEnter || type == QEvent::DragMove || type == QEvent::DragLeave
        || type == QEvent::Drop;
}

} // namespace

struct DropZone::Private
{
    Private(QWidget &target, const ChatStyle &style, std::function<void(const QMimeData &)> taker)
        : window(target), take(std::move(taker)), overlay(new DropOverlay(target, style))
    {
    }

    bool wants(const QDropEvent &event) const;
    void showSoon();
    void hideOverlay();

    QWidget &window;
    std::function<void(const QMimeData &)> take;
    DropOverlay *overlay;
    QTimer showTimer;
    QTimer hideTimer;
    bool enabled = true;
};

// Files and images from elsewhere; what is dragged out of our own window is not dropped on it.
bool DropZone::Private::wants(const QDropEvent &event) const
{
    const auto *source = qobject_cast<const QWidget *>(event.source());
    return (!source || source->window() != &window) && !offeredFiles(*event.mimeData()).isEmpty();
}

void DropZone::Private::showSoon()
{
    hideTimer.stop();
    if (!overlay->isVisible() && !showTimer.isActive())
        showTimer.start(kShowAfter);
}

void DropZone::Private::hideOverlay()
{
    showTimer.stop();
    hideTimer.stop();
    overlay->hide();
}

DropZone::DropZone(QWidget &window, const ChatStyle &style,
                   std::function<void(const QMimeData &)> take)
    : QObject(&window), d(std::make_unique<Private>(window, style, std::move(take)))
{
    // The window itself takes what no widget in it does; widgets in it that take text are seen
    // through the application's filter, whenever they were made.
    window.setAcceptDrops(true);
    qApp->installEventFilter(this);
    d->showTimer.setSingleShot(true);
    d->hideTimer.setSingleShot(true);
    connect(&d->showTimer, &QTimer::timeout, this, [this] {
        d->overlay->setGeometry(d->window.rect());
        d->overlay->raise();
        d->overlay->show();
    });
    connect(&d->hideTimer, &QTimer::timeout, this, [this] { d->hideOverlay(); });
}

DropZone::~DropZone() = default;

void DropZone::setChatStyle(const ChatStyle &style)
{
    d->overlay->setChatStyle(style);
}

void DropZone::setEnabled(bool enabled)
{
    d->enabled = enabled;
    if (!enabled)
        d->hideOverlay();
}

bool DropZone::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &d->window && event->type() == QEvent::Resize)
        d->overlay->setGeometry(d->window.rect());
    if (!isDragEvent(event->type()))
        return false;
    auto *widget = qobject_cast<QWidget *>(watched);
    if (!widget || widget->window() != &d->window)
        return false;
    if (event->type() == QEvent::DragLeave) {
        if (!d->hideTimer.isActive())
            d->hideTimer.start(kHideAfter);
        return false;
    }

    auto &drop = *static_cast<QDropEvent *>(event);
    if (!d->wants(drop)) {
        // Text and links are the business of the text field under the pointer, if there is one.
        if (widget != &d->window && !namesFiles(*drop.mimeData()))
            return false;
        return refuse(drop);
    }
    if (!d->enabled || QApplication::activeModalWidget())
        return refuse(drop);
    const bool accepted = acceptAsCopy(drop);
    if (event->type() == QEvent::Drop) {
        d->hideOverlay();
        if (accepted) {
            d->window.activateWindow();
            d->take(*drop.mimeData());
        }
    } else if (accepted) {
        d->showSoon();
    }
    return true;
}

} // namespace botline
