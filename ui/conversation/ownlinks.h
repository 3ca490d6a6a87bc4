#pragma once

#include <QtCore/QString>

namespace botline {

// Links of our own in the words of a row. No text from the network can hold one: the link policy
// lets no such scheme through.
inline const QString kJsonLink = QStringLiteral("botline:json");

// To the source with this number, in the list below the words.
QString sourceLink(int position);
int sourceOf(const QString &link); // 0: it is no such link
bool isOwnLink(const QString &link);

} // namespace botline
