#pragma once

#include <QtCore/QString>

namespace botline {

// Markdown as somebody would read it aloud: without the marks. A reader's aid, not a parser; what
// it does not know stays as it is written.
QString withoutMarkdown(QString text);

} // namespace botline
