#pragma once

#include "app/directline/exchange.h"
#include "app/directline/exchangeobserver.h"

#include <QtCore/QList>

#include <limits>

namespace botline::test {

// Keeps every exchange that ended, in the order of ending, and counts what began.
class RecordingObserver : public directline::ExchangeObserver
{
public:
    quint64 exchangeStarted(const directline::Exchange &) override { return ++started; }
    void exchangeRequestSent(quint64, qint64) override { }
    void exchangeHeadReceived(quint64, int, qint64) override { }
    void exchangeFinished(const directline::Exchange &exchange) override
    {
        finished.append(exchange);
    }
    qint64 bodyLimit() const override { return limit; }

    quint64 started = 0;
    QList<directline::Exchange> finished;
    qint64 limit = std::numeric_limits<qint64>::max();
};

} // namespace botline::test
