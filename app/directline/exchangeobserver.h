#pragma once

#include <QtCore/QtGlobal>

namespace botline::directline {

struct Exchange;

// Hears of every HTTP exchange of one session, already without secrets. Whoever makes exchanges
// holds this interface only; it must outlive them. All functions are called on the thread of the
// caller's event loop and must neither delete the caller nor start an exchange.
//
// For each exchange the calls come in this order: started, requestSent, headReceived, finished.
// The two in the middle are left out when the exchange did not get that far; finished comes exactly
// once, except when the program or the session's connection goes away first.
class ExchangeObserver
{
public:
    virtual ~ExchangeObserver();

    // The number of the exchange from now on: unique within the session, counting up from 1.
    // `exchange` has no number yet, no bodies and no answer.
    virtual quint64 exchangeStarted(const Exchange &exchange) = 0;
    // Microseconds since it started.
    virtual void exchangeRequestSent(quint64 number, qint64 microseconds) = 0;
    virtual void exchangeHeadReceived(quint64 number, int httpStatus, qint64 microseconds) = 0;
    // Everything that is known, under its number. Bodies are there when they are not longer than
    // bodyLimit(); Exchange::bytesSent and bytesReceived always tell their sizes.
    virtual void exchangeFinished(const Exchange &exchange) = 0;

    // The longest body in bytes that would be kept. Longer ones are neither copied nor redacted.
    // Asked when a request starts and when its answer is complete.
    virtual qint64 bodyLimit() const = 0;
};

} // namespace botline::directline
