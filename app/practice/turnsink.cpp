#include "turnsink.h"

namespace botline::practice {

using namespace Qt::StringLiterals;

QJsonObject botAccount()
{
    return {{u"id"_s, u"practice-bot"_s}, {u"name"_s, u"Practice Bot"_s}, {u"role"_s, u"bot"_s}};
}

TurnSink::TurnSink(ConversationStore &conversations, TurnRunner &turns,
                   const QString &conversationId, const QJsonObject &recipient,
                   const QString &replyToId)
    : m_conversations(conversations),
      m_turns(turns),
      m_conversationId(conversationId),
      m_recipient(recipient),
      m_replyToId(replyToId)
{
}

QString TurnSink::send(const QJsonObject &activity)
{
    QJsonObject addressed = activity;
    addressed.insert("from"_L1, botAccount());
    if (!m_recipient.isEmpty())
        addressed.insert("recipient"_L1, m_recipient);
    if (!m_replyToId.isEmpty() && !addressed.contains("replyToId"_L1))
        addressed.insert("replyToId"_L1, m_replyToId);
    return m_conversations.append(m_conversationId, addressed);
}

bool TurnSink::wait(std::chrono::milliseconds duration)
{
    return m_turns.wait(duration);
}

} // namespace botline::practice
