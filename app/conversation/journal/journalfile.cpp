#include "journalfile.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>
#include <QtCore/QUuid>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#else
#include <io.h>
#endif

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr auto kJournal = "journal.ndjson"_L1;
constexpr auto kAbout = "about.json"_L1;
constexpr auto kDraft = "draft.json"_L1;
constexpr auto kFiles = "files"_L1;
constexpr auto kLock = "lock"_L1;
constexpr auto kWhole = "whole"_L1;
constexpr qint64 kLargestSmallFile = 4 * 1024 * 1024;
constexpr qint64 kHead = 64 * 1024;
constexpr QFile::Permissions kOwnersFile = QFile::ReadOwner | QFile::WriteOwner;
constexpr QFile::Permissions kOwnersFolder = kOwnersFile | QFile::ExeOwner;

struct T
{
    Q_DECLARE_TR_FUNCTIONS(Journal)
};

bool makeOwnersFolder(const QString &path)
{
    if (QFileInfo(path).isDir())
        return QFile::setPermissions(path, kOwnersFolder);
    const QFileInfo info(path);
    return QDir().mkpath(info.path()) && QDir(info.path()).mkdir(info.fileName(), kOwnersFolder);
}

bool waitForDisk(int handle)
{
#if defined(Q_OS_LINUX)
    return fdatasync(handle) == 0;
#elif defined(Q_OS_UNIX)
    return fsync(handle) == 0;
#else
    return _commit(handle) == 0;
#endif
}

// That a file is new stands in its folder, which has to reach the disk as well.
void waitForFolder(const QString &path)
{
#ifdef Q_OS_UNIX
    const int handle = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (handle < 0)
        return;
    fsync(handle);
    ::close(handle);
#else
    Q_UNUSED(path)
#endif
}

QByteArray readSmall(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(kLargestSmallFile) : QByteArray();
}

} // namespace

JournalFile::JournalFile(const QString &folder, std::unique_ptr<QLockFile> lock)
    : m_folder(folder),
      m_lock(std::move(lock)),
      m_file(folder + u'/' + kJournal),
      m_truncated(!QFile::exists(folder + u'/' + kWhole))
{
}

JournalFile::~JournalFile()
{
    if (!m_broken && m_file.isOpen())
        sync();
}

std::unique_ptr<JournalFile> JournalFile::create(const QString &parent, QString *why)
{
    const QString folder = parent + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (!makeOwnersFolder(parent) || !makeOwnersFolder(folder)) {
        *why = T::tr("This conversation cannot be kept: %1 cannot be written to.")
                   .arg(QDir::toNativeSeparators(parent));
        return nullptr;
    }
    auto made = open(folder, why);
    if (made) {
        made->clearTruncated();
        waitForFolder(folder);
        waitForFolder(parent);
    } else {
        QDir(folder).removeRecursively();
    }
    return made;
}

std::unique_ptr<JournalFile> JournalFile::open(const QString &folder, QString *why)
{
    auto lock = std::make_unique<QLockFile>(folder + u'/' + kLock);
    lock->setStaleLockTime(0); // stale only when its process is gone
    if (!lock->tryLock(0)) {
        *why = lock->error() == QLockFile::LockFailedError
            ? T::tr("This conversation is open in another Botline window, which keeps it. What is "
                    "said here is not kept.")
            : T::tr("This conversation cannot be kept: %1 cannot be written to.")
                  .arg(QDir::toNativeSeparators(folder));
        return nullptr;
    }
    QFile::setPermissions(folder + u'/' + kLock, kOwnersFile);
    std::unique_ptr<JournalFile> file(new JournalFile(folder, std::move(lock)));
    return file->openForAppending(why) ? std::move(file) : nullptr;
}

bool JournalFile::openForAppending(QString *why)
{
    if (!m_file.open(QIODevice::ReadWrite | QIODevice::Append | QIODevice::Unbuffered,
                     kOwnersFile)) {
        *why = T::tr("This conversation cannot be kept: %1.").arg(m_file.errorString());
        return false;
    }
    m_size = m_file.size();
    return true;
}

QByteArray JournalFile::read(qint64 most) const
{
    QFile file(m_file.fileName());
    if (!file.open(QIODevice::ReadOnly))
        return {};
    if (file.size() > most) {
        file.seek(file.size() - most - 1);
        file.readLine(); // what remains of a line
    }
    return file.readAll();
}

