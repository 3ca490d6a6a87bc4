#include "copiedtext.h"

#include "bubbletext.h"
#include "textselection.h"

#include "app/adaptive/visiblewords.h"
#include "app/adaptive/withoutmarkdown.h"
#include "app/conversation/model/activitymodel.h"
#include "app/conversation/model/cardwords.h"
#include "app/text/singleline.h"
#include "ui/content/linkpolicy.h"
#include "ui/content/plainhtml.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>
#include <QtCore/QMimeData>
#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

// Documents are made for at most so many rows of one copy; of more, Markdown loses its marks in a
// simpler way, for the window must not stand still.
constexpr int kMostDocuments = 2000;

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

// Words that must look the same to whoever reads them as Markdown.
QString literalMarkdown(const QString &text)
{
    if (!mayHoldMarks(text))
        return text;
    static const QRegularExpression marks(u"([\\`*_\\[\\]<>|~]|&(?=#?\\w))"_s);
    static const QRegularExpression lineStart(
        u"^([ \\t]*)(#{1,6}(?=\\s|$)|[-+](?=\\s|$)|-{2,}$|={1,}$)"_s,
        QRegularExpression::MultilineOption);
    static const QRegularExpression number(u"^([ \\t]*\\d{1,9})([.)])(?=\\s|$)"_s,
                                           QRegularExpression::MultilineOption);
    QString literal = text;
    return literal.replace(marks, u"\\\\1"_s)
        .replace(lineStart, u"\\1\\\\2"_s)
        .replace(number, u"\\1\\\\2"_s);
}

class Copier
{
public:
    Copier(const ChatStyle &style, CopyOptions options, bool manyRows)
        : m_style(style), m_options(options), m_manyRows(manyRows)
    {
    }

    QString words(const ActivityEntry &entry, const TextSelection::Range &range) const;
    QString attached(const ActivityEntry &entry) const;
    QString whole(const ActivityEntry &entry) const
    {
        return joined(words(entry, {0, TextPosition::kEnd}), attached(entry));
    }
    QString joined(const QString &words, const QString &attached) const;
    QString headed(const ActivityEntry &entry, const QString &time, const QString &content) const;
    QString separator() const;

private:
    bool isHtml() const { return m_options.format == CopyFormat::Html; }
    QString literal(const QString &text) const { return isHtml() ? literalHtml(text) : text; }
    QString file(const QString &name, const QString &address, bool image) const;
    QString card(const directline::Attachment &attachment, bool markdown) const;

    const ChatStyle &m_style;
    CopyOptions m_options;
    bool m_manyRows;
};

QString Copier::words(const ActivityEntry &entry, const TextSelection::Range &range) const
{
    if (entry.shownText().isEmpty())
        return {};
    const BubbleText::Content content = BubbleText::Content::of(entry);
    const bool markdown = content.kind == BubbleText::Content::Kind::Markdown;
    if (range.isWhole()) {
        if (m_options.format == CopyFormat::Markdown)
            return markdown ? content.text : literalMarkdown(content.text);
        if (!markdown || !mayHoldMarks(content.text))
            return literal(content.text);
        if (m_manyRows && !isHtml())
            return withoutMarkdown(content.text);
    }
    const BubbleText text(content, m_style);
    const BubbleText::Selection selection{range.from, range.to};
    switch (m_options.format) {
    case CopyFormat::Plain:
        return text.plainText(selection);
    case CopyFormat::Markdown:
        return markdown ? text.markdown(selection) : literalMarkdown(text.plainText(selection));
    case CopyFormat::Html:
        return markdown ? text.html(selection) : literalHtml(text.plainText(selection));
    }
    return {};
}

QString Copier::file(const QString &name, const QString &address, bool image) const
{
    const QString shown = singleLine(name);
    const auto url = allowedLink(address);
    const bool linked = url && url->scheme().startsWith("http"_L1);
    switch (m_options.format) {
    case CopyFormat::Plain:
        break;
    case CopyFormat::Markdown:
        if (linked)
            return (image ? u"![%1](%2)"_s : u"[%1](%2)"_s)
                .arg(shown, QString::fromLatin1(url->toEncoded()));
        break;
    case CopyFormat::Html:
        if (linked)
            return u"<a href=\"%1\">%2</a>"_s.arg(
                QString::fromLatin1(url->toEncoded()).toHtmlEscaped(), shown.toHtmlEscaped());
        break;
    }
    return literal(u"[%1]"_s.arg(shown));
}

QString Copier::card(const directline::Attachment &attachment, bool markdown) const
{
    const QStringList lines
        = cardWords(attachment, markdown).all().join(u'\n').split(u'\n', Qt::SkipEmptyParts);
    if (lines.isEmpty())
        return literal(u"[%1]"_s.arg(tr("Card")));
    switch (m_options.format) {
    case CopyFormat::Plain:
        break;
    case CopyFormat::Markdown:
        return u"> "_s + lines.join("  \n> "_L1);
    case CopyFormat::Html:
        return u"<blockquote>%1</blockquote>"_s.arg(literalHtml(lines.join(u'\n')));
    }
    return lines.join(u'\n');
}

