#include "directlineapi.h"

#include "activityvalidation.h"
#include "collectedbody.h"
#include "localservice.h"

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QUrl>

#include <algorithm>
#include <array>

namespace botline::localservice {

using namespace Qt::StringLiterals;

namespace {

constexpr int kKeyBytes = 32;
constexpr int kUpdateIdBytes = 12;
constexpr qsizetype kParameterBytes = 64 * 1024;
constexpr QByteArrayView kBearer{"bearer "};

ServerResponse refusedToken(TokenIssuer::Verdict verdict)
{
    return verdict == TokenIssuer::Verdict::Expired
        ? errorResponse(403, "TokenExpired"_L1, u"Token has expired"_s)
        : badArgument(403, u"Invalid token or secret"_s);
}

// TokenParameters (protocol.md §1.3). No body, null, no user, a user that is null or has no id: all
// of them say nothing. nullopt for what is no such object.
std::optional<QJsonObject> readParameters(const QByteArray &body)
{
    if (body.size() > kParameterBytes)
        return std::nullopt;
    const QByteArray json = body.trimmed();
    if (json.isEmpty() || json == "null")
        return QJsonObject();
    const QJsonDocument document = QJsonDocument::fromJson(json);
    const QJsonValue user = document.object().value("user"_L1);
    const bool isUser = user.isUndefined() || user.isNull() || user.isObject();
    const QJsonValue id = user["id"_L1];
    if (!document.isObject() || !isUser || !(id.isUndefined() || id.isNull() || id.isString()))
        return std::nullopt;
    return document.object();
}

ServerResponse badParameters()
{
    return malformed(u"The body is not a JSON object with an optional user"_s);
}

bool isReservedForTokens(const QJsonObject &user)
{
    return user.value("id"_L1).toString().startsWith("dl_"_L1);
}

// 0 for a missing or empty one; nullopt for one that we never gave.
std::optional<qint64> readWatermark(const ServerRequest &request)
{
    const QString text = request.query.value(u"watermark"_s);
    bool isNumber = false;
    const qint64 watermark = text.isEmpty() ? 0 : text.toLongLong(&isNumber);
    if ((!text.isEmpty() && !isNumber) || watermark < 0)
        return std::nullopt;
    return watermark;
}

ServerResponse badWatermark()
{
    return badArgument(400, u"Invalid watermark"_s);
}

bool isPicture(const QByteArray &contentType)
{
    static constexpr std::array<QByteArrayView, 4> kPictures{"image/png", "image/jpeg", "image/gif",
                                                             "image/webp"};
    return std::find(kPictures.begin(), kPictures.end(), contentType) != kPictures.end();
}

// What the client is told about a delivery (protocol.md §4.5).
ServerResponse deliveryResponse(const QString &activityId, bool isInvoke,
                                const DeliveryResult &result)
{
    const bool isRefusal = result.kind == DeliveryResult::Kind::Refused
        || (result.kind == DeliveryResult::Kind::InvokeResponse && !isInvoke
            && result.status >= 300);
    if (isRefusal)
        return errorResponse(502, "BotRejectedActivity"_L1,
                             u"Failed to send activity: bot returned an error"_s);
    if (result.kind == DeliveryResult::Kind::Unavailable) // no Retry-After: it has arrived
        return serviceError(503, u"The bot is not available"_s);
    if (result.kind == DeliveryResult::Kind::InvokeResponse && isInvoke)
        return jsonResponse(result.status, result.body);
    return jsonResponse(200, QJsonObject{{u"id"_s, activityId}});
}

ServerResponse botTimedOut()
{
    const QJsonObject error{{u"code"_s, u"BotError"_s},
                            {u"message"_s, u"Failed to send activity: bot timed out"_s}};
    return jsonResponse(502, QJsonObject{{u"error"_s, error}, {u"httpStatusCode"_s, 504}});
}

// Answers a request whose body, if there is one, is not wanted.
std::unique_ptr<BodyReceiver> done(const Responder &responder, ServerResponse response)
{
    responder.respond(std::move(response));
    return nullptr;
}

} // namespace

struct DirectLineApi::Route
{
    QByteArray method;
    QStringList path;
    Body (DirectLineApi::*handler)(const Call &call);

