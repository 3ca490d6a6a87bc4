#pragma once

#include "bot.h"
#include "botchannel.h"
#include "conversationstore.h"
#include "filestore.h"
#include "http/responder.h"
#include "tokenissuer.h"
#include "uploadreceiver.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QStringList>

#include <chrono>
#include <memory>
#include <optional>

namespace botline::localservice {

struct LocalServiceOptions;

// Direct Line 3.0 from the server's side: which request does what, who may, and with which status
// (protocol.md §1-§5). It knows nothing of sockets. One thread, the server's, calls handle() and
// what it answers with; the bot may use its sink on others.
class DirectLineApi
{
public:
    // `origin`: http://127.0.0.1:PORT. `secret` and `options.nowMs` are in use, hence not empty.
    // `bot` gets started.
    DirectLineApi(const QString &origin, const LocalServiceOptions &options,
                  std::unique_ptr<Bot> bot);

    std::unique_ptr<BodyReceiver> handle(const ServerRequest &request, const Responder &responder);

    QString serviceUrl() const { return m_serviceUrl; }
    QString tokenUrl() const; // its last segment is the credential

    void stopStream(const QString &conversationId, const QString &streamId);

    // Ends the bot. Afterwards handle() must not be called any more.
    void stopBot() { m_bot->stop(); }

private:
    struct Call
    {
        const ServerRequest &request;
        const Responder &responder;
        QStringList wildcards; // what stood where the route has '*'
    };
    struct Route;
    // Who holds the credential of a request, and for which conversation.
    struct Caller
    {
        bool hasSecret = false;
        QString conversationId; // "" with the secret, which opens them all
        QJsonObject user; // embedded in the token (protocol.md §1.3)
    };
    using Body = std::unique_ptr<BodyReceiver>;

    static const QList<Route> &routes();

    Body generateToken(const Call &call);
    Body refreshToken(const Call &call);
    Body startConversation(const Call &call);
    Body reconnect(const Call &call);
    Body activities(const Call &call);
    Body postActivity(const Call &call);
    Body upload(const Call &call);
    Body attachment(const Call &call);
    Body anonymousToken(const Call &call);
    Body botFile(const Call &call);

    // On failure nullopt, and the refusal is sent. The second one is for requests about one
    // conversation, which must exist; its id is filled in.
    std::optional<Caller> caller(const Call &call) const;
    std::optional<Caller> participant(const Call &call) const;

    void start(const Caller &who, const QJsonObject &parameters, const Responder &responder);
    void takeUpload(const Caller &who, const QString &userId, UploadReceiver &upload,
                    UploadReceiver::Outcome outcome, const Responder &responder);
    void deliver(const Caller &sender, const QJsonObject &activity, const QList<StoredFile> &files,
                 const Responder &responder);
    QJsonArray attachmentsOf(const QString &conversationId, const QList<StoredFile> &files);
    ServerResponse conversationResponse(int status, const QString &conversationId,
                                        const QJsonObject &embeddedUser) const;

    const QByteArray m_secret;
    const QString m_tokenUrlKey;
    const std::chrono::milliseconds m_botLimit;
    const qint64 m_uploadBytes;
    const QString m_origin;
    const QString m_serviceUrl;
    const TokenIssuer m_tokens;
    ConversationStore m_conversations;
    FileStore m_files;
    const std::unique_ptr<Bot> m_bot;
    BotChannel m_channel;
};

} // namespace botline::localservice
