#pragma once

class QString;
class QTextLayout;

namespace botline {

// The title of a button in as many lines as it needs in `width` (at least 1) pixels, each in the
// middle; words too long break anywhere. The layout has the text and font already. Returns the
// height of all lines.
int layOutTitle(QTextLayout &layout, int width);

} // namespace botline
