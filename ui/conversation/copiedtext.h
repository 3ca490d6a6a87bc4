#pragma once

#include <QtCore/QString>

namespace botline {

class ActivityModel;
class ChatStyle;
class TextSelection;
struct ActivityEntry;

// The whole text of a row as plain text: Markdown without its marks, attachments by name.
QString copiedText(const ActivityEntry &entry, const ChatStyle &style);

// The selection as plain text, read from the model, so that it does not matter which rows are laid
// out. Within one row just the words; over several, each row with its time and sender.
QString copiedText(const TextSelection &selection, const ActivityModel &model,
                   const ChatStyle &style);

} // namespace botline
