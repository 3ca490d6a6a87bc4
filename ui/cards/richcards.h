#pragma once

#include "cardcontext.h"

#include "app/directline/richcard.h"

namespace botline {

class CardPart;

// A Bot Framework card of any kind with all its fields (dossier §6.4). Nothing plays or downloads
// without a click. A card without anything in it says so.
CardPart *makeRichCard(const CardContextPtr &context, const directline::RichCard &card);

} // namespace botline
