#include "safetextdocument.h"

#include "linkpolicy.h"
#include "markdownprep.h"

#include "app/text/singleline.h"
#include "ui/style/chatstyle.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QAbstractTextDocumentLayout>
#include <QtGui/QFontMetricsF>
#include <QtGui/QTextBlock>
#include <QtGui/QTextCursor>
#include <QtGui/QTextDocumentFragment>
#include <QtGui/QTextList>
#include <QtGui/QTextTable>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr qsizetype kMaxTextLength = 100'000; // protocol.md §6.1 "Limits per activity"
constexpr int kMaxIndent = 8; // deeper lists and quotes would leave no room for their words
constexpr int kMaxUrlTextLength = 200;
constexpr int kCodeBox = QTextFormat::UserProperty + 1; // marks the table around a code block
// GitHub's dialect as Qt has it underlines _this_ and __this__; Markdown means emphasis.
constexpr int kUnderscoresUnderline = 0x4000;

QFont scaled(const QFont &font, double factor)
{
    QFont result = font;
    if (font.pixelSize() > 0)
        result.setPixelSize(qRound(font.pixelSize() * factor));
    else
        result.setPointSizeF(font.pointSizeF() * factor);
    return result;
}

// Sets size and family through a format: a bold word in a heading stays bold.
void takeSize(QTextCharFormat &format, const QFont &font)
{
    format.clearProperty(QTextFormat::FontSizeAdjustment);
    if (font.pixelSize() > 0)
        format.setProperty(QTextFormat::FontPixelSize, font.pixelSize());
    else
        format.setFontPointSize(font.pointSizeF());
}

QFont headingFont(const QFont &font, int level)
{
    static constexpr double factors[] = {1.4, 1.25, 1.12};
    return scaled(font, level <= 3 ? factors[level - 1] : 1.0);
}

// The lines of interaction.md §13 are 1.35 of the font's size apart; many fonts alone are tighter.
qreal lineDistance(const QFont &font)
{
    const QFontMetricsF metrics(font);
    const qreal size = font.pixelSize() > 0 ? font.pixelSize() : metrics.ascent() / 0.93;
    return qMax(0, qRound(size * 1.35 - metrics.lineSpacing()));
}

bool isCode(const QTextBlock &block)
{
    return block.blockFormat().hasProperty(QTextFormat::BlockCodeLanguage);
}

bool isRule(const QTextBlock &block)
{
    return block.blockFormat().hasProperty(QTextFormat::BlockTrailingHorizontalRulerWidth);
}

int quoteLevel(const QTextBlock &block)
{
    return qMin(kMaxIndent, block.blockFormat().intProperty(QTextFormat::BlockQuoteLevel));
}

// One paragraph in which nothing can mean more than itself.
bool isPlain(const QString &text)
{
    if (text.isEmpty())
        return true;
    if (u" \t0123456789-+#>=|"_s.contains(text.front()) || text.back() == u' ')
        return false;
    return std::none_of(text.begin(), text.end(),
                        [](QChar c) { return u"*_~`[<&\\\n\t@"_s.contains(c); })
        && !text.contains("://"_L1) && !text.contains("www."_L1, Qt::CaseInsensitive)
        && !text.contains("  "_L1);
}

void select(QTextCursor &cursor, int from, int to)
{
    cursor.setPosition(from);
    cursor.setPosition(to, QTextCursor::KeepAnchor);
}

// One edit: outside of one, Qt lays out the growing paragraph after each change. Frames that came
// or went are known only when it ended.
class Edit
{
public:
    explicit Edit(QTextDocument &document) : m_cursor(&document) { m_cursor.beginEditBlock(); }
    ~Edit() { m_cursor.endEditBlock(); }
    Q_DISABLE_COPY_MOVE(Edit)

private:
    QTextCursor m_cursor;
};

// Turns the document that setMarkdown() made into what we show.
class Dresser
{
public:
    Dresser(QTextDocument &document, const ChatStyle &style, const QFont &font, const QColor &color,
            const QColor &linkColor, int codeButtonRoom)
        : m_document(document),
          m_style(style),
          m_font(font),
          m_color(color),
          m_linkColor(linkColor),
          m_codeButtonRoom(codeButtonRoom),
          m_cursor(&document)
    {
    }

