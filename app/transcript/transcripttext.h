#pragma once

#include <QtCore/QList>
#include <QtCore/QString>

namespace botline {

namespace directline {
struct Activity;
}

// A conversation as plain text for a terminal: the speaker in a column of its own, then what was
// said, sent or shown; cards by their titles and texts, buttons as (title). Other activities than
// messages are left out. Lines end with \n; "" when there is no message.
//
// Safe to print: terminalText() of everything that somebody else wrote.
QString transcriptText(const QList<directline::Activity> &activities);

// Untrusted text without anything that a terminal obeys. Control characters become the symbols of
// their names, and what is invisible and turns the direction of writing becomes U+FFFD. Lines end
// with \n.
QString terminalText(const QString &text);

} // namespace botline
