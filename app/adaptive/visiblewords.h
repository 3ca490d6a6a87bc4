#pragma once

#include "adaptivecard.h"

#include <QtCore/QStringList>

namespace botline::adaptive {

// What a card says, in the order of reading and one piece each: a phrase does not go across two.
struct VisibleWords
{
    QStringList body; // texts, descriptions of pictures, facts, labels, choices, buttons inside it
    QStringList buttons; // titles of the card's own actions

    QStringList all() const { return body + buttons; }
};

// What is drawn of the card before anything was pressed or filled in, without Markdown marks: the
// same for searching, copying and reading aloud. That is
// - without what is hidden (isVisible) and without the cards of ShowCards,
// - with the choices of lists and the actions behind "…", which one press shows,
// - with the notes in the place of what could not be shown, but without what Botline says about the
//   card as a whole (that it is empty or invalid, its remarks),
// - without what stands in fields, placeholders included: that is the user's, and changes.
// Bounded by kMaxTextLength characters and kMaxParts pieces.
VisibleWords visibleWords(const Card &card);

} // namespace botline::adaptive
