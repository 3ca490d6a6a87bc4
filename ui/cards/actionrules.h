#pragma once

#include "cardcontext.h"

namespace botline {

// What a card action cannot do, in one sentence for the tooltip of its disabled button; "" when it
// works (dossier §6.5, §8.5).
QString actionRefusal(const directline::CardAction &action);

// Performs the action for the row of this card; does nothing when it has a refusal.
void requestAction(const directline::CardAction &action, const CardContext &context);

// The host an action leads to, for tooltips; "" when it leads nowhere.
QString actionHost(const directline::CardAction &action);

} // namespace botline
