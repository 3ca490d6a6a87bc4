#pragma once

#include <QtCore/QString>

namespace botline {

// Marks, embeddings, overrides and isolates that change the direction of text around them.
// Untrusted text may use them to make a name or an address look like another one.
bool isBidiControl(QChar c);

// Untrusted text for one line: names, file names, titles and labels. Bidi controls and
// noncharacters are removed, runs of white space become one blank, and what is longer than
// `maxLength` characters ends with "…".
QString singleLine(const QString &text, int maxLength = 200);

} // namespace botline