    void dress()
    {
        dressWords();
        dressTables();
        boxCode();
        boxQuotes();
        dressBlocks();
    }

private:
    // What a fragment becomes; collected first, because edits invalidate iterators.
    struct Change
    {
        int from;
        int to;
        QTextCharFormat format;
        QString text; // replaces the fragment when not null
    };

    void dressWords()
    {
        const Edit edit(m_document);
        for (QTextBlock block = m_document.begin(); block.isValid(); block = block.next())
            dressWords(block);
    }

    // Words of one block: colours, links, code spans, images, line breaks.
    void dressWords(const QTextBlock &block)
    {
        const int heading = block.blockFormat().headingLevel();
        QList<Change> changes;
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            QTextCharFormat format = fragment.charFormat();
            Change change{fragment.position(), fragment.position() + fragment.length(), {}, {}};
            if (format.isImageFormat()) {
                change.text = imageWords(format.toImageFormat());
                format = imageLink(format.toImageFormat());
            }
            const QString href = format.anchorHref();
            const bool linked = format.isAnchor() && !href.isEmpty();
            format.clearForeground();
            if (format.isAnchor() || linked)
                clearLink(format);
            if (linked)
                linkTo(href, format, fragment.text(), change);
            if (isCode(block) || format.fontFixedPitch())
                takeCode(format, isCode(block));
            if (heading > 0)
                takeSize(format, headingFont(m_font, heading));
            if (!format.hasProperty(QTextFormat::ForegroundBrush))
                format.setForeground(quoteLevel(block) > 0 ? faded(0.82F) : m_color);
            change.format = format;
            changes.append(change);
        }
        for (auto change = changes.crbegin(); change != changes.crend(); ++change) {
            select(m_cursor, change->from, change->to);
            if (change->text.isNull())
                m_cursor.setCharFormat(change->format);
            else
                m_cursor.insertText(change->text, change->format);
        }
        tidyBreaks(block);

