#include "scripteddirectline.h"

#include "builders.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;

namespace botline::test {

namespace {

QString conversationOf(const RecordedRequest &request)
{
    const QByteArray path = request.path();
    const qsizetype begin = path.indexOf("/conversations/");
    if (begin < 0)
        return {};
    return QString::fromUtf8(
        QByteArray::fromPercentEncoding(path.mid(begin + 15).split('/').first()));
}

QByteArray bearerOf(const RecordedRequest &request)
{
    const QByteArray value = request.header("Authorization");
    return value.startsWith("Bearer ") ? value.mid(7) : QByteArray();
}

// The activity of a post, or the activity part of an upload with what the file parts attach to it.
QJsonObject activityOf(Endpoint endpoint, const RecordedRequest &request)
{
    if (endpoint == Endpoint::Post)
        return request.json();

    const QByteArray contentType = request.header("Content-Type");
    const QByteArray boundary = "--" + contentType.mid(contentType.indexOf("boundary=") + 9);
    QJsonObject activity;
    QJsonArray attachments;
    qsizetype begin = request.body.indexOf(boundary);
    while (begin >= 0) {
        const qsizetype end = request.body.indexOf("\r\n" + boundary, begin);
        const QByteArray part
            = request.body.mid(begin + boundary.size() + 2, end - begin - boundary.size() - 2);
        const QByteArray head = part.left(part.indexOf("\r\n\r\n"));
        const QByteArray content = part.mid(head.size() + 4);
        const auto valueAfter = [&head](const QByteArray &mark, char until) {
            const qsizetype at = head.indexOf(mark);
            return at < 0 ? QByteArray()
                          : (head + until).mid(at + mark.size()).split(until).first();
        };
        if (head.contains("application/vnd.microsoft.activity")) {
            activity = QJsonDocument::fromJson(content).object();
        } else if (end >= 0) {
            attachments.append(QJsonObject{
                {"contentType"_L1, QString::fromUtf8(valueAfter("Content-Type: ", '\r').trimmed())},
                {"name"_L1, QString::fromUtf8(valueAfter("filename=\"", '"'))},
                {"contentUrl"_L1,
                 "https://files.invalid/"_L1 + QString::number(attachments.size())}});
        }
        begin = end < 0 ? -1 : end + 2;
    }
    activity.insert("attachments"_L1, attachments);
    return activity;
}

} // namespace

ScriptedDirectLine::ScriptedDirectLine(const QByteArray &rootPath,
                                       ScriptedServer::Transport transport)
    : m_server(transport), m_rootPath(rootPath)
{
    m_server.setHandler([this](const RecordedRequest &request) { return answer(request); });
    m_server.setHeadHandler([this](const RecordedRequest &head) { return faultDuring(head); });
}

QString ScriptedDirectLine::rootUrl() const
{
    return m_server.url(QString::fromUtf8(m_rootPath)).toString();
}

QByteArray ScriptedDirectLine::issueToken(const QString &conversationId)
{
    const QByteArray token = m_tokenStart + QByteArray::number(++m_tokenCount);
    m_tokens.insert(token, conversationId.isEmpty() ? newConversation() : conversationId);
    return token;
}

void ScriptedDirectLine::expireTokens()
{
    for (auto it = m_tokens.cbegin(); it != m_tokens.cend(); ++it)
        m_expired.insert(it.key());
}

void ScriptedDirectLine::forgetTokens()
{
    m_tokens.clear();
    m_expired.clear();
}

void ScriptedDirectLine::fail(Endpoint endpoint, const ScriptedReply &reply, int times)
{
    for (int i = 0; i < times; ++i)
        m_faults[endpoint].append({reply, false, false});
}

void ScriptedDirectLine::failAlways(Endpoint endpoint, const ScriptedReply &reply)
{
    m_faults[endpoint].append({reply, true, false});
}

void ScriptedDirectLine::failAfterDelivery(Endpoint endpoint, const ScriptedReply &reply)
{
    m_faults[endpoint].append({reply, false, true});
}

void ScriptedDirectLine::heal(Endpoint endpoint)
{
    m_faults.remove(endpoint);
}

QString ScriptedDirectLine::append(QJsonObject activity)
{
    return appendTo(m_latest.isEmpty() ? newConversation() : m_latest, std::move(activity));
}

QString ScriptedDirectLine::appendTo(const QString &conversationId, QJsonObject activity)
{
    Conversation &conversation = m_conversations[conversationId];
    const qsizetype number = conversation.activities.size() - conversation.counterStart;
    if (!activity.contains("id"_L1))
        activity.insert(
            "id"_L1,
            u"%1|%2"_s.arg(conversationId, QString::number(number).rightJustified(7, u'0')));
    if (!activity.contains("timestamp"_L1))
        activity.insert("timestamp"_L1,
                        QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs));
    if (!activity.contains("conversation"_L1))
        activity.insert("conversation"_L1, QJsonObject{{"id"_L1, conversationId}});
    conversation.activities.append(activity);
    return activity.value("id"_L1).toString();
}

