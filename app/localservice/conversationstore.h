#pragma once

#include "wallclock.h"

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QJsonObject>
#include <QtCore/QSet>
#include <QtCore/QString>

#include <mutex>
#include <optional>
#include <vector>

namespace botline::localservice {

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

    // The user given to start(), or else the first one who said something; may be empty. nullopt
    // for an unknown conversation.
    std::optional<QJsonObject> user(const QString &conversationId) const;
    void setUserIfUnknown(const QString &conversationId, const QJsonObject &user);

    // Fills in what belongs to the channel - id, timestamp, channelId, conversation, serviceUrl -
    // and appends. Answers the whole activity, with the id "<conversation>|0000004", or nullopt for
    // an unknown conversation. Types that polling never shows (protocol.md §3.7) get an id, but are
    // not kept.
    std::optional<QJsonObject> append(const QString &conversationId, QJsonObject activity);

    // Appends a messageUpdate with this content, or a messageDelete with these accounts, for an
    // earlier activity. False when there is no such activity, or it was removed.
    bool update(const QString &conversationId, const QString &activityId, QJsonObject activity);
    bool remove(const QString &conversationId, const QString &activityId, QJsonObject removal);

    // The same without appending: for an activity that stands in no conversation.
    QJsonObject completed(const QString &conversationId, const QString &activityId,
                          QJsonObject activity) const;

    // Livestreams that the user stopped. False for an unknown conversation.
    bool stopStream(const QString &conversationId, const QString &streamId);
    bool isStreamStopped(const QString &conversationId, const QString &streamId) const;

    // One page of what came after `watermark`, which an earlier page ended with (0: the start; more
    // than there is: the end), as an ActivitySet in JSON; nullopt for an unknown conversation.
    std::optional<QByteArray> activitySet(const QString &conversationId, qint64 watermark) const;

private:
    struct Record
    {
        QJsonObject user;
        std::vector<QByteArray> activities; // by sequence number; empty: not shown by polling
        QSet<QString> removed; // ids
        QSet<QString> stoppedStreams;
        qint64 lastTick = 0; // 100 ns; no two activities have the same timestamp
    };

    QJsonObject fillIn(const QString &conversationId, const QString &activityId, qint64 tick,
                       QJsonObject activity) const;
    // With the mutex held.
    QJsonObject appendTo(Record &record, const QString &conversationId, const QString &activityId,
                         QJsonObject activity);
    Record *recordOf(const QString &conversationId, const QString &activityId);

    const QString m_serviceUrl;
    const int m_pageSize;
    const WallClock m_now;
    mutable std::mutex m_mutex;
    QHash<QString, Record> m_records;
};

} // namespace botline::localservice
