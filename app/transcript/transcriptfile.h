#pragma once

#include <QtCore/QString>

class QJsonArray;

namespace botline {

// Writes a transcript, a JSON array of activities, whole or not at all: UTF-8 without a byte order
// mark, two spaces an indentation, members in alphabetical order. For the user's eyes only (mode
// 0600), and without the keys that links to attachments carry. False: `why` is one sentence.
bool writeTranscript(const QJsonArray &activities, const QString &path, QString *why);

} // namespace botline
