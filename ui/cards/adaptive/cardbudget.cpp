#include "cardbudget.h"

#include <algorithm>

namespace botline::adaptive {

namespace {

constexpr int kCharacters = 2; // for one unit
constexpr int kLine = 20;
constexpr int kLeastText = 200; // characters that are worth a beginning

} // namespace

bool CardBudget::afford(int cost)
{
    if (m_endless)
        return true;
    if (m_spent || cost > m_left) {
        m_spent = true;
        return false;
    }
    m_left -= cost;
    return true;
}

QString CardBudget::fitting(const QString &text)
{
    if (m_endless)
        return text;
    qsizetype length = 0;
    int cost = 0; // in characters
    for (; length < text.size() && cost / kCharacters <= m_left; ++length)
        cost += text.at(length) == u'\n' ? kLine * kCharacters : 1;
    m_left -= cost / kCharacters;
    if (length == text.size())
        return text;
    m_spent = true;
    length = std::max<qsizetype>(length, std::min<qsizetype>(kLeastText, text.size()));
    return length == text.size() ? text : text.left(length) + u'…';
}

void CardBudget::reopen(int cost)
{
    m_left = std::max(0, m_left) + cost;
    m_spent = false;
}

} // namespace botline::adaptive
