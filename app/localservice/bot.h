// The two sides of the local Direct Line service towards its bot: the service delivers activities
// to a Bot, and the bot says what it has to say through a BotSink, be it an answer or on its own.
//
// Threads. The service calls deliver() and stopStream() on its one thread, so they must return
// at once: a bot that takes its time works on threads of its own or waits for a network. A BotSink
// and a delivery's `done` may be called on any thread, also during deliver(); they never block.
//
// Ordering. Activities of one conversation are delivered in the order in which the service took
// them; the next one does not wait for the end of the one before. What a bot posts gets its place
// when post() is called, so one thread's posts keep their order.
//
// Ownership. The service owns its bot. The sink lives from start() to the return of stop(); after
// that neither it nor a `done` may be called.
//
// Errors. A bot says how a delivery ended exactly once; later calls are ignored. Until then the
// client's request waits, but no longer than LocalServiceOptions::botLimit: then the service
// answers that the bot timed out, and what the bot posts afterwards is taken all the same.
#pragma once

#include "storedfile.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QString>

#include <functional>
#include <optional>

namespace botline::localservice {

class BotSink
{
public:
    enum class Outcome
    {
        Done,
        UnknownConversation,
        UnknownActivity, // never posted, or removed
        StreamStopped, // the user stopped the livestream that the activity belongs to
    };

    struct Posted
    {
        Outcome outcome = Outcome::Done;
        QString id; // that the activity got; empty when it was not taken
    };

    virtual ~BotSink() = default;

    // Appends an activity. The service fills in id, timestamp, channelId, serviceUrl and
    // conversation, and `from` and `recipient` where they are missing.
    virtual Posted post(const QString &conversationId, const QJsonObject &activity) = 0;

    // Replaces or removes an activity of either side. Clients learn of it as messageUpdate and
    // messageDelete.
    virtual Outcome update(const QString &conversationId, const QString &activityId,
                           const QJsonObject &activity)
        = 0;
    virtual Outcome remove(const QString &conversationId, const QString &activityId) = 0;
};

// One activity on its way to the bot. Every member that the channel owns is filled in.
struct Delivery
{
    QString conversationId;
    QJsonObject activity;
    QList<StoredFile> files; // of an upload, in the order of its attachments; readable for good
};

// How a delivery ended.
struct DeliveryResult
{
    enum class Kind
    {
        Accepted,
        Refused, // the bot answered with an error
        Unavailable, // it could not be reached, or has no room for another turn
        InvokeResponse, // of an invoke: `status` and `body` are for the client as they are
    };

    Kind kind = Kind::Accepted;
    int status = 200;
    QByteArray body; // JSON, or empty
};

using DeliveryDone = std::function<void(const DeliveryResult &)>;

// A file that a bot serves to its clients.
struct BotFile
{
    QByteArray contentType;
    QByteArray bytes;
    bool isExpired = false; // the link is over: 403 TokenExpired
};

class Bot
{
public:
    virtual ~Bot() = default;

    // Who it is in its conversations: {"id", "name", "role": "bot"}. Never changes.
    virtual QJsonObject account() const = 0;

    // Before all other calls, once. `filesUrl` + "/" + name is where file() is served.
    virtual void start(BotSink &sink, const QString &filesUrl) = 0;

    // A conversation begins with a conversationUpdate, as on every channel of the Bot Framework.
    virtual void deliver(const Delivery &delivery, DeliveryDone done) = 0;

    // The user wants no more of a livestream; the sink refuses its later pieces already.
    virtual void stopStream(const QString &conversationId, const QString &streamId) = 0;

    // A file of that name, which is untrusted input. Called on the service's thread.
    virtual std::optional<BotFile> file(const QString &name) const = 0;

    // Ends what it does; returns when it will use neither the sink nor a `done` any more. The last
    // call, on the thread that destroys the service.
    virtual void stop() = 0;
};

} // namespace botline::localservice
