#include "activityreader.h"

#include "json.h"
#include "textmembers.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QScopeGuard>

#include <simdjson.h>

#include <array>
#include <bit>

namespace botline::directline {

namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

constexpr size_t kUsualText = 64 * 1024; // bytes; what a larger one needs is given back
constexpr size_t kFewMembers = 64;
constexpr size_t kLongestWord = 64; // bytes
constexpr size_t kWords = 64;

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

// The string, or "" for another type.
std::string_view viewOf(element value)
{
    std::string_view text;
    return value.get(text) == simdjson::SUCCESS ? text : std::string_view();
}

QJsonValue jsonOf(element value);

QJsonArray arrayOf(const simdjson::dom::array &items)
{
    QJsonArray array;
    for (element item : items)
        array.append(jsonOf(item));
    return array;
}

// QJsonObject::insert() moves all members behind the new one: a million of them would take hours,
// while QJsonDocument sorts them in the end.
QJsonObject objectOf(const simdjson::dom::object &members)
{
    if (members.size() > kFewMembers) {
        const std::string text = simdjson::minify(members);
        return QJsonDocument::fromJson(QByteArray::fromRawData(text.data(), qsizetype(text.size())))
            .object();
    }
    QJsonObject object;
    for (auto [key, value] : members)
        object.insert(fromUtf8(key), jsonOf(value));
    return object;
}

QJsonValue jsonOf(element value)
{
    switch (value.type()) {
    case element_type::ARRAY:
        return arrayOf(value.get_array().value_unsafe());
    case element_type::OBJECT:
        return objectOf(value.get_object().value_unsafe());
    case element_type::INT64:
        return qint64(value.get_int64().value_unsafe());
    case element_type::UINT64: // beyond what an int64 holds
        return double(value.get_uint64().value_unsafe());
    case element_type::DOUBLE:
        return value.get_double().value_unsafe();
    case element_type::STRING:
        return fromUtf8(value.get_string().value_unsafe());
    case element_type::BOOL:
        return value.get_bool().value_unsafe();
    case element_type::NULL_VALUE:
        return QJsonValue::Null;
    }
    return QJsonValue::Undefined;
}

// The last few words, so that the next activity with the same ones shares their memory.
class Words
{
public:
    QString share(std::string_view text)
    {
        if (text.size() > kLongestWord)
            return fromUtf8(text);
        Word &word = m_words[std::hash<std::string_view>()(text) % kWords];
        if (word.utf8 != text || word.text.isNull()) {
            word.utf8 = text;
            word.text = fromUtf8(text);
        }
        return word.text;
    }

private:
    struct Word
    {
        std::string utf8;
        QString text;
    };
    std::array<Word, kWords> m_words;
};

} // namespace

struct ActivityReader::Private
{
    simdjson::dom::parser parser;
    Words words;

    template <typename T, size_t N>
    bool takeText(T &into, const TextMember<T> (&members)[N], std::string_view key, element value)
    {
        const TextMember<T> *const member = textMember(members, key);
        if (!member)
            return false;
        const std::string_view text = viewOf(value);
        into.*member->text = member->repeats ? words.share(text) : fromUtf8(text);
        return value.is_string();
    }

    template <typename T, size_t N>
    std::optional<T> account(const TextMember<T> (&members)[N], element value)
    {
        simdjson::dom::object object;
        if (value.get(object) != simdjson::SUCCESS)
            return std::nullopt;
        if (object.size() > kFewMembers)
            return T::fromJson(objectOf(object));
        std::optional<T> account(std::in_place);
        for (auto [key, member] : object) {
            if (takeText(*account, members, key, member))
                continue;
            if constexpr (requires { account->isGroup; }) {
                if (key == "isGroup") {
                    account->isGroup = member.is_bool() && member.get_bool().value_unsafe();
                    if (member.is_bool())
                        continue;
                }
            }
            account->others.insert(fromUtf8(key), jsonOf(member));
        }
        return account;
    }

    void take(Activity &activity, std::string_view key, element value)
    {
        if (takeText(activity, kActivityTexts, key, value))
            return;
        if (key == "timestamp")
            activity.timestamp = parseTimestamp(fromUtf8(viewOf(value)));
        else if (key == "from")
            activity.from = account(kChannelAccountTexts, value);
        else if (key == "conversation")
            activity.conversation = account(kConversationAccountTexts, value);
        else if (key == "recipient")
            activity.recipient = account(kChannelAccountTexts, value);
        else if (key == "suggestedActions")
            activity.suggestedActions = SuggestedActions::fromJson(jsonOf(value));
        else if (key == "attachments")
            activity.attachments = json::list<Attachment>(jsonOf(value));
        else if (key == "entities")
            activity.entities = json::objects(jsonOf(value));
        else if (key == "channelData")
            activity.channelData = jsonOf(value);
        else if (key == "value")
            activity.value = jsonOf(value);
        else if (key == "expiration")
            activity.expiration = parseTimestamp(fromUtf8(viewOf(value)));
    }
};

ActivityReader &ActivityReader::ofThread()
{
    thread_local ActivityReader reader;
    return reader;
}

ActivityReader::ActivityReader() : d(std::make_unique<Private>())
{
}

ActivityReader::~ActivityReader() = default;

ActivityReader::Outcome ActivityReader::read(QByteArrayView text, Activity &activity)
{
    if (text.isEmpty())
        return Outcome::NoActivity;
    const auto giveBack = qScopeGuard([this] {
        if (d->parser.capacity() > kUsualText)
            d->parser = simdjson::dom::parser();
    });
    // simdjson refuses what is as deep as it is told, too.
    const size_t room = std::bit_ceil(size_t(text.size()));
    if (d->parser.capacity() < room
        && d->parser.allocate(room, json::kMaxDepth + 1) != simdjson::SUCCESS)
        return Outcome::Odd;

    element root;
    const simdjson::error_code error = d->parser.parse(text.data(), size_t(text.size())).get(root);
    if (error == simdjson::DEPTH_ERROR)
        return Outcome::NoActivity;
    if (error != simdjson::SUCCESS)
        return Outcome::Odd;

    simdjson::dom::object object;
    if (root.get(object) != simdjson::SUCCESS)
        return Outcome::NoActivity;
    bool hasType = false;
    for (auto [key, value] : object) {
        if (key == "type")
            hasType = value.is_string();
        d->take(activity, key, value);
    }
    return hasType ? Outcome::Read : Outcome::NoActivity;
}

} // namespace botline::directline