    Route(const char *verb, QLatin1StringView pattern,
          Body (DirectLineApi::*function)(const Call &))
        : method(verb), path(QString(pattern).split(u'/')), handler(function)
    {
    }

    // HEAD is GET without the body, which the server leaves out.
    bool takes(const QByteArray &verb) const
    {
        return verb == method || (verb == "HEAD" && method == "GET");
    }

    bool matches(const QStringList &segments) const
    {
        return std::equal(path.begin(), path.end(), segments.begin(), segments.end(),
                          [](const QString &wanted, const QString &segment) {
                              return wanted == u'*' ? !segment.isEmpty() : wanted == segment;
                          });
    }

    QStringList wildcards(const QStringList &segments) const
    {
        QStringList found;
        for (qsizetype i = 0; i < path.size(); ++i) {
            if (path.at(i) == u'*')
                found.append(segments.at(i));
        }
        return found;
    }
};

const QList<DirectLineApi::Route> &DirectLineApi::routes()
{
    static const QList<Route> all{
        {"POST", "v3/directline/tokens/generate"_L1, &DirectLineApi::generateToken},
        {"POST", "v3/directline/tokens/refresh"_L1, &DirectLineApi::refreshToken},
        {"POST", "v3/directline/conversations"_L1, &DirectLineApi::startConversation},
        {"GET", "v3/directline/conversations/*"_L1, &DirectLineApi::reconnect},
        {"GET", "v3/directline/conversations/*/activities"_L1, &DirectLineApi::activities},
        {"POST", "v3/directline/conversations/*/activities"_L1, &DirectLineApi::postActivity},
        {"POST", "v3/directline/conversations/*/upload"_L1, &DirectLineApi::upload},
        {"GET", "v3/directline/attachments/*/*/*/*"_L1, &DirectLineApi::attachment},
        {"GET", "token/*"_L1, &DirectLineApi::anonymousToken},
        {"GET", "bot/files/*"_L1, &DirectLineApi::botFile},
    };
    return all;
}

DirectLineApi::DirectLineApi(const QString &origin, const LocalServiceOptions &options,
                             std::unique_ptr<Bot> bot)
    : m_secret(options.secret),
      m_tokenUrlKey(QString::fromLatin1(randomText(kKeyBytes))),
      m_botLimit(options.botLimit),
      m_uploadBytes(options.uploadBytes),
      m_origin(origin),
      m_serviceUrl(origin + "/v3/directline"_L1),
      m_tokens(options.tokenLifetime, options.nowMs),
      m_conversations(origin + u'/', options.pageSize, options.nowMs),
      m_bot(std::move(bot)),
      m_channel(m_conversations, m_bot->account())
{
    m_bot->start(m_channel, origin + "/bot/files"_L1);
}

QString DirectLineApi::tokenUrl() const
{
    return m_origin + "/token/"_L1 + m_tokenUrlKey;
}

std::unique_ptr<BodyReceiver> DirectLineApi::handle(const ServerRequest &request,
                                                    const Responder &responder)
{
    QByteArrayList allowed;
    for (const Route &route : routes()) {
        if (!route.matches(request.path))
            continue;
        if (route.takes(request.method))
            return (this->*route.handler)({request, responder, route.wildcards(request.path)});
        allowed.append(route.method);
        if (route.method == "GET")
            allowed.append("HEAD"_ba);
    }
    if (allowed.isEmpty())
        return done(responder, badArgument(404, u"There is nothing at this path"_s));
    ServerResponse response = badArgument(405, u"This path does not take the method"_s);
    response.headers.append({"Allow"_ba, allowed.join(", ")});
    return done(responder, std::move(response));
}

void DirectLineApi::stopStream(const QString &conversationId, const QString &streamId)
{
    if (m_conversations.stopStream(conversationId, streamId))
        m_bot->stopStream(conversationId, streamId);
}

std::optional<DirectLineApi::Caller> DirectLineApi::caller(const Call &call) const
{
    const QByteArray authorization = call.request.header("authorization"_ba);
    const QByteArray credential = authorization.mid(kBearer.size()).trimmed();
    if (authorization.left(kBearer.size()).toLower() != kBearer || credential.isEmpty()) {
        call.responder.respond(badArgument(401, u"Missing token or secret"_s));
        return std::nullopt;
    }
    if (credential == m_secret)
        return Caller{true, {}, {}};
    const TokenIssuer::Bearer bearer = m_tokens.readConversationToken(credential);
    if (bearer.verdict != TokenIssuer::Verdict::Valid) {
        call.responder.respond(refusedToken(bearer.verdict));
        return std::nullopt;
    }
    return Caller{false, bearer.conversationId, bearer.user};
}

std::optional<DirectLineApi::Caller> DirectLineApi::participant(const Call &call) const
{
    std::optional<Caller> who = caller(call);
    if (!who)
        return std::nullopt;
    const QString conversationId = call.wildcards.first();
    if (!who->hasSecret && who->conversationId != conversationId) {
        call.responder.respond(badArgument(403, u"Security token is not for this conversation"_s));
        return std::nullopt;
    }
    if (!m_conversations.user(conversationId)) {
        call.responder.respond(badArgument(404, u"Unknown conversation"_s));
        return std::nullopt;
    }
    who->conversationId = conversationId;
    return who;
}

ServerResponse DirectLineApi::conversationResponse(int status, const QString &conversationId,
                                                   const QJsonObject &embeddedUser) const
{
    const QByteArray token = m_tokens.conversationToken(conversationId, embeddedUser);
    return jsonResponse(status,
                        QJsonObject{{u"conversationId"_s, conversationId},
                                    {u"token"_s, QString::fromLatin1(token)},
                                    {u"expires_in"_s, qint64(m_tokens.lifetime().count())}});
}

DirectLineApi::Body DirectLineApi::generateToken(const Call &call)
{
    const std::optional<Caller> who = caller(call);
    if (!who)
        return nullptr;
    if (!who->hasSecret)
        return done(call.responder,
                    badArgument(403, u"Tokens are generated with the secret only"_s));
    return std::make_unique<CollectedBody>(
        kParameterBytes, [this, responder = call.responder](const QByteArray &body) {
            const std::optional<QJsonObject> parameters = readParameters(body);
            if (!parameters)
                return responder.respond(badParameters());
            QJsonObject user = parameters->value("user"_L1).toObject();
            if (user.value("id"_L1).toString().isEmpty())
                user = {};
            if (!user.isEmpty() && !isReservedForTokens(user))
                return responder.respond(
                    badArgument(400, u"The id of a user in a token must begin with dl_"_s));
            responder.respond(conversationResponse(200, ConversationStore::newId(), user));
        });
}

DirectLineApi::Body DirectLineApi::refreshToken(const Call &call)
{
    const std::optional<Caller> who = caller(call);
    if (!who)
        return nullptr;
    return done(call.responder,
                who->hasSecret ? badArgument(403, u"Only a token can be refreshed"_s)
                               : conversationResponse(200, who->conversationId, who->user));
}

DirectLineApi::Body DirectLineApi::startConversation(const Call &call)
{
    const std::optional<Caller> who = caller(call);
    if (!who)
        return nullptr;
    return std::make_unique<CollectedBody>(
        kParameterBytes, [this, caller = *who, responder = call.responder](const QByteArray &body) {
            if (const std::optional<QJsonObject> parameters = readParameters(body))
                start(caller, *parameters, responder);
            else
                responder.respond(badParameters());
        });
}

void DirectLineApi::start(const Caller &who, const QJsonObject &parameters,
                          const Responder &responder)
{
    const QString conversationId = who.hasSecret ? ConversationStore::newId() : who.conversationId;
    const QJsonObject named = parameters.value("user"_L1).toObject();
    QJsonObject user = who.user.isEmpty() ? named : who.user;
    const bool created = m_conversations.start(conversationId, user);
    const bool embed = who.hasSecret && isReservedForTokens(named);
    const ServerResponse response
        = conversationResponse(created ? 201 : 200, conversationId, embed ? named : who.user);
    if (!created)
        return responder.respond(response);

    // A user whom nobody knows yet has the conversation's id, as in Microsoft's service: a bot
    // greets those who are not itself.
    if (user.value("id"_L1).toString().isEmpty())
        user.insert("id"_L1, conversationId);
    user.insert("role"_L1, "user"_L1);
    const QJsonObject update{{u"type"_s, u"conversationUpdate"_s},
                             {u"membersAdded"_s, QJsonArray{user, m_bot->account()}},
                             {u"from"_s, user},
                             {u"recipient"_s, m_bot->account()}};
    // Whatever the bot makes of it, the conversation has begun.
    responder.limit(m_botLimit, response);
    m_bot->deliver({conversationId,
                    m_conversations.completed(
                        conversationId, QString::fromLatin1(randomText(kUpdateIdBytes)), update),
                    {}},
                   [responder, response](const DeliveryResult &) { responder.respond(response); });
}

DirectLineApi::Body DirectLineApi::reconnect(const Call &call)
{
    const std::optional<Caller> who = participant(call);
    if (!who)
        return nullptr;
    if (!readWatermark(call.request))
        return done(call.responder, badWatermark());
    QJsonObject user = who->user;
    if (who->hasSecret)
        user = m_conversations.user(who->conversationId).value_or(QJsonObject());
    return done(call.responder,
                conversationResponse(200, who->conversationId,
                                     isReservedForTokens(user) ? user : QJsonObject()));
}

DirectLineApi::Body DirectLineApi::activities(const Call &call)
{
    const std::optional<Caller> who = participant(call);
    if (!who)
        return nullptr;
    const std::optional<qint64> watermark = readWatermark(call.request);
    if (!watermark)
        return done(call.responder, badWatermark());
    return done(
        call.responder,
        jsonResponse(200, m_conversations.activitySet(who->conversationId, *watermark).value()));
}

DirectLineApi::Body DirectLineApi::postActivity(const Call &call)
{
    const std::optional<Caller> who = participant(call);
    if (!who)
        return nullptr;
    return std::make_unique<CollectedBody>(
        UploadReceiver::kActivityBytes,
        [this, sender = *who, responder = call.responder](const QByteArray &json) {
            ServerResponse refusal;
            const std::optional<QJsonObject> activity
                = validatedActivity(json, sender.user, QString(), &refusal);
            if (activity)
                deliver(sender, *activity, {}, responder);
            else
                responder.respond(refusal);
        });
}

DirectLineApi::Body DirectLineApi::upload(const Call &call)
{
    const std::optional<Caller> who = participant(call);
    if (!who)
        return nullptr;
    if (call.request.contentLength.value_or(0) > m_uploadBytes) // not even asked for
        return done(call.responder,
                    serviceError(500, u"The request is larger than %1 bytes"_s.arg(m_uploadBytes)));
    return std::make_unique<UploadReceiver>(
        m_files, m_uploadBytes, call.request,
        [this, sender = *who, userId = call.request.query.value(u"userId"_s),
         responder = call.responder](UploadReceiver &receiver, UploadReceiver::Outcome outcome) {
            takeUpload(sender, userId, receiver, outcome, responder);
        });
}

void DirectLineApi::takeUpload(const Caller &who, const QString &userId, UploadReceiver &upload,
                               UploadReceiver::Outcome outcome, const Responder &responder)
{
    switch (outcome) {
    case UploadReceiver::Outcome::Complete:
        break;
    case UploadReceiver::Outcome::TooLarge:
        return responder.respond(
            serviceError(500, u"The request is larger than %1 bytes"_s.arg(m_uploadBytes)));
    case UploadReceiver::Outcome::NotStored:
        return responder.respond(serviceError(500, u"The file could not be stored"_s));
    case UploadReceiver::Outcome::TooManyParts:
        return responder.respond(malformed(u"The upload has too many parts"_s));
    case UploadReceiver::Outcome::Broken:
        return responder.respond(malformed(u"The upload is not valid multipart/form-data"_s));
    }
    if (!upload.hasFiles())
        return responder.respond(missing(u"The upload has no file"_s));
    // Nobody has to say who sends a file: then it is the user of the conversation.
    QString fallbackUserId = userId;
    if (fallbackUserId.isEmpty())
        fallbackUserId = m_conversations.user(who.conversationId)
                             .value_or(QJsonObject())
                             .value("id"_L1)
                             .toString();
    if (fallbackUserId.isEmpty())
        fallbackUserId = who.conversationId;
    ServerResponse refusal;
    std::optional<QJsonObject> activity
        = validatedActivity(upload.activity().value_or("{\"type\":\"message\"}"_ba), who.user,
                            fallbackUserId, &refusal);
    if (!activity)
        return responder.respond(refusal);
    const QList<StoredFile> files = upload.takeFiles();
    activity->insert("attachments"_L1, attachmentsOf(who.conversationId, files));
    deliver(who, *activity, files, responder);
}

QJsonArray DirectLineApi::attachmentsOf(const QString &conversationId,
                                        const QList<StoredFile> &files)
{
    const QString uploadId = m_files.add(conversationId, files);
    const QString folder = u"%1/attachments/%2/%3/"_s.arg(m_serviceUrl, conversationId, uploadId);
    const QString token
        = QString::fromLatin1(m_tokens.uploadToken(conversationId + u'/' + uploadId));
    QJsonArray attachments;
    for (qsizetype i = 0; i < files.size(); ++i) {
        const StoredFile &file = files.at(i);
        const QString name = QString::fromLatin1(QUrl::toPercentEncoding(file.name));
        attachments.append(QJsonObject{
            {u"contentType"_s, QString::fromLatin1(file.contentType)},
            {u"name"_s, file.name},
            {u"contentUrl"_s, folder + u"%1/%2?t=%3"_s.arg(QString::number(i), name, token)}});
    }
    return attachments;
}

void DirectLineApi::deliver(const Caller &sender, const QJsonObject &activity,
                            const QList<StoredFile> &files, const Responder &responder)
{
    QJsonObject addressed = activity;
    addressed.insert("recipient"_L1, m_bot->account());
    m_conversations.setUserIfUnknown(sender.conversationId, addressed.value("from"_L1).toObject());
    const QJsonObject whole
        = m_conversations.append(sender.conversationId, addressed).value_or(addressed);
    const bool isInvoke = whole.value("type"_L1) == "invoke"_L1;
    responder.limit(m_botLimit, botTimedOut());
    m_bot->deliver(
        {sender.conversationId, whole, files},
        [responder, isInvoke, id = whole.value("id"_L1).toString()](const DeliveryResult &result) {
            responder.respond(deliveryResponse(id, isInvoke, result));
        });
}

DirectLineApi::Body DirectLineApi::attachment(const Call &call)
{
    const QString conversationId = call.wildcards.at(0);
    const QString uploadId = call.wildcards.at(1);
    const QByteArray token = call.request.query.value(u"t"_s).toLatin1();
    if (token.isEmpty())
        return done(call.responder, badArgument(401, u"Missing token"_s));
    const TokenIssuer::Verdict verdict
        = m_tokens.checkUploadToken(token, conversationId + u'/' + uploadId);
    if (verdict != TokenIssuer::Verdict::Valid)
        return done(call.responder, refusedToken(verdict));
    bool isNumber = false;
    const int index = call.wildcards.at(2).toInt(&isNumber);
    const std::optional<StoredFile> file
        = m_files.find(conversationId, uploadId, isNumber ? index : -1);
    if (!file || file->name != call.wildcards.at(3) || !QFile::exists(file->path))
        return done(call.responder, badArgument(404, u"File not found"_s));

    ServerResponse response;
    response.contentType = file->contentType;
    response.file = file->path;
    // Untrusted input: what was uploaded must stay inert in a browser, too.
    response.headers = {{"Content-Security-Policy"_ba, "default-src 'none'; sandbox"_ba},
                        {"Cache-Control"_ba, "private, no-transform"_ba}};
    if (!isPicture(file->contentType))
        response.headers.append(
            {"Content-Disposition"_ba,
             "attachment; filename*=UTF-8''" + QUrl::toPercentEncoding(file->name)});
    return done(call.responder, std::move(response));
}

DirectLineApi::Body DirectLineApi::anonymousToken(const Call &call)
{
    return done(call.responder,
                call.wildcards.first() == m_tokenUrlKey
                    ? conversationResponse(200, ConversationStore::newId(), {})
                    : badArgument(404, u"There is nothing at this path"_s));
}

DirectLineApi::Body DirectLineApi::botFile(const Call &call)
{
    const std::optional<BotFile> file = m_bot->file(call.wildcards.first());
    if (!file)
        return done(call.responder, badArgument(404, u"File not found"_s));
    if (file->isExpired)
        return done(call.responder, refusedToken(TokenIssuer::Verdict::Expired));
    ServerResponse response;
    response.contentType = file->contentType;
    response.body = file->bytes;
    response.headers.append({"Cache-Control"_ba, "public, max-age=86400"_ba});
    return done(call.responder, std::move(response));
}

} // namespace botline::localservice