void ScriptedDirectLine::appendRaw(const QJsonValue &element)
{
    m_conversations[m_latest.isEmpty() ? newConversation() : m_latest].activities.append(element);
}

QJsonArray ScriptedDirectLine::activities(const QString &conversationId) const
{
    return m_conversations.value(conversationId.isEmpty() ? m_latest : conversationId).activities;
}

void ScriptedDirectLine::forgetConversations()
{
    m_conversations.clear();
}

void ScriptedDirectLine::restartCounters()
{
    for (Conversation &conversation : m_conversations)
        conversation.counterStart = conversation.activities.size();
}

Endpoint ScriptedDirectLine::endpointOf(const RecordedRequest &request)
{
    const QByteArray path = request.path();
    const bool post = request.method == "POST";
    if (path.endsWith("/tokens/generate"))
        return post ? Endpoint::Generate : Endpoint::Unknown;
    if (path.endsWith("/tokens/refresh"))
        return post ? Endpoint::Refresh : Endpoint::Unknown;
    if (path.endsWith("/conversations"))
        return post ? Endpoint::Start : Endpoint::Unknown;
    if (path.endsWith("/activities"))
        return post ? Endpoint::Post : Endpoint::Activities;
    if (path.endsWith("/upload"))
        return post ? Endpoint::Upload : Endpoint::Unknown;
    return !post && !conversationOf(request).isEmpty() ? Endpoint::Reconnect : Endpoint::Unknown;
}

QList<RecordedRequest> ScriptedDirectLine::requests(Endpoint endpoint) const
{
    QList<RecordedRequest> result;
    for (const RecordedRequest &request : m_server.requests()) {
        if (endpointOf(request) == endpoint)
            result.append(request);
    }
    return result;
}

int ScriptedDirectLine::count(Endpoint endpoint) const
{
    return int(requests(endpoint).size());
}

RecordedRequest ScriptedDirectLine::last(Endpoint endpoint) const
{
    const QList<RecordedRequest> all = requests(endpoint);
    return all.isEmpty() ? RecordedRequest() : all.last();
}

QList<QJsonObject> ScriptedDirectLine::posted() const
{
    QList<QJsonObject> result;
    for (const RecordedRequest &request : m_server.requests()) {
        const Endpoint endpoint = endpointOf(request);
        if (endpoint == Endpoint::Post || endpoint == Endpoint::Upload)
            result.append(activityOf(endpoint, request));
    }
    return result;
}

ScriptedReply ScriptedDirectLine::answer(const RecordedRequest &request)
{
    const Endpoint endpoint = endpointOf(request);
    if (m_faults.value(endpoint).isEmpty())
        return serve(endpoint, request);
    const Fault fault = takeFault(endpoint);
    if (fault.deliver)
        serve(endpoint, request);
    return fault.reply;
}

std::optional<ScriptedReply> ScriptedDirectLine::faultDuring(const RecordedRequest &head)
{
    const Endpoint endpoint = endpointOf(head);
    const QList<Fault> faults = m_faults.value(endpoint);
    if (faults.isEmpty() || !faults.first().reply.isDuringRequest())
        return std::nullopt;
    return takeFault(endpoint).reply;
}

ScriptedDirectLine::Fault ScriptedDirectLine::takeFault(Endpoint endpoint)
{
    QList<Fault> &faults = m_faults[endpoint];
    const Fault fault = faults.first();
    if (!fault.always)
        faults.removeFirst();
    return fault;
}

ScriptedReply ScriptedDirectLine::serve(Endpoint endpoint, const RecordedRequest &request)
{
    if (endpoint == Endpoint::Unknown || !request.path().startsWith(m_rootPath + '/'))
        return ScriptedReply::error(404, u"BadArgument"_s, u"Unknown address"_s);
    if (const auto problem = credentialProblem(endpoint, request))
        return *problem;

    const QString id = conversationOf(request);
    if (!id.isEmpty() && !m_conversations.contains(id))
        return ScriptedReply::error(404, u"BadArgument"_s, u"Unknown conversation"_s);

    switch (endpoint) {
    case Endpoint::Generate:
        return conversationReply(200, newConversation());
    case Endpoint::Refresh:
        return conversationReply(200, m_tokens.value(bearerOf(request)));
    case Endpoint::Start:
        return start(request);
    case Endpoint::Reconnect:
        return conversationReply(200, id);
    case Endpoint::Activities:
        return activitiesReply(id, request);
    case Endpoint::Post:
    case Endpoint::Upload:
        return ScriptedReply::json(200, {{"id"_L1, store(endpoint, request)}});
    case Endpoint::Unknown:
        break;
    }
    return ScriptedReply::empty(404);
}

