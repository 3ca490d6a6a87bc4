#include "attachedcard.h"

#include "richcardmapping.h"

#include "app/directline/richcard.h"

using namespace Qt::StringLiterals;

namespace botline::adaptive {

std::optional<Card> attachedCard(const directline::Attachment &attachment, TextFormat textFormat)
{
    if (!attachment.isCard() || !attachment.content.isObject())
        return std::nullopt;
    if (const auto card = directline::RichCard::fromAttachment(attachment))
        return mapRichCard(*card, textFormat);
    if (attachment.mediaType() == "application/vnd.microsoft.card.adaptive"_L1)
        return parseCardOnly(attachment.content.toObject());
    return std::nullopt;
}

} // namespace botline::adaptive
