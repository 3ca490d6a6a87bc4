#pragma once

#include "app/directline/cardaction.h"

namespace botline {

// What a card action cannot do, in one sentence for the tooltip of its disabled button; "" when it
// works (protocol.md §6.5, §8.5).
QString actionRefusal(const directline::CardAction &action);

// The host an action leads to, for tooltips; "" when it leads nowhere.
QString actionHost(const directline::CardAction &action);

} // namespace botline
