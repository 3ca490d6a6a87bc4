#pragma once

#include "cardcontext.h"

#include "app/directline/attachment.h"

namespace botline {

class BlockWidget;

inline constexpr int kMaxAttachments = 50; // drawn of one activity (protocol.md §6.1)

// What shows this attachment (protocol.md §6.3, §6.4). Never nothing: what cannot be drawn is
// named.
BlockWidget *makeAttachment(const CardContext &context, const directline::Attachment &attachment);

// "12 more attachments are not shown."
BlockWidget *makeMoreNote(const CardContext &context, int count);

} // namespace botline
