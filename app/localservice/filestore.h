#pragma once

#include "storedfile.h"

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QTemporaryDir>

#include <memory>
#include <mutex>
#include <optional>

namespace botline::localservice {

// The uploads of one run, in a private temporary folder that is made with the first one and goes
// with this object. Thread-safe.
class FileStore
{
public:
    // A path for one more file, or "" when there is no place for files.
    QString newPath();

    // Keeps the files of one upload. Answers the upload's id within its conversation's links.
    QString add(const QString &conversationId, const QList<StoredFile> &files);

    std::optional<StoredFile> find(const QString &conversationId, const QString &uploadId,
                                   int index) const;

private:
    mutable std::mutex m_mutex;
    std::unique_ptr<QTemporaryDir> m_folder;
    qint64 m_files = 0;
    qint64 m_uploads = 0;
    QHash<QString, QList<StoredFile>> m_byUpload; // "<conversation>/<upload>"
};

// The last component of a name from the network without separators, control and bidi characters,
// leading and trailing dots and spaces; at most 120 UTF-8 bytes, keeping the extension; never
// empty.
QString storedFileName(const QString &name);

// "type/subtype" without parameters, in lower case; application/octet-stream for anything else.
QByteArray storedContentType(const QByteArray &contentType);

} // namespace botline::localservice
