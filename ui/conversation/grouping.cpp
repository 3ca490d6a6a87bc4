#include "grouping.h"

#include "app/conversation/model/rowfacts.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>
#include <QtCore/QRegularExpression>

#include <cstdlib>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr qint64 kGroupGapSeconds = 5 * 60;

QString tr(const char *text)
{
    return QCoreApplication::translate("ConversationView", text);
}

// What must be told even in the middle of a group. The rest is said by its last row: what is sent
// later arrives later.
bool hasTrouble(const RowFacts &row)
{
    return row.sendState == SendState::Unconfirmed || row.sendState == SendState::Failed
        || row.sendState == SendState::Cancelled || row.hasRemark;
}

// The service accepted it, and a later one came back first: its "Sent" is not this one's.
bool isLeftBehind(const RowFacts &row, const RowFacts *after)
{
    return after && row.sendState == SendState::Delivered && after->sendState == SendState::Sent;
}

} // namespace

QDate LocalDays::dayOf(const QDateTime &time)
{
    const qint64 ms = time.toMSecsSinceEpoch();
    if (ms < m_from || ms >= m_to) {
        m_day = time.toLocalTime().date();
        m_from = m_day.startOfDay().toMSecsSinceEpoch();
        m_to = m_day.addDays(1).startOfDay().toMSecsSinceEpoch();
    }
    return m_day;
}

bool startsDay(const RowFacts *before, const RowFacts &row, LocalDays &days)
{
    if (!row.time.isValid())
        return false;
    return !before || !before->time.isValid() || days.dayOf(before->time) != days.dayOf(row.time);
}

bool continuesGroup(const RowFacts *before, const RowFacts &row, bool unreadBar, LocalDays &days)
{
    if (!before || unreadBar || before->side != row.side)
        return false;
    if (row.side == Side::System) // what only testers see stands close together
        return before->hidden && row.hidden && !startsDay(before, row, days);
    if (hasTrouble(*before) || hasTrouble(row))
        return false;
    if (row.side != Side::Own
        && (before->senderId != row.senderId || before->senderName != row.senderName))
        return false;
    if (startsDay(before, row, days))
        return false;
    return std::abs(before->time.secsTo(row.time)) < kGroupGapSeconds;
}

RowParts partsOf(const RowFacts *before, const RowFacts &row, const RowFacts *after, bool unreadBar,
                 bool unreadBarAfter, LocalDays &days)
{
    RowParts parts;
    parts.setFlag(RowPart::DayStart, startsDay(before, row, days));
    parts.setFlag(RowPart::UnreadBar, unreadBar);
    parts.setFlag(RowPart::GroupStart, !continuesGroup(before, row, unreadBar, days));
    if (row.side == Side::System)
        return parts | RowPart::Notice | RowPart::Text | RowPart::GroupEnd;

    parts.setFlag(RowPart::Own, row.side == Side::Own);
    parts.setFlag(RowPart::Text, !row.text.isEmpty());
    parts.setFlag(RowPart::GroupEnd, !after || !continuesGroup(&row, *after, unreadBarAfter, days));
    parts.setFlag(RowPart::Status,
                  parts.testFlag(RowPart::GroupEnd) || hasTrouble(row) || row.hasRemarksOfBot
                      || isLeftBehind(row, after));
    parts.setFlag(RowPart::Trouble, hasTrouble(row));
    return parts;
}

QString dayLabel(const QDate &day, const QDate &today, const QLocale &locale)
{
    if (day == today)
        return tr("Today");
    if (day.addDays(1) == today)
        return tr("Yesterday");
    QString format = locale.dateFormat(QLocale::LongFormat);
    if (day.year() == today.year()) {
        // The year with what ties it to its neighbours: ", yyyy", " 'de' yyyy", "yyyy年", "yyyy
        // 'г'."
        static const QRegularExpression year(
            uR"([\s,./]*(?:'de'\s*)?y{2,4}\s*(?:'[^']*'\.?|年|년)?)"_s);
        format.remove(year);
        format = format.trimmed();
    }
    // Many long formats name the weekday already.
    const QString date = locale.toString(day, format);
    return format.contains("ddd"_L1)
        ? date
        : tr("%1, %2").arg(locale.standaloneDayName(day.dayOfWeek()), date);
}

} // namespace botline
