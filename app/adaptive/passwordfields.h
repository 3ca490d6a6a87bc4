#pragma once

#include "adaptivecard.h"

namespace botline::adaptive {

// Whether the card, what is hidden in it or one of the cards that it opens asks for a password.
bool asksForPassword(const Card &card);

} // namespace botline::adaptive
