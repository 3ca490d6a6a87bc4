#include "layoutcache.h"

namespace botline {

BubbleText &LayoutCache::text(const QString &key, const BubbleText::Content &content,
                              const ChatStyle &style)
{
    const auto known = m_byKey.constFind(key);
    if (known != m_byKey.cend()) {
        m_items.splice(m_items.begin(), m_items, *known);
    } else {
        m_items.push_front({key, nullptr, 0});
        m_byKey.insert(key, m_items.begin());
    }
    Item &item = m_items.front();
    if (!item.text || item.text->content() != content) {
        item.text = std::make_unique<BubbleText>(content, style);
        m_bytes += item.text->bytes() - item.bytes;
        item.bytes = item.text->bytes();
    }
    return *item.text;
}

void LayoutCache::clear()
{
    m_items.clear();
    m_byKey.clear();
    m_bytes = 0;
}

void LayoutCache::trim(int keep)
{
    while (m_bytes > m_limit && count() > keep) {
        m_bytes -= m_items.back().bytes;
        m_byKey.remove(m_items.back().key);
        m_items.pop_back();
    }
}

} // namespace botline
