#include "practiceapi.h"

#include "activityreader.h"
#include "practiceservice.h"
#include "samples.h"
#include "turnsink.h"
#include "uploadreader.h"

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QUrl>

#include <algorithm>
#include <array>

namespace botline::practice {

using namespace Qt::StringLiterals;

namespace {

constexpr int kKeyBytes = 32;
constexpr qsizetype kParameterBytes = 64 * 1024;
constexpr QByteArrayView kBearer{"bearer "};

// The body, cut off one byte past `limit`, so that too long is told apart; nullopt when it broke
// off.
std::optional<QByteArray> readBytes(HttpBody &body, qsizetype limit)
{
    QByteArray bytes;
    const auto take = [&bytes, limit](QByteArrayView piece) {
        bytes.append(piece.first(std::min(piece.size(), limit + 1 - bytes.size())));
    };
    if (body.isMultipart() || !body.read(take))
        return std::nullopt;
    return bytes;
}

HttpResponse refusedToken(TokenMint::Verdict verdict)
{
    return verdict == TokenMint::Verdict::Expired
        ? errorResponse(403, "TokenExpired"_L1, u"Token has expired"_s)
        : badArgument(403, u"Invalid token or secret"_s);
}

// TokenParameters (protocol.md §1.3): an empty body is an empty object.
std::optional<QJsonObject> readParameters(HttpBody &body, HttpResponse *refusal)
{
    const std::optional<QByteArray> bytes = readBytes(body, kParameterBytes);
    if (bytes && bytes->isEmpty())
        return QJsonObject();
    const QJsonDocument document = QJsonDocument::fromJson(bytes.value_or(QByteArray()));
    const QJsonValue user = document.object().value("user"_L1);
    if (!document.isObject() || !(user.isUndefined() || user["id"_L1].isString())) {
        *refusal = malformed(u"The body is not a JSON object with an optional user"_s);
        return std::nullopt;
    }
    return document.object();
}

bool isReservedForTokens(const QJsonObject &user)
{
    return user.value("id"_L1).toString().startsWith("dl_"_L1);
}

// 0 for a missing or empty one; nullopt for one that we never gave.
std::optional<qint64> readWatermark(const HttpRequest &request)
{
    const QString text = request.query.value(u"watermark"_s);
    bool isNumber = false;
    const qint64 watermark = text.isEmpty() ? 0 : text.toLongLong(&isNumber);
    if ((!text.isEmpty() && !isNumber) || watermark < 0)
        return std::nullopt;
    return watermark;
}

HttpResponse badWatermark()
{
    return badArgument(400, u"Invalid watermark"_s);
}

bool isPicture(const QByteArray &contentType)
{
    static constexpr std::array<QByteArrayView, 4> kPictures{"image/png", "image/jpeg", "image/gif",
                                                             "image/webp"};
    return std::find(kPictures.begin(), kPictures.end(), contentType) != kPictures.end();
}

} // namespace

struct PracticeApi::Route
{
    QByteArray method;
    QStringList path;
    HttpResponse (PracticeApi::*handler)(const Call &call);

