#include "singleline.h"

namespace botline {

bool isBidiControl(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069);
}

QString singleLine(const QString &text, int maxLength)
{
    QString result;
    bool space = false;
    for (const QChar c : text) {
        if (c.isSpace() || c.category() == QChar::Other_Control) {
            space = !result.isEmpty();
            continue;
        }
        const char16_t u = c.unicode();
        if (isBidiControl(c) || u == 0xfffc || (u >= 0xfdd0 && u <= 0xfdef) || u >= 0xfffe)
            continue;
        if (result.size() + (space ? 1 : 0) >= maxLength) {
            result.truncate(maxLength - 1);
            if (!result.isEmpty() && result.back().isHighSurrogate())
                result.chop(1);
            return result + u'…';
        }
        if (space)
            result += u' ';
        space = false;
        result += c;
    }
    return result;
}

} // namespace botline
