#include "separator.h"

#include <QtGui/QPainter>

namespace botline {

int Separator::computeHeight(int) const
{
    return 1;
}

int Separator::computeNaturalWidth() const
{
    return 1;
}

void Separator::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), colors().hairline);
}

} // namespace botline
