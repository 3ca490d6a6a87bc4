#pragma once

#include "contentloader.h"

#include <QtCore/QByteArray>

class QIODevice;

namespace botline {

// Decodes a picture within the limits, whatever a stranger put into it (protocol.md §8.6). Safe to
// call on any thread. Formats are told by their first bytes: png, jpeg, gif, webp, bmp and nothing
// else. Of an animation the first frame is taken, and all of its bytes when it may be played.
ContentLoader::ImageResult decodeImage(QIODevice &device, int maxSide, const ContentLimits &limits);
ContentLoader::ImageResult decodeImage(const QByteArray &bytes, int maxSide,
                                       const ContentLimits &limits);

} // namespace botline
