#pragma once

#include "delayedtasks.h"

#include "app/localservice/bot.h"

#include <memory>

namespace botline::practice {

class PracticeReplies;

// The bot that shows everything: say `help` to it. Its turns run on a thread of its own, one after
// another; a turn that only lets time pass holds up no other.
class PracticeBot final : public localservice::Bot
{
public:
    PracticeBot();
    ~PracticeBot() override;

    QJsonObject account() const override;
    void start(localservice::BotSink &sink, const QString &filesUrl) override;
    void deliver(const localservice::Delivery &delivery, localservice::DeliveryDone done) override;
    void stopStream(const QString &conversationId, const QString &streamId) override;
    std::optional<localservice::BotFile> file(const QString &name) const override;
    void stop() override;

private:
    void runTurn(const localservice::Delivery &delivery, const localservice::DeliveryDone &done);

    localservice::BotSink *m_sink = nullptr; // between start() and stop()
    std::unique_ptr<PracticeReplies> m_replies;
    DelayedTasks m_tasks; // last, for its tasks use the others
};

} // namespace botline::practice
