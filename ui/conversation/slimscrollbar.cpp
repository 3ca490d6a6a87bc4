#include "slimscrollbar.h"

#include "ui/style/chatstyle.h"

#include <QtWidgets/QScrollBar>

using namespace Qt::StringLiterals;

namespace botline {

void dressSlimScrollBar(QScrollBar &bar, const ChatStyle &style)
{
    const ChatColors &colors = style.colors();
    const QColor thumb = style.isDark() ? colors.border.darker(115) : colors.border.lighter(120);
    bar.setStyleSheet(
        u"QScrollBar:vertical { background: %1; width: %2px; margin: 0; border: none; }"
        "QScrollBar::handle:vertical { background: %3; border-radius: %4px; margin: %4px;"
        " min-height: %5px; }"
        "QScrollBar::handle:vertical:hover, QScrollBar::handle:vertical:pressed { background: %6; }"
        "QScrollBar::handle:vertical:disabled { background: none; }"
        "QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical { height: 0; }"
        "QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical { background: none; }"_s
            .arg(colors.window.name())
            .arg(style.px(12))
            .arg(thumb.name())
            .arg(style.px(3))
            .arg(style.px(36))
            .arg(colors.muted.name()));
}

} // namespace botline