QByteArray JournalFile::readHead(const QString &folder)
{
    QFile file(folder + u'/' + kJournal);
    return file.open(QIODevice::ReadOnly) ? file.read(kHead) : QByteArray();
}

QDateTime JournalFile::lastWritten(const QString &folder)
{
    return QFileInfo(folder + u'/' + kJournal).lastModified().toUTC();
}

void JournalFile::cutTo(qint64 size)
{
    if (size < m_size && m_file.resize(size))
        m_size = size;
    // The last line may lack its end without lacking anything else.
    QFile file(m_file.fileName());
    if (m_size > 0 && file.open(QIODevice::ReadOnly) && file.seek(m_size - 1)
        && file.read(1) != "\n") {
        QString why;
        append("\n", &why);
    }
}

bool JournalFile::append(const QByteArray &lines, QString *why)
{
    if (m_broken)
        return false;
    if (m_file.write(lines) != lines.size()) {
        *why = T::tr("This conversation can no longer be kept: %1. What is said from here on is "
                     "lost when Botline ends.")
                   .arg(m_file.errorString());
        m_file.resize(m_size); // without the part that fitted
        setTruncated();
        return false;
    }
    m_size += lines.size();
    m_synced = false;
    return true;
}

void JournalFile::clearTruncated()
{
    QFile mark(m_folder + u'/' + kWhole);
    m_truncated = !mark.open(QIODevice::WriteOnly, kOwnersFile);
}

// Removing needs no room on a full disk.
void JournalFile::setTruncated()
{
    m_broken = true;
    m_truncated = true;
    QFile::remove(m_folder + u'/' + kWhole);
    waitForFolder(m_folder);
}

bool JournalFile::sync()
{
    if (!m_synced && !m_broken)
        m_synced = waitForDisk(m_file.handle());
    return m_synced;
}

bool JournalFile::replace(const QByteArray &content)
{
    if (m_broken || !writeWhole(kJournal, content))
        return false;
    waitForFolder(m_folder); // or a power cut could bring back the old one without what follows
    m_file.close(); // it is the old one, which no longer has a name
    QString why;
    if (!openForAppending(&why)) {
        setTruncated();
        return false;
    }
    m_synced = true;
    return true;
}

// QSaveFile waits for the disk before the new file takes the old one's name.
bool JournalFile::writeWhole(const QString &name, const QByteArray &content)
{
    QSaveFile file(m_folder + u'/' + name);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.setPermissions(kOwnersFile);
    file.write(content);
    return file.commit();
}

void JournalFile::writeAbout(const QByteArray &json)
{
    writeWhole(kAbout, json);
}

void JournalFile::writeDraft(const QByteArray &json)
{
    if (json.isEmpty())
        QFile::remove(m_folder + u'/' + kDraft);
    else
        writeWhole(kDraft, json);
}

QByteArray JournalFile::draft() const
{
    return readSmall(m_folder + u'/' + kDraft);
}

QByteArray JournalFile::readAbout(const QString &folder)
{
    return readSmall(folder + u'/' + kAbout);
}

QString JournalFile::keep(const QString &path)
{
    if (const QString known = m_keptOf.value(path); !known.isEmpty())
        return known;
    const QString name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (!makeOwnersFolder(m_folder + u'/' + kFiles) || !QFile::copy(path, pathOf(name)))
        return {};
    QFile copy(pathOf(name));
    copy.setPermissions(kOwnersFile);
    if (copy.open(QIODevice::ReadWrite))
        waitForDisk(copy.handle());
    m_keptOf.insert(path, name);
    return name;
}

QString JournalFile::pathOf(const QString &kept) const
{
    return m_folder + u'/' + kFiles + u'/' + kept;
}

void JournalFile::keepOnly(const QSet<QString> &kept)
{
    const QDir files(m_folder + u'/' + kFiles);
    const QStringList names = files.entryList(QDir::Files | QDir::Hidden);
    for (const QString &name : names) {
        if (!kept.contains(name))
            QFile::remove(files.filePath(name));
    }
    m_keptOf.removeIf([&kept](const std::pair<const QString &, QString &> &copy) {
        return !kept.contains(copy.second);
    });
}

void JournalFile::forget()
{
    m_broken = true; // nothing is to come into being again
    m_file.close();
    m_lock->unlock();
    QDir(m_folder).removeRecursively();
}

} // namespace botline
