#pragma once

#include "ui/style/icons.h"

#include <QtCore/QDateTime>
#include <QtCore/QStringList>

#include <optional>

namespace botline {

struct ActivityEntry;

// The small line under a message: when, and for own ones how far it came (interaction.md §2, §6).
struct StatusLine
{
    enum class Tone
    {
        Muted,
        Warning,
        Error
    };

    QString time; // "14:03"; "~14:03" as long as only our own clock said so
    std::optional<Symbol> icon;
    bool spinner = false; // in place of an icon
    QString word;
    Tone tone = Tone::Muted;
    bool important = false; // says so before everything else
    QStringList reactions; // "👍 2"
    QStringList labels; // "AI-generated", "Edited"
    int changesInMs = 0; // this line will say something else then; 0: not by itself

    // A message that is on its way says so only after a moment, because most are there before, and
    // says later that it takes long.
    static StatusLine of(const ActivityEntry &entry, const QDateTime &nowUtc);
};

// For a tooltip: the time to the millisecond, here and in UTC, and whose clock it is.
QString fullTime(const ActivityEntry &entry);

} // namespace botline
