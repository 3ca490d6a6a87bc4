#pragma once

#include <QtGui/QColor>
#include <QtGui/QIcon>

class QPainter;
class QRectF;

namespace botline {

// The symbols of the user interface, drawn as paths: sharp at every zoom and screen, in any colour,
// with no image files to load at start.
enum class Symbol
{
    Send,
    Attach, // paper clip
    Close,
    Retry,
    Copy,
    Edit,
    Remove, // bin
    File,
    Image,
    Audio,
    Video,
    Download,
    Open, // arrow out of a box
    ArrowDown,
    ArrowUp,
    ChevronLeft,
    ChevronRight,
    ChevronUp,
    ChevronDown,
    Menu, // three lines
    NewConversation, // bubble with plus
    Clock,
    Check,
    DoubleCheck,
    Warning,
    Plug, // connect
    Robot, // practice bot, empty state
};

// The program's own icon in every size that windows and task bars ask for.
QIcon applicationIcon();

// A square icon for buttons: normal in `color`, disabled paler.
QIcon symbolIcon(Symbol symbol, const QColor &color);

// Draws the symbol into `box` with the painter's render hints set for it.
void drawSymbol(QPainter &painter, Symbol symbol, const QRectF &box, const QColor &color);

} // namespace botline
