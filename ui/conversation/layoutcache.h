#pragma once

#include "bubbletext.h"

#include <QtCore/QHash>

#include <list>
#include <memory>

namespace botline {

// The most recently used texts, by row key, up to a number of bytes.
class LayoutCache
{
public:
    explicit LayoutCache(qsizetype byteLimit) : m_limit(byteLimit) { }

    // The row's text, made when it is not there or says something else now. Valid until the next
    // trim() or clear().
    BubbleText &text(const QString &key, const BubbleText::Content &content,
                     const ChatStyle &style);
    void clear();
    // Forgets the longest unused until the limit holds, but never the `keep` last used ones: what
    // is on screen stays, whatever it takes.
    void trim(int keep);

    qsizetype bytes() const { return m_bytes; }
    int count() const { return static_cast<int>(m_items.size()); }

private:
    struct Item
    {
        QString key;
        std::unique_ptr<BubbleText> text;
        qsizetype bytes = 0;
    };

    qsizetype m_limit;
    qsizetype m_bytes = 0;
    std::list<Item> m_items; // the last used one first
    QHash<QString, std::list<Item>::iterator> m_byKey;
};

} // namespace botline
