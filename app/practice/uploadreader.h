#pragma once

#include "filestore.h"
#include "httpmessage.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QFile>

#include <optional>

namespace botline::practice {

// Takes the body of one upload off the wire (protocol.md §5.1): files go to disk in pieces while
// their SHA-256 is computed, so memory does not grow with a file. Both forms: multipart, and the
// raw body that is one file. Use once. Files that nobody took are removed by the destructor.
class UploadReader
{
public:
    enum class Outcome
    {
        Complete,
        TooLarge, // more than the limit; the rest was read and dropped, or not even asked for
        TooManyParts,
        Broken, // the client left, or what came is not multipart
        NotStored, // the disk refused
    };

    UploadReader(FileStore &store, qint64 byteLimit);
    ~UploadReader();

    UploadReader(const UploadReader &) = delete;
    UploadReader &operator=(const UploadReader &) = delete;

    Outcome read(const HttpRequest &request, HttpBody &body);

    // After Complete.
    std::optional<QByteArray> activity() const
    {
        return m_activity;
    } // cut one byte past kActivityBytes
    bool hasFiles() const { return !m_files.isEmpty(); }
    QList<StoredFile> takeFiles();

    static constexpr qsizetype kActivityBytes = 1024 * 1024; // 256K characters at four bytes each

private:
    void beginPart(const HttpBody::Part &part);
    void beginFile(const QString &name, const QByteArray &contentType);
    void take(QByteArrayView bytes);
    void endFile();

    FileStore &m_store;
    const qint64 m_byteLimit;
    Outcome m_outcome = Outcome::Complete;
    qint64 m_taken = 0;
    int m_parts = 0;
    bool m_inActivity = false;
    std::optional<QByteArray> m_activity;
    QFile m_file;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    QList<StoredFile> m_files;
};

} // namespace botline::practice
