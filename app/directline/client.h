#pragma once

#include "activityset.h"
#include "bearer.h"
#include "call.h"
#include "conversation.h"
#include "serviceurl.h"
#include "tokenparameters.h"

#include <QtCore/QStringList>

#include <chrono>
#include <functional>

class QNetworkAccessManager;

namespace botline::directline {

class ExchangeObserver;

// Limits and time-outs of single exchanges (dossier §11). Nothing here repeats a request.
struct ClientLimits
{
    std::chrono::milliseconds readTimeout{30'000}; // GET, start, refresh
    std::chrono::milliseconds postTimeout{40'000};
    std::chrono::milliseconds uploadBaseTimeout{40'000}; // + 1 s per 64 KiB of body
    qint64 activitySetBytes = 16 * 1024 * 1024;
    qint64 otherBodyBytes = 1024 * 1024;
    qint64 tokenUrlBytes = 64 * 1024;
    qint64 activityJsonBytes = 200'000;
    qint64 uploadBytes = 4'190'208; // whole body; per profile
    int uploadFiles = 10;

    bool operator==(const ClientLimits &) const = default;
};

// A file to upload. It is opened when the upload starts and streamed from disk; it must not change
// until the call ended: if it got shorter, the upload fails instead of sending padding.
struct UploadFile
{
    QString path;
    QString name; // shown to the bot; made safe and unique before it is sent (§5.1)
    QString contentType; // "" -> sniffed, else application/octet-stream
};

// The network managers an API client needs, both owned by the composition root and outliving it.
// Posts have their own, because a fresh connection per post is what keeps Qt from sending one twice
// (dossier §10 Q3/Q4).
struct ApiNetwork
{
    QNetworkAccessManager &reads;
    QNetworkAccessManager &writes;
};

// Direct Line's five endpoints and its token calls: one request each, no timers but the time-out,
// no retry, no policy (design §3.2). Usable by any program: it needs Qt Core and Network alone.
//
// Redirects are never followed, HTTP/2 is off, cookies are off, the bearer travels only below the
// root. User-Agent and x-ms-bot-agent name the application with its version, as QCoreApplication
// has them when the client is made. A bad argument (empty or "." conversation id, unreadable file,
// too large a body) fails the call with Kind::InvalidRequest and sends nothing.
class Client : public QObject
{
    Q_OBJECT

public:
    Client(ApiNetwork network, const ServiceUrl &root, const ClientLimits &limits = {},
           QObject *parent = nullptr);
    ~Client() override; // aborts quietly what is under way

    const ServiceUrl &root() const { return m_root; }
    const ClientLimits &limits() const { return m_limits; }

    // Hears of each HTTP exchange before the call's own signal; null: nobody. It must outlive the
    // client. An exchange reports to the observer that was there when it started.
    void setExchangeObserver(ExchangeObserver *observer) { m_observer = observer; }
    // Wall clock for Retry-After dates and Exchange::startedAt; default: the system's.
    void setClock(std::function<QDateTime()> nowUtc);

    CallOf<Conversation> *generateToken(const Bearer &secret, const TokenParameters &parameters);
    CallOf<Conversation> *refreshToken(const Bearer &token);
    // GET without any credential (§1.3). https, or http to loopback; else InvalidRequest.
    CallOf<Conversation> *fetchToken(const QUrl &tokenUrl);

    CallOf<Conversation> *startConversation(const Bearer &bearer,
                                            const TokenParameters &parameters);
    // `watermark` nullopt: the parameter is left out (§3.2).
    CallOf<Conversation> *reconnect(const Bearer &bearer, const QString &conversationId,
                                    const std::optional<QString> &watermark);
    CallOf<ActivitySet> *getActivities(const Bearer &bearer, const QString &conversationId,
                                       const std::optional<QString> &watermark);
    // Sends `activity` as it is; the caller filled `type` and `from`.
    CallOf<ResourceResponse> *postActivity(const Bearer &bearer, const QString &conversationId,
                                           const QJsonObject &activity);
    // multipart/form-data with the activity part first (§5.1 form B).
    CallOf<ResourceResponse> *upload(const Bearer &bearer, const QString &conversationId,
                                     const QString &userId, const QJsonObject &activity,
                                     const QList<UploadFile> &files);

private:
    friend class HttpCall;
    ApiNetwork m_network;
    ServiceUrl m_root;
    ClientLimits m_limits;
    const QByteArray m_product; // "name/version" of the application, for User-Agent
    std::function<QDateTime()> m_nowUtc;
    ExchangeObserver *m_observer = nullptr;
};

} // namespace botline::directline
