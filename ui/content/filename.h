#pragma once

#include <QtCore/QString>

namespace botline {

// A harmless name for saving (protocol.md §8.8): last path component, no separators, controls, bidi
// marks, leading dots; reserved device names prefixed; at most 120 UTF-8 bytes; "attachment" when
// nothing is left.
QString safeFileName(const QString &suggested);
// Saving such a type needs a second question.
bool isExecutableName(const QString &name);

} // namespace botline
