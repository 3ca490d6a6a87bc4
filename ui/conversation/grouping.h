#pragma once

#include <QtCore/QDateTime>
#include <QtCore/QFlags>
#include <QtCore/QString>

class QLocale;

namespace botline {

struct RowFacts;

// What a row consists of; together with the sizes of its text and widgets this gives its height.
enum class RowPart : quint16
{
    Own = 0x01, // right, in the user's colour
    Notice = 0x02, // a thin centred line: no bubble, no sender
    Text = 0x04, // a text bubble, or the words of a notice
    Widget = 0x08, // attachments and cards below the text
    DayStart = 0x10, // the separator of its day above it
    UnreadBar = 0x20,
    GroupStart = 0x40, // avatar and name, the larger gap
    GroupEnd = 0x80, // the corner that is not joined
    Status = 0x100, // time, and for own rows the send state
    Trouble = 0x200, // why it did not arrive, and what can be done
};
Q_DECLARE_FLAGS(RowParts, RowPart)
Q_DECLARE_OPERATORS_FOR_FLAGS(RowParts)

// Which local day a time belongs to. Remembers the last day, because most rows fall into the day of
// the row before, and asking the time zone for each of many thousand rows would take long.
class LocalDays
{
public:
    QDate dayOf(const QDateTime &time);

private:
    qint64 m_from = 0; // ms since the epoch; the day is [m_from, m_to)
    qint64 m_to = 0;
    QDate m_day;
};

// interaction.md §1. `before` is the row above, nullptr at the beginning. `unreadBar`: the bar
// stands between them.
bool continuesGroup(const RowFacts *before, const RowFacts &row, bool unreadBar, LocalDays &days);
bool startsDay(const RowFacts *before, const RowFacts &row, LocalDays &days);
// Everything but Widget, which only RowWidgets knows. `after` is nullptr at the end.
RowParts partsOf(const RowFacts *before, const RowFacts &row, const RowFacts *after, bool unreadBar,
                 bool unreadBarAfter, LocalDays &days);

// "Today", "Yesterday", else weekday and long date; the year only when it is not today's
// (interaction.md §2).
QString dayLabel(const QDate &day, const QDate &today, const QLocale &locale);

} // namespace botline
