#pragma once

#include "activity.h"

#include <memory>

namespace botline::directline {

// Reads activities from their JSON text, in a fraction of the time and the memory that a
// QJsonDocument on the way takes: a long history is read before it can be shown.
//
// Words that every activity repeats, such as names and locales, are kept once for those that one
// reader read shortly after one another.
class ActivityReader
{
public:
    enum class Outcome
    {
        Read,
        NoActivity, // no object with a `type`, or deeper than json::kMaxDepth
        Odd, // no JSON, or such that QJsonDocument had better have a look: lone surrogates, bad
             // UTF-8, numbers beyond a double
    };

    static ActivityReader &ofThread();
    ~ActivityReader();
    Q_DISABLE_COPY_MOVE(ActivityReader)

    // `activity` must be new; after another outcome than Read it is of no use. Its `raw` stays
    // empty.
    Outcome read(QByteArrayView text, Activity &activity);

private:
    ActivityReader();

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace botline::directline
