#pragma once

#include "conversationevent.h"

#include <QtCore/QJsonArray>

namespace botline {

// What happened in a conversation that was saved as a transcript: an array of activities, by
// Botline or by another program. The user is the first sender that has the role "user". A
// conversation of another id begins below a divider with `divider`. What is no activity is left
// out.
QList<ConversationEvent> transcriptEvents(const QJsonArray &transcript, const QString &divider);

} // namespace botline
