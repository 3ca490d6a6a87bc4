#include "thumbnail.h"

#include <QtCore/QObject>
#include <QtCore/QThreadPool>
#include <QtGui/QImage>
#include <QtGui/QImageReader>

#include <memory>

namespace botline {

namespace {

constexpr qint64 kMostPixels = 50'000'000;

// Its signal is what crosses from the worker to the caller's thread: a connection survives the end
// of either side. It gets no events itself, so the worker may delete it.
class Mailbox : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    void decoded(const QImage &image);
};

QImage decodedImage(const QString &path, QSize box)
{
    QImageReader reader(path);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (!size.isValid() || qint64(size.width()) * size.height() > kMostPixels
        || reader.format().startsWith("svg"))
        return {};
    // The box holds after turning as the camera says; it is square enough in practice to scale
    // before turning, which keeps decoding small.
    if (size.width() > box.width() || size.height() > box.height())
        reader.setScaledSize(size.scaled(box, Qt::KeepAspectRatio).expandedTo(QSize(1, 1)));
    return reader.read();
}

} // namespace

void loadThumbnail(const QString &path, QSize box, QObject *context,
                   std::function<void(const QImage &image)> done)
{
    const auto mailbox = std::make_shared<Mailbox>();
    QObject::connect(mailbox.get(), &Mailbox::decoded, context, std::move(done),
                     Qt::QueuedConnection);
    QThreadPool::globalInstance()->start(
        [mailbox, path, box] { Q_EMIT mailbox->decoded(decodedImage(path, box)); });
}

} // namespace botline

#include "thumbnail.moc"
