#include "reaction.h"

#include "app/directline/activity.h"
#include "app/directline/servicetext.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr qsizetype kMostReactions = 200; // to one message
constexpr qsizetype kMostTypes = 12;
constexpr int kLongestType = 24;

struct Known
{
    QLatin1StringView type;
    const char16_t *symbol;
    const char *name;
};

constexpr Known kKnown[] = {
    {"like"_L1, u"👍", QT_TRANSLATE_NOOP("Reaction", "like")},
    {"heart"_L1, u"❤️", QT_TRANSLATE_NOOP("Reaction", "heart")},
    {"laugh"_L1, u"😆", QT_TRANSLATE_NOOP("Reaction", "laugh")},
    {"surprised"_L1, u"😮", QT_TRANSLATE_NOOP("Reaction", "surprised")},
    {"sad"_L1, u"😢", QT_TRANSLATE_NOOP("Reaction", "sad")},
    {"angry"_L1, u"😠", QT_TRANSLATE_NOOP("Reaction", "angry")},
    {"plusOne"_L1, u"➕", QT_TRANSLATE_NOOP("Reaction", "plus one")},
};

const Known *known(const QString &type)
{
    const auto found = std::find_if(std::begin(kKnown), std::end(kKnown),
                                    [&](const Known &one) { return one.type == type; });
    return found == std::end(kKnown) ? nullptr : found;
}

QStringList typesIn(const QJsonArray &reactions)
{
    QStringList types;
    for (const QJsonValue &reaction : reactions) {
        const QString type
            = directline::cleanServiceText(reaction["type"_L1].toString(), kLongestType)
                  .simplified();
        if (!type.isEmpty())
            types << type;
    }
    return types;
}

} // namespace

QList<Reaction> reactionsAfter(QList<Reaction> reactions, const directline::Activity &activity)
{
    const QString sender = activity.from ? activity.from->id : QString();
    for (const QString &type : typesIn(activity.reactionsRemoved()))
        reactions.removeAll({type, sender});
    for (const QString &type : typesIn(activity.reactionsAdded())) {
        const QList<ReactionCount> counts = countsOf(reactions);
        const bool newType
            = std::none_of(counts.begin(), counts.end(),
                           [&](const ReactionCount &count) { return count.type == type; });
        const bool full
            = reactions.size() >= kMostReactions || (newType && counts.size() >= kMostTypes);
        if (!full && !reactions.contains(Reaction{type, sender}))
            reactions.append({type, sender});
    }
    return reactions;
}

QList<ReactionCount> countsOf(const QList<Reaction> &reactions)
{
    QList<ReactionCount> counts;
    for (const Reaction &reaction : reactions) {
        const auto same = std::find_if(counts.begin(), counts.end(), [&](const ReactionCount &one) {
            return one.type == reaction.type;
        });
        if (same == counts.end())
            counts.append({reaction.type, 1});
        else
            ++same->count;
    }
    return counts;
}

QString reactionSymbol(const QString &type)
{
    const Known *one = known(type);
    return one ? QString::fromUtf16(one->symbol) : type;
}

QString reactionName(const QString &type)
{
    const Known *one = known(type);
    return one ? QCoreApplication::translate("Reaction", one->name) : type;
}

} // namespace botline
