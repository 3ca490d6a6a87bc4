#include "activityentry.h"

#include "cardwords.h"

#include "app/conversation/state/hiddenactivities.h"
#include "app/directline/messageentities.h"
#include "app/directline/richcard.h"
#include "app/directline/servicetext.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>
#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("ActivityEntry", text, nullptr, n);
}

bool isImportant(const directline::Activity &activity, Side side)
{
    return side == Side::Bot && activity.importance == "high"_L1;
}

bool isVoiceMessage(const directline::Activity &activity)
{
    return activity.valueType == "application/vnd.microsoft.activity.voice+json"_L1;
}

QString attachmentInWords(const directline::Attachment &attachment)
{
    if (const auto card = directline::RichCard::fromAttachment(attachment)) {
        QStringList parts = {card->title, card->subtitle, withoutMarkdown(card->text)};
        parts.removeAll(QString());
        QString words = parts.isEmpty() ? tr("Card") : tr("Card: %1").arg(parts.join(", "_L1));
        if (!card->buttons.isEmpty()) {
            QStringList labels;
            for (const directline::CardAction &button : card->buttons)
                labels << button.label();
            words += (words.endsWith(u'.') ? " "_L1 : ". "_L1)
                + tr("%n button(s): %1", static_cast<int>(labels.size())).arg(labels.join(", "_L1));
        }
        return words;
    }
    if (attachment.isCard()) {
        const QString words = cardWords(attachment).join(", "_L1);
        return words.isEmpty() ? tr("Card") : tr("Card: %1").arg(words);
    }
    const QString name = directline::cleanServiceText(attachment.name);
    if (attachment.isInlineImage())
        return name.isEmpty() ? tr("Image") : tr("Image: %1").arg(name);
    return name.isEmpty() ? tr("File") : tr("File: %1").arg(name);
}

QString attachmentsInWords(const ActivityEntry &entry)
{
    QStringList words;
    if (!entry.files.isEmpty()) {
        for (const StagedFile &file : entry.files)
            words << tr("File: %1").arg(file.name);
    } else {
        for (const directline::Attachment &attachment : entry.activity.attachments)
            words << attachmentInWords(attachment);
    }
    return words.join(". "_L1);
}

// Reactions and what the bot says of its message.
QStringList remarksInWords(const ActivityEntry &entry)
{
    QStringList words;
    for (const ReactionCount &reaction : countsOf(entry.reactions)) {
        const QString name = reactionName(reaction.type);
        words << (reaction.count == 1 ? tr("Reaction: %1").arg(name)
                                      : tr("%1 reactions: %2").arg(reaction.count).arg(name));
    }
    if (entry.side == Side::Bot && entry.note.isEmpty() && !entry.activity.entities.isEmpty()) {
        const qsizetype sources = directline::citationsOf(entry.activity).size();
        if (sources > 0)
            words << (sources == 1 ? tr("1 source") : tr("%1 sources").arg(sources));
        if (directline::isAiGenerated(entry.activity))
            words << tr("AI-generated");
        words << directline::usageLabel(entry.activity);
    }
    if (entry.edits > 0)
        words << tr("Edited");
    return words;
}

} // namespace

QString withoutMarkdown(QString text)
{
    static const QRegularExpression fence(u"^[ \\t]*(?:```|~~~).*$"_s,
                                          QRegularExpression::MultilineOption);
    static const QRegularExpression lineStart(u"^[ \\t]*(?:#{1,6}|>|[-*+])[ \\t]+"_s,
                                              QRegularExpression::MultilineOption);
    static const QRegularExpression tableRule(
        u"^[ \\t]*\\|?(?:[ \\t]*:?-{3,}:?[ \\t]*\\|?)+[ \\t]*$\\n?"_s,
        QRegularExpression::MultilineOption);
    static const QRegularExpression link(u"!?\\[([^\\]\\n]*)\\]\\([^)\\n]*\\)"_s);
    static const QRegularExpression strong(u"(\\*\\*|__|~~)(?=\\S)([^\\n]*?\\S)\\1"_s);
    static const QRegularExpression emphasis(
        u"(?<![\\w*_])([*_])(?=\\S)([^\\n*_]*[^\\s*_])\\1(?![\\w*_])"_s);
    static const QRegularExpression code(u"`([^`\\n]+)`"_s);

    text.remove(fence);
    text.remove(tableRule);
    text.replace(lineStart, QString());
    text.replace(link, u"\\1"_s);
    text.replace(strong, u"\\2"_s);
    text.replace(emphasis, u"\\2"_s);
    text.replace(code, u"\\1"_s);
    return text.trimmed();
}

