#pragma once

#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QTemporaryFile>

#include <memory>

namespace botline {

// A local file that is to be sent, or was. `temporary` is set for pasted data: the file goes with
// the last copy of this value.
struct StagedFile
{
    QString path;
    QString name; // what the bot will see
    QString contentType;
    qint64 size = 0;
    std::shared_ptr<QTemporaryFile> temporary;

    bool operator==(const StagedFile &) const = default;
};

} // namespace botline
