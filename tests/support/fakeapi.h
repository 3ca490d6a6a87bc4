#pragma once

#include "app/directline/api.h"
#include "app/directline/exchange.h"

#include <QtCore/QJsonObject>
#include <QtCore/QPointer>

#include <functional>

namespace botline::test {

using Operation = directline::Exchange::Operation;

// What was asked of a FakeApi. Members that an operation has not are empty.
struct FakeRequest
{
    Operation operation = Operation::GetActivities;
    directline::Bearer bearer;
    QUrl url; // fetchToken()
    QString conversationId;
    std::optional<QString> watermark;
    directline::TokenParameters parameters;
    QString userId;
    QJsonObject activity;
    QList<directline::UploadFile> files;

    // How the test ends it; only the answer that fits the operation is set.
    std::function<void(const directline::Conversation &, int httpStatus)> giveConversation;
    std::function<void(const directline::ActivitySet &)> giveSet;
    std::function<void(const QString &id)> accept;
    std::function<void(const directline::Error &)> fail;
    std::function<void()> send; // the whole request is on its way
    std::function<void(qint64 sent, qint64 total)> progress;
    std::function<bool()> isOpen; // waited for and without an end
};

// Direct Line without a network: it writes down what is asked, and the test answers, in any order,
// or never. Nothing happens by itself and nothing needs an event loop.
//
//     FakeApi api;
//     … the code under test asks …
//     QCOMPARE(api.last().operation, Operation::PostActivity);
//     api.last().accept(u"0001"_s);
class FakeApi final : public directline::Api
{
public:
    const QList<FakeRequest> &requests() const { return m_requests; }
    int count() const { return int(m_requests.size()); }
    int count(Operation operation) const;
    // By value: answering may bring the next one.
    FakeRequest last() const { return m_requests.value(m_requests.size() - 1); }
    FakeRequest at(int index) const { return m_requests.value(index); }
    int open() const; // how many are waited for

    directline::CallOf<directline::Conversation> *generateToken(
        const directline::Bearer &secret, const directline::TokenParameters &parameters) override;
    directline::CallOf<directline::Conversation> *refreshToken(
        const directline::Bearer &token) override;
    directline::CallOf<directline::Conversation> *fetchToken(const QUrl &tokenUrl) override;
    directline::CallOf<directline::Conversation> *startConversation(
        const directline::Bearer &bearer, const directline::TokenParameters &parameters) override;
    directline::CallOf<directline::Conversation> *reconnect(
        const directline::Bearer &bearer, const QString &conversationId,
        const std::optional<QString> &watermark) override;
    directline::CallOf<directline::ActivitySet> *getActivities(
        const directline::Bearer &bearer, const QString &conversationId,
        const std::optional<QString> &watermark) override;
    directline::CallOf<directline::ResourceResponse> *postActivity(
        const directline::Bearer &bearer, const QString &conversationId,
        const QJsonObject &activity) override;
    directline::CallOf<directline::ResourceResponse> *upload(
        const directline::Bearer &bearer, const QString &conversationId, const QString &userId,
        const QJsonObject &activity, const QList<directline::UploadFile> &files) override;

private:
    template <typename T> directline::CallOf<T> *note(FakeRequest request);

    QObject m_calls; // their parent
    QList<FakeRequest> m_requests;
};

// Values that answers are made of.
directline::Bearer makeBearer(const QByteArray &text);
directline::Error makeFailure(directline::Error::Kind kind, int httpStatus = 0,
                              bool requestWritten = true);
directline::Error makeThrottled(std::chrono::seconds retryAfter);
directline::Conversation makeConversation(const QString &id, const QByteArray &token = {},
                                          std::chrono::seconds life = std::chrono::seconds(1800));
directline::ActivitySet makeSet(int activities, const std::optional<QString> &watermark);

} // namespace botline::test
