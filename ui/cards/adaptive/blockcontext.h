#pragma once

#include "app/adaptive/adaptivecard.h"

#include <QtCore/QMargins>
#include <QtGui/QColor>

namespace botline {
class ClickArea;
}

namespace botline::adaptive {

// What children take over from the boxes around them.
struct BlockContext
{
    QColor ground; // where text is hardest to read
    QColor plain; // the same without any picture
    bool onPicture = false;
    Surface surface = Surface::Default;
    Align align = Align::Unset;
    int scope = 0;
    Qt::LayoutDirection direction = Qt::LeftToRight;
    VerticalAlign vertical = VerticalAlign::Top;
    // Padding around, which a box that bleeds covers where it reaches it.
    QMargins room;
    bool header = false; // first row of a table
    ClickArea *area = nullptr; // behind it, which gets the clicks that nobody else wants
};

// Of a text, as QTextOption understands it: only an alignment that the card names is absolute.
Qt::Alignment textAlignment(const BlockContext &context);
// Labels stand where their fields begin, whatever the direction of their words.
Qt::Alignment labelAlignment(const BlockContext &context);
// Of a box in more room than it needs; left is where lines begin.
Qt::Alignment boxAlignment(Align align);

} // namespace botline::adaptive
