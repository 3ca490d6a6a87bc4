#pragma once

#include <QtCore/QString>

namespace botline::directline {

// Service text made safe to show: controls and bidi overrides removed, white space folded, cut to
// `maxLength` characters.
QString cleanServiceText(const QString &text, int maxLength = 500);

} // namespace botline::directline
