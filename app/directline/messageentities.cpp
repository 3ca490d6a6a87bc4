#include "messageentities.h"

#include "activity.h"
#include "servicetext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline::directline {

namespace {

constexpr int kLongestTitle = 200;
constexpr int kLongestAbstract = 2000;
constexpr int kLongestLabel = 60;
constexpr int kMostMentions = 50;
constexpr qsizetype kLongestMention = 200;

QString typeOf(const QJsonValue &entity)
{
    return entity["type"_L1].toString();
}

// What schema.org calls a Message; bots write it in several ways.
bool isMessage(const QJsonValue &entity)
{
    const QString type = typeOf(entity);
    return type == "https://schema.org/Message"_L1 || type == "http://schema.org/Message"_L1
        || (type.isEmpty() && entity["@type"_L1].toString() == "Message"_L1);
}

bool isMention(const QJsonValue &entity)
{
    return typeOf(entity).compare("mention"_L1, Qt::CaseInsensitive) == 0;
}

QString oneLine(const QJsonValue &value, int maxLength)
{
    return cleanServiceText(value.toString(), maxLength).simplified();
}

Citation citationOf(const QJsonValue &claim, int place)
{
    const QJsonValue document = claim["appearance"_L1];
    Citation citation;
    citation.position = claim["position"_L1].toInt(place);
    citation.address = document["url"_L1].toString();
    citation.title = oneLine(document["name"_L1], kLongestTitle);
    if (citation.title.isEmpty())
        citation.title = citation.address.left(kLongestTitle);
    const QJsonValue abstract = document["abstract"_L1];
    citation.abstract = cleanServiceText(
        (abstract.isString() ? abstract : document["text"_L1]).toString(), kLongestAbstract);
    return citation;
}

// How a mention stands in the text, and the name in it.
struct MentionWords
{
    QString written;
    QString name;
};

std::optional<MentionWords> mentionWords(const QJsonValue &entity)
{
    if (!isMention(entity))
        return std::nullopt;
    MentionWords words;
    words.written = entity["text"_L1].toString();
    words.name = words.written;
    if (words.name.startsWith("<at>"_L1) && words.name.endsWith("</at>"_L1))
        words.name = words.name.sliced(4, words.name.size() - 9);
    if (words.written.size() > kLongestMention || words.name.trimmed().isEmpty())
        return std::nullopt;
    return words;
}

} // namespace

QList<Citation> citationsOf(const Activity &activity)
{
    QList<Citation> citations;
    for (const QJsonValue &entity : activity.entities) {
        if (!isMessage(entity))
            continue;
        const QJsonArray claims = entity["citation"_L1].toArray();
        for (const QJsonValue &claim : claims) {
            const Citation citation = citationOf(claim, int(citations.size()) + 1);
            const bool taken
                = std::any_of(citations.begin(), citations.end(), [&](const Citation &other) {
                      return other.position == citation.position;
                  });
            if (citation.position > 0 && !citation.title.isEmpty() && !taken
                && citations.size() < kMostCitations)
                citations.append(citation);
        }
    }
    std::stable_sort(citations.begin(), citations.end(),
                     [](const Citation &a, const Citation &b) { return a.position < b.position; });
    return citations;
}

bool hasCitations(const Activity &activity)
{
    return std::any_of(activity.entities.begin(), activity.entities.end(),
                       [](const QJsonValue &entity) {
                           return isMessage(entity) && !entity["citation"_L1].toArray().isEmpty();
                       })
        && !citationsOf(activity).isEmpty();
}

bool isAiGenerated(const Activity &activity)
{
    return std::any_of(
        activity.entities.begin(), activity.entities.end(), [](const QJsonValue &entity) {
            const QJsonValue kind = entity["additionalType"_L1];
            const auto name = "AIGeneratedContent"_L1;
            return isMessage(entity) && (kind.toString() == name || kind.toArray().contains(name));
        });
}

QString usageLabel(const Activity &activity)
{
    for (const QJsonValue &entity : activity.entities) {
        if (!isMessage(entity))
            continue;
        if (const QString name = oneLine(entity["usageInfo"_L1]["name"_L1], kLongestLabel);
            !name.isEmpty())
            return name;
    }
    return {};
}

QList<QString> mentionsIn(const Activity &activity)
{
    QList<QString> names;
    for (const QJsonValue &entity : activity.entities) {
        const auto words = mentionWords(entity);
        if (words && !names.contains(words->name) && names.size() < kMostMentions)
            names.append(words->name);
    }
    return names;
}

QString withMentionNames(const Activity &activity)
{
    QString text = activity.text;
    int seen = 0;
    for (const QJsonValue &entity : activity.entities) {
        const auto words = mentionWords(entity);
        if (!words || ++seen > kMostMentions)
            continue;
        if (words->name != words->written)
            text.replace(words->written, words->name);
    }
    return text;
}

} // namespace botline::directline
