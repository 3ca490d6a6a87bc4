#include "imagedecoder.h"

#include <QtCore/QBuffer>
#include <QtCore/QCoreApplication>
#include <QtGui/QImageReader>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

using Trouble = ContentLoader::Trouble;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(botline::ImageDecoder)
};

QByteArray formatOf(const QByteArray &start)
{
    if (start.startsWith("\x89PNG\r\n\x1a\n"))
        return "png";
    if (start.startsWith("\xff\xd8\xff"))
        return "jpeg";
    if (start.startsWith("GIF87a") || start.startsWith("GIF89a"))
        return "gif";
    if (start.startsWith("RIFF") && start.mid(8, 4) == "WEBP")
        return "webp";
    if (start.startsWith("BM"))
        return "bmp";
    return {};
}

bool looksLikeSvg(const QByteArray &start)
{
    const QByteArray trimmed = start.trimmed();
    return trimmed.startsWith("<svg") || (trimmed.startsWith("<?xml") && start.contains("<svg"));
}

// All of the picture when it is an animation that may be played.
QByteArray animationIn(QIODevice &device, const QByteArray &format, const ContentLimits &limits)
{
    if (format != "gif" && format != "webp")
        return {};
    device.seek(0);
    QImageReader reader(&device, format);
    const QSize size = reader.size();
    const int frames = reader.supportsAnimation() ? reader.imageCount() : 0;
    if (frames < 2 || frames > limits.frames
        || qint64(size.width()) * size.height() > limits.framePixels
        || device.size() > limits.imageBytes)
        return {};
    device.seek(0);
    return device.readAll();
}

ContentLoader::ImageResult failed(Trouble trouble, const QString &message)
{
    return {{}, trouble, message, {}};
}

} // namespace

ContentLoader::ImageResult decodeImage(QIODevice &device, int maxSide, const ContentLimits &limits)
{
    const QByteArray start = device.peek(512);
    const QByteArray format = formatOf(start);
    if (format.isEmpty())
        return looksLikeSvg(start)
            ? failed(Trouble::Refused,
                     Words::tr("SVG pictures can contain programs. Botline does not show them."))
            : failed(Trouble::Unreadable,
                     Words::tr("This is not a picture that Botline can show."));

    QImageReader reader(&device, format);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    if (!reader.canRead())
        return failed(Trouble::Unreadable,
                      Words::tr("The picture is damaged, or its format (%1) cannot be shown here.")
                          .arg(QString::fromLatin1(format)));

    const QSize size = reader.size();
    if (size.isEmpty())
        return failed(Trouble::Unreadable, Words::tr("The picture is damaged."));
    if (size.width() > limits.side || size.height() > limits.side
        || qint64(size.width()) * size.height() > limits.pixels)
        return failed(Trouble::TooLarge,
                      Words::tr("The picture is too large to be shown: %1 × %2 pixels.")
                          .arg(size.width())
                          .arg(size.height()));

    if (maxSide > 0 && (size.width() > maxSide || size.height() > maxSide))
        reader.setScaledSize(
            size.scaled(maxSide, maxSide, Qt::KeepAspectRatio).expandedTo(QSize(1, 1)));
    ContentLoader::ImageResult result;
    if (!reader.read(&result.image) || result.image.isNull())
        return failed(Trouble::Unreadable, Words::tr("The picture is damaged."));
    const bool turned = reader.transformation() & QImageIOHandler::TransformationRotate90;
    result.naturalSize = turned ? size.transposed() : size;
    // What a painter takes without converting it each time.
    result.image.convertTo(result.image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied
                                                          : QImage::Format_RGB32);
    result.animation = animationIn(device, format, limits);
    return result;
}

ContentLoader::ImageResult decodeImage(const QByteArray &bytes, int maxSide,
                                       const ContentLimits &limits)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    return decodeImage(buffer, maxSide, limits);
}

} // namespace botline
