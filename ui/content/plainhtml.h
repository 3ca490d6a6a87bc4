#pragma once

#include <QtCore/QString>

class QTextDocument;

namespace botline {

// Part of a SafeTextDocument as HTML for other programs: headings, lists, tables, links, code and
// emphasis, but neither fonts nor colours, which would be those of our window. Positions beyond the
// end mean the end.
QString plainHtml(const QTextDocument &document, int from, int to);

// Literal text as HTML, line ends kept.
QString literalHtml(const QString &text);

} // namespace botline
