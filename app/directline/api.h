#pragma once

#include "activityset.h"
#include "bearer.h"
#include "call.h"
#include "conversation.h"
#include "tokenparameters.h"

#include <QtCore/QStringList>
#include <QtCore/QUrl>

namespace botline::directline {

// A file to upload. It is opened when the upload starts and streamed from disk; it must not change
// until the call ended: if it got shorter, the upload fails instead of sending padding.
struct UploadFile
{
    QString path;
    QString name; // shown to the bot; made safe and unique before it is sent (protocol.md §5.1)
    QString contentType; // "" -> sniffed, else application/octet-stream
};

// The endpoints of the Direct Line API 3.0, one function each: one call is one request, nothing is
// repeated. Client does them over HTTP; the classes above the wire know only this, so that they can
// be tested without a network.
//
// The calls belong to the implementation and delete themselves when they ended (see Call). A
// request that cannot be made (bad id, unreadable file, too large a body) fails the call with
// Kind::InvalidRequest and sends nothing.
class Api
{
public:
    Api() = default;
    virtual ~Api() = default;
    Api(const Api &) = delete;
    Api &operator=(const Api &) = delete;

    virtual CallOf<Conversation> *generateToken(const Bearer &secret,
                                                const TokenParameters &parameters)
        = 0;
    virtual CallOf<Conversation> *refreshToken(const Bearer &token) = 0;
    // GET without any credential (protocol.md §1.3). https, or http to loopback; else
    // InvalidRequest.
    virtual CallOf<Conversation> *fetchToken(const QUrl &tokenUrl) = 0;

    virtual CallOf<Conversation> *startConversation(const Bearer &bearer,
                                                    const TokenParameters &parameters)
        = 0;
    // `watermark` nullopt: the parameter is left out (protocol.md §3.2).
    virtual CallOf<Conversation> *reconnect(const Bearer &bearer, const QString &conversationId,
                                            const std::optional<QString> &watermark)
        = 0;
    virtual CallOf<ActivitySet> *getActivities(const Bearer &bearer, const QString &conversationId,
                                               const std::optional<QString> &watermark)
        = 0;
    // Sends `activity` as it is; the caller filled `type` and `from`.
    virtual CallOf<ResourceResponse> *postActivity(const Bearer &bearer,
                                                   const QString &conversationId,
                                                   const QJsonObject &activity)
        = 0;
    // multipart/form-data with the activity part first (protocol.md §5.1 form B).
    virtual CallOf<ResourceResponse> *upload(const Bearer &bearer, const QString &conversationId,
                                             const QString &userId, const QJsonObject &activity,
                                             const QList<UploadFile> &files)
        = 0;
};

} // namespace botline::directline
