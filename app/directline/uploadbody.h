#pragma once

#include "refusal.h"

#include <QtCore/QByteArray>
#include <QtCore/QStringList>

#include <memory>
#include <optional>

class QJsonObject;

namespace botline::directline {

class OneShotBody;
struct ClientLimits;
struct UploadFile;

// An upload's body, ready to be streamed, and what has to be known about it (protocol.md §5.1 form
// B).
struct UploadBody
{
    std::unique_ptr<OneShotBody> body;
    QByteArray contentType; // with the boundary
    QByteArray activity; // the JSON of the activity part
    QString note; // the files by name, type and size, for the exchange record
};

// Opens every file and lays the parts out. nullopt and `why` when a file cannot be sent.
std::optional<UploadBody> makeUploadBody(const QJsonObject &activity,
                                         const QList<UploadFile> &files, const ClientLimits &limits,
                                         Refusal *why);

// What Client::upload() would send, in bytes, or nullopt and `why` when a file cannot be sent:
// vanished, a folder, unreadable, empty, over the limit, too many (protocol.md §5.2). For checks
// before anything is queued. `why` may be null.
std::optional<qint64> uploadSize(const QJsonObject &activity, const QList<UploadFile> &files,
                                 const ClientLimits &limits, Refusal *why);

// A name that is safe inside a part header, and names that are distinct: a.png, a (1).png
// (protocol.md §5.1).
QString safePartName(const QString &name);
QStringList distinctNames(const QStringList &names);

} // namespace botline::directline
