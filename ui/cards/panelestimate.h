#pragma once

namespace botline {

class ChatStyle;
struct ActivityEntry;

// About how high the attachments of a row will be, without making them: a look at what is there,
// not at how long the words are in pixels.
int estimatePanel(const ActivityEntry &entry, int width, const ChatStyle &style);

} // namespace botline
