#include "retryafter.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QTimeZone>

#include <limits>

using namespace Qt::StringLiterals;

namespace botline::directline {

namespace {

int monthNumber(QStringView name)
{
    static constexpr QLatin1StringView kMonths[]
        = {"Jan"_L1, "Feb"_L1, "Mar"_L1, "Apr"_L1, "May"_L1, "Jun"_L1,
           "Jul"_L1, "Aug"_L1, "Sep"_L1, "Oct"_L1, "Nov"_L1, "Dec"_L1};
    for (int i = 0; i < 12; ++i) {
        if (name == kMonths[i])
            return i + 1;
    }
    return 0;
}

// A two-digit year means the past when it would lie more than fifty years ahead (RFC 9110 §5.6.7).
int fullYear(QStringView digits, int currentYear)
{
    int year = digits.toInt();
    if (digits.size() == 2) {
        year += currentYear / 100 * 100;
        if (year > currentYear + 50)
            year -= 100;
    }
    return year;
}

// The three forms of an HTTP-date. Written out because QDateTime's formats follow no fixed locale
// for RFC 850 and asctime dates.
QDateTime parseHttpDate(const QString &text, int currentYear)
{
    static const QRegularExpression kFixed(
        u"^[A-Z][a-z]{2}, (?<d>\\d{2}) (?<m>[A-Z][a-z]{2}) (?<y>\\d{4}) (?<t>\\d\\d:\\d\\d:\\d\\d) GMT$"_s);
    static const QRegularExpression kRfc850(
        u"^[A-Z][a-z]+, (?<d>\\d{2})-(?<m>[A-Z][a-z]{2})-(?<y>\\d{2}) (?<t>\\d\\d:\\d\\d:\\d\\d) GMT$"_s);
    static const QRegularExpression kAsctime(
        u"^[A-Z][a-z]{2} (?<m>[A-Z][a-z]{2}) (?<d>[ \\d]\\d) (?<t>\\d\\d:\\d\\d:\\d\\d) (?<y>\\d{4})$"_s);

    for (const QRegularExpression *form : {&kFixed, &kRfc850, &kAsctime}) {
        const QRegularExpressionMatch match = form->match(text);
        if (!match.hasMatch())
            continue;
        const QDate date(fullYear(match.captured(u"y"), currentYear),
                         monthNumber(match.capturedView(u"m")),
                         match.capturedView(u"d").trimmed().toInt());
        const QTime time = QTime::fromString(match.captured(u"t"), u"HH:mm:ss"_s);
        return date.isValid() && time.isValid() ? QDateTime(date, time, Qt::UTC) : QDateTime();
    }
    return {};
}

} // namespace

std::optional<std::chrono::seconds> parseRetryAfter(const QByteArray &value,
                                                    const QDateTime &nowUtc)
{
    static const QRegularExpression kDelta(u"^\\d+$"_s);

    const QString text = QString::fromLatin1(value).trimmed();
    if (kDelta.match(text).hasMatch()) {
        bool ok = false;
        const qint64 seconds = text.toLongLong(&ok);
        if (!ok || seconds > std::numeric_limits<qint32>::max())
            return std::nullopt;
        return std::chrono::seconds(seconds);
    }
    const QDateTime date = parseHttpDate(text, nowUtc.date().year());
    if (!date.isValid())
        return std::nullopt;
    // Rounded up: asking a fraction of a second too early would be throttled again.
    const qint64 ms = nowUtc.msecsTo(date);
    return std::chrono::seconds(ms > 0 ? (ms + 999) / 1000 : 0);
}

} // namespace botline::directline
