#pragma once

#include "conversationstore.h"
#include "filestore.h"
#include "httpmessage.h"
#include "practicebot.h"
#include "tokenmint.h"
#include "turnrunner.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QStringList>

#include <chrono>
#include <optional>

namespace botline::practice {

struct PracticeOptions;

// Direct Line 3.0 from the server's side: which request does what, who may, and with which status
// (protocol.md §1-§5). It knows nothing of sockets. handle() may run on many threads at the same
// time.
class PracticeApi
{
public:
    // `origin`: http://127.0.0.1:PORT. `secret` and `options.nowMs` are in use, hence not empty.
    PracticeApi(const QString &origin, const PracticeOptions &options);

    HttpResponse handle(const HttpRequest &request, HttpBody &body);

    QString serviceUrl() const { return m_serviceUrl; }
    QString tokenUrl() const; // its last segment is the credential

    // Ends waiting turns. Messages that come later find the bot unavailable.
    void stop() { m_turns.stop(); }

private:
    struct Call
    {
        const HttpRequest &request;
        HttpBody &body;
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

    static const QList<Route> &routes();

    HttpResponse generateToken(const Call &call);
    HttpResponse refreshToken(const Call &call);
    HttpResponse startConversation(const Call &call);
    HttpResponse reconnect(const Call &call);
    HttpResponse activities(const Call &call);
    HttpResponse postActivity(const Call &call);
    HttpResponse upload(const Call &call);
    HttpResponse attachment(const Call &call);
    HttpResponse practiceToken(const Call &call);
    HttpResponse practiceFile(const Call &call);

    // On failure nullopt, and `refusal` is what to answer. The second one is for requests about one
    // conversation, which must exist; its id is filled in.
    std::optional<Caller> caller(const Call &call, HttpResponse *refusal) const;
    std::optional<Caller> participant(const Call &call, HttpResponse *refusal) const;

    HttpResponse deliver(const Caller &sender, QJsonObject activity,
                         const QList<StoredFile> &files = {});
    QJsonArray attachmentsOf(const QString &conversationId, const QList<StoredFile> &files);
    HttpResponse conversationResponse(int status, const QString &conversationId,
                                      const QJsonObject &embeddedUser) const;

    const QByteArray m_secret;
    const QString m_tokenUrlKey;
    const std::chrono::milliseconds m_botLimit;
    const qint64 m_uploadBytes;
    const QString m_origin;
    const QString m_serviceUrl;
    const TokenMint m_tokens;
    const PracticeBot m_bot;
    ConversationStore m_conversations;
    FileStore m_files;
    TurnRunner m_turns; // last, for its turns use the others
};

} // namespace botline::practice
