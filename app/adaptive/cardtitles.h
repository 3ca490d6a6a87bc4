// Texts that a card shows where the bot gave none or no complete one.
#pragma once

#include "adaptivecard.h"

namespace botline::adaptive {

// What is written on the action's button: its title, else where it leads or what it does. Not cut
// and, like all that a bot wrote, perhaps of several lines. Never empty.
QString buttonTitle(const Action &action);

// What stands in the place of an element that could not be shown. Never empty.
QString noteText(const Note &note);

// Whether Card::fallbackText is shown: the card is of a later version, invalid, or nothing of it is
// supported.
bool showsFallbackText(const Card &card);

// The label above or before an input's field; "" when it has none: the title of a toggle says it
// all, and where a toggle has no title its label stands there instead.
QString labelOf(const Input &input);
// What stands beside the box of a toggle.
QString toggleTitle(const Input &input);

// Whether there is a character to see in the text.
bool saysAnything(const QString &text);

} // namespace botline::adaptive
