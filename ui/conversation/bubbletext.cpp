#include "bubbletext.h"

#include "ownlinks.h"

#include "app/conversation/model/activityentry.h"
#include "app/directline/messageentities.h"
#include "ui/content/plainhtml.h"
#include "ui/style/chatstyle.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QRegularExpression>
#include <QtGui/QAbstractTextDocumentLayout>
#include <QtGui/QPainter>
#include <QtGui/QTextBlock>
#include <QtGui/QTextCursor>
#include <QtGui/QTextDocumentFragment>
#include <QtGui/QTextList>
#include <QtGui/QTextTable>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ConversationView", text);
}

// Measured for short messages; the rest grows with the text.
constexpr qsizetype kDocumentBytes = 12 * 1024;
constexpr qsizetype kBytesPerCharacter = 48;

constexpr int kMostMarked = 200; // mentions and references in one message
constexpr int kCopyButton = 24; // design pixels

void appendRemark(QTextDocument &document, const ChatStyle &style, const QColor &color)
{
    QTextCursor cursor(&document);
    cursor.movePosition(QTextCursor::End);
    QTextCharFormat format;
    format.setFont(style.small());
    format.setForeground(color);
    cursor.insertBlock(QTextBlockFormat(), format);
    cursor.insertText(tr("This message goes on. “Copy message” copies all of it."), format);
}

} // namespace

BubbleText::Content BubbleText::Content::of(const ActivityEntry &entry)
{
    QString text = entry.shownText();
    if (entry.side == Side::System)
        return {text, entry.hidden ? Kind::Quiet : Kind::Notice};
    if (text.isEmpty())
        return {tr("Empty message"), entry.side == Side::Own ? Kind::Own : Kind::Aside};
    if (!entry.note.isEmpty())
        return {text, entry.side == Side::Own ? Kind::Own : Kind::Aside};
    if (entry.side == Side::Own)
        return {text, Kind::Own};
    Content content{text, entry.isMarkdown() ? Kind::Markdown : Kind::Plain};
    if (entry.side == Side::Bot && !entry.activity.entities.isEmpty()) {
        const QList<directline::Citation> citations = directline::citationsOf(entry.activity);
        for (const directline::Citation &citation : citations)
            content.sources << citation.position;
        content.mentions = directline::mentionsIn(entry.activity);
    }
    return content;
}

