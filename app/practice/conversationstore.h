#pragma once

#include "wallclock.h"

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QJsonObject>
#include <QtCore/QString>

#include <mutex>
#include <optional>
#include <vector>

namespace botline::practice {

// Every conversation of the service with its activities, in the order of their sequence numbers.
// Thread-safe. An activity is kept as the JSON text that GET answers with.
class ConversationStore
{
public:
    // `serviceUrl` stands in every activity; `pageSize` at least 1.
    ConversationStore(const QString &serviceUrl, int pageSize, WallClock now);

    static QString newId(); // for a conversation; unguessable

    // False: it had been started before; then nothing changes. `user` may be empty.
    bool start(const QString &conversationId, const QJsonObject &user);

    // The user given to start(), or nullopt for an unknown conversation.
    std::optional<QJsonObject> user(const QString &conversationId) const;

    // Fills in what belongs to the channel - id, timestamp, channelId, conversation, serviceUrl -
    // and appends. Answers the id, "<conversation>|0000004", or "" for an unknown conversation. An
    // id that is there already stays: messageUpdate and messageDelete name an earlier activity by
    // it. Types that polling never shows (protocol.md §3.7) get an id, but are not kept.
    QString append(const QString &conversationId, QJsonObject activity);

    // One page of what came after `watermark`, which an earlier page ended with (0: the start; more
    // than there is: the end), as an ActivitySet in JSON; nullopt for an unknown conversation.
    std::optional<QByteArray> activitySet(const QString &conversationId, qint64 watermark) const;

private:
    struct Conversation
    {
        QJsonObject user;
        std::vector<QByteArray> activities; // by sequence number; empty: not shown by polling
        qint64 lastTick = 0; // 100 ns; no two activities have the same timestamp
    };

    const QString m_serviceUrl;
    const int m_pageSize;
    const WallClock m_now;
    mutable std::mutex m_mutex;
    QHash<QString, Conversation> m_conversations;
};

} // namespace botline::practice
