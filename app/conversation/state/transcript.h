#pragma once

#include "app/directline/activity.h"

#include <QtCore/QHash>

namespace botline {

class ActivityModel;
class Clock;

// Everything that was said and done in a conversation, also what has no row: for saving and for
// testers. Our own messages take on the service's form when their echo comes.
class Transcript
{
public:
    // `clock` must outlive it. It dates what nobody else dates.
    explicit Transcript(const Clock &clock) : m_clock(clock) { }

    void clear();
    void addReceived(const directline::Activity &activity, bool own);
    void addOwn(const QString &key, const directline::Activity &activity);
    // The service took it. `activityId` is "" when the service gave none.
    void setAccepted(const QString &key, const QString &activityId);
    void replaceOwn(const QString &key, const directline::Activity &echo);
    void remove(const QString &key); // it was thrown away unsent

    // The activities in the order of the rows of `model`, which shows this conversation. What has
    // no row stands where the service's time puts it among the rows, and without such a time
    // behind what became known before it.
    //
    // from, recipient, role and timestamp are filled in wherever the service left them out; our
    // own messages also get the service's id, or their clientActivityID before they have one. A
    // timestamp that is filled in is the row's time, or else when the activity became known, but
    // never before the one above it.
    //
    // What never reached the service is left out: messages that wait, failed or were cancelled, and
    // messages without a row until the service took them.
    QJsonArray toJson(const directline::ChannelAccount &user, const directline::ChannelAccount &bot,
                      const ActivityModel &model) const;

private:
    struct Record
    {
        directline::RawObject activity; // empty: removed
        QDateTime at; // UTC; when it became known
        quint64 sequence = 0; // in the order of becoming known, for own ones by their echo
        QString key; // of our own message that was sent from here
        QString acceptedId;
        bool own = false;
        bool arrived = false; // the service is known to have it
    };

    const Clock &m_clock;
    quint64 m_nextSequence = 0;
    QList<Record> m_records;
    QHash<QString, qsizetype> m_recordOfKey;
};

} // namespace botline
