#include "client.h"

#include "httpcall.h"
#include "json.h"
#include "oneshotbody.h"
#include "uploadbody.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;

namespace botline::directline {

namespace {

constexpr qint64 kUploadBytesPerSecond = 64 * 1024; // the slowest line we wait for (§5.2)

std::unique_ptr<OneShotBody> makeBody(const QByteArray &bytes)
{
    auto body = std::make_unique<OneShotBody>();
    body->append(bytes);
    return body;
}

HttpRequest readRequest(Exchange::Operation operation, const QUrl &url, const Bearer &bearer,
                        const ClientLimits &limits)
{
    HttpRequest request;
    request.operation = operation;
    request.url = url;
    request.bearer = bearer;
    request.timeout = limits.readTimeout;
    request.bodyCap = limits.otherBodyBytes;
    return request;
}

HttpRequest jsonRequest(Exchange::Operation operation, const QUrl &url, const Bearer &bearer,
                        const QJsonObject &json, const ClientLimits &limits)
{
    HttpRequest request = readRequest(operation, url, bearer, limits);
    request.loggedBody = QJsonDocument(json).toJson(QJsonDocument::Compact);
    request.body = makeBody(request.loggedBody);
    request.contentType = "application/json";
    return request;
}

std::optional<Conversation> readConversation(const QByteArray &body, QString *why)
{
    const std::optional<QJsonObject> object = json::parseObject(body, why);
    if (!object)
        return std::nullopt;
    std::optional<Conversation> conversation = Conversation::fromJson(*object);
    if (!conversation)
        *why = u"the answer has no conversationId"_s;
    return conversation;
}

// A 2xx without a readable body means: accepted, id unknown (§4.3).
std::optional<ResourceResponse> readResource(const QByteArray &body, QString *)
{
    return ResourceResponse::fromJson(json::parseObject(body).value_or(QJsonObject()));
}

QList<std::pair<QString, QString>> watermarkQuery(const std::optional<QString> &watermark)
{
    if (!watermark)
        return {};
    return {{u"watermark"_s, *watermark}};
}

QString clientActivityIdOf(const QJsonObject &activity)
{
    return json::text(activity.value("channelData"_L1).toObject(), "clientActivityID"_L1);
}

// Only what may stand in a header.
QByteArray applicationProduct()
{
    const QByteArray name = QCoreApplication::applicationName().toLatin1();
    const QByteArray version = QCoreApplication::applicationVersion().toLatin1();
    return (name.isEmpty() ? QByteArray("Botline") : name)
        + (version.isEmpty() ? QByteArray() : '/' + version);
}

} // namespace

Client::Client(ApiNetwork network, const ServiceUrl &root, const ClientLimits &limits,
               QObject *parent)
    : QObject(parent),
      m_network(network),
      m_root(root),
      m_limits(limits),
      m_product(applicationProduct()),
      m_nowUtc(&QDateTime::currentDateTimeUtc)
{
}

Client::~Client()
{
    // While this is still a whole client: a call looks at it when it ends.
    qDeleteAll(findChildren<Call *>(Qt::FindDirectChildrenOnly));
}

void Client::setClock(std::function<QDateTime()> nowUtc)
{
    m_nowUtc = std::move(nowUtc);
}

CallOf<Conversation> *Client::generateToken(const Bearer &secret, const TokenParameters &parameters)
{
    return new TypedCall<Conversation>(*this,
                                       jsonRequest(Exchange::Operation::GenerateToken,
                                                   m_root.endpoint({u"tokens"_s, u"generate"_s}),
                                                   secret, parameters.toJson(), m_limits),
                                       readConversation);
}

CallOf<Conversation> *Client::refreshToken(const Bearer &token)
{
    HttpRequest request
        = readRequest(Exchange::Operation::RefreshToken,
                      m_root.endpoint({u"tokens"_s, u"refresh"_s}), token, m_limits);
    request.body = makeBody({});
    return new TypedCall<Conversation>(*this, std::move(request), readConversation);
}

CallOf<Conversation> *Client::fetchToken(const QUrl &tokenUrl)
{
    HttpRequest request = readRequest(Exchange::Operation::FetchToken, tokenUrl, {}, m_limits);
    request.bodyCap = m_limits.tokenUrlBytes;
    const bool secure = tokenUrl.scheme() == "https"_L1
        || (tokenUrl.scheme() == "http"_L1 && isLoopbackHost(tokenUrl.host()));
    if (!tokenUrl.isValid() || tokenUrl.host().isEmpty() || !secure)
        request.refusal = {Refusal::Reason::TokenUrlScheme};
    else if (!tokenUrl.userInfo().isEmpty())
        request.refusal = {Refusal::Reason::TokenUrlUserInfo};
    return new TypedCall<Conversation>(*this, std::move(request), readConversation);
}

CallOf<Conversation> *Client::startConversation(const Bearer &bearer,
                                                const TokenParameters &parameters)
{
    return new TypedCall<Conversation>(*this,
                                       jsonRequest(Exchange::Operation::StartConversation,
                                                   m_root.endpoint({u"conversations"_s}), bearer,
                                                   parameters.toJson(), m_limits),
                                       readConversation);
}

CallOf<Conversation> *Client::reconnect(const Bearer &bearer, const QString &conversationId,
                                        const std::optional<QString> &watermark)
{
    return new TypedCall<Conversation>(
        *this,
        readRequest(
            Exchange::Operation::Reconnect,
            m_root.endpoint({u"conversations"_s, conversationId}, watermarkQuery(watermark)),
            bearer, m_limits),
        readConversation);
}

CallOf<ActivitySet> *Client::getActivities(const Bearer &bearer, const QString &conversationId,
                                           const std::optional<QString> &watermark)
{
    HttpRequest request
        = readRequest(Exchange::Operation::GetActivities,
                      m_root.endpoint({u"conversations"_s, conversationId, u"activities"_s},
                                      watermarkQuery(watermark)),
                      bearer, m_limits);
    request.bodyCap = m_limits.activitySetBytes;
    return new TypedCall<ActivitySet>(*this, std::move(request), &ActivitySet::fromBody);
}

CallOf<ResourceResponse> *Client::postActivity(const Bearer &bearer, const QString &conversationId,
                                               const QJsonObject &activity)
{
    HttpRequest request
        = jsonRequest(Exchange::Operation::PostActivity,
                      m_root.endpoint({u"conversations"_s, conversationId, u"activities"_s}),
                      bearer, activity, m_limits);
    request.timeout = m_limits.postTimeout;
    request.clientActivityId = clientActivityIdOf(activity);
    if (request.body->length() > m_limits.activityJsonBytes) {
        request.refusal = {Refusal::Reason::MessageTooLong,
                           {},
                           request.body->length(),
                           m_limits.activityJsonBytes};
    }
    return new TypedCall<ResourceResponse>(*this, std::move(request), readResource);
}

CallOf<ResourceResponse> *Client::upload(const Bearer &bearer, const QString &conversationId,
                                         const QString &userId, const QJsonObject &activity,
                                         const QList<UploadFile> &files)
{
    HttpRequest request = readRequest(
        Exchange::Operation::Upload,
        m_root.endpoint({u"conversations"_s, conversationId, u"upload"_s}, {{u"userId"_s, userId}}),
        bearer, m_limits);
    request.reportsProgress = true;
    if (auto upload = makeUploadBody(activity, files, m_limits, &request.refusal)) {
        const qint64 seconds = upload->body->length() / kUploadBytesPerSecond;
        request.timeout = m_limits.uploadBaseTimeout + std::chrono::seconds(seconds);
        request.body = std::move(upload->body);
        request.contentType = upload->contentType;
        request.loggedBody = upload->activity;
        request.note = upload->note;
        request.clientActivityId = clientActivityIdOf(activity);
    }
    return new TypedCall<ResourceResponse>(*this, std::move(request), readResource);
}

} // namespace botline::directline
