#include "journalfolder.h"

#include "journalreader.h"

#include "app/directline/json.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtCore/QUuid>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr qint64 kHead = 64 * 1024;

#ifdef Q_OS_UNIX
bool isOwnFile(const struct stat &status)
{
    return S_ISREG(status.st_mode) && status.st_uid == geteuid() && status.st_nlink == 1;
}
#endif

// The names that a journal's files have, those included that QSaveFile and QLockFile leave behind
// when the process is killed.
bool isJournalsName(const QString &name)
{
    static const QRegularExpression names(
        u"\\A(?:(?:journal\\.ndjson|about\\.json|draft\\.json)(?:\\.[A-Za-z]{6})?|whole|lock"
        "|lock\\.rmlock)\\z"_s);
    return names.match(name).hasMatch();
}

// Copies of pasted files: named by us, and for the user alone.
bool isKeptCopy(const QFileInfo &file)
{
    constexpr QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
        | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
#ifdef Q_OS_UNIX
    if (file.permissions() & others)
        return false;
#else
    Q_UNUSED(others)
#endif
    return JournalFolder::isName(file.fileName());
}

template <typename Visit> void visitFiles(const QString &folder, const Visit &visit)
{
    constexpr QDir::Filters all = QDir::Files | QDir::System | QDir::Hidden;
    const QString copies = folder + "/files"_L1;
    if (JournalFolder::isRealFolder(copies)) {
        const QFileInfoList entries = QDir(copies).entryInfoList(all);
        for (const QFileInfo &entry : entries) {
            if (JournalFolder::isRealFile(entry.filePath()) && isKeptCopy(entry))
                visit(entry);
        }
    }
    const QFileInfoList entries = QDir(folder).entryInfoList(all);
    for (const QFileInfo &entry : entries) {
        if (isJournalsName(entry.fileName()) && JournalFolder::isRealFile(entry.filePath()))
            visit(entry);
    }
}

} // namespace

QString JournalFolder::newName()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

bool JournalFolder::isName(const QString &name)
{
    const QUuid id = QUuid::fromString(name);
    return id.version() == QUuid::Random && id.toString(QUuid::WithoutBraces) == name;
}

bool JournalFolder::isOurs(const QString &folder)
{
    const QString journal = folder + "/journal.ndjson"_L1;
    if (!isName(QFileInfo(folder).fileName()) || !isRealFolder(folder) || !isRealFile(journal))
        return false;
    bool found = false;
    JournalReader::read(readStart(journal, kHead), [&](journal::Record &&record, QByteArrayView) {
        found = found || !std::holds_alternative<journal::Other>(record);
    });
    if (found)
        return true;
    const QByteArray about = readStart(folder + "/about.json"_L1, kHead);
    const auto record = journal::fromLine(about);
    return record && std::holds_alternative<journal::Connection>(*record)
        && directline::parseTimestamp(
               directline::json::text(QJsonDocument::fromJson(about).object(), "used"_L1))
               .isValid();
}

bool JournalFolder::make(const QString &path)
{
    const QFileInfo info(path);
    if (info.exists())
        return info.isDir();
    return QDir().mkpath(info.path()) && QDir(info.path()).mkdir(info.fileName(), kOwnersFolder);
}

bool JournalFolder::isRealFolder(const QString &path)
{
#ifdef Q_OS_UNIX
    struct stat status = {};
    return lstat(QFile::encodeName(path).constData(), &status) == 0 && S_ISDIR(status.st_mode)
        && status.st_uid == geteuid();
#else
    const QFileInfo info(path);
    return info.isDir() && !info.isSymLink() && !info.isJunction();
#endif
}

bool JournalFolder::isRealFile(const QString &path)
{
#ifdef Q_OS_UNIX
    struct stat status = {};
    return lstat(QFile::encodeName(path).constData(), &status) == 0 && isOwnFile(status);
#else
    const QFileInfo info(path);
    return info.isFile() && !info.isSymLink();
#endif
}

bool JournalFolder::isFree(const QString &path)
{
    const QFileInfo info(path);
    return (!info.exists() && !info.isSymLink()) || isRealFile(path);
}

bool JournalFolder::open(QFile &file, const QString &path, QFile::OpenMode mode, QString *why)
{
#ifdef Q_OS_UNIX
    const bool writes = mode & QFile::WriteOnly;
    int flags = O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    flags |= !writes ? O_RDONLY : mode & QFile::ReadOnly ? O_RDWR | O_CREAT : O_WRONLY | O_CREAT;
    if (mode & QFile::Append)
        flags |= O_APPEND;
    const int handle = ::open(QFile::encodeName(path).constData(), flags, S_IRUSR | S_IWUSR);
    struct stat status = {};
    const bool usable = handle >= 0 && fstat(handle, &status) == 0;
    if (!usable || !isOwnFile(status)) {
        if (why)
            *why = usable ? QFile::tr("not a regular file of yours") : qt_error_string(errno);
        if (handle >= 0)
            ::close(handle);
        return false;
    }
    return file.open(handle, mode, QFile::AutoCloseHandle);
#else
    file.setFileName(path);
    const bool opened = isFree(path)
        && file.open(mode & QFile::WriteOnly ? mode | QFile::Append : mode, kOwnersFile);
    if (!opened && why)
        *why = file.errorString();
    return opened;
#endif
}

QByteArray JournalFolder::readStart(const QString &path, qint64 most)
{
    QFile file;
    return open(file, path, QFile::ReadOnly) ? file.read(most) : QByteArray();
}

qint64 JournalFolder::size(const QString &folder)
{
    qint64 size = 0;
    visitFiles(folder, [&size](const QFileInfo &file) { size += file.size(); });
    return size;
}

void JournalFolder::remove(const QString &folder)
{
    if (!isName(QFileInfo(folder).fileName()) || !isRealFolder(folder))
        return;
    visitFiles(folder, [](const QFileInfo &file) { QFile::remove(file.filePath()); });
    const QString copies = folder + "/files"_L1;
    if (isRealFolder(copies)
        && QDir(copies).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System
                                | QDir::NoDotAndDotDot))
        QDir().rmdir(copies);
    QDir().rmdir(folder); // does nothing while anything else is in it
}

} // namespace botline
