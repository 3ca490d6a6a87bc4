#pragma once

#include <QtCore/QByteArrayView>
#include <QtCore/QJsonObject>

namespace botline::journal {

// A received activity as it may stand on disk (protocol.md §5.4, §8.10). Taken out are:
// - in every text, the `t` parameter of addresses below ".../attachments/": it opens that upload by
//   itself. Such addresses live for half an hour, so nothing that would still work is lost, and our
//   own uploads stay shown from their files;
// - in an attachment's own addresses, whatever else the log's redaction knows as a secret (`sig`,
//   `code`, `key`, …);
// - the members token, secret, streamUrl, sasUrl, access_token and Authorization, except in what
//   a button would send: pressing it must say the same after a restart.
// Links in what the bot says stay as they are: they are part of the message.
QJsonObject withoutCredentials(const QJsonObject &activity);

// False only when withoutCredentials() leaves this JSON as it is: told by looking for the words in
// the text, which most activities lack. A history of thousands is written while somebody waits.
bool mayHoldCredentials(QByteArrayView json);

} // namespace botline::journal
