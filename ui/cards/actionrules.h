#pragma once

#include "cardcontext.h"

namespace botline {

// What a card action cannot do, in one sentence for the tooltip of its disabled button; "" when it
// works (dossier §6.5, §8.5).
QString actionRefusal(const directline::CardAction &action);

// Tells the panel's owner what the action wants: something to send, to open or to save. Only for
// actions without a refusal.
void requestAction(const directline::CardAction &action, CardEvents &events);

// The host an action leads to, for tooltips; "" when it leads nowhere.
QString actionHost(const directline::CardAction &action);

} // namespace botline
