#include "scriptedbot.h"

namespace botline::test {

using namespace Qt::StringLiterals;
using namespace botline::localservice;

QJsonObject ScriptedBot::account() const
{
    return {{u"id"_s, u"scripted"_s}, {u"name"_s, u"Scripted"_s}, {u"role"_s, u"bot"_s}};
}

void ScriptedBot::start(BotSink &sink, const QString &)
{
    const std::lock_guard lock(m_record.mutex);
    m_record.sink = &sink;
}

void ScriptedBot::deliver(const Delivery &delivery, DeliveryDone done)
{
    OnDelivery answer;
    {
        const std::lock_guard lock(m_record.mutex);
        m_record.deliveries.append(delivery);
        answer = m_record.onDelivery;
        if (!answer)
            m_record.unanswered.append(done);
    }
    if (answer)
        answer(delivery, done);
}

void ScriptedBot::stopStream(const QString &conversationId, const QString &streamId)
{
    const std::lock_guard lock(m_record.mutex);
    m_record.stoppedStreams.append(conversationId + u' ' + streamId);
}

std::optional<BotFile> ScriptedBot::file(const QString &name) const
{
    if (name == "note.txt"_L1)
        return BotFile{"text/plain"_ba, "note"_ba};
    return std::nullopt;
}

void ScriptedBot::stop()
{
    const std::lock_guard lock(m_record.mutex);
    m_record.isStopped = true;
    m_record.sink = nullptr;
}

} // namespace botline::test
