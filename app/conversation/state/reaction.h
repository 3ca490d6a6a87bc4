#pragma once

#include <QtCore/QList>
#include <QtCore/QString>

namespace botline::directline {
struct Activity;
}

namespace botline {

// One person's or bot's reaction to a message (protocol.md §6.8, messageReaction).
struct Reaction
{
    QString type; // Direct Line's word: "like"; one line, never empty
    QString senderId;

    bool operator==(const Reaction &) const = default;
};

// The same reaction of several.
struct ReactionCount
{
    QString type;
    int count = 0;
};

// `reactions` as they are after this activity; each sender has each type once. Bounded.
QList<Reaction> reactionsAfter(QList<Reaction> reactions, const directline::Activity &activity);
// In the order of their first.
QList<ReactionCount> countsOf(const QList<Reaction> &reactions);

QString reactionSymbol(const QString &type); // an emoji, or the words of a type that has none
QString reactionName(const QString &type); // for reading aloud

} // namespace botline
