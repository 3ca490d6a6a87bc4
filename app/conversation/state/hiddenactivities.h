#pragma once

#include "app/conversation/model/activityentry.h"

#include <deque>

namespace botline {

class ActivityModel;
struct RowFacts;

// Activities that are no messages and that nobody but testers wants to see (protocol.md §6.8):
// events, traces, what became of updates, unknown types. They have rows only while the user shows
// all activities; otherwise they cost the list nothing. Kept as JSON text, which a shown row
// shares; the oldest are dropped.
class HiddenActivities
{
public:
    static constexpr size_t kMost = 2000;
    static constexpr qsizetype kMostBytes = 8 * 1024 * 1024; // of JSON

    void clear();
    // An entry of a hidden activity, as received. False when it is known already.
    bool keep(const ActivityEntry &entry);
    size_t count() const { return m_kept.size(); }

    // Rows for all of them, each where it would stand had it got one when it came.
    void putInto(ActivityModel &model) const;
    static void takeOutOf(ActivityModel &model);

private:
    struct Kept
    {
        QString key;
        directline::RawObject raw;
        QString senderName;
        QDateTime time;
        bool timeIsServers = false;
        QString replyToId;
    };
    static bool stoodBefore(const Kept &hidden, const RowFacts &row);
    static int placeFor(const Kept &hidden, const ActivityModel &model, int highest);
    static ActivityEntry entryOf(const Kept &hidden);

    std::deque<Kept> m_kept; // in the order in which they came
    qsizetype m_bytes = 0;
};

// "event · buyTicket"
QString hiddenWords(const directline::Activity &activity);

} // namespace botline
