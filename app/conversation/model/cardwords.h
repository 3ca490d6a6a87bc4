#pragma once

#include <QtCore/QStringList>

namespace botline {

namespace adaptive {
struct VisibleWords;
}
namespace directline {
struct Attachment;
}

struct ActivityEntry;

// The words that a card shows (adaptive::visibleWords()); none for what is drawn as no card.
// `markdown`: what the activity's texts are (ActivityEntry::isMarkdown()). Reads the card anew with
// each call.
adaptive::VisibleWords cardWords(const directline::Attachment &attachment, bool markdown);

// Everything in words that is attached to a row: what its cards say, and the names of its files.
QStringList attachedWords(const ActivityEntry &entry);

} // namespace botline
