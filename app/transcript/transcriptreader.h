#pragma once

#include "app/directline/activity.h"

#include <QtCore/QList>
#include <QtCore/QString>

#include <optional>

namespace botline {

// A saved conversation, as it was written: a JSON array of activities, an object with such an array
// as `transcript`, or an answer of the service with `activities`. UTF-8 with or without a byte
// order mark. Untrusted input.
struct TranscriptReader
{
    // Larger files are refused.
    static constexpr qint64 kLargestFile = 256LL * 1024 * 1024; // bytes

    // An element that could not be read and was left out; the others are not touched by that.
    struct Broken
    {
        qsizetype element = 0; // counted from 1
        QString reason; // one sentence that names the element
    };

    // In the order of the file. Each keeps its text in `raw`, with the members that are not known.
    QList<directline::Activity> activities;
    QList<Broken> broken;

    // nullopt: this is no transcript; `why` is one sentence that names the file.
    static std::optional<TranscriptReader> readFile(const QString &path, QString *why);
    // The same without a file: `why` says what is wrong, as "it is not JSON".
    static std::optional<TranscriptReader> read(const QByteArray &bytes, QString *why);

    QJsonArray toJson() const; // for writeTranscript()

private:
    void take(const QByteArray &piece);
    void take(const QJsonValue &element);
    void leaveOut(const QString &reason);
};

} // namespace botline