std::optional<ScriptedReply> ScriptedDirectLine::credentialProblem(
    Endpoint endpoint, const RecordedRequest &request) const
{
    const QByteArray bearer = bearerOf(request);
    if (bearer.isEmpty())
        return ScriptedReply::error(401, u"BadArgument"_s, u"Missing token or secret"_s);
    if (bearer == secret() && endpoint != Endpoint::Refresh)
        return std::nullopt;
    if (m_expired.contains(bearer))
        return ScriptedReply::error(403, u"TokenExpired"_s, u"Token has expired"_s);

    const QString id = conversationOf(request);
    const bool known = m_tokens.contains(bearer) && endpoint != Endpoint::Generate;
    if (!known || (!id.isEmpty() && m_tokens.value(bearer) != id))
        return ScriptedReply::error(403, u"BadArgument"_s, u"Invalid token or secret"_s);
    return std::nullopt;
}

ScriptedReply ScriptedDirectLine::start(const RecordedRequest &request)
{
    const QString reserved = m_tokens.value(bearerOf(request));
    const QString id = reserved.isEmpty() ? newConversation() : reserved;
    Conversation &conversation = m_conversations[id];
    const int status = conversation.started ? 200 : 201;
    conversation.started = true;
    m_latest = id;
    return conversationReply(status, id);
}

ScriptedReply ScriptedDirectLine::conversationReply(int status, const QString &conversationId)
{
    QJsonObject body = conversation(
        conversationId, m_givesTokens ? QString::fromUtf8(issueToken(conversationId)) : QString());
    body.remove("expires_in"_L1);
    if (!m_expiresIn.isUndefined())
        body.insert("expires_in"_L1, m_expiresIn);
    if (!m_streamUrl.isEmpty())
        body.insert("streamUrl"_L1, m_streamUrl);
    return ScriptedReply::json(status, body);
}

ScriptedReply ScriptedDirectLine::activitiesReply(const QString &conversationId,
                                                  const RecordedRequest &request)
{
    const Conversation &conversation = m_conversations[conversationId];
    const QJsonArray all = conversation.activities;
    qsizetype begin = 0;
    if (const auto watermark = request.query("watermark")) {
        begin = -1;
        // From the end: after a restart of the counters the newer meaning wins.
        for (qsizetype position = all.size(); position >= 0 && begin < 0; --position) {
            if (watermarkText(conversation, position) == *watermark)
                begin = position;
        }
        if (begin < 0)
            return ScriptedReply::error(400, u"BadArgument"_s, u"Invalid watermark"_s);
    }

    const qsizetype end = qMin(all.size(), begin + m_pageSize);
    QJsonArray page;
    for (qsizetype i = begin; i < end; ++i)
        page.append(all.at(i));
    const QString text = watermarkText(conversation, end);
    switch (m_style) {
    case WatermarkStyle::Text:
    case WatermarkStyle::Opaque:
        return ScriptedReply::json(200, activitySet(page, text));
    case WatermarkStyle::Number:
        return ScriptedReply::json(200, activitySet(page, text.toInt()));
    case WatermarkStyle::Null:
        return ScriptedReply::json(200, activitySet(page, QJsonValue::Null));
    case WatermarkStyle::Missing:
        break;
    }
    return ScriptedReply::json(200, activitySet(page));
}

QString ScriptedDirectLine::store(Endpoint endpoint, const RecordedRequest &request)
{
    const QString conversationId = conversationOf(request);
    QJsonObject activity = activityOf(endpoint, request);
    QString id = u"not-echoed"_s;
    if (m_echo) {
        id = appendTo(conversationId, activity);
        activity = m_conversations.value(conversationId).activities.last().toObject();
    }
    if (m_bot)
        m_bot(activity);
    return id;
}

QString ScriptedDirectLine::watermarkText(const Conversation &conversation,
                                          qsizetype position) const
{
    const QString number = QString::number(
        position > conversation.counterStart ? position - conversation.counterStart : position);
    return m_style == WatermarkStyle::Opaque ? u"w+%1/=="_s.arg(number) : number;
}

QString ScriptedDirectLine::newConversation()
{
    m_latest = u"conversation-%1"_s.arg(m_order.size() + 1);
    m_order.append(m_latest);
    m_conversations.insert(m_latest, {});
    return m_latest;
}

} // namespace botline::test
