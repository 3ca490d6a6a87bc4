#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace botline::localservice {

// A file that a client uploaded, as it lies on disk.
struct StoredFile
{
    QString path;
    QString name; // safe: one path component without surprises
    QByteArray contentType; // safe: "type/subtype"
    qint64 size = 0;
    QByteArray sha256; // hex
};

} // namespace botline::localservice
