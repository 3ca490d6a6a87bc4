#include "plaintooltip.h"

#include <QtCore/QString>
#include <QtWidgets/QWidget>

using namespace Qt::StringLiterals;

namespace botline {

void setPlainToolTip(QWidget &widget, const QString &words)
{
    widget.setToolTip(words.isEmpty()
                          ? QString()
                          : u"<p style='white-space:pre-wrap'>%1</p>"_s.arg(words.toHtmlEscaped()));
    widget.setAccessibleDescription(words);
}

} // namespace botline
