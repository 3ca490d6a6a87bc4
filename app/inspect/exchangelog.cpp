#include "exchangelog.h"

#include "exchangebudget.h"

#include <algorithm>

namespace botline {

using directline::Exchange;

namespace {

// What a list or string costs beside its characters.
constexpr qint64 kPerString = 32;

qint64 bytesOf(const QList<Exchange::Header> &headers)
{
    qint64 sum = 0;
    for (const auto &[name, value] : headers)
        sum += name.size() + value.size() + 2 * kPerString;
    return sum;
}

qint64 bytesOf(const QString &text)
{
    return text.size() * qint64(sizeof(QChar));
}

qint64 bytesWithoutBodies(const Exchange &exchange)
{
    qint64 sum = qint64(sizeof(ExchangeLog::Row)) + exchange.url.toEncoded().size()
        + bytesOf(exchange.requestHeaders) + bytesOf(exchange.responseHeaders)
        + bytesOf(exchange.note) + bytesOf(exchange.clientActivityId);
    for (const QString &id : exchange.activityIds)
        sum += bytesOf(id) + kPerString;
    if (exchange.error)
        sum += bytesOf(exchange.error->message) + bytesOf(exchange.error->detail);
    return sum;
}

} // namespace

ExchangeLog::ExchangeLog(ExchangeBudget &budget, QObject *parent)
    : QObject(parent), m_budget(budget)
{
    m_budget.add(this);
}

ExchangeLog::~ExchangeLog()
{
    m_budget.remove(this);
}

void ExchangeLog::keepEverything()
{
    m_keepsEverything = true;
}

const ExchangeLog::Row *ExchangeLog::row(quint64 number) const
{
    return number >= firstNumber() && number <= lastNumber() ? &m_rows[number - firstNumber()].row
                                                             : nullptr;
}

QList<quint64> ExchangeLog::exchangesOf(const QString &activityId) const
{
    QList<quint64> numbers;
    if (activityId.isEmpty())
        return numbers;
    quint64 number = m_dropped;
    for (const Entry &entry : m_rows) {
        ++number;
        const Exchange &exchange = entry.row.exchange;
        if (exchange.clientActivityId == activityId || exchange.activityIds.contains(activityId))
            numbers.append(number);
    }
    return numbers;
}

quint64 ExchangeLog::exchangeStarted(const Exchange &exchange)
{
    Entry &entry = m_rows.emplace_back();
    const quint64 number = lastNumber();
    entry.order = m_budget.nextOrder();
    entry.row.exchange = exchange;
    entry.row.exchange.number = number;
    entry.bytes = bytesWithoutBodies(exchange);
    m_bytes += entry.bytes;
    Q_EMIT rowAdded(number);
    enforce();
    return number;
}

void ExchangeLog::exchangeRequestSent(quint64 number, qint64 microseconds)
{
    if (Entry *found = entry(number)) {
        found->row.exchange.timings.requestSent = microseconds;
        found->row.progress = Progress::RequestSent;
        Q_EMIT rowChanged(number);
    }
}

void ExchangeLog::exchangeHeadReceived(quint64 number, int httpStatus, qint64 microseconds)
{
    if (Entry *found = entry(number)) {
        found->row.exchange.httpStatus = httpStatus;
        found->row.exchange.timings.firstByte = microseconds;
        found->row.progress = Progress::HeadReceived;
        Q_EMIT rowChanged(number);
    }
}

void ExchangeLog::exchangeFinished(const Exchange &exchange)
{
    Entry *found = entry(exchange.number);
    if (!found)
        return; // it took so long that its row is gone
    Row &row = found->row;
    row.exchange = exchange;
    row.progress = Progress::Finished;
    row.bodiesDropped = (exchange.bytesReceived > 0 && exchange.responseBody.isEmpty())
        || (exchange.bytesSent > 0 && exchange.requestBody.isEmpty());
    m_bytes -= found->bytes;
    found->bytes = bytesWithoutBodies(exchange);
    m_bytes += found->bytes;
    found->bodyBytes = exchange.requestBody.size() + exchange.responseBody.size();
    m_bodyBytes += found->bodyBytes;
    if (found->bodyBytes > 0)
        m_firstWithBody = std::min(m_firstWithBody, exchange.number);
    Q_EMIT rowChanged(exchange.number);
    enforce();
}

qint64 ExchangeLog::bodyLimit() const
{
    return m_keepsEverything ? m_budget.bytes() : kBodiesUnobserved;
}

ExchangeLog::Entry *ExchangeLog::entry(quint64 number)
{
    return number >= firstNumber() && number <= lastNumber() ? &m_rows[number - firstNumber()]
                                                             : nullptr;
}

void ExchangeLog::enforce()
{
    if (!m_keepsEverything) {
        while (m_bodyBytes > kBodiesUnobserved)
            dropOldestBody();
        while (m_bytes > kBytesUnobserved && m_rows.size() > 1)
            dropOldestRow();
    }
    const auto most = std::size_t(m_keepsEverything ? kRows : kRowsUnobserved);
    while (m_rows.size() > most)
        dropOldestRow();
    m_budget.enforce();
}

void ExchangeLog::skipRowsWithoutBodies()
{
    m_firstWithBody = std::max(m_firstWithBody, firstNumber());
    while (m_firstWithBody <= lastNumber() && entry(m_firstWithBody)->bodyBytes == 0)
        ++m_firstWithBody;
}

std::optional<quint64> ExchangeLog::oldestBody() const
{
    for (quint64 number = std::max(m_firstWithBody, firstNumber()); number <= lastNumber();
         ++number) {
        const Entry &entry = m_rows[number - firstNumber()];
        if (entry.bodyBytes > 0)
            return entry.order;
    }
    return std::nullopt;
}

std::optional<quint64> ExchangeLog::oldestRow() const
{
    return m_rows.empty() ? std::nullopt : std::optional(m_rows.front().order);
}

qint64 ExchangeLog::dropOldestBody()
{
    skipRowsWithoutBodies();
    Entry *oldest = entry(m_firstWithBody);
    if (!oldest)
        return 0;
    const quint64 number = m_firstWithBody;
    const qint64 freed = std::exchange(oldest->bodyBytes, 0);
    oldest->row.exchange.requestBody.clear();
    oldest->row.exchange.responseBody.clear();
    oldest->row.bodiesDropped = true;
    m_bodyBytes -= freed;
    ++m_firstWithBody;
    Q_EMIT rowChanged(number);
    return freed;
}

qint64 ExchangeLog::dropOldestRow()
{
    const Entry &oldest = m_rows.front();
    const qint64 freed = oldest.bytes + oldest.bodyBytes;
    m_bytes -= oldest.bytes;
    m_bodyBytes -= oldest.bodyBytes;
    m_rows.pop_front();
    ++m_dropped;
    Q_EMIT rowsDropped(firstNumber());
    return freed;
}

} // namespace botline
