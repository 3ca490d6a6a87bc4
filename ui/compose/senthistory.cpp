#include "senthistory.h"

namespace botline {

void SentHistory::assign(const QStringList &texts)
{
    m_texts.clear();
    for (const QString &text : texts)
        add(text);
}

void SentHistory::add(const QString &text)
{
    endRecall();
    if (text.isEmpty() || (!m_texts.isEmpty() && m_texts.constLast() == text))
        return;
    m_texts.append(text);
    if (m_texts.size() > kLimit)
        m_texts.removeFirst();
}

std::optional<QString> SentHistory::older(const QString &shown)
{
    // Somebody who emptied the composer starts afresh, unless a draft waits at the end.
    if (shown.isEmpty() && !m_recalled.isEmpty() && m_recalled.constLast().isEmpty())
        endRecall();
    return step(-1, shown);
}

std::optional<QString> SentHistory::newer(const QString &shown)
{
    return step(1, shown);
}

bool SentHistory::isShowingRecalled(const QString &shown) const
{
    return m_position < m_recalled.size() - 1 && m_texts.value(m_position) == shown;
}

void SentHistory::endRecall()
{
    m_recalled.clear();
    m_position = 0;
}

std::optional<QString> SentHistory::step(int by, const QString &shown)
{
    if (m_recalled.isEmpty()) {
        if (by > 0 || m_texts.isEmpty())
            return std::nullopt;
        m_recalled = m_texts;
        m_recalled.append(shown);
        m_position = m_recalled.size() - 1;
    }
    const qsizetype next = m_position + by;
    if (next < 0 || next >= m_recalled.size())
        return std::nullopt;
    m_recalled[m_position] = shown;
    m_position = next;
    return m_recalled.at(m_position);
}

} // namespace botline
