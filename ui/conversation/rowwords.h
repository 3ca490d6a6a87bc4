#pragma once

#include "app/conversation/model/searchquery.h"

#include <QtCore/QHash>

namespace botline {

struct ActivityEntry;

// What can be found in a row, as it is shown: the words of its bubble, each character at its place
// in the painted document, and the words of what is attached. Words that took work to find out are
// remembered until clear(), up to some megabytes.
class RowWords
{
public:
    SearchQuery::Words of(const ActivityEntry &entry);
    void clear();
    bool wasWork() const { return m_wasWork; } // the last one took more than reading it

    // A bubble's words alone.
    static QString textOf(const ActivityEntry &entry);

private:
    struct Known
    {
        quint32 revision = 0;
        SearchQuery::Words words;
    };

    QHash<QString, Known> m_known; // by row key
    qsizetype m_characters = 0; // of all known
    bool m_wasWork = false;
};

} // namespace botline
