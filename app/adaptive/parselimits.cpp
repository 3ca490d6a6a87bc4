#include "parselimits.h"

#include "app/directline/json.h"

#include <algorithm>

namespace botline::adaptive {

namespace json = directline::json;

ParseLimits::ParseLimits(const QLocale &locale) : m_locale(locale)
{
}

bool ParseLimits::take()
{
    if (m_elementsLeft > 0) {
        --m_elementsLeft;
        return true;
    }
    m_cut = true;
    return false;
}

bool ParseLimits::takePart()
{
    if (m_partsLeft > 0) {
        --m_partsLeft;
        return true;
    }
    m_cut = true;
    return false;
}

QString ParseLimits::text(const QJsonObject &object, QLatin1StringView key)
{
    QString result = json::scalarText(object, key);
    if (result.size() > m_textLeft) {
        result.truncate(m_textLeft);
        result += u'…';
        m_cut = true;
    }
    m_textLeft -= std::min<qsizetype>(m_textLeft, result.size());
    return result;
}

bool ParseLimits::takeCutNote()
{
    if (!m_cut || m_cutNoted)
        return false;
    m_cutNoted = true;
    return true;
}

} // namespace botline::adaptive
