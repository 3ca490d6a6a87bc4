#pragma once

#include "app/directline/activity.h"

#include <QtCore/QHash>

namespace botline {

// What was said and done, in the order it became known: for saving and for testers. Our own
// messages stand where they were typed and take on the service's form when their echo comes.
class Transcript
{
public:
    void clear();
    void addReceived(const directline::Activity &activity, bool own);
    void addOwn(const QString &key, const directline::Activity &activity);
    void replaceOwn(const QString &key, const directline::Activity &echo);
    void remove(const QString &key); // it was thrown away unsent

    // With from, recipient and role filled in wherever the service left them out.
    QJsonArray toJson(const directline::ChannelAccount &user,
                      const directline::ChannelAccount &bot) const;

private:
    struct Record
    {
        directline::RawObject activity; // empty: removed
        bool own = false;
    };

    QList<Record> m_records;
    QHash<QString, qsizetype> m_recordOfKey;
};

} // namespace botline
