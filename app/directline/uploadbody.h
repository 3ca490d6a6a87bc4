#pragma once

#include "client.h"

#include <memory>

namespace botline::directline {

class OneShotBody;

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
                                         QString *why);

} // namespace botline::directline
