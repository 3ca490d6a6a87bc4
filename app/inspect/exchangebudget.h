#pragma once

#include <QtCore/QList>

namespace botline {

class ExchangeLog;

// What the exchange logs of all sessions may hold together. When they hold more, the oldest bodies
// of the process go first, whichever log has them; when there are no bodies left, the oldest rows.
// Must outlive its logs. Not thread-safe.
class ExchangeBudget
{
public:
    static constexpr qint64 kBytes = 64 * 1024 * 1024;

    explicit ExchangeBudget(qint64 bytes = kBytes);
    ~ExchangeBudget();

    qint64 bytes() const { return m_bytes; }
    qint64 used() const; // by rows and bodies of all logs

private:
    friend class ExchangeLog;
    void add(ExchangeLog *log);
    void remove(ExchangeLog *log);
    quint64 nextOrder() { return ++m_order; } // of a row among those of all logs
    void enforce();

    const qint64 m_bytes;
    quint64 m_order = 0;
    QList<ExchangeLog *> m_logs;
};

} // namespace botline
