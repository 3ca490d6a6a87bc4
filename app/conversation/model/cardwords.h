#pragma once

#include <QtCore/QStringList>

namespace botline {

namespace directline {
struct Attachment;
}

struct ActivityEntry;

// The words that a card shows, one piece each, in the order of reading and without Markdown marks:
// titles, texts, facts, labels, buttons. Empty for what is no card. What is hidden in the card, or
// shown only after a press, is not in it. Bounded like the card itself (dossier §6.4).
QStringList cardWords(const directline::Attachment &attachment);

// Everything in words that is attached to a row: what its cards say, and the names of its files.
QStringList attachedWords(const ActivityEntry &entry);

} // namespace botline
