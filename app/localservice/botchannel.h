#pragma once

#include "bot.h"

namespace botline::localservice {

class ConversationStore;

// The bot's way into the conversations. Thread-safe.
class BotChannel final : public BotSink
{
public:
    // `account`: whom an activity is from when the bot does not say. `conversations` outlives it.
    BotChannel(ConversationStore &conversations, const QJsonObject &account);

    Posted post(const QString &conversationId, const QJsonObject &activity) override;
    Outcome update(const QString &conversationId, const QString &activityId,
                   const QJsonObject &activity) override;
    Outcome remove(const QString &conversationId, const QString &activityId) override;

private:
    // What keeps an activity out; Done when nothing does, and then `activity` is addressed.
    Outcome address(const QString &conversationId, QJsonObject *activity) const;

    ConversationStore &m_conversations;
    const QJsonObject m_account;
};

} // namespace botline::localservice