    Route(const char *verb, QLatin1StringView pattern,
          HttpResponse (PracticeApi::*function)(const Call &))
        : method(verb), path(QString(pattern).split(u'/')), handler(function)
    {
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

const QList<PracticeApi::Route> &PracticeApi::routes()
{
    static const QList<Route> all{
        {"POST", "v3/directline/tokens/generate"_L1, &PracticeApi::generateToken},
        {"POST", "v3/directline/tokens/refresh"_L1, &PracticeApi::refreshToken},
        {"POST", "v3/directline/conversations"_L1, &PracticeApi::startConversation},
        {"GET", "v3/directline/conversations/*"_L1, &PracticeApi::reconnect},
        {"GET", "v3/directline/conversations/*/activities"_L1, &PracticeApi::activities},
        {"POST", "v3/directline/conversations/*/activities"_L1, &PracticeApi::postActivity},
        {"POST", "v3/directline/conversations/*/upload"_L1, &PracticeApi::upload},
        {"GET", "v3/directline/attachments/*/*/*/*"_L1, &PracticeApi::attachment},
        {"GET", "practice/token/*"_L1, &PracticeApi::practiceToken},
        {"GET", "practice/files/*"_L1, &PracticeApi::practiceFile},
    };
    return all;
}

PracticeApi::PracticeApi(const QString &origin, const PracticeOptions &options)
    : m_secret(options.secret),
      m_tokenUrlKey(QString::fromLatin1(randomText(kKeyBytes))),
      m_botLimit(options.botLimit),
      m_uploadBytes(options.uploadBytes),
      m_origin(origin),
      m_serviceUrl(origin + "/v3/directline"_L1),
      m_tokens(options.tokenLifetime, options.nowMs),
      m_bot(origin + "/practice/files"_L1),
      m_conversations(origin + u'/', options.pageSize, options.nowMs)
{
}

QString PracticeApi::tokenUrl() const
{
    return m_origin + "/practice/token/"_L1 + m_tokenUrlKey;
}

HttpResponse PracticeApi::handle(const HttpRequest &request, HttpBody &body)
{
    QByteArrayList allowed;
    for (const Route &route : routes()) {
        if (!route.matches(request.path))
            continue;
        if (route.method == request.method)
            return (this->*route.handler)({request, body, route.wildcards(request.path)});
        allowed.append(route.method);
    }
    if (allowed.isEmpty())
        return badArgument(404, u"There is nothing at this path"_s);
    HttpResponse response = badArgument(405, u"This path does not take the method"_s);
    response.headers.append({"Allow"_ba, allowed.join(", ")});
    return response;
}

std::optional<PracticeApi::Caller> PracticeApi::caller(const Call &call,
                                                       HttpResponse *refusal) const
{
    const QByteArray authorization = call.request.header("authorization"_ba);
    const QByteArray credential = authorization.mid(kBearer.size()).trimmed();
    if (authorization.left(kBearer.size()).toLower() != kBearer || credential.isEmpty()) {
        *refusal = badArgument(401, u"Missing token or secret"_s);
        return std::nullopt;
    }
    if (credential == m_secret)
        return Caller{true, {}, {}};
    const TokenMint::Bearer bearer = m_tokens.readConversationToken(credential);
    if (bearer.verdict != TokenMint::Verdict::Valid) {
        *refusal = refusedToken(bearer.verdict);
        return std::nullopt;
    }
    return Caller{false, bearer.conversationId, bearer.user};
}

std::optional<PracticeApi::Caller> PracticeApi::participant(const Call &call,
                                                            HttpResponse *refusal) const
{
    std::optional<Caller> who = caller(call, refusal);
    if (!who)
        return std::nullopt;
    const QString conversationId = call.wildcards.first();
    if (!who->hasSecret && who->conversationId != conversationId) {
        *refusal = badArgument(403, u"Security token is not for this conversation"_s);
        return std::nullopt;
    }
    if (!m_conversations.user(conversationId)) {
        *refusal = badArgument(404, u"Unknown conversation"_s);
        return std::nullopt;
    }
    who->conversationId = conversationId;
    return who;
}

HttpResponse PracticeApi::conversationResponse(int status, const QString &conversationId,
                                               const QJsonObject &embeddedUser) const
{
    const QByteArray token = m_tokens.conversationToken(conversationId, embeddedUser);
    return jsonResponse(status,
                        QJsonObject{{u"conversationId"_s, conversationId},
                                    {u"token"_s, QString::fromLatin1(token)},
                                    {u"expires_in"_s, qint64(m_tokens.lifetime().count())}});
}

HttpResponse PracticeApi::generateToken(const Call &call)
{
    HttpResponse refusal;
    const std::optional<Caller> who = caller(call, &refusal);
    if (!who)
        return refusal;
    if (!who->hasSecret)
        return badArgument(403, u"Tokens are generated with the secret only"_s);
    const std::optional<QJsonObject> parameters = readParameters(call.body, &refusal);
    if (!parameters)
        return refusal;
    const QJsonObject user = parameters->value("user"_L1).toObject();
    if (!user.isEmpty() && !isReservedForTokens(user))
        return badArgument(400, u"The id of a user in a token must begin with dl_"_s);
    return conversationResponse(200, ConversationStore::newId(), user);
}

HttpResponse PracticeApi::refreshToken(const Call &call)
{
    HttpResponse refusal;
    const std::optional<Caller> who = caller(call, &refusal);
    if (!who)
        return refusal;
    if (who->hasSecret)
        return badArgument(403, u"Only a token can be refreshed"_s);
    return conversationResponse(200, who->conversationId, who->user);
}

HttpResponse PracticeApi::startConversation(const Call &call)
{
    HttpResponse refusal;
    const std::optional<Caller> who = caller(call, &refusal);
    if (!who)
        return refusal;
    const std::optional<QJsonObject> parameters = readParameters(call.body, &refusal);
    if (!parameters)
        return refusal;

    const QString conversationId
        = who->hasSecret ? ConversationStore::newId() : who->conversationId;
    const QJsonObject named = parameters->value("user"_L1).toObject();
    const QJsonObject user = who->user.isEmpty() ? named : who->user;
    const bool created = m_conversations.start(conversationId, user);
    if (created) {
        TurnSink sink(m_conversations, m_turns, conversationId, user, QString());
        m_bot.greet(user.value("name"_L1).toString(), sink);
    }
    const bool embed = who->hasSecret && isReservedForTokens(named);
    return conversationResponse(created ? 201 : 200, conversationId, embed ? named : who->user);
}

HttpResponse PracticeApi::reconnect(const Call &call)
{
    HttpResponse refusal;
    const std::optional<Caller> who = participant(call, &refusal);
    if (!who)
        return refusal;
    if (!readWatermark(call.request))
        return badWatermark();
    QJsonObject user = who->user;
    if (who->hasSecret)
        user = m_conversations.user(who->conversationId).value_or(QJsonObject());
    return conversationResponse(200, who->conversationId,
                                isReservedForTokens(user) ? user : QJsonObject());
}

HttpResponse PracticeApi::activities(const Call &call)
{
    HttpResponse refusal;
    const std::optional<Caller> who = participant(call, &refusal);
    if (!who)
        return refusal;
    const std::optional<qint64> watermark = readWatermark(call.request);
    if (!watermark)
        return badWatermark();
    return jsonResponse(200, m_conversations.activitySet(who->conversationId, *watermark).value());
}

HttpResponse PracticeApi::postActivity(const Call &call)
{
    HttpResponse refusal;
    const std::optional<Caller> who = participant(call, &refusal);
    if (!who)
        return refusal;
    const std::optional<QByteArray> json = readBytes(call.body, UploadReader::kActivityBytes);
    const std::optional<QJsonObject> activity
        = readActivity(json.value_or(QByteArray()), who->user, QString(), &refusal);
    return activity ? deliver(*who, *activity) : refusal;
}

HttpResponse PracticeApi::upload(const Call &call)
{
    HttpResponse refusal;
    const std::optional<Caller> who = participant(call, &refusal);
    if (!who)
        return refusal;
    UploadReader reader(m_files, m_uploadBytes);
    switch (reader.read(call.request, call.body)) {
    case UploadReader::Outcome::Complete:
        break;
    case UploadReader::Outcome::TooLarge:
        return serviceError(500, u"The request is larger than %1 bytes"_s.arg(m_uploadBytes));
    case UploadReader::Outcome::NotStored:
        return serviceError(500, u"The file could not be stored"_s);
    case UploadReader::Outcome::TooManyParts:
        return malformed(u"The upload has too many parts"_s);
    case UploadReader::Outcome::Broken:
        return malformed(u"The upload is not valid multipart/form-data"_s);
    }
    if (!reader.hasFiles())
        return missing(u"The upload has no file"_s);
    std::optional<QJsonObject> activity
        = readActivity(reader.activity().value_or("{\"type\":\"message\"}"_ba), who->user,
                       call.request.query.value(u"userId"_s), &refusal);
    if (!activity)
        return refusal;
    const QList<StoredFile> files = reader.takeFiles();
    activity->insert("attachments"_L1, attachmentsOf(who->conversationId, files));
    return deliver(*who, *activity, files);
}

QJsonArray PracticeApi::attachmentsOf(const QString &conversationId, const QList<StoredFile> &files)
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

HttpResponse PracticeApi::deliver(const Caller &sender, QJsonObject activity,
                                  const QList<StoredFile> &files)
{
    activity.insert("recipient"_L1, botAccount());
    const QString id = m_conversations.append(sender.conversationId, activity);
    activity.insert("id"_L1, id);

    QList<ReceivedFile> received;
    for (const StoredFile &file : files)
        received.append({file.name, file.contentType, file.size, file.sha256});
    TurnSink sink(m_conversations, m_turns, sender.conversationId,
                  activity.value("from"_L1).toObject(), id);
    auto turn = [this, activity, received, sink]() mutable {
        return m_bot.answer(activity, received, sink) == PracticeBot::Verdict::Accepted;
    };
    switch (m_turns.run(std::move(turn), m_botLimit)) {
    case TurnRunner::Outcome::Accepted:
        return jsonResponse(200, QJsonObject{{u"id"_s, id}});
    case TurnRunner::Outcome::Rejected:
        return errorResponse(502, "BotRejectedActivity"_L1,
                             u"Failed to send activity: bot returned an error"_s);
    case TurnRunner::Outcome::Unavailable: // no Retry-After: the message has arrived
        return serviceError(503, u"The bot is not available"_s);
    case TurnRunner::Outcome::TimedOut:
        break;
    }
    const QJsonObject error{{u"code"_s, u"BotError"_s},
                            {u"message"_s, u"Failed to send activity: bot timed out"_s}};
    return jsonResponse(502, QJsonObject{{u"error"_s, error}, {u"httpStatusCode"_s, 504}});
}

HttpResponse PracticeApi::attachment(const Call &call)
{
    const QString conversationId = call.wildcards.at(0);
    const QString uploadId = call.wildcards.at(1);
    const QByteArray token = call.request.query.value(u"t"_s).toLatin1();
    if (token.isEmpty())
        return badArgument(401, u"Missing token"_s);
    const TokenMint::Verdict verdict
        = m_tokens.checkUploadToken(token, conversationId + u'/' + uploadId);
    if (verdict != TokenMint::Verdict::Valid)
        return refusedToken(verdict);
    bool isNumber = false;
    const int index = call.wildcards.at(2).toInt(&isNumber);
    const std::optional<StoredFile> file
        = m_files.find(conversationId, uploadId, isNumber ? index : -1);
    if (!file || file->name != call.wildcards.at(3) || !QFile::exists(file->path))
        return badArgument(404, u"File not found"_s);

    HttpResponse response;
    response.contentType = file->contentType;
    response.file = file->path;
    // What a stranger uploaded must stay inert in a browser, too.
    response.headers = {{"Content-Security-Policy"_ba, "default-src 'none'; sandbox"_ba},
                        {"Cache-Control"_ba, "private, no-transform"_ba}};
    if (!isPicture(file->contentType))
        response.headers.append(
            {"Content-Disposition"_ba,
             "attachment; filename*=UTF-8''" + QUrl::toPercentEncoding(file->name)});
    return response;
}

HttpResponse PracticeApi::practiceToken(const Call &call)
{
    if (call.wildcards.first() != m_tokenUrlKey)
        return badArgument(404, u"There is nothing at this path"_s);
    return conversationResponse(200, ConversationStore::newId(), {});
}

HttpResponse PracticeApi::practiceFile(const Call &call)
{
    if (call.wildcards.first() == QLatin1StringView(kExpiredMedium))
        return refusedToken(TokenMint::Verdict::Expired);
    const std::optional<SampleMedium> medium = sampleMedium(call.wildcards.first());
    if (!medium)
        return badArgument(404, u"File not found"_s);
    HttpResponse response;
    response.contentType = medium->contentType;
    response.body = medium->bytes;
    response.headers.append({"Cache-Control"_ba, "public, max-age=86400"_ba});
    return response;
}

} // namespace botline::practice
