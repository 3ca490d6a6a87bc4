#pragma once

#include "filestore.h"
#include "http/multipartparser.h"
#include "http/servermessage.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QFile>

#include <functional>
#include <optional>

namespace botline::localservice {

// Takes the body of one upload off the wire (protocol.md §5.1): files go to disk in pieces while
// their SHA-256 is computed, so memory does not grow with a file. Both forms: multipart, and the
// raw body that is one file. Files that nobody took are removed by the destructor.
class UploadReceiver final : public BodyReceiver
{
public:
    enum class Outcome
    {
        Complete,
        TooLarge,
        TooManyParts,
        Broken, // what came is not multipart
        NotStored, // the disk refused
    };
    // Called once, as soon as the outcome is certain. What comes afterwards is dropped.
    using Done = std::function<void(UploadReceiver &receiver, Outcome outcome)>;

    UploadReceiver(FileStore &store, qint64 byteLimit, const ServerRequest &request, Done done);
    ~UploadReceiver() override;

    UploadReceiver(const UploadReceiver &) = delete;
    UploadReceiver &operator=(const UploadReceiver &) = delete;

    void take(QByteArrayView bytes) override;
    void complete() override;

    // After Complete. The activity is cut one byte past kActivityBytes.
    std::optional<QByteArray> activity() const { return m_activity; }
    bool hasFiles() const { return !m_files.isEmpty(); }
    QList<StoredFile> takeFiles();

    static constexpr qsizetype kActivityBytes = 1024 * 1024; // 256K characters at four bytes each

private:
    void beginPart(const MultipartParser::Part &part);
    void beginFile(const QString &name, const QByteArray &contentType);
    void takeContent(QByteArrayView bytes);
    void endFile();
    void fail(Outcome outcome);

    FileStore &m_store;
    const qint64 m_byteLimit;
    Done m_done; // empty once called
    std::optional<MultipartParser> m_multipart; // none for a raw body
    QString m_rawName; // of the one file
    QByteArray m_rawType;
    bool m_hasRawFile = false;
    qint64 m_taken = 0;
    int m_parts = 0;
    bool m_inActivity = false;
    std::optional<QByteArray> m_activity;
    QFile m_file;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    QList<StoredFile> m_files;
};

} // namespace botline::localservice
