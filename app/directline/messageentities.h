#pragma once

#include <QtCore/QList>
#include <QtCore/QString>

namespace botline::directline {

struct Activity;

// What a bot says about its own message in `entities` (protocol.md §6.1): whom it mentions, where
// it has its knowledge from, who made it. All of it comes from the network: cleaned and bounded
// here.

// A source that the words of a message refer to by its number.
struct Citation
{
    int position = 0; // as in "[2]"; at least 1, each once
    QString title; // one line, never empty
    QString address; // as received; may be no link that can be opened
    QString abstract; // "" when there is none

    bool operator==(const Citation &) const = default;
};

inline constexpr int kMostCitations = 50;

// In the order of their positions.
QList<Citation> citationsOf(const Activity &activity);
bool hasCitations(const Activity &activity); // cheaper than asking for them

// It says that a machine wrote it.
bool isAiGenerated(const Activity &activity);
// The name of its sensitivity, such as "Confidential"; "" when there is none.
QString usageLabel(const Activity &activity);

// The names that are mentioned, as the words hold them once withMentionNames() has passed.
QList<QString> mentionsIn(const Activity &activity);
// "<at>Ada</at>" becomes "Ada" where an entity says that this is a mention.
QString withMentionNames(const Activity &activity);

} // namespace botline::directline
