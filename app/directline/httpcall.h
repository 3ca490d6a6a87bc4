#pragma once

#include "client.h"
#include "exchange.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QFutureWatcher>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <memory>

class QNetworkReply;
class QNetworkRequest;

namespace botline::directline {

class OneShotBody;

// What one exchange sends and what it allows.
struct HttpRequest
{
    Exchange::Operation operation = Exchange::Operation::GetActivities;
    QUrl url;
    Bearer bearer;
    std::unique_ptr<OneShotBody> body; // null: GET, else POST
    QByteArray contentType; // of the body; "" when the body is empty
    QByteArray loggedBody;
    QString note;
    QString clientActivityId; // of the activity that is posted
    std::chrono::milliseconds timeout{0};
    qint64 bodyCap = 0;
    bool reportsProgress = false;
    Refusal refusal; // anything but None: fails with InvalidRequest, sends nothing
};

// Runs one HTTP exchange: headers, time-out, caps, redaction, and the one verdict at the end
// (dossier §8, §10). It knows nothing of what the body means: `read` finds that out. For a large
// body it runs on a thread of Qt's global pool, so that the caller's thread never waits for it.
class HttpCall : public QObject
{
    Q_OBJECT

public:
    // What a 2xx body turned out to be.
    struct Reading
    {
        std::function<void()> keep; // takes the result over; empty: the body is not what it must be
        QString why; // then
        QStringList activityIds = {}; // that the body names, for the record
    };
    // Safe to call on any thread; `keep` is called on that of the call.
    using Read = std::function<Reading(const QByteArray &body)>;

    HttpCall(Client &client, HttpRequest request, Read read, QObject *parent);
    ~HttpCall() override;

    void cancel();

Q_SIGNALS:
    void progressed(qint64 sent, qint64 total);
    void requestSent();
    // Exactly one of these two, never from inside the constructor.
    void succeeded(int httpStatus);
    void failed(const botline::directline::Error &error);

private:
    enum class Abort
    {
        None,
        Cancelled,
        TimedOut,
        BodyTooLarge,
        BodyUnreadable
    };

    struct BackgroundReading
    {
        Reading reading;
        std::optional<QByteArray> redacted;
    };

    void start();
    void refuse();
    QNetworkRequest networkRequest() const;
    void watchReply();
    void noteRequestSent();
    void abort(Abort reason);
    void readHead();
    bool takeBody();
    void finish();
    bool isComplete() const;
    void readInBackground();
    void conclude(const Reading &reading);
    std::optional<Error> verdict(const Reading &reading);
    Error::Kind kindWithoutAnswer() const;
    bool requestWritten() const;
    QByteArray withoutBearer(const QByteArray &text) const;
    qint64 bodyLimit() const;
    Exchange makeRecord(const std::optional<Error> &error) const;
    qint64 microseconds() const;

    Client &m_client;
    ExchangeObserver *const m_observer; // may be null
    HttpRequest m_request;
    Read m_read;
    QNetworkReply *m_reply = nullptr;
    QPointer<OneShotBody> m_body; // belongs to the reply once sent
    QTimer m_timeout;
    QElapsedTimer m_elapsed;
    QString m_tlsTrouble; // what is wrong with the certificate
    QByteArray m_received;
    std::optional<QByteArray> m_redacted; // the same without secrets, once that is known
    QFutureWatcher<BackgroundReading> m_reading;
    Exchange m_record;
    QStringList m_activityIds;
    Abort m_abort = Abort::None;
    qint64 m_progress = 0;
};

// Ids of the activities that an answer names.
inline QStringList activityIdsOf(const Conversation &)
{
    return {};
}
inline QStringList activityIdsOf(const ResourceResponse &response)
{
    return response.id.isEmpty() ? QStringList() : QStringList(response.id);
}
QStringList activityIdsOf(const ActivitySet &set);

// A call whose success is a T.
template <typename T> class TypedCall final : public CallOf<T>
{
public:
    // Safe to call on any thread.
    using Read = std::function<std::optional<T>(const QByteArray &body, QString *why)>;

    TypedCall(Client &client, HttpRequest request, Read read)
        : CallOf<T>(&client),
          m_http(
              client, std::move(request),
              [this, read = std::move(read)](const QByteArray &body) -> HttpCall::Reading {
                  QString why;
                  auto result = std::make_shared<std::optional<T>>(read(body, &why));
                  if (!*result)
                      return {{}, why};
                  const QStringList ids = activityIdsOf(**result);
                  return {[this, result] { this->m_result = *std::move(*result); }, {}, ids};
              },
              nullptr)
    {
        QObject::connect(&m_http, &HttpCall::progressed, this,
                         [this](qint64 sent, qint64 total) { this->reportProgress(sent, total); });
        QObject::connect(&m_http, &HttpCall::requestSent, this,
                         [this] { this->reportRequestSent(); });
        QObject::connect(&m_http, &HttpCall::succeeded, this,
                         [this](int httpStatus) { this->reportSuccess(httpStatus); });
        QObject::connect(&m_http, &HttpCall::failed, this,
                         [this](const Error &error) { this->reportFailure(error); });
    }

    void cancel() override { m_http.cancel(); }

private:
    HttpCall m_http;
};

} // namespace botline::directline
