#include "copiedtext.h"

#include "bubbletext.h"
#include "textselection.h"

#include "app/conversation/activitymodel.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ConversationView", text);
}

// Words without any of these read the same with and without Markdown, and most words are such.
bool mayHoldMarks(const QString &text)
{
    static constexpr QStringView anywhere = u"*_`~#>[]<&|\\";
    static constexpr QStringView atLineStart = u"-+=0123456789 \t";
    bool lineStart = true;
    for (const QChar c : text) {
        if (anywhere.contains(c) || (lineStart && atLineStart.contains(c)))
            return true;
        lineStart = c == u'\n';
    }
    return false;
}

QString words(const ActivityEntry &entry, const TextSelection::Range &range, const ChatStyle &style)
{
    if (entry.shownText().isEmpty())
        return {};
    const BubbleText::Content content = BubbleText::Content::of(entry);
    const bool literal
        = content.kind != BubbleText::Content::Kind::Markdown || !mayHoldMarks(content.text);
    if (literal && range.isWhole())
        return content.text;
    return BubbleText(content, style).plainText({range.from, range.to});
}

QString attachmentNames(const ActivityEntry &entry)
{
    QStringList names;
    if (!entry.files.isEmpty()) {
        for (const StagedFile &file : entry.files)
            names << file.name;
    } else {
        for (const directline::Attachment &attachment : entry.activity.attachments)
            names << (attachment.name.isEmpty() ? attachment.mediaType() : attachment.name);
    }
    for (QString &name : names)
        name = u"[%1]"_s.arg(singleLine(name));
    return names.join(u'\n');
}

QString joined(const QString &text, const QString &names)
{
    return text.isEmpty() || names.isEmpty() ? text + names : text + u'\n' + names;
}

QString timeText(const ActivityEntry &entry, bool withDate)
{
    const QDateTime local = entry.time.toLocalTime();
    if (!local.isValid())
        return {};
    return withDate ? QLocale().toString(local, QLocale::ShortFormat)
                    : QLocale().toString(local.time(), QLocale::ShortFormat);
}

} // namespace

QString copiedText(const ActivityEntry &entry, const ChatStyle &style)
{
    return joined(words(entry, {0, TextPosition::kEnd}, style), attachmentNames(entry));
}

QString copiedText(const TextSelection &selection, const ActivityModel &model,
                   const ChatStyle &style)
{
    int first = selection.firstRow();
    int last = selection.lastRow();
    if (first < 0)
        return {};
    while (last > first && !selection.inRow(last))
        --last; // the selection only touches its beginning
    if (first == last) {
        const auto range = selection.inRow(first);
        if (!range)
            return {};
        const ActivityEntry &entry = model.at(first);
        return range->isWhole() ? copiedText(entry, style) : words(entry, *range, style);
    }

    const bool withDate
        = model.at(first).time.toLocalTime().date() != model.at(last).time.toLocalTime().date();
    QStringList rows;
    for (int row = first; row <= last; ++row) {
        const auto range = selection.inRow(row);
        if (!range)
            continue;
        const ActivityEntry &entry = model.at(row);
        QString text = words(entry, *range, style);
        if (range->isWhole())
            text = joined(text, attachmentNames(entry));
        if (text.isEmpty())
            continue;
        const QString time = timeText(entry, withDate);
        const QString sender = entry.side == Side::Own ? tr("You") : singleLine(entry.senderName);
        QString line = time.isEmpty() ? QString() : u"[%1] "_s.arg(time);
        if (entry.side != Side::System)
            line += tr("%1: ").arg(sender);
        rows << line + text;
    }
    return rows.join(u'\n');
}

} // namespace botline
