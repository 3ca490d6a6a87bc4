#include "activitytimeline.h"

#include "livestream.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/policy/clock.h"
#include "app/conversation/sending/outgoingactivity.h"
#include "app/directline/servicetext.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLoggingCategory>

#include <tuple>

using namespace Qt::StringLiterals;

namespace botline {

using directline::Activity;

namespace {

Q_LOGGING_CATEGORY(timelineLog, "botline.timeline", QtInfoMsg)

constexpr int kLongestName = 100;
constexpr qsizetype kEarlyReactions = 50;

struct T
{
    Q_DECLARE_TR_FUNCTIONS(Conversation)
};

bool hasSomethingToShow(const Activity &activity, Side side, const QString &text)
{
    if (side != Side::Bot && !outgoing::isShown(activity))
        return false;
    return !activity.attachments.isEmpty() || !text.isEmpty();
}

bool hasSomethingToShow(const ActivityEntry &entry)
{
    return hasSomethingToShow(entry.activity, entry.side, entry.shownText());
}

// Types that only testers get to see, so that not knowing the others can be logged (§6.8).
bool isKnownWithoutRow(const QString &type)
{
    static const QSet<QString> known = {u"event"_s,
                                        u"typing"_s,
                                        u"trace"_s,
                                        u"conversationUpdate"_s,
                                        u"contactRelationUpdate"_s,
                                        u"installationUpdate"_s,
                                        u"invoke"_s,
                                        u"invokeResponse"_s,
                                        u"handoff"_s,
                                        u"command"_s,
                                        u"commandResult"_s,
                                        u"deleteUserData"_s,
                                        u"messageReaction"_s,
                                        u"suggestion"_s};
    return known.contains(type);
}

} // namespace

ActivityTimeline::ActivityTimeline(ActivityModel &model, const Clock &clock)
    : m_model(model), m_clock(clock), m_placer(model)
{
}

void ActivityTimeline::clear()
{
    m_model.clear();
    m_conversationId.clear();
    m_placer.setDivider({});
    m_ownIds.clear();
    m_botIds.clear();
    m_botName.clear();
    m_bot = {};
    m_seen.clear();
    m_echoes.clear();
    m_streams.clear();
    m_expiring.clear();
    m_quiet.clear();
    m_earlyReactions.clear();
}

void ActivityTimeline::beginConversation(const QString &conversationId, const QString &divider)
{
    m_conversationId = conversationId;
    m_seen.clear();
    m_streams.clear();
    m_earlyReactions.clear();
    if (divider.isEmpty())
        return;
    // Unsent messages go into the new conversation, so they stand below the line.
    m_placer.setDivider(addNote(divider));
}

void ActivityTimeline::setUserId(const QString &userId)
{
    if (!userId.isEmpty())
        m_ownIds.insert(userId);
}

ActivityTimeline::Received ActivityTimeline::receive(std::span<const Activity> activities)
{
    Received received;
    m_added = 0;
    m_placer.begin();
    for (size_t i = 0; i < activities.size(); ++i)
        take(activities[i], i, received);
    m_placer.flush();
    reactLate();
    received.rows = m_added;
    return received;
}

void ActivityTimeline::take(const Activity &activity, size_t index, Received &received)
{
    if (activity.conversation && !activity.conversation->id.isEmpty()
        && activity.conversation->id != m_conversationId) {
        qCWarning(timelineLog) << "left out an activity of another conversation";
        return;
    }

    // Before de-duplication: when ids begin anew, that of our new message may be an old one (§3.4).
    if (const auto match = m_echoes.match(activity, isFromBot(activity))) {
        m_seen.remember(activity);
        takeEcho(activity, *match);
        if (!outgoing::isShown(activity))
            takeQuiet(activity);
        received.items.append({index, Side::Own, match->key, match->again});
        return;
    }

    const Side side = sideOf(activity);
    if (activity.type == "messageUpdate"_L1 || activity.type == "messageDelete"_L1) {
        const bool changed
            = activity.type == "messageDelete"_L1 ? deleteRow(activity) : replaceRow(activity);
        if (changed) {
            received.items.append({index, side, {}, false});
            takeQuiet(activity);
        }
        return;
    }
    const ActivityDeduplicator::Verdict verdict = m_seen.take(activity);
    if (verdict == ActivityDeduplicator::Verdict::Duplicate)
        return;
    if (verdict == ActivityDeduplicator::Verdict::IdReused)
        qCInfo(timelineLog) << "the service uses an activity id anew";
    learnBot(activity);
    received.items.append({index, side, {}, false});
    takeRow(activity, side, true);
}

void ActivityTimeline::takeEcho(const Activity &activity, const EchoMatcher::Match &match)
{
    if (activity.from && !activity.from->id.isEmpty())
        m_ownIds.insert(activity.from->id); // the service may have given us another id (§1.6)
    m_placer.flush();
    const int row = m_model.rowOfKey(match.key);
    if (row < 0) // a hidden message
        return;
    ActivityEntry entry = m_model.entry(row);
    if (match.again) {
        ++entry.extraEchoes;
        m_model.update(row, entry);
        return;
    }
    // The text stays what the user typed; everything else is the service's.
    Activity merged = activity;
    merged.text = entry.activity.text;
    merged.textFormat = entry.activity.textFormat;
    merged.channelData = entry.activity.channelData;
    merged.value = entry.activity.value;
    if (merged.replyToId.isEmpty())
        merged.replyToId = entry.activity.replyToId;
    entry.activity = merged;
    entry.sendState = SendState::Sent;
    entry.failure.clear();
    entry.failureDetails.clear();
    entry.canRetry = false;
    entry.sendingSince = {};
    if (activity.timestamp.isValid()) {
        entry.time = activity.timestamp;
        entry.timeIsServers = true;
    }
    if (!entry.note.isEmpty()) { // a hidden message that had to show itself: all is well now
        m_model.remove(row);
    } else {
        m_model.update(row, entry);
        m_placer.settle(row);
    }
}

void ActivityTimeline::takeRow(const Activity &activity, Side side, bool asReceived)
{
    if (activity.expiration.isValid() && activity.expiration <= m_clock.nowUtc())
        return takeQuiet(activity);
    if (const auto chunk = StreamChunk::of(activity))
        return takeChunk(activity, *chunk, side);
    if (activity.type == "endOfConversation"_L1) {
        ActivityEntry entry = entryFor(activity, Side::System);
        entry.note = T::tr("The bot ended the conversation.");
        if (const QString text = directline::cleanServiceText(activity.text); !text.isEmpty())
            entry.note += u' ' + text;
        place(std::move(entry));
        return;
    }
    const bool suggestionForUs = activity.type == "suggestion"_L1 && activity.recipient
        && m_ownIds.contains(activity.recipient->id);
    if (!activity.isMessage() && !suggestionForUs) {
        if (!isKnownWithoutRow(activity.type) && !m_unknownTypes.contains(activity.type)) {
            m_unknownTypes.insert(activity.type);
            qCInfo(timelineLog) << "activities of an unknown type are not shown";
        }
        if (activity.type == "messageReaction"_L1 && !react(activity)
            && m_earlyReactions.size() < kEarlyReactions)
            m_earlyReactions.append(activity);
        return takeQuiet(activity);
    }
    // Whoever hears of a row with attachments looks at them, to know how high it is.
    if (!asReceived || activity.raw.isEmpty() || !activity.attachments.isEmpty()) {
        ActivityEntry entry = entryFor(activity, side);
        if (!hasSomethingToShow(entry))
            return takeQuiet(activity);
        entry.asReceived = asReceived;
        expireInTime(activity, entry.key);
        return place(std::move(entry));
    }
    // The usual case, thousands of times: no entry is made out, which is a thing of forty members.
    RowFacts facts = RowFacts::ofMessage(activity, side);
    if (!hasSomethingToShow(activity, side, facts.text))
        return takeQuiet(activity);
    facts.key = newKey();
    facts.senderName = senderName(activity, side);
    std::tie(facts.time, facts.timeIsServers) = timeOf(activity);
    expireInTime(activity, facts.key);
    ++m_added;
    m_placer.place(std::move(facts), activity.raw, activity.replyToId);
}

void ActivityTimeline::expireInTime(const Activity &activity, const QString &key)
{
    if (activity.expiration.isValid())
        m_expiring.insert(activity.expiration, key);
}

void ActivityTimeline::takeChunk(const Activity &activity, const StreamChunk &chunk, Side side)
{
    Stream &stream = m_streams[chunk.streamId];
    if (stream.ended
        || (!chunk.final && !stream.key.isEmpty() && chunk.sequence <= stream.sequence))
        return;
    stream.sequence = chunk.sequence;
    stream.ended = chunk.final;
    m_placer.flush();
    const int row = stream.key.isEmpty() ? -1 : m_model.rowOfKey(stream.key);
    ActivityEntry entry = row < 0 ? entryFor(activity, side) : m_model.entry(row);
    entry.activity = activity;
    entry.activity.type = u"message"_s;
    const bool shown = hasSomethingToShow(entry);
    if (row >= 0 && shown) {
        m_model.update(row, entry);
    } else if (row >= 0) {
        m_model.remove(row);
    } else if (shown) {
        stream.key = entry.key;
        place(std::move(entry));
    }
}

// Not counted among the rows that were added: nobody is told of it.
void ActivityTimeline::takeQuiet(const Activity &activity)
{
    if (activity.type == "typing"_L1) // never stored (§6.7)
        return;
    ActivityEntry entry = entryFor(activity, Side::System);
    entry.quiet = true;
    entry.asReceived = true;
    if (m_quiet.keep(entry) && m_showsQuiet)
        m_placer.place(std::move(entry));
}

void ActivityTimeline::setShowsQuiet(bool shown)
{
    if (shown == m_showsQuiet)
        return;
    m_showsQuiet = shown;
    if (shown)
        m_quiet.putInto(m_model);
    else
        HiddenActivities::takeOutOf(m_model);
}

bool ActivityTimeline::react(const Activity &activity)
{
    m_placer.flush();
    const int row = m_placer.rowOfId(activity.replyToId);
    if (row < 0)
        return false;
    ActivityEntry entry = m_model.entry(row);
    const QList<Reaction> after = reactionsAfter(entry.reactions, activity);
    if (after == entry.reactions)
        return true;
    entry.reactions = after;
    m_model.update(row, entry);
    return true;
}

void ActivityTimeline::reactLate()
{
    m_earlyReactions.removeIf([this](const Activity &early) { return react(early); });
}

bool ActivityTimeline::replaceRow(const Activity &activity)
{
    m_placer.flush();
    const int row = m_placer.rowOfId(activity.id);
    Activity shown = activity;
    shown.type = u"message"_s;
    if (row < 0) {
        const Side side = sideOf(activity);
        if (m_seen.take(shown) == ActivityDeduplicator::Verdict::Duplicate)
            return false;
        learnBot(activity);
        takeRow(shown, side, false);
        return true;
    }
    ActivityEntry entry = m_model.entry(row);
    if (entry.activity == shown || !entry.note.isEmpty())
        return false;
    entry.activity = shown;
    ++entry.edits;
    expireInTime(activity, entry.key);
    m_model.update(row, entry);
    return true;
}

bool ActivityTimeline::deleteRow(const Activity &activity)
{
    m_placer.flush();
    const int row = m_placer.rowOfId(activity.id);
    if (row < 0)
        return false;
    ActivityEntry entry = m_model.entry(row);
    if (entry.side == Side::System || !entry.note.isEmpty())
        return false;
    Activity remains;
    remains.type = u"message"_s;
    remains.id = entry.activity.id;
    remains.timestamp = entry.activity.timestamp;
    remains.from = entry.activity.from;
    entry.activity = remains;
    entry.files.clear();
    entry.reactions.clear();
    entry.note = T::tr("Message deleted");
    m_model.update(row, entry);
    return true;
}

void ActivityTimeline::place(ActivityEntry entry)
{
    ++m_added;
    m_placer.place(std::move(entry));
}

void ActivityTimeline::dropExpired()
{
    const QDateTime now = m_clock.nowUtc();
    while (!m_expiring.isEmpty() && m_expiring.firstKey() <= now) {
        const int row = m_model.rowOfKey(m_expiring.take(m_expiring.firstKey()));
        if (row < 0)
            continue;
        const Activity activity = m_model.at(row).activity;
        if (!activity.expiration.isValid() || activity.expiration > now)
            continue; // an update gave it more time
        m_model.remove(row);
        takeQuiet(activity);
    }
    m_placer.flush();
}

QDateTime ActivityTimeline::nextExpiry() const
{
    return m_expiring.isEmpty() ? QDateTime() : m_expiring.firstKey();
}

// ---- Whose it is

bool ActivityTimeline::isFromBot(const Activity &activity) const
{
    return activity.from
        && (activity.from->role == "bot"_L1 || m_botIds.contains(activity.from->id));
}

Side ActivityTimeline::sideOf(const Activity &activity) const
{
    if (!activity.from)
        return Side::Bot;
    if (m_ownIds.contains(activity.from->id))
        return Side::Own;
    // Two take part in a Direct Line conversation: who is neither us nor a user is the bot.
    return activity.from->role == "user"_L1 && !isFromBot(activity) ? Side::Other : Side::Bot;
}

void ActivityTimeline::learnBot(const Activity &activity)
{
    if (!activity.from || sideOf(activity) != Side::Bot || activity.from->id.isEmpty())
        return;
    // Only who says so: an id that the service gave us must not make our echoes a bot's words.
    if (activity.from->role == "bot"_L1)
        m_botIds.insert(activity.from->id);
    m_bot = *activity.from;
    if (const QString name = directline::cleanServiceText(m_bot.name, kLongestName);
        !name.isEmpty())
        m_botName = name;
}

QString ActivityTimeline::senderName(const Activity &activity, Side side) const
{
    const QString name = activity.from
        ? directline::cleanServiceText(activity.from->name, kLongestName)
        : QString();
    if (!name.isEmpty() || side == Side::Own || side == Side::System)
        return name;
    if (side == Side::Other)
        return T::tr("Somebody else");
    return m_botName.isEmpty() ? T::tr("Bot") : m_botName;
}

ActivityEntry ActivityTimeline::entryFor(const Activity &activity, Side side)
{
    ActivityEntry entry;
    entry.key = newKey();
    entry.side = side;
    entry.activity = activity;
    entry.senderName = senderName(activity, side);
    std::tie(entry.time, entry.timeIsServers) = timeOf(activity);
    return entry;
}

std::pair<QDateTime, bool> ActivityTimeline::timeOf(const Activity &activity) const
{
    const bool isServers = activity.timestamp.isValid();
    return {isServers ? activity.timestamp : m_clock.nowUtc(), isServers};
}

// ---- Our own messages

QString ActivityTimeline::newKey()
{
    return QString::number(++m_keys);
}

QString ActivityTimeline::activityIdOf(const QString &key) const
{
    const int row = m_model.rowOfKey(key);
    return row >= m_placer.firstRow() ? m_model.at(row).activity.id : QString();
}

void ActivityTimeline::addOwn(const QString &key, const Activity &activity,
                              const QList<StagedFile> &files)
{
    m_echoes.expect(key, activity);
    if (!outgoing::isShown(activity))
        return;
    ActivityEntry entry;
    entry.key = key;
    entry.side = Side::Own;
    entry.activity = activity;
    entry.time = m_clock.nowUtc();
    entry.sendState = SendState::Queued;
    entry.files = files;
    m_model.append({entry});
}

void ActivityTimeline::setAccepted(const QString &key, const QString &activityId)
{
    m_echoes.setAccepted(key, activityId);
    const int row = m_model.rowOfKey(key);
    if (row < 0 || activityId.isEmpty())
        return;
    ActivityEntry entry = m_model.entry(row);
    entry.activity.id = activityId;
    m_model.update(row, entry);
    reactLate();
}

void ActivityTimeline::setDelivery(const QString &key, const Delivery &delivery,
                                   const QString &title)
{
    int row = m_model.rowOfKey(key);
    const bool needsUser = delivery.state == SendState::Failed
        || (delivery.state == SendState::Unconfirmed && delivery.canRetry);
    if (row < 0 && !needsUser)
        return;
    ActivityEntry entry;
    if (row < 0) { // hidden so far, but nothing that the user did may get lost silently
        entry.key = key;
        entry.side = Side::Own;
        entry.time = m_clock.nowUtc();
        entry.note = title;
    } else {
        entry = m_model.entry(row);
    }
    if (!entry.note.isEmpty() && delivery.state == SendState::Delivered) {
        m_model.remove(row);
        return;
    }
    entry.sendState = delivery.state;
    entry.failure = delivery.failure;
    entry.failureDetails = delivery.failureDetails;
    entry.canRetry = delivery.canRetry;
    entry.bytesSent = delivery.bytesSent;
    entry.bytesTotal = delivery.bytesTotal;
    entry.sendingSince = delivery.sendingSince;
    if (row < 0)
        m_model.append({entry});
    else
        m_model.update(row, entry);
}

void ActivityTimeline::setRemark(const QString &key, const QString &sentence,
                                 const QString &details)
{
    const int row = m_model.rowOfKey(key);
    if (row < 0)
        return;
    ActivityEntry entry = m_model.entry(row);
    entry.failure = sentence;
    entry.failureDetails = details;
    m_model.update(row, entry);
}

void ActivityTimeline::carryOver(const QString &key)
{
    const int row = m_model.rowOfKey(key);
    if (row >= 0 && row < m_placer.firstRow())
        m_model.move(row, m_model.rowCount() - 1);
}

void ActivityTimeline::removeOwn(const QString &key)
{
    m_echoes.forget(key);
    if (const int row = m_model.rowOfKey(key); row >= 0)
        m_model.remove(row);
}

QString ActivityTimeline::addNote(const QString &note)
{
    ActivityEntry entry;
    entry.key = newKey();
    entry.side = Side::System;
    entry.time = m_clock.nowUtc();
    entry.note = note;
    m_model.insert(m_placer.firstQueuedRow(), {entry});
    return entry.key;
}

} // namespace botline
