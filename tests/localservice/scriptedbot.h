#pragma once

#include "app/localservice/bot.h"

#include <QtCore/QList>

#include <functional>
#include <mutex>

namespace botline::test {

// A bot that does what a test says. What it was told is kept for the test. Thread-safe.
class ScriptedBot final : public localservice::Bot
{
public:
    using OnDelivery
        = std::function<void(const localservice::Delivery &, const localservice::DeliveryDone &)>;

    // What a test shares with its bot, which the service owns and ends.
    struct Record
    {
        localservice::BotSink *sink = nullptr; // between start() and stop()
        QList<localservice::Delivery> deliveries;
        QList<localservice::DeliveryDone> unanswered; // deliveries that `onDelivery` did not get
        QStringList stoppedStreams;
        bool isStopped = false;
        OnDelivery onDelivery; // on the service's thread; empty: the bot keeps silent
        std::mutex mutex;
    };

    explicit ScriptedBot(Record &record) : m_record(record) { }

    QJsonObject account() const override;
    void start(localservice::BotSink &sink, const QString &filesUrl) override;
    void deliver(const localservice::Delivery &delivery, localservice::DeliveryDone done) override;
    void stopStream(const QString &conversationId, const QString &streamId) override;
    std::optional<localservice::BotFile> file(const QString &name) const override;
    void stop() override;

private:
    Record &m_record;
};

} // namespace botline::test
