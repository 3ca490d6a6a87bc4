#pragma once

#include "api.h"
#include "exchange.h"
#include "serviceurl.h"

#include <chrono>
#include <functional>

class QNetworkAccessManager;

namespace botline::directline {

// Limits and time-outs of single exchanges (protocol.md §11). Nothing here repeats a request.
struct ClientLimits
{
    std::chrono::milliseconds readTimeout{30'000}; // GET, start, refresh
    std::chrono::milliseconds postTimeout{40'000};
    std::chrono::milliseconds uploadBaseTimeout{40'000}; // + the time the body takes
    qint64 uploadBytesPerSecond = 64 * 1024; // the slowest line we wait for (protocol.md §5.2)
    qint64 activitySetBytes = 16 * 1024 * 1024;
    qint64 otherBodyBytes = 1024 * 1024;
    qint64 tokenUrlBytes = 64 * 1024;
    qint64 activityJsonBytes = 200'000;
    qint64 uploadBytes = 4'190'208; // whole body; per profile
    int uploadFiles = 10;

    bool operator==(const ClientLimits &) const = default;
};

// The network managers an API client needs; both must outlive it. Reads may share theirs. Posts
// need one that no other session uses: a fresh connection for each post is what keeps Qt from
// sending one twice, and it can only be had while nothing else runs on the manager (protocol.md §10
// Q3/Q4).
struct ApiNetwork
{
    QNetworkAccessManager &reads;
    QNetworkAccessManager &writes;
};

// Direct Line's five endpoints and its token calls: one request each, no timers but the time-out,
// no retry, no policy. Usable by any program: it needs Qt Core and Network alone.
//
// Redirects are never followed, HTTP/2 is off, cookies are off, the bearer travels only below the
// root. Its calls are its children.
class Client : public QObject, public Api
{
    Q_OBJECT

public:
    Client(ApiNetwork network, const ServiceUrl &root, const ClientLimits &limits = {},
           QObject *parent = nullptr);
    ~Client() override; // aborts quietly what is under way

    const ServiceUrl &root() const { return m_root; }
    const ClientLimits &limits() const { return m_limits; }

    // "product/version" for User-Agent and x-ms-bot-agent.
    void setProduct(const QByteArray &product);
    // Wall clock for Retry-After dates and Exchange::startedAt; default: the system's.
    void setClock(std::function<QDateTime()> nowUtc);

    CallOf<Conversation> *generateToken(const Bearer &secret,
                                        const TokenParameters &parameters) override;
    CallOf<Conversation> *refreshToken(const Bearer &token) override;
    CallOf<Conversation> *fetchToken(const QUrl &tokenUrl) override;
    CallOf<Conversation> *startConversation(const Bearer &bearer,
                                            const TokenParameters &parameters) override;
    CallOf<Conversation> *reconnect(const Bearer &bearer, const QString &conversationId,
                                    const std::optional<QString> &watermark) override;
    CallOf<ActivitySet> *getActivities(const Bearer &bearer, const QString &conversationId,
                                       const std::optional<QString> &watermark) override;
    CallOf<ResourceResponse> *postActivity(const Bearer &bearer, const QString &conversationId,
                                           const QJsonObject &activity) override;
    CallOf<ResourceResponse> *upload(const Bearer &bearer, const QString &conversationId,
                                     const QString &userId, const QJsonObject &activity,
                                     const QList<UploadFile> &files) override;

Q_SIGNALS:
    // One record per HTTP exchange that was started, before the call's own signal.
    void exchanged(const botline::directline::Exchange &exchange);

private:
    friend class HttpCall;
    ApiNetwork m_network;
    ServiceUrl m_root;
    ClientLimits m_limits;
    QByteArray m_product;
    std::function<QDateTime()> m_nowUtc;
    quint64 m_exchanges = 0;
};

// What upload() would send, in bytes, or nullopt and `why` when a file cannot be sent: vanished, a
// folder, unreadable, empty, over the limit, too many (protocol.md §5.2). For checks before
// anything is queued.
std::optional<qint64> uploadSize(const QJsonObject &activity, const QList<UploadFile> &files,
                                 const ClientLimits &limits, QString *why);

// A name that is safe inside a part header, and names that are distinct: a.png, a (1).png
// (protocol.md §5.1).
QString safePartName(const QString &name);
QStringList distinctNames(const QStringList &names);

} // namespace botline::directline
