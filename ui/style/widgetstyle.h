#pragma once

#include "chatstyle.h"

class QLabel;
class QWidget;

namespace botline {

// Dialogs take size and colour from the font and palette of the application, so that they follow
// zoom and theme by themselves.
ChatColors colorsFor(const QWidget &widget);
int em(const QWidget &widget,
       double factor); // of the height of a line, in device-independent pixels

// Colours a label, also when a style sheet is set on the application.
void setInk(QLabel &label, const QColor &color);

} // namespace botline
