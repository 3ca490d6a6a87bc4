#pragma once

#include "app/directline/exchange.h"
#include "app/directline/exchangeobserver.h"

#include <QtCore/QObject>

#include <deque>

namespace botline {

class ExchangeBudget;

// What went over the wire in one session: a ring of exchanges, oldest first, each without secrets.
// It is fed from the start of the session, so that an inspector that is opened later finds the
// history. Rows outlive their bodies.
//
// Until keepEverything() it holds the last kBodiesUnobserved bytes of bodies and the last
// kRowsUnobserved rows with up to kBytesUnobserved bytes; afterwards the last kRows rows, and the
// budget of the process is the limit. Bodies of a finished exchange go together.
class ExchangeLog : public QObject, public directline::ExchangeObserver
{
    Q_OBJECT

public:
    static constexpr qint64 kBodiesUnobserved = 256 * 1024;
    static constexpr qint64 kBytesUnobserved = 2 * 1024 * 1024; // rows without their bodies
    static constexpr qsizetype kRowsUnobserved = 2'000;
    static constexpr qsizetype kRows = 20'000;

    enum class Progress
    {
        Started,
        RequestSent,
        HeadReceived,
        Finished,
    };
    struct Row
    {
        directline::Exchange exchange;
        Progress progress = Progress::Started;
        bool bodiesDropped = false; // it had bodies that are not kept, or no longer
    };

    explicit ExchangeLog(ExchangeBudget &budget, QObject *parent = nullptr);
    ~ExchangeLog() override;

    // An inspector, a recording or an export wants all of it from here on. Never taken back by
    // itself: what a tester looked at once stays for the next look.
    void keepEverything();

    // Numbers run from firstNumber() to lastNumber() without a gap; empty: first is last + 1.
    quint64 firstNumber() const { return m_dropped + 1; }
    quint64 lastNumber() const { return m_dropped + m_rows.size(); }
    // Null when it is no longer, or not yet, there. Valid until the event loop runs again.
    const Row *row(quint64 number) const;
    // The exchanges that posted this activity (by clientActivityID or by the service's id) or
    // brought it, in order.
    QList<quint64> exchangesOf(const QString &activityId) const;

    qint64 bytes() const { return m_bytes + m_bodyBytes; } // rows and bodies, estimated
    qint64 bodyBytes() const { return m_bodyBytes; }

    quint64 exchangeStarted(const directline::Exchange &exchange) override;
    void exchangeRequestSent(quint64 number, qint64 microseconds) override;
    void exchangeHeadReceived(quint64 number, int httpStatus, qint64 microseconds) override;
    void exchangeFinished(const directline::Exchange &exchange) override;
    qint64 bodyLimit() const override;

Q_SIGNALS:
    void rowAdded(quint64 number);
    void rowChanged(quint64 number); // also: its bodies were dropped
    void rowsDropped(quint64 firstNumber); // what is older than that is gone

private:
    friend class ExchangeBudget;

    struct Entry
    {
        Row row;
        quint64 order = 0; // among the rows of all logs
        qint64 bytes = 0; // without bodies
        qint64 bodyBytes = 0;
    };

    Entry *entry(quint64 number);
    void enforce();
    std::optional<quint64> oldestBody() const;
    std::optional<quint64> oldestRow() const;
    qint64 dropOldestBody(); // each returns the bytes that it freed
    qint64 dropOldestRow();
    void skipRowsWithoutBodies();

    ExchangeBudget &m_budget;
    std::deque<Entry> m_rows;
    quint64 m_dropped = 0; // rows that are gone
    quint64 m_firstWithBody = 1; // no older row has a body; may be past the end
    qint64 m_bytes = 0;
    qint64 m_bodyBytes = 0;
    bool m_keepsEverything = false;
};

} // namespace botline
