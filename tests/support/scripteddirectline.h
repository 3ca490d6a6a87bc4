#pragma once

#include "scriptedserver.h"

#include <QtCore/QHash>
#include <QtCore/QJsonArray>
#include <QtCore/QSet>

#include <functional>

namespace botline::test {

// A small Direct Line service in memory: it behaves like the real one until a test scripts a fault.
//
//     ScriptedDirectLine service;
//     service.setBot([&service](const QJsonObject &activity) {
//         service.append(botMessage(u"You said "_s + activity.value("text"_L1).toString()));
//     });
//     service.fail(Endpoint::Post, ScriptedReply::error(502, u"BotError"_s));   // the next post
//     only … connect a session to service.rootUrl() with service.secret() or service.issueToken() …
//     QTRY_COMPARE(service.count(Endpoint::Post), 1);
//
// Credentials are checked: none or malformed 401, unknown or of another conversation 403
// BadArgument, expired 403 TokenExpired. Posts and uploads are echoed to GET activities (setEcho).
class ScriptedDirectLine
{
public:
    enum class Endpoint
    {
        Generate,
        Refresh,
        Start,
        Reconnect,
        Activities,
        Post,
        Upload,
        Unknown
    };
    enum class WatermarkStyle
    {
        Text, // "5"
        Opaque, // "w+5/=": nothing in it may be left unencoded
        Number, // 5, as local servers do
        Null, // always null: each GET without a watermark begins at the start
        Missing, // likewise without the member
    };
    // Called after a post or upload was stored and before it is answered.
    using Bot = std::function<void(const QJsonObject &activity)>;

    explicit ScriptedDirectLine(const QByteArray &rootPath = "/v3/directline",
                                ScriptedServer::Transport transport
                                = ScriptedServer::Transport::Plain);

    ScriptedServer &server() { return m_server; }
    QString rootUrl() const;

    // Credentials.
    QByteArray secret() const { return m_secret; }
    void setSecret(const QByteArray &secret) { m_secret = secret; }
    void setTokenStart(const QByteArray &start) { m_tokenStart = start; } // a number follows
    QByteArrayList issuedTokens() const { return m_tokens.keys() + m_expired.values(); }
    void setStreamUrl(const QString &url) { m_streamUrl = url; } // "": none is given
    QByteArray issueToken(const QString &conversationId = {}); // "" -> a new, reserved conversation
    void expireTokens(); // all that were issued so far
    void forgetTokens(); // likewise, but they look as if they had never existed
    // What expires_in says from now on; any JSON, Undefined leaves it out.
    void setExpiresIn(const QJsonValue &value) { m_expiresIn = value; }
    void setGivesTokens(bool gives) { m_givesTokens = gives; } // false: as offline-directline

    // Faults: the next request to the endpoint, or every one until heal(). They are answered
    // before credentials are looked at. A faulted post still reaches the bot when the service
    // would have handed it over: failAfterDelivery().
    void fail(Endpoint endpoint, const ScriptedReply &reply, int times = 1);
    void failAlways(Endpoint endpoint, const ScriptedReply &reply);
    void failAfterDelivery(Endpoint endpoint, const ScriptedReply &reply);
    void heal(Endpoint endpoint);

    // The conversation that was begun or reserved last; "" before.
    QString conversationId() const { return m_latest; }
    QStringList conversationIds() const { return m_order; }
    // Stores an activity with the service's id, timestamp and conversation, each unless it has one
    // already; answers its id. Into the latest conversation, which is made when there is none.
    QString append(QJsonObject activity);
    QString appendTo(const QString &conversationId, QJsonObject activity);
    void appendRaw(const QJsonValue &element); // as it is, readable or not
    QJsonArray activities(const QString &conversationId = {}) const;
    void forgetConversations(); // from now on 404

    void setBot(Bot bot) { m_bot = std::move(bot); }
    void setEcho(bool echo) { m_echo = echo; }
    void setPageSize(int activities) { m_pageSize = activities; }
    void setWatermarkStyle(WatermarkStyle style) { m_style = style; }
    // Watermarks and ids begin at small numbers again, as after a long idle time (protocol.md §7
    // T8).
    void restartCounters();

    // What arrived.
    static Endpoint endpointOf(const RecordedRequest &request);
    QList<RecordedRequest> requests(Endpoint endpoint) const;
    int count(Endpoint endpoint) const;
    RecordedRequest last(Endpoint endpoint) const; // {} when there was none
    QList<QJsonObject> posted() const; // bodies of posts and activity parts of uploads, in order

private:
    struct Conversation
    {
        QJsonArray activities;
        bool started = false;
        qsizetype counterStart = 0; // index at which counters began anew
    };
    struct Fault
    {
        ScriptedReply reply;
        bool always = false;
        bool deliver = false;
    };

    ScriptedReply answer(const RecordedRequest &request);
    std::optional<ScriptedReply> faultDuring(const RecordedRequest &head);
    Fault takeFault(Endpoint endpoint);
    ScriptedReply serve(Endpoint endpoint, const RecordedRequest &request);
    std::optional<ScriptedReply> credentialProblem(Endpoint endpoint,
                                                   const RecordedRequest &request) const;
    ScriptedReply start(const RecordedRequest &request);
    ScriptedReply conversationReply(int status, const QString &conversationId);
    ScriptedReply activitiesReply(const QString &conversationId, const RecordedRequest &request);
    QString store(Endpoint endpoint, const RecordedRequest &request);
    QString watermarkText(const Conversation &conversation, qsizetype position) const;
    QString newConversation();

    ScriptedServer m_server;
    QByteArray m_rootPath;
    QHash<QString, Conversation> m_conversations;
    QStringList m_order;
    QString m_latest;
    QHash<QByteArray, QString> m_tokens; // token -> conversation
    QSet<QByteArray> m_expired;
    QHash<Endpoint, QList<Fault>> m_faults;
    Bot m_bot;
    QByteArray m_secret = "scripted-secret";
    QByteArray m_tokenStart = "scripted-token-";
    QString m_streamUrl;
    QJsonValue m_expiresIn = 1800;
    WatermarkStyle m_style = WatermarkStyle::Text;
    int m_pageSize = 100;
    int m_tokenCount = 0;
    bool m_givesTokens = true;
    bool m_echo = true;
};

using Endpoint = ScriptedDirectLine::Endpoint;

} // namespace botline::test
