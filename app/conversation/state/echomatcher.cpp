#include "echomatcher.h"

namespace botline {

using directline::Activity;

void EchoMatcher::expect(const QString &key, const Activity &sent)
{
    Expected expected;
    expected.type = sent.type;
    expected.clientActivityId = sent.clientActivityId();
    m_keyOfClientId.insert(expected.clientActivityId, key);
    m_expected.insert(key, expected);
}

void EchoMatcher::setAccepted(const QString &key, const QString &activityId)
{
    const auto found = m_expected.find(key);
    if (found == m_expected.end() || found->settled || activityId.isEmpty())
        return;
    m_keyOfAcceptedId.remove(found->acceptedId);
    found->acceptedId = activityId;
    m_keyOfAcceptedId.insert(activityId, key);
}

void EchoMatcher::forget(const QString &key)
{
    const Expected expected = m_expected.take(key);
    m_keyOfClientId.remove(expected.clientActivityId);
    m_keyOfAcceptedId.remove(expected.acceptedId);
}

std::optional<EchoMatcher::Match> EchoMatcher::match(const Activity &activity, bool fromBot)
{
    if (fromBot)
        return std::nullopt;
    QString key = m_keyOfClientId.value(activity.clientActivityId());
    if (key.isEmpty() && !activity.id.isEmpty())
        key = m_keyOfAcceptedId.value(activity.id);
    const auto found = m_expected.find(key);
    if (found == m_expected.end() || found->type != activity.type
        || found->echoIds.contains(activity.id))
        return std::nullopt;
    // An answer to it, from a bot that does not say that it is one.
    const QString &answered = activity.replyToId;
    if (!answered.isEmpty() && (answered == found->acceptedId || found->echoIds.contains(answered)))
        return std::nullopt;

    const bool again = found->settled;
    found->settled = true;
    found->echoIds.append(activity.id);
    m_keyOfAcceptedId.remove(found->acceptedId);
    return Match{key, again};
}

void EchoMatcher::clear()
{
    m_expected.clear();
    m_keyOfClientId.clear();
    m_keyOfAcceptedId.clear();
}

} // namespace botline
