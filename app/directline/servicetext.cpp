#include "servicetext.h"

namespace botline::directline {

QString cleanServiceText(const QString &text, int maxLength)
{
    QString clean;
    clean.reserve(qMin<qsizetype>(text.size(), maxLength + 1));
    bool blank = false;
    for (qsizetype i = 0; i < text.size() && clean.size() <= maxLength; ++i) {
        const QChar c = text.at(i);
        const char16_t u = c.unicode();
        const bool bidiControl = (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069)
            || u == 0x200E || u == 0x200F || u == 0x061C;
        if (c.isSpace()) {
            blank = !clean.isEmpty();
        } else if (c.category() != QChar::Other_Control && !bidiControl) {
            if (blank)
                clean += u' ';
            blank = false;
            clean += c;
        }
    }
    if (clean.size() > maxLength) {
        clean.truncate(maxLength - 1);
        if (!clean.isEmpty() && clean.back().isHighSurrogate())
            clean.chop(1);
        clean += u'…';
    }
    return clean;
}

} // namespace botline::directline
