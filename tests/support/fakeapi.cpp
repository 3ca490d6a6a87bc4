#include "fakeapi.h"

#include "fakecall.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline::test {

using directline::ActivitySet;
using directline::Bearer;
using directline::CallOf;
using directline::Conversation;
using directline::Error;
using directline::ResourceResponse;

int FakeApi::count(Operation operation) const
{
    return int(std::count_if(
        m_requests.begin(), m_requests.end(),
        [operation](const FakeRequest &request) { return request.operation == operation; }));
}

int FakeApi::open() const
{
    return int(std::count_if(m_requests.begin(), m_requests.end(),
                             [](const FakeRequest &request) { return request.isOpen(); }));
}

template <typename T> CallOf<T> *FakeApi::note(FakeRequest request)
{
    auto *fake = new FakeCall<T>(&m_calls);
    const QPointer<FakeCall<T>> call(fake);
    const auto ended = std::make_shared<bool>(false);
    const auto mustBeOpen = [call, ended] {
        if (!call || *ended || !call->isWaitedFor())
            qFatal("Nobody waits for this answer");
    };
    QObject::connect(call, &directline::Call::failed, &m_calls, [ended] { *ended = true; });
    if constexpr (std::is_same_v<T, Conversation>) {
        request.giveConversation = [=](const Conversation &conversation, int httpStatus) {
            mustBeOpen();
            *ended = true;
            call->succeed(conversation, httpStatus);
        };
    } else if constexpr (std::is_same_v<T, ActivitySet>) {
        request.giveSet = [=](const ActivitySet &answer) {
            mustBeOpen();
            *ended = true;
            call->succeed(answer, 200);
        };
    } else {
        request.accept = [=](const QString &id) {
            mustBeOpen();
            *ended = true;
            call->succeed(ResourceResponse{id}, id.isEmpty() ? 204 : 200);
        };
    }
    request.fail = [=](const Error &error) {
        mustBeOpen();
        call->fail(error);
    };
    request.send = [=] {
        mustBeOpen();
        call->send();
    };
    request.progress = [=](qint64 sent, qint64 total) {
        mustBeOpen();
        call->progress(sent, total);
    };
    request.isOpen = [=] {
        return call && !*ended && call->isWaitedFor();
    };
    m_requests.append(std::move(request));
    return fake;
}

CallOf<Conversation> *FakeApi::generateToken(const Bearer &secret,
                                             const directline::TokenParameters &parameters)
{
    FakeRequest request;
    request.operation = Operation::GenerateToken;
    request.bearer = secret;
    request.parameters = parameters;
    return note<Conversation>(std::move(request));
}

CallOf<Conversation> *FakeApi::refreshToken(const Bearer &token)
{
    FakeRequest request;
    request.operation = Operation::RefreshToken;
    request.bearer = token;
    return note<Conversation>(std::move(request));
}

CallOf<Conversation> *FakeApi::fetchToken(const QUrl &tokenUrl)
{
    FakeRequest request;
    request.operation = Operation::FetchToken;
    request.url = tokenUrl;
    return note<Conversation>(std::move(request));
}

CallOf<Conversation> *FakeApi::startConversation(const Bearer &bearer,
                                                 const directline::TokenParameters &parameters)
{
    FakeRequest request;
    request.operation = Operation::StartConversation;
    request.bearer = bearer;
    request.parameters = parameters;
    return note<Conversation>(std::move(request));
}

CallOf<Conversation> *FakeApi::reconnect(const Bearer &bearer, const QString &conversationId,
                                         const std::optional<QString> &watermark)
{
    FakeRequest request;
    request.operation = Operation::Reconnect;
    request.bearer = bearer;
    request.conversationId = conversationId;
    request.watermark = watermark;
    return note<Conversation>(std::move(request));
}

CallOf<ActivitySet> *FakeApi::getActivities(const Bearer &bearer, const QString &conversationId,
                                            const std::optional<QString> &watermark)
{
    FakeRequest request;
    request.operation = Operation::GetActivities;
    request.bearer = bearer;
    request.conversationId = conversationId;
    request.watermark = watermark;
    return note<ActivitySet>(std::move(request));
}

CallOf<ResourceResponse> *FakeApi::postActivity(const Bearer &bearer, const QString &conversationId,
                                                const QJsonObject &activity)
{
    FakeRequest request;
    request.operation = Operation::PostActivity;
    request.bearer = bearer;
    request.conversationId = conversationId;
    request.activity = activity;
    return note<ResourceResponse>(std::move(request));
}

CallOf<ResourceResponse> *FakeApi::upload(const Bearer &bearer, const QString &conversationId,
                                          const QString &userId, const QJsonObject &activity,
                                          const QList<directline::UploadFile> &files)
{
    FakeRequest request;
    request.operation = Operation::Upload;
    request.bearer = bearer;
    request.conversationId = conversationId;
    request.userId = userId;
    request.activity = activity;
    request.files = files;
    return note<ResourceResponse>(std::move(request));
}

Bearer makeBearer(const QByteArray &text)
{
    const std::optional<Bearer> bearer = Bearer::parse(text);
    if (!bearer)
        qFatal("No bearer: %s", text.constData());
    return *bearer;
}

Error makeFailure(Error::Kind kind, int httpStatus, bool requestWritten)
{
    Error error;
    error.kind = kind;
    error.httpStatus = httpStatus;
    error.requestWritten = requestWritten;
    return error;
}

Error makeThrottled(std::chrono::seconds retryAfter)
{
    Error error = makeFailure(Error::Kind::Throttled, 429);
    error.retryAfter = retryAfter;
    return error;
}

Conversation makeConversation(const QString &id, const QByteArray &token, std::chrono::seconds life)
{
    Conversation conversation;
    conversation.conversationId = id;
    conversation.token = token;
    conversation.expiresIn = life;
    return conversation;
}

ActivitySet makeSet(int activities, const std::optional<QString> &watermark)
{
    ActivitySet set;
    for (int i = 0; i < activities; ++i) {
        directline::Activity activity;
        activity.type = u"message"_s;
        activity.id = u"%1-%2"_s.arg(watermark.value_or(QString())).arg(i);
        set.activities.append(activity);
    }
    set.watermark = watermark;
    return set;
}

} // namespace botline::test
