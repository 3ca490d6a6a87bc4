#pragma once

#include <QtCore/QString>

#include <memory>

class QMimeData;

namespace botline {

class ActivityModel;
class ChatStyle;
class TextSelection;
struct ActivityEntry;

enum class CopyFormat
{
    Plain, // Markdown without its marks
    Markdown, // as the bot wrote it, or nearly
    Html,
};

struct CopyOptions
{
    CopyFormat format = CopyFormat::Plain;
    // Of several rows each with its time and sender.
    bool withNames = true;
};

// The whole of a row: its words, what its cards say, its files by name.
QString copiedText(const ActivityEntry &entry, const ChatStyle &style,
                   CopyFormat format = CopyFormat::Plain);

// What the bubble of a row says, without Markdown's marks.
QString plainWords(const ActivityEntry &entry, const ChatStyle &style);

// The selection, read from the model, so that it does not matter which rows are laid out. Within
// one row just the words; over several, each row in its own line or paragraph.
QString copiedText(const TextSelection &selection, const ActivityModel &model,
                   const ChatStyle &style, CopyOptions options = {});

// The selection in all formats at once, for the clipboard: text/plain, text/markdown and, unless it
// is longer than anybody would paste with its looks, text/html. nullptr when nothing is selected.
std::unique_ptr<QMimeData> copiedData(const TextSelection &selection, const ActivityModel &model,
                                      const ChatStyle &style, bool withNames = true);

} // namespace botline
