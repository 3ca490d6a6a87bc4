#pragma once

#include "activitydeduplicator.h"
#include "delivery.h"
#include "echomatcher.h"
#include "hiddenactivities.h"

#include "app/conversation/model/activityentry.h"
#include "app/conversation/model/rowplacer.h"

#include <QtCore/QHash>
#include <QtCore/QSet>

#include <functional>
#include <span>

namespace botline {

class ActivityModel;
class Clock;
struct StreamChunk;

// Turns what is received and sent into rows: recognises echoes, drops what is known, decides whose
// an activity is, and where its row stands (dossier §3.3-§3.5, §6.1, §6.8). The only writer of the
// model. Plain and synchronous: no network, no timers.
class ActivityTimeline
{
public:
    struct Item
    {
        size_t activity = 0; // which of those received
        Side side = Side::Bot;
        QString echoOf; // key of our message that this is the echo of
        bool echoAgain = false; // not the first one
    };
    // Is called for each activity that was not known before, in the service's order, while the set
    // is gone through: rows of this set may not stand in the model yet.
    using Visitor = std::function<void(const Item &item)>;

    ActivityTimeline(ActivityModel &model, const Clock &clock);

    void clear();
    // From here on ids mean another conversation; rows above `divider`, if not empty, stay as they
    // are.
    void beginConversation(const QString &conversationId, const QString &divider);
    void setUserId(const QString &userId);
    QString botName() const { return m_botName; }
    directline::ChannelAccount bot() const { return m_bot; }

    // The number of rows that were added.
    int receive(std::span<const directline::Activity> activities, const Visitor &visit = {});
    // It was received once and left the rows long ago.
    void rememberSeen(const QString &activityId, const QDateTime &timestamp)
    {
        m_seen.remember(activityId, timestamp);
    }
    // Removes rows whose time has come (Activity::expiration).
    void dropExpired();
    QDateTime nextExpiry() const; // UTC; invalid when nothing waits for it

    // Whether what only testers want to see has rows (dossier §6.8): off at first, and left as it
    // is by clear().
    void setShowsHidden(bool shown);
    bool showsHidden() const { return m_showsHidden; }

    QString newKey();
    // The service's id of that row, if it may be referred to in this conversation; else "".
    QString activityIdOf(const QString &key) const;
    // Our own message. It gets a row at the end if it is one to be shown.
    void addOwn(const QString &key, const directline::Activity &activity,
                const QList<StagedFile> &files);
    void setAccepted(const QString &key, const QString &activityId);
    // `title` says what a hidden message was, should its fate need a row.
    void setDelivery(const QString &key, const Delivery &delivery, const QString &title);
    // Something to tell of a message that arrived.
    void setRemark(const QString &key, const QString &sentence, const QString &details);
    // Belongs to this conversation from now on: it is sent again after the one it was typed for.
    void carryOver(const QString &key);
    void removeOwn(const QString &key);
    QString addNote(const QString &note); // its row's key

private:
    void take(const directline::Activity &activity, size_t index, const Visitor &visit);
    void takeEcho(const directline::Activity &activity, const EchoMatcher::Match &match);
    // `unchanged`: it says what its `raw` says.
    void takeRow(const directline::Activity &activity, Side side, bool unchanged);
    void takeChunk(const directline::Activity &activity, const StreamChunk &chunk, Side side);
    void takeHidden(const directline::Activity &activity);
    // False as long as there is no row that it is about.
    bool react(const directline::Activity &activity);
    void reactLate();
    bool replaceRow(const directline::Activity &activity);
    bool deleteRow(const directline::Activity &activity);

    bool isFromBot(const directline::Activity &activity) const;
    Side sideOf(const directline::Activity &activity) const;
    void learnBot(const directline::Activity &activity);
    QString senderName(const directline::Activity &activity, Side side) const;
    ActivityEntry entryFor(const directline::Activity &activity, Side side);
    // And whether that is the service's own time for it.
    std::pair<QDateTime, bool> timeOf(const directline::Activity &activity) const;
    void expireInTime(const directline::Activity &activity, const QString &key);

    void place(ActivityEntry entry);

    ActivityModel &m_model;
    const Clock &m_clock;
    RowPlacer m_placer;

    QString m_conversationId;
    QSet<QString> m_ownIds; // ours, and what the service made of it
    QSet<QString> m_botIds;
    QString m_botName;
    directline::ChannelAccount m_bot;
    ActivityDeduplicator m_seen;
    EchoMatcher m_echoes;
    QSet<QString> m_unknownTypes; // logged once each
    HiddenActivities m_hidden;
    bool m_showsHidden = false;
    QList<directline::Activity> m_earlyReactions; // to messages that are not known yet
    quint64 m_keys = 0;

    struct Stream
    {
        QString key;
        qint64 sequence = 0;
        bool ended = false;
    };
    QHash<QString, Stream> m_streams;
    QMultiMap<QDateTime, QString> m_expiring; // keys of rows

    int m_added = 0; // rows, during one set
};

} // namespace botline
