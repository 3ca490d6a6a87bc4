#pragma once

#include "app/adaptive/cardtitles.h"

namespace botline::adaptive {

// False when all of a card is hidden or empty, so that somebody has to say so. A picture counts,
// whether or not it comes.
bool showsAnything(const Card &card);

} // namespace botline::adaptive
