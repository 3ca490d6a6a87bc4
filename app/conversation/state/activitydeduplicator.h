#pragma once

#include "app/directline/activity.h"

#include <QtCore/QHash>

namespace botline {

// Knows every activity of one conversation, for its whole life, so that a replay shows nothing
// twice and a reused id hides nothing (protocol.md §3.4).
class ActivityDeduplicator
{
public:
    enum class Verdict
    {
        New,
        Duplicate,
        IdReused, // another activity had this id: the service began to count anew
    };

    // Also remembers it, unless it is a duplicate.
    Verdict take(const directline::Activity &activity);
    // A further form under which an activity is known: the echo of our own message.
    void remember(const directline::Activity &activity);
    // One that we no longer have.
    void remember(const QString &id, const QDateTime &timestamp);
    void clear();

private:
    struct Print
    {
        qint64 timestamp = 0;
        size_t content = 0; // type, sender, text and name; URLs change from replay to replay
    };
    static Print printOf(const directline::Activity &activity);
    Verdict take(const QString &id, const Print &print);

    QHash<QString, Print> m_prints; // the first of each id
    QMultiHash<QString, Print> m_further; // of ids that were used again
    QList<size_t> m_withoutId; // the last few
};

} // namespace botline