QString messageText(const directline::Activity &activity, Side side)
{
    if (side != Side::Bot) {
        const QJsonValue messageBack = activity.channelData["messageBack"_L1];
        if (messageBack.isObject())
            return messageBack["displayText"_L1].toString();
    }
    if (!activity.text.isEmpty())
        return side == Side::Bot && !activity.entities.isEmpty()
            ? directline::withMentionNames(activity)
            : activity.text;
    if (isVoiceMessage(activity))
        return activity.value["transcription"_L1].toString();
    return activity.attachments.isEmpty() ? activity.summary : QString();
}

bool hasLabels(const directline::Activity &activity, Side side)
{
    return isImportant(activity, side)
        || (side == Side::Bot && !activity.entities.isEmpty()
            && (directline::isAiGenerated(activity)
                || !directline::usageLabel(activity).isEmpty()));
}

QString ActivityEntry::shownText() const
{
    if (quiet)
        return quietWords(activity);
    return note.isEmpty() && side != Side::System ? messageText(activity, side) : note;
}

bool ActivityEntry::isImportant() const
{
    return botline::isImportant(activity, side);
}

bool ActivityEntry::hasRemarksOfBot() const
{
    if (side == Side::System || !note.isEmpty())
        return false;
    return !reactions.isEmpty() || edits > 0 || hasLabels(activity, side);
}

bool ActivityEntry::isMarkdown() const
{
    return side == Side::Bot && note.isEmpty() && !isVoiceMessage(activity)
        && (activity.textFormat.isEmpty() || activity.textFormat == "markdown"_L1);
}

QString accessibleText(const ActivityEntry &entry)
{
    return accessibleText(
        entry, entry.isMarkdown() ? withoutMarkdown(entry.shownText()) : entry.shownText());
}

QString accessibleText(const ActivityEntry &entry, const QString &words)
{
    const QString text = words.trimmed();
    QStringList parts;
    if (entry.side == Side::System) {
        parts << text;
    } else {
        const QString sender = entry.side == Side::Own ? tr("You") : entry.senderName;
        if (entry.isImportant())
            parts << tr("Important");
        parts << (text.isEmpty() ? sender : tr("%1: %2").arg(sender, text));
        parts << attachmentsInWords(entry);
        parts << remarksInWords(entry);
        if (entry.time.isValid())
            parts << QLocale().toString(entry.time.toLocalTime().time(), QLocale::ShortFormat);
    }
    if (entry.sendState != SendState::None && entry.sendState != SendState::Sent)
        parts << sendStateText(entry);
    parts << entry.failure;
    parts.removeAll(QString());
    return parts.join(u'\n');
}

QString sendStateText(const ActivityEntry &entry)
{
    switch (entry.sendState) {
    case SendState::None:
        return {};
    case SendState::Queued:
        return tr("Waiting");
    case SendState::Sending:
        if (entry.bytesTotal > 0)
            return tr("Sending… %1 %").arg(entry.bytesSent * 100 / entry.bytesTotal);
        return tr("Sending…");
    case SendState::Delivered:
        return tr("Accepted");
    case SendState::Sent:
        return entry.extraEchoes > 0 ? tr("Sent, arrived more than once") : tr("Sent");
    case SendState::Unconfirmed:
        return tr("Not confirmed");
    case SendState::Failed:
        return tr("Failed");
    case SendState::Cancelled:
        return tr("Cancelled");
    }
    return {};
}

} // namespace botline
