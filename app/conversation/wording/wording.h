#pragma once

#include "app/directline/error.h"

#include <QtCore/QDateTime>

// The sentences of a conversation, in one place: plain, kind, and with what to do next.
namespace botline::wording {

// One sentence that says what happened and what to do. Plain text, never empty.
QString describe(const directline::Error &error);
QString describe(const directline::Refusal &refusal);

// For "Copy details": status, code, the service's words, ours.
QString details(const directline::Error &error);

// A message whose arrival is unknown, while we look for its echo.
QString lookingForEcho(const directline::Error &error, bool withFiles);
// Likewise, after Botline ended while it was on its way.
QString lookingAfterRestart();
// The same after we looked in vain.
QString maybeNotDelivered();
// The echo is there, and so is what the service said of the bot.
QString botInTrouble(const directline::Error &error);
QString filesNotTaken(); // by a service without uploads

// For the status line. `waitSeconds` and `until` describe the next try: how far away it is, and,
// when the service asked for a long wait, what instant it named.
QString trouble(const directline::Error &error, qint64 waitSeconds, const QDateTime &until);

} // namespace botline::wording
