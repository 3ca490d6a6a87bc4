#pragma once

#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtCore/QHash>
#include <QtCore/QLockFile>
#include <QtCore/QSet>

#include <memory>
#include <optional>

namespace botline {

// One journal on disk: a folder of its own, readable by the user alone (0700, files 0600; dossier
// §8.13), with a name that says nothing. In it:
//
//   journal.ndjson   the records, only ever appended to; rewritten whole by replace() alone
//   about.json       whom it is with, to find it by; what the journal says counts
//   draft.json       what is being written
//   files/           copies of pasted files
//   whole            there unless the disk refused a record: see isTruncated()
//   lock             held while a process has it open
//
// What reaches the disk when: append() hands its bytes to the operating system at once, so that
// killing Botline loses at most the line being written. sync() waits for the disk (fdatasync), so
// that a power cut loses nothing from before it either. Who appends decides what is worth waiting:
// see ConversationJournal.
//
// After a failed append() nothing more is written, and whoever reads it later is told.
class JournalFile
{
public:
    // A new one in `parent`, which is made when missing. nullptr and a sentence when it cannot be.
    static std::unique_ptr<JournalFile> create(const QString &parent, QString *why);
    // nullptr and a sentence also when another process, or another part of this one, has it open.
    static std::unique_ptr<JournalFile> open(const QString &folder, QString *why);
    ~JournalFile();
    JournalFile(const JournalFile &) = delete;
    JournalFile &operator=(const JournalFile &) = delete;

    const QString &folder() const { return m_folder; }
    // At most the last `most` bytes, from the beginning of a line.
    QByteArray read(qint64 most) const;
    // The beginning of a folder's journal, without locking: enough for its first records.
    static QByteArray readHead(const QString &folder);
    qint64 size() const { return m_size; }
    // Appending begins behind this much: what a torn line left goes.
    void cutTo(qint64 size);

    // `lines` end with a line break. False and a sentence, once, when the disk refused.
    bool append(const QByteArray &lines, QString *why);
    bool sync();
    bool isSynced() const { return m_synced; }
    // Everything anew, in one step: whoever reads sees the old or the new.
    bool replace(const QByteArray &content);

    void writeAbout(const QByteArray &json);
    void writeDraft(const QByteArray &json); // empty: removes it
    QByteArray draft() const;

    // Copies a file of somebody else's beside the journal. The copy's name, "" when that failed.
    QString keep(const QString &path);
    QString pathOf(const QString &kept) const;
    void keepOnly(const QSet<QString> &kept); // removes the other copies

    // The disk refused records after the last one: what they said is unknown.
    bool isTruncated() const { return m_truncated; }
    void clearTruncated(); // the journal is complete again
    // Removes the folder and all that is in it.
    void forget();

    static QByteArray readAbout(const QString &folder); // likewise; {} when there is none
    static QDateTime lastWritten(const QString &folder);

private:
    JournalFile(const QString &folder, std::unique_ptr<QLockFile> lock);
    bool openForAppending(QString *why);
    void setTruncated();
    bool writeWhole(const QString &name, const QByteArray &content);

    QString m_folder;
    std::unique_ptr<QLockFile> m_lock;
    QFile m_file;
    qint64 m_size = 0;
    bool m_synced = true;
    bool m_broken = false;
    bool m_truncated = false;
    QHash<QString, QString> m_keptOf; // path -> name of the copy
};

} // namespace botline
