#include "firstpaint.h"

#include <QtCore/QEvent>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

namespace botline {

FirstPaint::FirstPaint(QWidget &widget, QObject *parent) : QObject(parent)
{
    widget.installEventFilter(this);
}

bool FirstPaint::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint) {
        watched->removeEventFilter(this);
        // Later: the filter runs before the widget paints, and its children come after it.
        QTimer::singleShot(0, this, &FirstPaint::painted);
    }
    return false;
}

} // namespace botline
