#pragma once

#include <QtCore/QString>

namespace botline {

// Where a single newline of a message breaks the line: prepareMarkdown() puts it in, and whoever
// reads the parsed document finds it, possibly with blanks around.
inline constexpr char16_t kSoftBreak = 0x2028;

// Markdown as bots write it, made ready for QTextDocument::setMarkdown (protocol.md §6.2, §10 Q17):
// single newlines outside code are marked with kSoftBreak, character references are resolved
// (Qt's importer would lose the format around them), and tables are kept to a bounded number of
// cells. `text` must be clean (see cleanText).
QString prepareMarkdown(const QString &text);

// Newlines unified; control characters, bidi overrides and the characters that QTextDocument uses
// for itself removed. At most `maxLength` characters; `cut` tells.
QString cleanText(const QString &text, qsizetype maxLength, bool *cut = nullptr);

} // namespace botline
