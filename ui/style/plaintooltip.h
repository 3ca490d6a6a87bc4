#pragma once

class QString;
class QWidget;

namespace botline {

// A tool tip of words that somebody else wrote: never markup, and with its lines. They are the
// accessible description, too; without one, screen readers would read the tool tip's own markup.
// "" takes both away.
void setPlainToolTip(QWidget &widget, const QString &words);

} // namespace botline