        QTextCharFormat blockFormat; // bullets, numbers and empty lines take this one
        blockFormat.setFont(m_font);
        blockFormat.setForeground(m_color);
        m_cursor.setPosition(block.position());
        m_cursor.setBlockCharFormat(blockFormat);
    }

    // Lines, and quotes that step back a little: right on any bubble.
    QColor faded(float alpha) const
    {
        QColor color = m_color;
        color.setAlphaF(alpha);
        return color;
    }

    static void clearLink(QTextCharFormat &format)
    {
        format.setAnchor(false);
        format.clearProperty(QTextFormat::AnchorHref);
        format.clearProperty(QTextFormat::AnchorName);
        format.clearProperty(QTextFormat::TextToolTip);
        format.clearProperty(QTextFormat::TextUnderlineStyle);
        format.clearProperty(QTextFormat::FontUnderline);
    }

    void linkTo(const QString &href, QTextCharFormat &format, const QString &label, Change &change)
    {
        const std::optional<QUrl> url = allowedLink(href);
        if (!url)
            return;
        format.setAnchor(true);
        format.setAnchorHref(href);
        format.setForeground(m_linkColor);
        format.setFontUnderline(true);
        format.setToolTip(shownHost(*url).left(kMaxUrlTextLength));
        // A label must not rearrange what stands around it (protocol.md §8.7).
        if (change.text.isNull() && std::any_of(label.begin(), label.end(), isBidiControl)) {
            change.text = label;
            change.text.removeIf(isBidiControl);
        }
    }

    void takeCode(QTextCharFormat &format, bool wholeBlock)
    {
        format.setFontFamilies(m_style.mono().families());
        format.setFontFixedPitch(true);
        takeSize(format, m_style.mono());
        if (!wholeBlock) {
            format.setBackground(m_style.colors().codeBackground);
            if (!format.hasProperty(QTextFormat::ForegroundBrush))
                format.setForeground(m_style.colors().text);
        }
    }

    static QString imageWords(const QTextImageFormat &image)
    {
        QString words = singleLine(image.stringProperty(QTextFormat::ImageAltText));
        if (words.isEmpty())
            words = singleLine(QUrl(image.name()).fileName());
        return words.isEmpty() ? QCoreApplication::translate("botline", "Image") : words;
    }

    // Nothing named in a text is loaded; who wants to see it can follow the link.
    static QTextCharFormat imageLink(const QTextImageFormat &image)
    {
        QTextCharFormat format;
        format.setAnchor(true);
        format.setAnchorHref(image.anchorHref().isEmpty() ? image.name() : image.anchorHref());
        return format;
    }

    // " <break> " is how a marked newline comes out of the parser.
    void tidyBreaks(const QTextBlock &block)
    {
        const QString text = block.text();
        const int start = block.position();
        for (qsizetype at = text.lastIndexOf(kSoftBreak); at >= 0;
             at = at > 0 ? text.lastIndexOf(kSoftBreak, at - 1) : -1) {
            qsizetype from = at;
            qsizetype to = at + 1;
            while (from > 0 && text.at(from - 1) == u' ')
                --from;
            while (to < text.size() && text.at(to) == u' ')
                ++to;
            const bool atEnd = isCode(block) || to == text.size();
            if (!atEnd && to - from == 1)
                continue;
            select(m_cursor, start + int(from), start + int(to));
            m_cursor.insertText(atEnd ? QString() : QString(kSoftBreak));
        }
    }

    void dressTables()
    {
        const Edit edit(m_document);
        const auto children = m_document.rootFrame()->childFrames();
        for (QTextFrame *child : children) {
            auto *table = qobject_cast<QTextTable *>(child);
            if (!table)
                continue;
            QTextTableFormat format = table->format();
            format.setBorder(1);
            format.setBorderBrush(faded(0.25F));
            format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            format.setBorderCollapse(true);
            format.setCellSpacing(0);
            format.setCellPadding(m_style.px(5));
            format.setMargin(0);
            format.setTopMargin(m_style.px(4));
            format.setBottomMargin(m_style.px(4));
            table->setFormat(format);
            m_dataTables.insert(table);
        }
    }

    // Runs of code lines each become one padded box. A table of one cell does that, because the
    // space around it collapses (QTextDocumentLayout hides the empty paragraphs beside tables).
    void boxCode()
    {
        struct Run
        {
            int from;
            int to;
            int indent;
            int quote;
        };
        QList<Run> runs;
        for (QTextBlock block = m_document.begin(); block.isValid(); block = block.next()) {
            if (!isCode(block))
                continue;
            const int end = block.position() + block.length() - 1;
            if (block.previous().isValid() && isCode(block.previous()) && !runs.isEmpty())
                runs.last().to = end;
            else
                runs.append(
                    {block.position(), end, block.blockFormat().indent(), quoteLevel(block)});
        }

        const Edit edit(m_document);
        for (auto run = runs.crbegin(); run != runs.crend(); ++run) {
            QStringList lines;
            for (QTextBlock block = m_document.findBlock(run->from);
                 block.isValid() && block.position() <= run->to; block = block.next())
                lines.append(block.text());

            QTextTableFormat format = boxFormat();
            format.setBackground(m_style.colors().codeBackground);
            format.setCellPadding(m_style.px(8));
            format.setProperty(kCodeBox, true);
            format.setLeftMargin(m_document.indentWidth() * qMin(run->indent, kMaxIndent));
            QTextTable *box = replaceByBox(run->from, run->to, run->quote, format);

            QTextCharFormat words;
            takeCode(words, true);
            words.setForeground(m_style.colors().text);
            QTextCursor inside = box->cellAt(0, 0).firstCursorPosition();
            inside.setBlockFormat(innerFormat(run->quote));
            inside.setBlockCharFormat(words);
            inside.insertText(lines.join(QChar(kSoftBreak)), words);
            keepButtonRoom(box->cellAt(0, 0));
        }
    }

    // Last: the format of its first paragraph is the cell's as well.
    void keepButtonRoom(QTextTableCell cell) const
    {
        if (m_codeButtonRoom <= 0)
            return;
        QTextTableCellFormat format;
        format.merge(cell.format());
        format.setRightPadding(m_style.px(8) + m_codeButtonRoom);
        cell.setFormat(format);
    }

    // Runs of quoted blocks get a line at their side.
    void boxQuotes()
    {
        struct Run
        {
            int from;
            int to;
        };
        QList<Run> runs;
        bool open = false; // the last run may go on
        for (auto it = m_document.rootFrame()->begin(); !it.atEnd(); ++it) {
            const QTextBlock block = it.currentBlock();
            if (!block.isValid() || quoteLevel(block) == 0) {
                open = open && it.currentFrame() && isCodeBox(it.currentFrame());
                continue;
            }
            const int end = block.position() + block.length() - 1;
            if (open)
                runs.last().to = end;
            else
                runs.append({block.position(), end});
            open = true;
        }

        const Edit edit(m_document);
        for (auto run = runs.crbegin(); run != runs.crend(); ++run) {
            select(m_cursor, run->from, run->to);
            const QTextDocumentFragment quoted(m_cursor);

            QTextTableFormat format = boxFormat();
            format.setCellPadding(0);
            QTextTable *box = replaceByBox(run->from, run->to, 0, format);
            QTextTableCell cell = box->cellAt(0, 0);
            QTextTableCellFormat cellFormat = cell.format().toTableCellFormat();
            cellFormat.setLeftBorder(m_style.px(3));
            cellFormat.setLeftBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            cellFormat.setLeftBorderBrush(faded(0.35F));
            cellFormat.setLeftPadding(m_style.px(10));
            cell.setFormat(cellFormat);
            cell.firstCursorPosition().insertFragment(quoted);
        }
    }

    bool isCodeBox(QTextFrame *frame) const
    {
        auto *table = qobject_cast<QTextTable *>(frame);
        return table && !m_dataTables.contains(table);
    }

    QTextTableFormat boxFormat() const
    {
        QTextTableFormat format;
        format.setBorder(0);
        format.setCellSpacing(0);
        format.setMargin(0);
        format.setTopMargin(m_style.px(4));
        format.setBottomMargin(m_style.px(4));
        return format;
    }

    static QTextBlockFormat innerFormat(int quote)
    {
        QTextBlockFormat format;
        if (quote > 0)
            format.setProperty(QTextFormat::BlockQuoteLevel, quote);
        return format;
    }

    QTextTable *replaceByBox(int from, int to, int quote, const QTextTableFormat &format)
    {
        select(m_cursor, from, to);
        m_cursor.removeSelectedText();
        if (QTextList *list = m_cursor.currentList())
            list->remove(m_cursor.block());
        m_cursor.setBlockFormat(innerFormat(quote));
        return m_cursor.insertTable(1, 1, format);
    }

    // Distances, last: every block is where it stays.
    void dressBlocks()
    {
        const Edit edit(m_document);
        const qreal distance = lineDistance(m_font);
        for (QTextBlock block = m_document.begin(); block.isValid(); block = block.next()) {
            QTextBlockFormat format = block.blockFormat();
            const int level = format.headingLevel();
            const int quote = quoteLevel(block);
            format.setBottomMargin(0);
            format.setTopMargin(isFirst(block) ? 0 : m_style.px(topMargin(block, level)));
            format.setLeftMargin(quote > 1 ? m_style.px(12) * (quote - 1) : 0);
            format.setRightMargin(0);
            format.setIndent(qMin(format.indent(), kMaxIndent));
            if (QTextList *list = block.textList(); list && list->item(0) == block)
                dressList(*list);
            format.setNonBreakableLines(false);
            if (isRule(block))
                format.setBackground(faded(0.25F));
            else if (distance > 0)
                format.setLineHeight(distance, QTextBlockFormat::LineDistanceHeight);
            m_cursor.setPosition(block.position());
            m_cursor.setBlockFormat(format);
        }
    }

    // The importer gives each bullet character its own shape; ours tell the depth.
    static void dressList(QTextList &list)
    {
        QTextListFormat format = list.format();
        format.setIndent(std::min(format.indent(), kMaxIndent));
        if (format.style() != QTextListFormat::ListDecimal)
            format.setStyle(format.indent() <= 1       ? QTextListFormat::ListDisc
                                : format.indent() == 2 ? QTextListFormat::ListCircle
                                                       : QTextListFormat::ListSquare);
        list.setFormat(format);
    }

    int topMargin(const QTextBlock &block, int level) const
    {
        if (level > 0)
            return 10;
        if (block.textList() && block.previous().textList())
            return 2;
        return 6;
    }

    bool isFirst(const QTextBlock &block) const
    {
        m_place.setPosition(block.position());
        return m_place.currentFrame()->firstPosition() == block.position()
            || (m_place.currentTable()
                && m_place.currentTable()->cellAt(block.position()).firstPosition()
                    == block.position());
    }

    QTextDocument &m_document;
    const ChatStyle &m_style;
    QFont m_font;
    QColor m_color;
    QColor m_linkColor;
    int m_codeButtonRoom;
    QTextCursor m_cursor;
    mutable QTextCursor m_place{&m_document};
    QSet<QTextTable *> m_dataTables;
};

} // namespace

