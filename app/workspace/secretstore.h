#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>

#include <functional>

namespace botline {

struct ConnectionProfile;

// The system's keychain, when Botline was built with QtKeychain; else isAvailable() is false and
// every call ends with a sentence. Keys name a connection, never contain a credential. Callbacks
// come once, on this thread, and not at all once `context` is gone.
class SecretStore
{
public:
    static bool isAvailable();

    // Where the secret of a connection is kept. Depends on the service URL alone, as the user id
    // may be generated later.
    static QString keyFor(const ConnectionProfile &profile);

    // `secret` is for read() only, "" when nothing is stored; `problem` is a sentence or "".
    using Done = std::function<void(const QString &secret, const QString &problem)>;
    static void read(const QString &key, QObject *context, Done done);
    static void write(const QString &key, const QString &secret, QObject *context, Done done);
    static void remove(const QString &key, QObject *context, Done done);
};

} // namespace botline