QString Copier::attached(const ActivityEntry &entry) const
{
    QStringList pieces;
    if (!entry.files.isEmpty()) {
        for (const StagedFile &staged : entry.files)
            pieces << file(staged.name, {}, false);
    } else {
        for (const directline::Attachment &attachment : entry.activity.attachments) {
            if (attachment.isCard())
                pieces << card(attachment, entry.isMarkdown());
            else
                pieces << file(attachment.name.isEmpty() ? attachment.mediaType() : attachment.name,
                               attachment.contentUrl, attachment.isInlineImage());
        }
    }
    return pieces.join(separator());
}

QString Copier::joined(const QString &words, const QString &attached) const
{
    return words.isEmpty() || attached.isEmpty() ? words + attached
                                                 : words + separator() + attached;
}

// Between what belongs together.
QString Copier::separator() const
{
    switch (m_options.format) {
    case CopyFormat::Plain:
        return u"\n"_s;
    case CopyFormat::Markdown:
        return u"\n\n"_s;
    case CopyFormat::Html:
        return u"<br>"_s;
    }
    return {};
}

QString Copier::headed(const ActivityEntry &entry, const QString &time,
                       const QString &content) const
{
    if (!m_options.withNames)
        return isHtml() ? u"<div>%1</div>"_s.arg(content) : content;
    const bool system = entry.side == Side::System;
    const QString sender = system ? QString()
        : entry.side == Side::Own ? tr("You")
                                  : singleLine(entry.senderName);
    QStringList head;
    switch (m_options.format) {
    case CopyFormat::Plain:
        return (time.isEmpty() ? QString() : u"[%1] "_s.arg(time))
            + (system ? QString() : tr("%1: ").arg(sender)) + content;
    case CopyFormat::Markdown:
        if (!sender.isEmpty())
            head << u"**%1**"_s.arg(sender);
        if (!time.isEmpty())
            head << time;
        return head.isEmpty() ? content : head.join(u' ') + u"\n\n"_s + content;
    case CopyFormat::Html:
        if (!sender.isEmpty())
            head << u"<b>%1</b>"_s.arg(sender.toHtmlEscaped());
        if (!time.isEmpty())
            head << u"<small>%1</small>"_s.arg(time.toHtmlEscaped());
        return u"<div>%1%2%3</div>"_s.arg(head.join(u' '), head.isEmpty() ? QString() : u"<br>"_s,
                                          content);
    }
    return content;
}

QString timeText(const ActivityEntry &entry, bool withDate)
{
    const QDateTime local = entry.time.toLocalTime();
    if (!local.isValid())
        return {};
    return withDate ? QLocale().toString(local, QLocale::ShortFormat)
                    : QLocale().toString(local.time(), QLocale::ShortFormat);
}

// From the first row to the last of which something is selected.
std::pair<int, int> rowsOf(const TextSelection &selection)
{
    const int first = selection.firstRow();
    int last = selection.lastRow();
    while (last > first && !selection.inRow(last))
        --last; // the selection only touches its beginning
    return {first, last};
}

} // namespace

QString copiedText(const ActivityEntry &entry, const ChatStyle &style, CopyFormat format)
{
    return Copier(style, {format, false}, false).whole(entry);
}

QString plainWords(const ActivityEntry &entry, const ChatStyle &style)
{
    return Copier(style, {CopyFormat::Plain, false}, false).words(entry, {0, TextPosition::kEnd});
}

QString copiedText(const TextSelection &selection, const ActivityModel &model,
                   const ChatStyle &style, CopyOptions options)
{
    const auto [first, last] = rowsOf(selection);
    if (first < 0)
        return {};
    const Copier copier(style, options, last - first >= kMostDocuments);
    if (first == last) {
        const auto range = selection.inRow(first);
        if (!range)
            return {};
        const ActivityEntry &entry = model.at(first);
        return range->isWhole() ? copier.whole(entry) : copier.words(entry, *range);
    }

    const bool withDate
        = model.at(first).time.toLocalTime().date() != model.at(last).time.toLocalTime().date();
    QStringList rows;
    for (int row = first; row <= last; ++row) {
        const auto range = selection.inRow(row);
        if (!range)
            continue;
        const ActivityEntry &entry = model.at(row);
        QString text = copier.words(entry, *range);
        if (range->isWhole())
            text = copier.joined(text, copier.attached(entry));
        if (!text.isEmpty())
            rows << copier.headed(entry, timeText(entry, withDate), text);
    }
    return rows.join(options.format == CopyFormat::Html ? QString() : copier.separator());
}

std::unique_ptr<QMimeData> copiedData(const TextSelection &selection, const ActivityModel &model,
                                      const ChatStyle &style, bool withNames)
{
    const QString plain = copiedText(selection, model, style, {CopyFormat::Plain, withNames});
    if (plain.isEmpty())
        return nullptr;
    auto data = std::make_unique<QMimeData>();
    data->setText(plain);
    data->setData(u"text/markdown"_s,
                  copiedText(selection, model, style, {CopyFormat::Markdown, withNames}).toUtf8());
    const auto [first, last] = rowsOf(selection);
    if (last - first < kMostDocuments)
        data->setHtml(copiedText(selection, model, style, {CopyFormat::Html, withNames}));
    return data;
}

} // namespace botline
