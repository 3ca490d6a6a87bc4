#include "widgetstyle.h"

#include <QtWidgets/QLabel>

namespace botline {

ChatColors colorsFor(const QWidget &widget)
{
    const QPalette &palette = widget.palette();
    const bool dark = palette.color(QPalette::Window).lightnessF()
        < palette.color(QPalette::WindowText).lightnessF();
    return ChatStyle(dark, 100, widget.font()).colors();
}

int em(const QWidget &widget, double factor)
{
    return qRound(widget.fontMetrics().height() * factor);
}

void setInk(QLabel &label, const QColor &color)
{
    QPalette palette = label.palette();
    palette.setColor(QPalette::WindowText, color);
    label.setPalette(palette);
}

} // namespace botline
