#pragma once

#include "http/servermessage.h"

namespace botline::localservice {

// An activity that a client sent, checked (protocol.md §4) and made ours: the sender filled in,
// everything that belongs to the channel dropped, unknown members kept. The embedded user of a
// token wins over what the client says (protocol.md §1.3); `fallbackUserId` serves where it says
// nothing. On failure nullopt, and `refusal` is what to answer.
std::optional<QJsonObject> validatedActivity(const QByteArray &json,
                                             const QJsonObject &embeddedUser,
                                             const QString &fallbackUserId,
                                             ServerResponse *refusal);

} // namespace botline::localservice
