#pragma once

#include "journalrecord.h"

namespace botline::journal {

// The same journal in about `target` bytes: the newest lines, and of the older ones what must not
// get lost: connection and conversation, messages that are not known to have arrived, the
// watermark, the texts that Up brings back, and the ids of activities that the service may still
// repeat. A note stands where the rest was. Lines that cannot be read go. Pure: no I/O.
QByteArray compacted(QByteArrayView journal, qsizetype target, const QString &note,
                     const QDateTime &now);

// How many texts the composer can bring back (interaction.md §10).
inline constexpr qsizetype kHistoryTexts = 200;

} // namespace botline::journal
