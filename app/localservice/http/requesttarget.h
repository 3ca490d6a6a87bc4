#pragma once

#include "servermessage.h"

#include <optional>

namespace botline::localservice {

// The target of a request line in its parts (RFC 9112 §3.2).
struct RequestTarget
{
    QByteArray authority; // "host:port" of the absolute form, else empty
    QStringList path;
    QHash<QString, QString> query;

    // Origin form ("/path?query"), absolute form with http, and "*". nullopt for anything else.
    static std::optional<RequestTarget> parse(const QByteArray &target);
};

// True when a Host header or an authority ("name" or "name:port") names this computer by loopback:
// a web page that was resolved to 127.0.0.1 (DNS rebinding) has another name there.
bool namesLoopback(const QByteArray &authority);

} // namespace botline::localservice
