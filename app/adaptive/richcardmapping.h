// Bot Framework cards (hero, thumbnail, receipt, sign-in, OAuth, audio, video, animation, flex) as
// the values of an Adaptive Card, so that both are drawn, searched, copied and read aloud by the
// same code.
#pragma once

#include "adaptivecard.h"

namespace botline::directline {
struct CardAction;
struct RichCard;
} // namespace botline::directline

namespace botline::adaptive {

// Of the bot's `text` members only; all its other texts are plain whatever the activity says.
//
// What comes out:
// - Card::preferredWidth is 340, 380 (thumbnail) or 400 (receipt) design pixels. rightToLeft is set
//   when the title and the text are written so. Card::selectAction is the card's tap. The card is
//   always valid, has no remarks, no surface, no ids and nothing hidden; a card without anything in
//   it has an empty body and no actions.
// - Title: a TextBlock, plain, Medium and Bolder. Subtitle: plain and subtle. Text: as `textFormat`
//   says. All wrap. Blank ones are left out.
// - Pictures come first, in hero, sign-in, OAuth, flex and media cards: an Image of Size::Banner,
//   the others of Size::Fit. Pictures without an address are left out. Image::action is their tap.
// - Thumbnail: a ColumnSet of the headings (stretch) and the first picture, 84 x 84 and cropped.
// - Media cards: below the headings the duration ("Length 1:20"; Small and subtle) and a File for
//   each medium.
// - Receipt: the headings, a FactSet with plain values, then for each item an Element with a
//   separator: a ColumnSet of the picture (48 x 48, cropped, a column of pixels), the texts (a
//   stretched column: title, Bolder and with the quantity before it when that is not 1; subtitle,
//   Small and subtle; text) and the price (an auto column, aligned to the end); ColumnSet::action
//   is the item's tap. Last the sums, tax, VAT and total, each a ColumnSet of a name (stretched)
//   and an amount (auto, aligned to the end), the first with a separator; the total is Medium and
//   Bolder.
// - Buttons: Card::actions. Every one is of Kind::CardAction, whatever its type: what it does, and
//   whether that is allowed, follows from Action::cardAction, which is never null then. Its title
//   is CardAction::label(), its icon CardAction::image. The same holds for taps. Beyond kMaxButtons
//   one disabled action (Kind::Unsupported, with a title and a tooltip) says how many there are.
// - Beyond kMaxRows facts, items or media a Note (TooLong) says that there are more.
// Action::number counts as in parseCard().
inline constexpr int kMaxButtons = 50;
inline constexpr int kMaxRows = 200;
Card mapRichCard(const directline::RichCard &card, TextFormat textFormat);

} // namespace botline::adaptive
