#pragma once

#include <QtCore/QObject>

namespace botline {
Q_NAMESPACE

// Where a session is with its service.
enum class ConnectionState
{
    Idle,
    Authenticating,
    Starting,
    Online,
    Degraded, // trouble, the next try is known; messages queue
    Expired, // the token is dead and nothing we hold can renew it
    Ended, // the service no longer knows the conversation
    Failed, // could not start
};
Q_ENUM_NS(ConnectionState)

} // namespace botline
