#pragma once

namespace botline {

// From here on everything that is logged passes the redaction (protocol.md §8.10). Botline's own
// lines have no secrets, but Qt's debug output repeats what bots write, with the keys in its links.
void redactLog();

} // namespace botline