BubbleText::BubbleText(const Content &content, const ChatStyle &style) : m_content(content)
{
    const ChatColors &colors = style.colors();
    switch (content.kind) {
    case Content::Kind::Own:
        m_document.setLiteral(content.text, style, colors.userText);
        break;
    case Content::Kind::Plain:
        m_document.setLiteral(content.text, style, colors.text);
        break;
    case Content::Kind::Markdown:
        m_document.setCodeButtonRoom(style.px(kCopyButton - 4));
        m_document.setSafeMarkdown(content.text, style, colors.text, colors.link);
        break;
    case Content::Kind::Aside:
        m_document.setLiteral(content.text, style, colors.muted);
        break;
    case Content::Kind::Notice:
    case Content::Kind::Quiet:
        m_document.setBaseFont(style.small());
        m_document.setLiteral(content.text, style, colors.muted);
        break;
    }
    emphasise(content.mentions);
    linkSources(content.sources, colors);
    if (content.kind == Content::Kind::Quiet)
        appendJsonLink(style);
    if (m_document.wasCut())
        appendRemark(m_document, style,
                     content.kind == Content::Kind::Own ? colors.mutedOnUser : colors.muted);

    // The first strong character decides for the whole message (ux.md §11).
    QTextOption option = m_document.defaultTextOption();
    option.setTextDirection(content.text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    if (content.kind == Content::Kind::Notice || content.kind == Content::Kind::Quiet)
        option.setAlignment(Qt::AlignHCenter);
    m_document.setDefaultTextOption(option);
}

void BubbleText::emphasise(const QStringList &names)
{
    QTextCharFormat strong;
    strong.setFontWeight(QFont::DemiBold);
    int marked = 0;
    for (const QString &name : names) {
        QTextCursor found = m_document.find(name, 0, QTextDocument::FindCaseSensitively);
        while (!found.isNull() && ++marked <= kMostMarked) {
            found.mergeCharFormat(strong);
            found = m_document.find(name, found, QTextDocument::FindCaseSensitively);
        }
    }
}

// "[2]" and "【2】", as far as there is such a source and the place is no other link.
void BubbleText::linkSources(const QList<int> &sources, const ChatColors &colors)
{
    if (sources.isEmpty())
        return;
    static const QRegularExpression mark(
        QStringLiteral(u"\\[(\\d{1,3})\\]|【(\\d{1,3})(?:†[^】]{0,60})?】"));
    int marked = 0;
    QTextCursor found = m_document.find(mark);
    while (!found.isNull() && ++marked <= kMostMarked) {
        const auto match = mark.match(found.selectedText());
        const int number
            = (match.captured(1).isEmpty() ? match.captured(2) : match.captured(1)).toInt();
        if (sources.contains(number) && !found.charFormat().isAnchor()
            && !found.charFormat().fontFixedPitch()) {
            QTextCharFormat link;
            link.setAnchor(true);
            link.setAnchorHref(sourceLink(number));
            link.setForeground(colors.link);
            link.setFontUnderline(true);
            found.mergeCharFormat(link);
        }
        found = m_document.find(mark, found);
    }
}

void BubbleText::appendJsonLink(const ChatStyle &style)
{
    QTextCursor cursor(&m_document);
    cursor.movePosition(QTextCursor::End);
    QTextCharFormat format;
    format.setFont(style.small());
    cursor.insertText(u"  "_s, format);
    format.setAnchor(true);
    format.setAnchorHref(kJsonLink);
    format.setForeground(style.colors().link);
    format.setFontUnderline(true);
    cursor.insertText(tr("Show JSON"), format);
}

QRectF BubbleText::copyButton(const SafeTextDocument::CodeBlock &block, const ChatStyle &style)
{
    const int side = style.px(kCopyButton);
    const qreal gap = style.px(4);
    return {block.area.right() - side - gap, block.area.top() + gap, qreal(side), qreal(side)};
}

bool BubbleText::setMaxWidth(int width)
{
    if (width == m_maxWidth || (m_naturalWidth > 0 && m_naturalWidth <= width)) {
        m_maxWidth = width;
        return false;
    }
    m_maxWidth = width;
    m_document.setTextWidth(width);
    const int snug = static_cast<int>(std::ceil(m_document.idealWidth()));
    m_naturalWidth = snug <= width && !breaksLines() ? snug : 0;
    // What is aligned to the right or centred, and boxes that fill the width, must know the real
    // one.
    if (snug < width)
        m_document.setTextWidth(snug);
    m_size = QSize(std::min(snug, width), static_cast<int>(std::ceil(m_document.size().height())));
    return true;
}

bool BubbleText::breaksLines() const
{
    for (QTextBlock block = m_document.begin(); block.isValid(); block = block.next()) {
        const QTextLayout *layout = block.layout();
        const QString text = block.text();
        for (int line = 0; line + 1 < layout->lineCount(); ++line) {
            const QTextLine textLine = layout->lineAt(line);
            const qsizetype last = textLine.textStart() + textLine.textLength() - 1;
            if (last < 0 || last >= text.size() || text.at(last) != QChar::LineSeparator)
                return true;
        }
    }
    return false;
}

qsizetype BubbleText::bytes() const
{
    return kDocumentBytes + kBytesPerCharacter * m_document.characterCount();
}

int BubbleText::length() const
{
    return m_document.characterCount() - 1;
}

int BubbleText::positionAt(const QPointF &point) const
{
    if (point.y() < 0)
        return 0;
    if (point.y() >= m_size.height())
        return length();
    const QPointF inside(std::clamp(point.x(), 0.0, double(m_size.width())), point.y());
    return std::clamp(m_document.documentLayout()->hitTest(inside, Qt::FuzzyHit), 0, length());
}

bool BubbleText::isOver(const QPointF &point) const
{
    return m_document.documentLayout()->hitTest(point, Qt::ExactHit) >= 0;
}

QString BubbleText::linkAt(const QPointF &point) const
{
    return isOver(point) ? m_document.documentLayout()->anchorAt(point) : QString();
}

QList<BubbleText::Link> BubbleText::links() const
{
    QList<Link> links;
    int end = -1; // of the fragment before: parts of one link in several fonts are one link
    for (QTextBlock block = m_document.begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            const QTextCharFormat format = fragment.charFormat();
            if (!format.isAnchor() || format.anchorHref().isEmpty()
                || isOwnLink(format.anchorHref()))
                continue;
            if (end == fragment.position() && links.last().address == format.anchorHref())
                links.last().label += fragment.text();
            else
                links.append({fragment.text(), format.anchorHref()});
            end = fragment.position() + fragment.length();
        }
    }
    return links;
}

