#pragma once

#include <QtCore/QJsonValue>
#include <QtCore/QString>

namespace botline {

// Indented, as plain text, cut when it is very long.
QString shownJson(const QJsonValue &value);

} // namespace botline
