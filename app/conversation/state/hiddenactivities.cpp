#include "hiddenactivities.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/model/rowfacts.h"
#include "app/directline/servicetext.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr int kLongestWord = 80;

struct T
{
    Q_DECLARE_TR_FUNCTIONS(Conversation)
};

QString oneLine(const QString &text)
{
    return directline::cleanServiceText(text, kLongestWord).simplified();
}

QString reactionWords(const directline::Activity &activity)
{
    QStringList words;
    for (const QJsonValue &reaction : activity.reactionsAdded())
        words << u'+' + oneLine(reaction["type"_L1].toString());
    for (const QJsonValue &reaction : activity.reactionsRemoved())
        words << u'−' + oneLine(reaction["type"_L1].toString());
    return words.join(u' ');
}

QString memberWords(const directline::Activity &activity)
{
    QStringList words;
    const auto name = [](const directline::ChannelAccount &member) {
        return oneLine(member.name.isEmpty() ? member.id : member.name);
    };
    for (const directline::ChannelAccount &member : activity.membersAdded())
        words << u'+' + name(member);
    for (const directline::ChannelAccount &member : activity.membersRemoved())
        words << u'−' + name(member);
    return words.join(u' ');
}

// Keys are numbers that grow: which came first.
quint64 arrival(const QString &key)
{
    return key.toULongLong();
}

} // namespace

QString quietWords(const directline::Activity &activity)
{
    QString details;
    if (activity.isMessage() && activity.expiration.isValid())
        details = T::tr("expired");
    else if (activity.isPostBack())
        details = u"postBack"_s;
    else if (activity.type == "messageReaction"_L1)
        details = reactionWords(activity);
    else if (activity.type == "conversationUpdate"_L1)
        details = memberWords(activity);
    else
        details = oneLine(activity.name.isEmpty() ? activity.label() : activity.name);
    const QString type = oneLine(activity.type);
    const QString words = type.isEmpty() ? T::tr("without a type") : type;
    return details.isEmpty() ? words : u"%1 · %2"_s.arg(words, oneLine(details));
}

void HiddenActivities::clear()
{
    m_kept.clear();
    m_bytes = 0;
}

bool HiddenActivities::keep(const ActivityEntry &entry)
{
    const directline::Activity &activity = entry.activity;
    const QByteArray &text = activity.raw.text();
    // The ids of these are other messages': what is read again is known by its text.
    const bool aboutAnother
        = activity.type == "messageUpdate"_L1 || activity.type == "messageDelete"_L1;
    if (aboutAnother && std::any_of(m_kept.rbegin(), m_kept.rend(), [&](const Kept &other) {
            return other.raw.text() == text;
        }))
        return false;
    m_kept.push_back({entry.key, activity.raw, entry.senderName, entry.time, entry.timeIsServers,
                      activity.replyToId});
    m_bytes += text.size();
    while (m_kept.size() > kMost || (m_bytes > kMostBytes && m_kept.size() > 1)) {
        m_bytes -= m_kept.front().raw.text().size();
        m_kept.pop_front();
    }
    return true;
}

bool HiddenActivities::stoodBefore(const Kept &quiet, const RowFacts &row)
{
    if (quiet.timeIsServers && row.timeIsServers && quiet.time != row.time)
        return quiet.time < row.time;
    return arrival(quiet.key) < arrival(row.key);
}

// RowPlacer's rule, asked afterwards: above all that the service dates later; rows that only our
// own clock dates show by their keys whether they were there.
int HiddenActivities::placeFor(const Kept &quiet, const ActivityModel &model, int highest)
{
    int place = highest;
    for (int row = highest - 1; row >= 0; --row) {
        const RowFacts &facts = model.facts(row);
        const bool divides = facts.side == Side::System && !facts.timeIsServers;
        if (stoodBefore(quiet, facts))
            place = row;
        else if (facts.timeIsServers || !quiet.timeIsServers || divides)
            break;
    }
    return place;
}

ActivityEntry HiddenActivities::entryOf(const Kept &quiet)
{
    ActivityEntry entry;
    entry.key = quiet.key;
    entry.side = Side::System;
    entry.activity = directline::Activity::fromRaw(quiet.raw).value_or(directline::Activity());
    entry.senderName = quiet.senderName;
    entry.time = quiet.time;
    entry.timeIsServers = quiet.timeIsServers;
    entry.quiet = true;
    entry.asReceived = true;
    return entry;
}

void HiddenActivities::putInto(ActivityModel &model) const
{
    // As they came, but for what the service dates earlier than what came before it.
    std::vector<const Kept *> inOrder;
    for (const Kept &quiet : m_kept) {
        auto place = inOrder.end();
        for (auto other = inOrder.end(); quiet.timeIsServers && other != inOrder.begin();) {
            --other;
            if (!(*other)->timeIsServers)
                continue;
            if ((*other)->time <= quiet.time)
                break;
            place = other;
        }
        inOrder.insert(place, &quiet);
    }

    struct Placed
    {
        int row;
        const Kept *quiet;
    };
    std::vector<Placed> placed;
    int highest = model.rowCount();
    while (highest > 0 && model.facts(highest - 1).sendState == SendState::Queued)
        --highest;
    for (auto quiet = inOrder.rbegin(); quiet != inOrder.rend(); ++quiet) {
        highest = placeFor(**quiet, model, highest);
        // Below what it answers, whatever the clocks say.
        const QString &question = (*quiet)->replyToId;
        const int asked = question.isEmpty() ? -1 : model.rowOfId(question);
        placed.push_back({std::max(highest, asked + 1), *quiet});
    }
    std::reverse(placed.begin(), placed.end());
    std::stable_sort(placed.begin(), placed.end(),
                     [](const Placed &a, const Placed &b) { return a.row < b.row; });

    // From the end, so that the places above stay true.
    while (!placed.empty()) {
        const int row = placed.back().row;
        QList<ActivityEntry> together;
        for (; !placed.empty() && placed.back().row == row; placed.pop_back())
            together.prepend(entryOf(*placed.back().quiet));
        model.insert(row, std::move(together));
    }
}

void HiddenActivities::takeOutOf(ActivityModel &model)
{
    for (int row = model.rowCount() - 1; row >= 0; --row) {
        const int last = row;
        while (row >= 0 && model.facts(row).quiet)
            --row;
        if (row < last)
            model.remove(row + 1, last - row);
    }
}

} // namespace botline
