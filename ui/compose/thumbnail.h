#pragma once

#include <QtCore/QSize>
#include <QtCore/QString>

#include <functional>

class QImage;
class QObject;

namespace botline {

// Decodes the image file on a worker thread, no larger than `box` (in pixels). `done` comes once on
// this thread with a null image when it is none we can show; not at all once `context` is gone.
// Huge images and vector graphics are not decoded.
void loadThumbnail(const QString &path, QSize box, QObject *context,
                   std::function<void(const QImage &image)> done);

} // namespace botline
