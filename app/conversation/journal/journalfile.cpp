#include "journalfile.h"

#include "journalfolder.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>

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

struct T
{
    Q_DECLARE_TR_FUNCTIONS(Journal)
};

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

void removeOwn(const QString &path)
{
    if (JournalFolder::isRealFile(path))
        QFile::remove(path);
}

} // namespace

JournalFile::JournalFile(const QString &folder, std::unique_ptr<QLockFile> lock)
    : m_folder(folder),
      m_lock(std::move(lock)),
      m_cutShort(!JournalFolder::isRealFile(folder + u'/' + kWhole))
{
}

JournalFile::~JournalFile()
{
    if (!m_broken && m_file.isOpen())
        sync();
}

std::unique_ptr<JournalFile> JournalFile::create(const QString &parent, QString *why)
{
    const QString folder = parent + u'/' + JournalFolder::newName();
    if (!JournalFolder::make(parent) || !JournalFolder::make(folder)) {
        *why = T::tr("This conversation cannot be kept: %1 cannot be written to.")
                   .arg(QDir::toNativeSeparators(parent));
        return nullptr;
    }
    auto made = lockAndOpen(folder, why);
    if (made) {
        made->markWhole();
        waitForFolder(folder);
        waitForFolder(parent);
    } else {
        JournalFolder::remove(folder);
    }
    return made;
}

std::unique_ptr<JournalFile> JournalFile::open(const QString &folder, QString *why)
{
    if (!JournalFolder::isOurs(folder)) {
        *why = T::tr("This conversation cannot be opened: %1 is no folder of a conversation.")
                   .arg(QDir::toNativeSeparators(folder));
        return nullptr;
    }
    return lockAndOpen(folder, why);
}

std::unique_ptr<JournalFile> JournalFile::lockAndOpen(const QString &folder, QString *why)
{
    // QLockFile reads a lock that is there, and would wait for the other end of a pipe.
    const QString lockPath = folder + u'/' + kLock;
    if (!JournalFolder::isFree(lockPath) || !JournalFolder::isFree(lockPath + ".rmlock"_L1)) {
        *why = T::tr("This conversation cannot be kept: %1 cannot be written to.")
                   .arg(QDir::toNativeSeparators(folder));
        return nullptr;
    }
    auto lock = std::make_unique<QLockFile>(lockPath);
    lock->setStaleLockTime(0); // stale only when its process is gone
    if (!lock->tryLock(0)) {
        *why = lock->error() == QLockFile::LockFailedError
            ? T::tr("This conversation is open in another Botline window, which keeps it. What is "
                    "said here is not kept.")
            : T::tr("This conversation cannot be kept: %1 cannot be written to.")
                  .arg(QDir::toNativeSeparators(folder));
        return nullptr;
    }
    QFile::setPermissions(lockPath, JournalFolder::kOwnersFile);
    std::unique_ptr<JournalFile> file(new JournalFile(folder, std::move(lock)));
    return file->openForAppending(why) ? std::move(file) : nullptr;
}

bool JournalFile::openForAppending(QString *why)
{
    QString reason;
    if (!JournalFolder::open(m_file, m_folder + u'/' + kJournal,
                             QIODevice::ReadWrite | QIODevice::Append | QIODevice::Unbuffered,
                             &reason)) {
        *why = T::tr("This conversation cannot be kept: %1.").arg(reason);
        return false;
    }
    m_size = m_file.size();
    return true;
}

QByteArray JournalFile::read(qint64 most) const
{
    QFile file;
    if (!JournalFolder::open(file, m_folder + u'/' + kJournal, QIODevice::ReadOnly))
        return {};
    if (file.size() > most) {
        file.seek(file.size() - most - 1);
        file.readLine(); // what remains of a line
    }
    return file.readAll();
}

QByteArray JournalFile::readHead(const QString &folder)
{
    return JournalFolder::readStart(folder + u'/' + kJournal, kHead);
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
    QFile file;
    if (m_size > 0 && JournalFolder::open(file, m_folder + u'/' + kJournal, QIODevice::ReadOnly)
        && file.seek(m_size - 1) && file.read(1) != "\n") {
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
        markCutShort();
        return false;
    }
    m_size += lines.size();
    m_synced = false;
    return true;
}

void JournalFile::markWhole()
{
    QFile mark;
    m_cutShort = !JournalFolder::open(mark, m_folder + u'/' + kWhole, QIODevice::WriteOnly);
}

// Removing needs no room on a full disk.
void JournalFile::markCutShort()
{
    m_broken = true;
    m_cutShort = true;
    removeOwn(m_folder + u'/' + kWhole);
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
        markCutShort();
        return false;
    }
    m_synced = true;
    return true;
}

// QSaveFile waits for the disk before the new file takes the old one's name.
bool JournalFile::writeWhole(const QString &name, const QByteArray &content)
{
    const QString path = m_folder + u'/' + name;
    if (!JournalFolder::isFree(path)) // QSaveFile would follow a link
        return false;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.setPermissions(JournalFolder::kOwnersFile);
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
        removeOwn(m_folder + u'/' + kDraft);
    else
        writeWhole(kDraft, json);
}

QByteArray JournalFile::draft() const
{
    return JournalFolder::readStart(m_folder + u'/' + kDraft, kLargestSmallFile);
}

QByteArray JournalFile::readAbout(const QString &folder)
{
    return JournalFolder::readStart(folder + u'/' + kAbout, kLargestSmallFile);
}

QString JournalFile::keep(const QString &path)
{
    if (const QString known = m_keptOf.value(path); !known.isEmpty())
        return known;
    const QString name = JournalFolder::newName();
    const QString copies = m_folder + u'/' + kFiles;
    if (!JournalFolder::make(copies) || !JournalFolder::isRealFolder(copies)
        || !QFile::copy(path, pathOf(name)))
        return {};
    QFile copy(pathOf(name));
    copy.setPermissions(JournalFolder::kOwnersFile);
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
    if (JournalFolder::isRealFolder(files.path())) {
        const QStringList names = files.entryList(QDir::Files | QDir::Hidden);
        for (const QString &name : names) {
            if (JournalFolder::isName(name) && !kept.contains(name))
                removeOwn(files.filePath(name));
        }
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
    JournalFolder::remove(m_folder);
}

} // namespace botline
