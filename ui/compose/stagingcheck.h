#pragma once

#include "app/conversation/sending/stagedfile.h"

#include <QtCore/QStringList>

#include <optional>

class QDropEvent;
class QMimeData;

namespace botline {

// The file as it is on disk now, or nullopt and a sentence: vanished, a folder, no ordinary file,
// unreadable, empty, alone larger than `limit` bytes. Name, type and temporary of `file` stay when
// they are set.
std::optional<StagedFile> inspectedFile(const StagedFile &file, qint64 limit, QString *why);

// What a drop or the clipboard offers us. Text with an image beside it (a spreadsheet's cells)
// counts as text; an image with its web address beside it counts as an image.
struct OfferedFiles
{
    QStringList paths;
    bool hasImage = false;

    bool isEmpty() const { return paths.isEmpty() && !hasImage; }
};
OfferedFiles offeredFiles(const QMimeData &data);
// True when a file address is in it, also one that offeredFiles() cannot use.
bool namesFiles(const QMimeData &data);

// Accepts a drag or drop as a copy. Never as a move: the other program would delete its file then.
// False, and the event is refused, when the other side offers neither copy nor link.
bool acceptAsCopy(QDropEvent &event);

// The image of `data` as a PNG that is deleted with its last StagedFile; the clipboard's own PNG is
// taken as it is. nullopt and a sentence when that failed.
std::optional<StagedFile> stagedImage(const QMimeData &data, QString *why);

// "1.83 MiB" in the user's locale.
QString sizeText(qint64 bytes);
// Two sizes that must not look the same unless they are.
std::pair<QString, QString> sizeTexts(qint64 bytes, qint64 limit);
// A file's name as part of a sentence: one line, harmless, not too long.
QString quotableName(const QString &name);

} // namespace botline
