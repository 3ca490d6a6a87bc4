#pragma once

#include "app/adaptive/adaptivecard.h"

namespace botline::adaptive {

// False for a text of nothing but blanks and characters that nobody sees.
bool saysAnything(const QString &text);

// False when all of a card is hidden or empty, so that somebody has to say so. A picture counts,
// whether or not it comes.
bool showsAnything(const Card &card);

} // namespace botline::adaptive
