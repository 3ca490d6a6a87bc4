#pragma once

#include <QtCore/QByteArray>

namespace botline::test {

// An animated picture of `frames` plain colours, `delayCs` hundredths of a second each, that begins
// anew for ever. At most 100 × 100 pixels.
QByteArray gifOf(int frames, int side = 8, int delayCs = 2);

} // namespace botline::test
