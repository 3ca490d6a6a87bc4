#include "adaptivecard.h"

#include "cardchecker.h"
#include "cardparser.h"

#include "app/directline/cardaction.h"
#include "app/directline/json.h"

#include <QtCore/QDateTime>
#include <QtCore/QRegularExpression>

#include <tuple>

using namespace Qt::StringLiterals;

namespace botline::adaptive {

namespace {

QString shownDate(const QDate &date, QStringView format, const QLocale &locale)
{
    if (format.compare("SHORT"_L1, Qt::CaseInsensitive) == 0) {
        QString pattern = locale.dateFormat(QLocale::LongFormat);
        pattern.replace("dddd"_L1, "ddd"_L1).replace("MMMM"_L1, "MMM"_L1);
        return locale.toString(date, pattern);
    }
    if (format.compare("LONG"_L1, Qt::CaseInsensitive) == 0)
        return locale.toString(date, QLocale::LongFormat);
    return locale.toString(date, QLocale::ShortFormat);
}

// The language that the card names, else that of the reader.
QLocale localeOf(const QJsonObject &card, const QLocale &locale)
{
    const QString name = directline::json::text(card, "lang"_L1);
    if (name.isEmpty())
        return locale;
    const QLocale named(name);
    return named.language() == QLocale::C ? locale : named;
}

} // namespace

Card parseCardOnly(const QJsonObject &object, const QLocale &locale)
{
    CardParser parser(localeOf(object, locale));
    return parser.card(object, 0);
}

Card parseCard(const QJsonObject &object, const QLocale &locale)
{
    CardParser parser(localeOf(object, locale));
    Card card = parser.card(object, 0);
    CardChecker checker;
    if (card.valid)
        checker.check(object);
    if (parser.wasCut())
        checker.noteCut();
    card.remarks = checker.takeRemarks();
    return card;
}

bool Action::operator==(const Action &other) const
{
    const auto values = [](const Action &action) {
        return std::tie(action.kind, action.type, action.title, action.tooltip, action.iconUrl,
                        action.iconAltText, action.positive, action.destructive, action.enabled,
                        action.secondary, action.url, action.data, action.takesInputs,
                        action.targets);
    };
    const auto same = [](const auto &one, const auto &another) {
        return bool(one) == bool(another) && (!one || *one == *another);
    };
    return values(*this) == values(other) && same(card, other.card)
        && same(cardAction, other.cardAction);
}

QString shownTime(const QTime &time, const QLocale &locale)
{
    // Some locales, "C" among them, have seconds even in the short form.
    QString pattern = locale.timeFormat(QLocale::ShortFormat);
    return locale.toString(time, pattern.remove(":ss"_L1));
}

QString withDates(const QString &text, const QLocale &locale)
{
    if (!text.contains("{{"_L1))
        return text;
    // A time zone is required: without one nobody knows which moment is meant.
    static const QRegularExpression pattern(
        uR"(\{\{(DATE|TIME)\(\s*(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d))\s*(?:,\s*(COMPACT|SHORT|LONG)\s*)?\)\}\})"_s,
        QRegularExpression::CaseInsensitiveOption);
    QString result;
    qsizetype end = 0;
    for (auto it = pattern.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QDateTime moment
            = QDateTime::fromString(match.captured(2), Qt::ISODate).toLocalTime();
        if (!moment.isValid())
            continue;
        result += QStringView(text).mid(end, match.capturedStart() - end);
        const bool isTime = match.capturedView(1).compare("TIME"_L1, Qt::CaseInsensitive) == 0;
        result += isTime ? shownTime(moment.time(), locale)
                         : shownDate(moment.date(), match.capturedView(3), locale);
        end = match.capturedEnd();
    }
    result += QStringView(text).mid(end);
    return result;
}

} // namespace botline::adaptive
