#include "imageviewer.h"

#include "icons.h"

#include "ui/content/contentloader.h"
#include "ui/content/safetextdocument.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QShortcut>
#include <QtGui/QWheelEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

ImageViewer::ImageViewer(const ChatStyle &style, ContentLoader &content, const QString &address,
                         const QString &name, bool trustedLocal, QWidget *parent)
    : QDialog(parent),
      m_picture(new QLabel(this)),
      m_area(new QScrollArea(this)),
      m_copy(new QToolButton(this)),
      m_facts(new QLabel(this))
{
    const QString shownName = name.isEmpty() ? tr("Image") : singleLine(name);
    setObjectName(u"imageViewer"_s);
    setWindowTitle(shownName);
    resize(style.px(720), style.px(560));
    setAttribute(Qt::WA_DeleteOnClose);

    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setTextFormat(Qt::PlainText);
    m_picture->setText(tr("Loading…"));
    m_picture->setAccessibleName(shownName);
    m_area->setWidget(m_picture);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setProperty("look", u"muted"_s);
    m_facts->setFont(style.small());

    auto *save = new QToolButton(this);
    const auto dress = [&style](QToolButton *button, Symbol symbol, const QString &words) {
        button->setProperty("look", u"flat"_s);
        button->setIcon(symbolIcon(symbol, style.colors().text));
        button->setIconSize(QSize(style.px(20), style.px(20)));
        button->setToolTip(words);
        button->setAccessibleName(words);
    };
    dress(m_copy, Symbol::Copy, tr("Copy image"));
    dress(save, Symbol::Download, tr("Save as…"));
    m_copy->setEnabled(false);

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(style.px(12), style.px(6), style.px(12), style.px(6));
    bar->addWidget(m_facts, 1);
    bar->addWidget(m_copy);
    bar->addWidget(save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_area, 1);
    column->addLayout(bar);

    connect(m_copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setImage(m_image); });
    connect(save, &QToolButton::clicked, this,
            [this, address, name] { Q_EMIT saveRequested(address, name); });
    const auto shortcut = [this](const QKeySequence &keys, auto action) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, action);
    };
    shortcut(QKeySequence::ZoomIn, [this] { zoomBy(1.25); });
    shortcut(QKeySequence(Qt::CTRL | Qt::Key_Equal), [this] { zoomBy(1.25); });
    shortcut(QKeySequence::ZoomOut, [this] { zoomBy(0.8); });
    shortcut(QKeySequence(Qt::CTRL | Qt::Key_0), [this] { fit(); });

    content.image(
        address, 0, this,
        [this](const ContentLoader::ImageResult &result) {
            if (result.image.isNull()) {
                m_picture->setText(result.message);
                return;
            }
            m_image = result.image;
            m_copy->setEnabled(true);
            fit();
        },
        trustedLocal);
}

void ImageViewer::fit()
{
    m_fits = true;
    const QSize room = m_area->viewport()->size();
    // Small images are shown as they are, not blown up.
    m_zoom = std::min({1.0, room.width() / double(std::max(1, m_image.width())),
                       room.height() / double(std::max(1, m_image.height()))});
    present();
}

void ImageViewer::zoomBy(double factor)
{
    if (m_image.isNull())
        return;
    m_fits = false;
    // 4000 px a side is plenty to look at and keeps the scaled copy below 64 MB.
    const double most = 4000.0 / std::max({1, m_image.width(), m_image.height()});
    m_zoom = std::clamp(m_zoom * factor, std::min(0.05, most), std::max(1.0, most));
    present();
}

void ImageViewer::present()
{
    if (m_image.isNull())
        return;
    const double ratio = devicePixelRatioF();
    QPixmap pixmap
        = QPixmap::fromImage(m_image.scaled((QSizeF(m_image.size()) * m_zoom * ratio).toSize(),
                                            Qt::KeepAspectRatio, Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(ratio);
    m_picture->setPixmap(pixmap);
    m_facts->setText(tr("%1 × %2 pixels · %3 %")
                         .arg(m_image.width())
                         .arg(m_image.height())
                         .arg(qRound(m_zoom * 100)));
}

void ImageViewer::wheelEvent(QWheelEvent *event)
{
    if (event->angleDelta().y() != 0)
        zoomBy(event->angleDelta().y() > 0 ? 1.25 : 0.8);
    event->accept();
}

void ImageViewer::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    if (m_fits && !m_image.isNull())
        fit();
}

} // namespace botline
