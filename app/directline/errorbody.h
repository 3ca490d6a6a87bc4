#pragma once

#include <QtCore/QByteArray>

namespace botline::directline {

struct Error;

// Fills code and message from an error body of any shape of protocol.md §2.7 (nested, flat, bare
// string, text, HTML, empty). Never fails; raw HTML is never taken over.
void readErrorBody(const QByteArray &body, Error &error);

} // namespace botline::directline
