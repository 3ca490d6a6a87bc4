#pragma once

#include <QtCore/QFile>
#include <QtCore/QString>

namespace botline {

// What Botline may touch on disk: the folder of one journal and the files in it that it made. The
// folder above is the user's choice and may hold anything else; nothing of that is ever followed,
// waited for, changed or removed. All functions are safe with symbolic links, pipes, devices and
// folders in place of a file: those are no files of ours. No state, no locking.
class JournalFolder
{
public:
    static constexpr QFile::Permissions kOwnersFile = QFile::ReadOwner | QFile::WriteOwner;
    static constexpr QFile::Permissions kOwnersFolder = kOwnersFile | QFile::ExeOwner;

    static QString newName(); // a random one, as isName() knows it
    static bool isName(const QString &name);

    // It proves to be the folder of one of our journals: by its name, and by a record of ours in
    // the first 64 KiB of its journal. A damaged first line alone does not hide a conversation;
    // when all of that is damaged, about.json will do.
    static bool isOurs(const QString &folder);
    // Makes a folder for the user alone, and those above it. One that is there stays as it is;
    // false when it is no folder.
    static bool make(const QString &path);
    static bool isRealFolder(const QString &path); // of ours, and no link to one
    // A regular file of this user's under one name only.
    static bool isRealFile(const QString &path);
    // There is nothing, or a regular file of ours: it can be made or replaced.
    static bool isFree(const QString &path);

    // Opens such a file and nothing else, without ever waiting. With WriteOnly in `mode` it is made
    // when missing; it is never truncated. False with a reason in file.errorString() or `why`.
    static bool open(QFile &file, const QString &path, QFile::OpenMode mode,
                     QString *why = nullptr);
    static QByteArray readStart(const QString &path, qint64 most); // {} when it cannot be

    static qint64 size(const QString &folder); // of what remove() would take, in bytes
    // Removes the files that a journal has, then the folder if nothing else is left in it.
    static void remove(const QString &folder);
};

} // namespace botline
