#pragma once

#include "activity.h"

namespace botline::directline {

// The answer to GET activities (protocol.md §3.1).
//
// `watermark` is nullopt when the service sent none, null, "" or another type: then the stored one
// stays (protocol.md §3.2). A JSON number becomes its shortest decimal text. Missing or null
// `activities` is an empty set; `activities` of another type makes the whole set unreadable
// (nullopt). `skipped` counts the elements that were left out because they could not be read.
struct ActivitySet
{
    QList<Activity> activities;
    std::optional<QString> watermark;
    int skipped = 0;

    static std::optional<ActivitySet> fromJson(const QJsonObject &json);
    // The same from the text of an answer, in a fraction of the time and with each activity's `raw`
    // as it was written. On failure `why` gets a short reason without any content.
    static std::optional<ActivitySet> fromBody(const QByteArray &body, QString *why);

private:
    static std::optional<ActivitySet> fromPieces(const QByteArray &body);
};

} // namespace botline::directline