SafeTextDocument::SafeTextDocument(QObject *parent) : QTextDocument(parent)
{
    setUndoRedoEnabled(false);
    setDocumentMargin(0);
    QTextOption option = defaultTextOption();
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setDefaultTextOption(option);
}

void SafeTextDocument::setBaseFont(const QFont &font)
{
    m_baseFont = font;
}

QFont SafeTextDocument::baseFont(const ChatStyle &style) const
{
    return m_baseFont.value_or(style.body());
}

void SafeTextDocument::setLiteral(const QString &text, const ChatStyle &style, const QColor &color)
{
    showLiteral(cleanText(text, kMaxTextLength, &m_cut), baseFont(style), color);
}

void SafeTextDocument::showLiteral(const QString &text, const QFont &font, const QColor &color)
{
    setDefaultFont(font);
    setPlainText(text);

    const Edit edit(*this);
    QTextCursor cursor(this);
    cursor.select(QTextCursor::Document);
    QTextCharFormat words;
    words.setForeground(color);
    cursor.mergeCharFormat(words);
    QTextBlockFormat block;
    if (const qreal distance = lineDistance(font); distance > 0)
        block.setLineHeight(distance, QTextBlockFormat::LineDistanceHeight);
    cursor.mergeBlockFormat(block);
}

