#pragma once

#include <QtCore/QStringList>

class QWidget;

namespace botline::bench {

// What is wrong with the layout of these widgets, shown and placed, as somebody sees it who reads
// them: parts that leave their parent, words and labels that are cut off, parts on top of each
// other. One sentence each.
QStringList layoutFaults(const QWidget &root);

// The notes that say what was not shown and why.
QStringList notesIn(const QWidget &root);

// Whether there is anything to see: words, a picture or its box, something to fill in.
bool showsAnything(const QWidget &root);

// Whether a picture is still on its way.
bool awaitsPictures(const QWidget &root);

} // namespace botline::bench
