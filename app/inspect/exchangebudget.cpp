#include "exchangebudget.h"

#include "exchangelog.h"

namespace botline {

ExchangeBudget::ExchangeBudget(qint64 bytes) : m_bytes(bytes)
{
}

ExchangeBudget::~ExchangeBudget()
{
    Q_ASSERT(m_logs.isEmpty());
}

qint64 ExchangeBudget::used() const
{
    qint64 sum = 0;
    for (const ExchangeLog *log : m_logs)
        sum += log->bytes();
    return sum;
}

void ExchangeBudget::add(ExchangeLog *log)
{
    m_logs.append(log);
}

void ExchangeBudget::remove(ExchangeLog *log)
{
    m_logs.removeOne(log);
}

void ExchangeBudget::enforce()
{
    const auto oldest = [this](std::optional<quint64> (ExchangeLog::*order)() const) {
        ExchangeLog *found = nullptr;
        quint64 lowest = 0;
        for (ExchangeLog *log : std::as_const(m_logs)) {
            const std::optional<quint64> its = (log->*order)();
            if (its && (!found || *its < lowest)) {
                found = log;
                lowest = *its;
            }
        }
        return found;
    };
    qint64 sum = used();
    while (sum > m_bytes) {
        if (ExchangeLog *log = oldest(&ExchangeLog::oldestBody))
            sum -= log->dropOldestBody();
        else if (ExchangeLog *other = oldest(&ExchangeLog::oldestRow))
            sum -= other->dropOldestRow();
        else
            break;
    }
}

} // namespace botline
