#pragma once

#include "app/directline/call.h"

#include <QtCore/QPointer>

namespace botline {

// Ends a call that nobody waits for any more, quietly. Also from inside the call's own signals,
// where it must not be deleted at once.
inline void abandon(QPointer<directline::Call> &call, QObject *receiver)
{
    if (!call)
        return;
    call->disconnect(receiver);
    call->deleteLater();
    call = nullptr;
}

} // namespace botline
