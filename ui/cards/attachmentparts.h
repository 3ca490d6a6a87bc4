#pragma once

#include "cardcontext.h"

#include "app/directline/attachment.h"

namespace botline {

class CardPart;

inline constexpr int kMaxAttachments = 50; // drawn of one activity (dossier §6.1)

// What shows this attachment (dossier §6.3, §6.4). Never nothing: what cannot be drawn is named.
CardPart *makeAttachment(const CardContextPtr &context, const directline::Attachment &attachment);

// "12 more attachments are not shown."
CardPart *makeMoreNote(const CardContextPtr &context, int count);

} // namespace botline
