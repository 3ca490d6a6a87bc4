// Private to this folder: the plain text members by their names on the wire, once for all who read
// and write them.
#pragma once

#include "activity.h"

#include <string_view>

namespace botline::directline {

template <typename T> struct TextMember
{
    QLatin1StringView key;
    QString T::*text;
    bool repeats = true; // most activities of a conversation say the same
};

inline constexpr TextMember<Activity> kActivityTexts[] = {
    {QLatin1StringView("type"), &Activity::type},
    {QLatin1StringView("id"), &Activity::id, false},
    {QLatin1StringView("localTimestamp"), &Activity::localTimestamp, false},
    {QLatin1StringView("localTimezone"), &Activity::localTimezone},
    {QLatin1StringView("textFormat"), &Activity::textFormat},
    {QLatin1StringView("attachmentLayout"), &Activity::attachmentLayout},
    {QLatin1StringView("locale"), &Activity::locale},
    {QLatin1StringView("text"), &Activity::text, false},
    {QLatin1StringView("speak"), &Activity::speak, false},
    {QLatin1StringView("inputHint"), &Activity::inputHint},
    {QLatin1StringView("summary"), &Activity::summary, false},
    {QLatin1StringView("replyToId"), &Activity::replyToId, false},
    {QLatin1StringView("valueType"), &Activity::valueType},
    {QLatin1StringView("name"), &Activity::name},
    {QLatin1StringView("code"), &Activity::code},
    {QLatin1StringView("importance"), &Activity::importance},
};

inline constexpr TextMember<ChannelAccount> kChannelAccountTexts[] = {
    {QLatin1StringView("id"), &ChannelAccount::id},
    {QLatin1StringView("name"), &ChannelAccount::name},
    {QLatin1StringView("aadObjectId"), &ChannelAccount::aadObjectId},
    {QLatin1StringView("role"), &ChannelAccount::role},
};

inline constexpr TextMember<ConversationAccount> kConversationAccountTexts[] = {
    {QLatin1StringView("id"), &ConversationAccount::id},
    {QLatin1StringView("name"), &ConversationAccount::name},
    {QLatin1StringView("aadObjectId"), &ConversationAccount::aadObjectId},
    {QLatin1StringView("role"), &ConversationAccount::role},
    {QLatin1StringView("conversationType"), &ConversationAccount::conversationType},
    {QLatin1StringView("tenantId"), &ConversationAccount::tenantId},
};

template <typename T, size_t N>
const TextMember<T> *textMember(const TextMember<T> (&members)[N], std::string_view key)
{
    for (const TextMember<T> &member : members) {
        if (key == std::string_view(member.key.data(), size_t(member.key.size())))
            return &member;
    }
    return nullptr;
}

// Reads what the members have room for; the others stay in `value.others`.
template <typename T, size_t N>
void readTexts(T &value, const TextMember<T> (&members)[N], const QJsonObject &object)
{
    value.others = object;
    for (const TextMember<T> &member : members) {
        const auto found = value.others.constFind(member.key);
        if (found == value.others.constEnd() || !found->isString())
            continue;
        value.*member.text = found->toString();
        value.others.remove(member.key);
    }
}

template <typename T, size_t N>
QJsonObject writtenTexts(const T &value, const TextMember<T> (&members)[N])
{
    QJsonObject object = value.others;
    for (const TextMember<T> &member : members) {
        if (const QString &text = value.*member.text; !text.isEmpty())
            object.insert(member.key, text);
    }
    return object;
}

} // namespace botline::directline