BubbleText::Selection BubbleText::wordAt(int position) const
{
    QTextCursor cursor(&m_document);
    cursor.setPosition(std::clamp(position, 0, length()));
    cursor.select(QTextCursor::WordUnderCursor);
    return {cursor.selectionStart(), cursor.selectionEnd()};
}

namespace {

// What stands before an item of a list, as text: "• ", "2. ".
QString listMark(const QTextBlock &block)
{
    const QTextList *list = block.textList();
    if (!list)
        return {};
    const bool counts = list->format().style() <= QTextListFormat::ListDecimal;
    QString mark = counts ? list->itemText(block) : u"•"_s;
    if (block.blockFormat().marker() == QTextBlockFormat::MarkerType::Checked)
        mark = u"☑"_s;
    else if (block.blockFormat().marker() == QTextBlockFormat::MarkerType::Unchecked)
        mark = u"☐"_s;
    return QString(2 * std::max(0, list->format().indent() - 1), u' ') + mark + u' ';
}

} // namespace

QTextCursor BubbleText::covering(const Selection &selection) const
{
    QTextCursor cursor(&m_document);
    cursor.setPosition(std::clamp(selection.from, 0, length()));
    cursor.setPosition(std::clamp(selection.to, 0, length()), QTextCursor::KeepAnchor);
    return cursor;
}

QString BubbleText::plainText(const Selection &selection) const
{
    const QTextCursor range = covering(selection);
    QTextBlock block = m_document.findBlock(range.selectionStart());
    const bool several = block != m_document.findBlock(range.selectionEnd());
    QString text;
    QTextTableCell before;
    for (bool first = true; block.isValid() && block.position() <= range.selectionEnd();
         block = block.next(), first = false) {
        const QTextTable *table = QTextCursor(block).currentTable();
        const QTextTableCell cell = table ? table->cellAt(block.position()) : QTextTableCell();
        if (before.isValid() && !cell.isValid() && block.length() == 1)
            continue; // Qt's own, behind a table
        if (!first)
            text += cell.isValid() && before.isValid() && cell != before
                    && cell.row() == before.row()
                ? u'\t'
                : u'\n';
        before = cell;
        const int from = std::max(range.selectionStart() - block.position(), 0);
        const int to = std::min(range.selectionEnd() - block.position(), block.length() - 1);
        if (several && from == 0)
            text += listMark(block);
        text += QStringView(block.text()).sliced(from, std::max(0, to - from));
    }
    text.replace(QChar::LineSeparator, u'\n');
    return text.replace(QChar::Nbsp, u' ');
}

QString BubbleText::markdown(const Selection &selection) const
{
    return covering(selection).selection().toMarkdown().trimmed();
}

QString BubbleText::html(const Selection &selection) const
{
    return plainHtml(m_document, selection.from, selection.to);
}

QRectF BubbleText::lineAt(int position) const
{
    const QTextBlock block = m_document.findBlock(std::clamp(position, 0, length()));
    const QRectF area = m_document.documentLayout()->blockBoundingRect(block);
    const QTextLine line = block.layout()->lineForTextPosition(position - block.position());
    return line.isValid() ? line.rect().translated(area.topLeft()) : area;
}

void BubbleText::paint(QPainter &painter, const QRectF &area, const Selection &selection,
                       const std::vector<Mark> &marks, const ChatStyle &style) const
{
    const ChatColors &colors = style.colors();
    const bool own = m_content.kind == Content::Kind::Own;
    QAbstractTextDocumentLayout::PaintContext context;
    context.clip = area;
    context.palette.setColor(QPalette::Text, own ? colors.userText : colors.text);
    for (const Mark &mark : marks) {
        QAbstractTextDocumentLayout::Selection painted;
        painted.cursor = covering(mark.range);
        painted.format.setBackground(mark.current ? colors.currentMatch : colors.match);
        painted.format.setForeground(colors.matchText);
        painted.format.setFontUnderline(mark.current); // not by colour alone
        context.selections.append(painted);
    }
    if (selection.from < selection.to) {
        QAbstractTextDocumentLayout::Selection painted;
        painted.cursor = covering(selection);
        // On the user's colour the usual selection would hardly show: turn the bubble around.
        painted.format.setBackground(own ? colors.userText : colors.selection);
        painted.format.setForeground(own ? colors.userBubble : colors.selectedText);
        context.selections.append(painted);
    }
    painter.setBrush(Qt::NoBrush); // boxes of a list are drawn over their ticks
    m_document.documentLayout()->draw(&painter, context);
}

} // namespace botline
