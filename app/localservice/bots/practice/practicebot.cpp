#include "practicebot.h"

#include "practicereplies.h"
#include "samples.h"

#include <QtCore/QJsonArray>

#include <cstddef>
#include <utility>

namespace botline::practice {

using namespace Qt::StringLiterals;
using localservice::BotFile;
using localservice::BotSink;
using localservice::Delivery;
using localservice::DeliveryDone;
using localservice::DeliveryResult;

namespace {

constexpr std::size_t kTurns = 512; // that wait

// One turn's way into its conversation: recipient and replyToId are the same for all that the bot
// says in it.
class Turn final : public ReplySink
{
public:
    Turn(BotSink &sink, const Delivery &delivery)
        : m_sink(sink),
          m_conversationId(delivery.conversationId),
          m_recipient(delivery.activity.value("from"_L1))
    {
        // A greeting replies to nothing.
        if (delivery.activity.value("type"_L1) != "conversationUpdate"_L1)
            m_replyToId = delivery.activity.value("id"_L1).toString();
    }

    QString send(const QJsonObject &activity) override
    {
        QJsonObject addressed = activity;
        addressed.insert("recipient"_L1, m_recipient);
        if (!m_replyToId.isEmpty() && !addressed.contains("replyToId"_L1))
            addressed.insert("replyToId"_L1, m_replyToId);
        const QString type = addressed.value("type"_L1).toString();
        const QString id = addressed.value("id"_L1).toString();
        if (type == "messageUpdate"_L1) {
            m_sink.update(m_conversationId, id, addressed);
            return id;
        }
        if (type == "messageDelete"_L1) {
            m_sink.remove(m_conversationId, id);
            return id;
        }
        return m_sink.post(m_conversationId, addressed).id;
    }

    void sendAfter(std::chrono::milliseconds delay, const QJsonObject &activity) override
    {
        m_delay = delay;
        m_last = activity;
    }

    // What is left to be sent, and when; nullopt when the turn is over.
    std::optional<QJsonObject> last() const { return m_last; }
    std::chrono::milliseconds delay() const { return m_delay; }

private:
    BotSink &m_sink;
    QString m_conversationId;
    QJsonValue m_recipient;
    QString m_replyToId;
    std::optional<QJsonObject> m_last;
    std::chrono::milliseconds m_delay{0};
};

// The name, which may be empty, of the first member of a conversationUpdate who is not the bot.
std::optional<QString> newcomerOf(const QJsonObject &activity)
{
    if (activity.value("type"_L1) != "conversationUpdate"_L1)
        return std::nullopt;
    const QJsonArray added = activity.value("membersAdded"_L1).toArray();
    for (const QJsonValue &member : added) {
        if (member["id"_L1] != activity.value("recipient"_L1)["id"_L1])
            return member["name"_L1].toString();
    }
    return std::nullopt;
}

} // namespace

PracticeBot::PracticeBot() : m_tasks(kTurns)
{
}

PracticeBot::~PracticeBot() = default;

QJsonObject PracticeBot::account() const
{
    return {{u"id"_s, u"practice-bot"_s}, {u"name"_s, u"Practice Bot"_s}, {u"role"_s, u"bot"_s}};
}

void PracticeBot::start(BotSink &sink, const QString &filesUrl)
{
    m_sink = &sink;
    m_replies = std::make_unique<PracticeReplies>(filesUrl);
}

void PracticeBot::deliver(const Delivery &delivery, DeliveryDone done)
{
    if (!m_tasks.run([this, delivery, done] { runTurn(delivery, done); }))
        done({DeliveryResult::Kind::Unavailable, 0, {}});
}

void PracticeBot::runTurn(const Delivery &delivery, const DeliveryDone &done)
{
    Turn turn(*m_sink, delivery);
    auto verdict = PracticeReplies::Verdict::Accepted;
    if (const std::optional<QString> newcomer = newcomerOf(delivery.activity))
        m_replies->greet(*newcomer, turn);
    else
        verdict = m_replies->answer(delivery.activity, delivery.files, turn);
    if (verdict != PracticeReplies::Verdict::Accepted) {
        done({DeliveryResult::Kind::Refused, 0, {}});
    } else if (const std::optional<QJsonObject> last = turn.last()) {
        const bool waits = m_tasks.run(
            [turn, done, activity = *last]() mutable {
                turn.send(activity);
                done({});
            },
            turn.delay());
        if (!waits)
            done({DeliveryResult::Kind::Unavailable, 0, {}});
    } else {
        done({});
    }
}

void PracticeBot::stopStream(const QString &, const QString &)
{
    // It streams nothing.
}

std::optional<BotFile> PracticeBot::file(const QString &name) const
{
    if (name == QLatin1StringView(kExpiredMedium))
        return BotFile{{}, {}, true};
    const std::optional<SampleMedium> medium = sampleMedium(name);
    if (!medium)
        return std::nullopt;
    return BotFile{medium->contentType, medium->bytes};
}

void PracticeBot::stop()
{
    m_tasks.stop();
}

} // namespace botline::practice
