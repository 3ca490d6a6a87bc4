#pragma once

#include <QtCore/QString>

class QJsonArray;

namespace botline {

// Writes a transcript (a JSON array of activities) whole or not at all. False: `why` is one
// sentence.
bool writeTranscript(const QJsonArray &activities, const QString &path, QString *why);

} // namespace botline
