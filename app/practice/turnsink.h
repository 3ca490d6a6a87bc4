#pragma once

#include "botsink.h"
#include "conversationstore.h"
#include "turnrunner.h"

namespace botline::practice {

// Who the practice bot is on the wire.
QJsonObject botAccount();

// One turn's way into its conversation: from, recipient and replyToId are the same for all that the
// bot says in it. Copyable, so that it can go with the turn.
class TurnSink final : public BotSink
{
public:
    // `recipient` may be empty, and so may `replyToId`.
    TurnSink(ConversationStore &conversations, TurnRunner &turns, const QString &conversationId,
             const QJsonObject &recipient, const QString &replyToId);

    QString send(const QJsonObject &activity) override;
    bool wait(std::chrono::milliseconds duration) override;

private:
    ConversationStore &m_conversations;
    TurnRunner &m_turns;
    QString m_conversationId;
    QJsonObject m_recipient;
    QString m_replyToId;
};

} // namespace botline::practice
