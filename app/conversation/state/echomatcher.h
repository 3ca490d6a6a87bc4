#pragma once

#include "app/directline/activity.h"

#include <QtCore/QHash>

#include <optional>

namespace botline {

// Recognises our own messages when they come back (protocol.md §3.5): by the clientActivityID we
// gave them or by the id the service gave them, and never in something a bot said, because bots
// copy channelData into their answers.
class EchoMatcher
{
public:
    struct Match
    {
        QString key;
        bool again = false; // a further echo of a message that was retried
    };

    void expect(const QString &key, const directline::Activity &sent);
    void setAccepted(const QString &key, const QString &activityId);
    void forget(const QString &key);
    // A match that is no `again` settles its message. A replay of a known echo is no match.
    std::optional<Match> match(const directline::Activity &activity, bool fromBot);
    void clear();

private:
    struct Expected
    {
        QString type;
        QString clientActivityId;
        QString acceptedId;
        QStringList echoIds; // empty while pending
        bool settled = false;
    };

    QHash<QString, Expected> m_expected;
    QHash<QString, QString> m_keyOfClientId;
    QHash<QString, QString> m_keyOfAcceptedId; // pending ones only
};

} // namespace botline
