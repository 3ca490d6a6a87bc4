#pragma once

#include "adaptivecard.h"

namespace botline::directline {
struct Attachment;
}

namespace botline::adaptive {

// The card that an attachment carries, as it is drawn but without remarks; nullopt for what is
// drawn as no card: files, and cards of unknown kinds or without content. `textFormat` is that of
// the activity and concerns Bot Framework cards only. Costs a reading of the whole content.
std::optional<Card> attachedCard(const directline::Attachment &attachment, TextFormat textFormat);

} // namespace botline::adaptive
