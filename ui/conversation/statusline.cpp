#include "statusline.h"

#include "app/conversation/model/activityentry.h"
#include "app/directline/messageentities.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr int kQuietMs = 250; // ux.md §6 "sending"
constexpr int kSlowMs = 15'000; // ux.md §6 "slow"
constexpr int kSpinnerStepMs = 80;

QString tr(const char *text)
{
    return QCoreApplication::translate("ConversationView", text);
}

void describeSending(StatusLine &line, const ActivityEntry &entry, const QDateTime &nowUtc)
{
    const qint64 elapsed = entry.delivery.sendingSince.isValid()
        ? entry.delivery.sendingSince.msecsTo(nowUtc)
        : qint64(kQuietMs);
    if (elapsed >= 0 && elapsed < kQuietMs) {
        line.changesInMs = static_cast<int>(kQuietMs - elapsed);
        return;
    }
    line.spinner = true;
    line.changesInMs = kSpinnerStepMs;
    // Files take the time they take, and their progress shows.
    if (elapsed >= kSlowMs && entry.delivery.bytesTotal == 0) {
        line.tone = StatusLine::Tone::Warning;
        line.word = tr("Taking longer than usual");
    } else {
        line.word = sendStateText(entry);
    }
}

void takeRemarks(StatusLine &line, const ActivityEntry &entry)
{
    line.important = entry.isImportant();
    for (const ReactionCount &reaction : countsOf(entry.reactions)) {
        const QString symbol = reactionSymbol(reaction.type);
        line.reactions << (reaction.count == 1 ? symbol
                                               : u"%1 %2"_s.arg(symbol).arg(reaction.count));
    }
    if (entry.side == Side::Bot && !entry.activity.entities.isEmpty()) {
        if (directline::isAiGenerated(entry.activity))
            line.labels << tr("AI-generated");
        if (const QString usage = directline::usageLabel(entry.activity); !usage.isEmpty())
            line.labels << usage;
    }
    if (entry.edits > 0)
        line.labels << tr("Edited");
}

} // namespace

StatusLine StatusLine::of(const ActivityEntry &entry, const QDateTime &nowUtc)
{
    StatusLine line;
    if (entry.time.isValid()) {
        line.time = QLocale().toString(entry.time.toLocalTime().time(), QLocale::ShortFormat);
        if (!entry.timeIsServers)
            line.time.prepend(u'~');
    }
    if (entry.hasRemarksOfBot())
        takeRemarks(line, entry);
    switch (entry.delivery.state) {
    case SendState::None:
        return line;
    case SendState::Sending:
        describeSending(line, entry, nowUtc);
        return line;
    case SendState::Queued:
        line.icon = Symbol::Clock;
        break;
    case SendState::Delivered:
        line.icon = Symbol::Check;
        break;
    case SendState::Sent:
        line.icon = Symbol::DoubleCheck;
        break;
    case SendState::Unconfirmed:
        line.icon = Symbol::Warning;
        line.tone = Tone::Warning;
        break;
    case SendState::Failed:
        line.icon = Symbol::Warning;
        line.tone = Tone::Error;
        break;
    case SendState::Cancelled:
        line.icon = Symbol::Close;
        break;
    }
    line.word = sendStateText(entry);
    return line;
}

QString fullTime(const ActivityEntry &entry)
{
    if (!entry.time.isValid())
        return {};
    const QString local = entry.time.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s);
    const QString utc = entry.time.toUTC().toString(Qt::ISODateWithMs);
    const QString clock
        = entry.timeIsServers ? tr("by the service's clock") : tr("by this computer's clock");
    return tr("%1\n%2\n%3").arg(local, utc, clock);
}

} // namespace botline