void SafeTextDocument::setSafeMarkdown(const QString &markdown, const ChatStyle &style,
                                       const QColor &color, const QColor &linkColor)
{
    const QFont font = baseFont(style);
    const QString text = cleanText(markdown, kMaxTextLength, &m_cut);
    if (isPlain(text)) { // most messages and nearly all words of cards: no parser needed
        showLiteral(text, font, color);
        return;
    }
    setDefaultFont(font);
    setIndentWidth(style.px(22));
    {
        const Edit edit(*this);
        setMarkdown(prepareMarkdown(text),
                    MarkdownFeatures(MarkdownDialectGitHub & ~kUnderscoresUnderline)
                        | MarkdownNoHTML);
    }
    Dresser(*this, style, font, color, linkColor, m_codeButtonRoom).dress();
}

QList<SafeTextDocument::CodeBlock> SafeTextDocument::codeBlocks() const
{
    QList<CodeBlock> blocks;
    QList<QTextFrame *> frames = rootFrame()->childFrames();
    while (!frames.isEmpty()) {
        QTextFrame *frame = frames.takeFirst();
        const auto *table = qobject_cast<QTextTable *>(frame);
        if (!table || !table->format().boolProperty(kCodeBox)) {
            frames = frame->childFrames() + frames; // a quote may hold some
            continue;
        }
        const QTextTableCell cell = table->cellAt(0, 0);
        QTextCursor inside = cell.firstCursorPosition();
        const QTextBlock first = inside.block();
        inside.setPosition(cell.lastPosition(), QTextCursor::KeepAnchor);
        const qreal padding = table->format().cellPadding();
        const QMarginsF margins(padding, padding, padding + m_codeButtonRoom, padding);
        const QRectF words = documentLayout()->blockBoundingRect(first)
            | documentLayout()->blockBoundingRect(findBlock(cell.lastPosition()));
        blocks.append({words.marginsAdded(margins),
                       inside.selectedText()
                           .replace(QChar::LineSeparator, u'\n')
                           .replace(QChar::ParagraphSeparator, u'\n')});
    }
    return blocks;
}

QVariant SafeTextDocument::loadResource(int, const QUrl &)
{
    return {}; // whatever it is: words from the network fetch nothing
}

std::optional<QString> wordsWithoutDocument(const QString &text, bool markdown)
{
    bool cut = false;
    QString words = cleanText(text, kMaxTextLength, &cut);
    if (markdown && !isPlain(words))
        return std::nullopt;
    return words;
}

} // namespace botline
