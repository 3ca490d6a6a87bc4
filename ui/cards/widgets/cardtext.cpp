#include "cardtext.h"

#include "ui/content/linkpolicy.h"

#include <QtGui/QAbstractTextDocumentLayout>
#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtGui/QTextBlock>
#include <QtGui/QTextCursor>
#include <QtGui/QTextDocumentFragment>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr char16_t kLineBreak = 0x2028;
constexpr int kKeptLine = 96; // design pixels
constexpr int kWidestWord = 160; // design pixels; longer words may break in narrow columns
constexpr int kMaxTip = 600;

// Looking for the end of such a word again for each line of it takes time by its square.
bool hasEndlessWord(const QTextDocument &document)
{
    constexpr int kEndless = 1000; // characters
    if (document.characterCount() < kEndless)
        return false;
    int run = 0;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        run = 0;
        const QString text = block.text();
        for (const QChar c : text) {
            run = c.isSpace() ? 0 : run + 1;
            if (run > kEndless)
                return true;
        }
    }
    return false;
}

// Words from the network in a tool tip: literal, and wrapped by Qt.
QString literalTip(const QString &text)
{
    QString shown = text.left(kMaxTip);
    if (shown.size() < text.size())
        shown += u'…';
    return "<p>"_L1 + shown.toHtmlEscaped().replace(u'\n', "<br>"_L1) + "</p>"_L1;
}

} // namespace

CardText::CardText(Fill fill, const ChatStyle &style, Shape shape, QWidget *parent)
    : QWidget(parent), m_style(style), m_shape(shape)
{
    setObjectName(u"cardText"_s);
    setCursor(Qt::IBeamCursor);
    setText(std::move(fill));
}

CardText::Fill CardText::literal(const QString &text, const ChatStyle &style, const QColor &color)
{
    return [text, style, color](SafeTextDocument &document) {
        document.setLiteral(text, style, color);
    };
}

CardText::Fill CardText::literal(const QString &text, const ChatStyle &style, const QColor &color,
                                 const QFont &font)
{
    return [text, style, color, font](SafeTextDocument &document) {
        document.setBaseFont(font);
        document.setLiteral(text, style, color);
    };
}

CardText::Fill CardText::markdown(const QString &text, const ChatStyle &style, const QColor &color,
                                  const QColor &linkColor)
{
    return [text, style, color, linkColor](SafeTextDocument &document) {
        document.setSafeMarkdown(text, style, color, linkColor);
    };
}

void CardText::setText(Fill fill)
{
    m_fill = std::move(fill);
    m_link = -1;
    m_anchor = 0;
    m_position = 0;
    m_hint = {};
    m_longestWord = -1;
    refill();
    m_plain = m_document.toPlainText().trimmed();
    m_hasLinks = !links().isEmpty();
    setAccessibleName(m_plain);
    setMouseTracking(m_hasLinks);
    setFocusPolicy(m_hasLinks ? Qt::StrongFocus : Qt::ClickFocus);
    updateGeometry();
    update();
}

void CardText::refill() const
{
    m_document.clear();
    m_fill(m_document);
    QTextOption option = m_document.defaultTextOption();
    option.setAlignment(m_shape.alignment);
    option.setWrapMode(m_shape.wrap && !hasEndlessWord(m_document)
                           ? QTextOption::WrapAtWordBoundaryOrAnywhere
                           : QTextOption::WrapAnywhere);
    m_document.setDefaultTextOption(option);
    m_cut = false;
    m_width = -1;
}

void CardText::layOut(int width) const
{
    if (width == m_width)
        return;
    if (m_cut)
        refill();
    m_document.setTextWidth(width);
    if (!m_shape.wrap || m_shape.maxLines > 0)
        m_document.documentLayout()->documentSize(); // else its lines may not be made yet
    if (!m_shape.wrap)
        m_cut = cutLongLines();
    if (m_shape.maxLines > 0)
        m_cut = cutMoreLines() || m_cut;
    m_width = width;
    m_height = int(std::ceil(m_document.size().height()));
}

// Takes the words out and puts an ellipsis there that still fits into the line.
void CardText::replaceTail(int from, int to) const
{
    QTextCursor cursor(&m_document);
    const QTextBlock block = m_document.findBlock(from);
    const int line = block.layout()->lineForTextPosition(from - block.position() - 1).lineNumber();
    cursor.setPosition(from);
    cursor.setPosition(to, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    cursor.insertText(u"…"_s);
    const auto lineOfEllipsis = [&] {
        return block.layout()
            ->lineForTextPosition(cursor.position() - 1 - block.position())
            .lineNumber();
    };
    // Until the ellipsis is in the line it ends.
    while (lineOfEllipsis() > line && cursor.position() - 1 > block.position()) {
        cursor.setPosition(cursor.position() - 1);
        cursor.deletePreviousChar();
        cursor.setPosition(cursor.position() + 1);
    }
}

// Without wrapping: what does not fit into its own line goes.
bool CardText::cutLongLines() const
{
    bool cut = false;
    for (QTextBlock block = m_document.lastBlock(); block.isValid(); block = block.previous()) {
        const QString text = block.text();
        const QTextLayout *layout = block.layout();
        qsizetype end = text.size();
        for (int i = layout->lineCount() - 2; i >= 0; --i) {
            const QTextLine line = layout->lineAt(i);
            const int after = line.textStart() + line.textLength();
            if (after > 0 && text.at(after - 1) == kLineBreak) {
                end = after - 1;
                continue;
            }
            // The first line of a run of wrapped ones is where the run ends.
            if (i > 0) {
                const QTextLine before = layout->lineAt(i - 1);
                const int start = before.textStart() + before.textLength();
                if (text.at(start - 1) != kLineBreak)
                    continue;
            }
            replaceTail(block.position() + after, block.position() + int(end));
            cut = true;
        }
    }
    return cut;
}

bool CardText::cutMoreLines() const
{
    int left = m_shape.maxLines;
    for (QTextBlock block = m_document.begin(); block.isValid(); block = block.next()) {
        const int lines = block.layout()->lineCount();
        const bool last = !block.next().isValid();
        if (lines < left || (lines == left && last)) {
            left -= lines;
            continue;
        }
        const QTextLine line = block.layout()->lineAt(left - 1);
        const int end = block.position() + line.textStart() + line.textLength();
        replaceTail(end, m_document.lastBlock().position() + m_document.lastBlock().length() - 1);
        return true;
    }
    return false;
}

int CardText::overflow() const
{
    layOut(width());
    return std::max(0, int(m_document.size().width()) - width());
}

int CardText::heightForWidth(int width) const
{
    layOut(width);
    return m_height;
}

void CardText::layOutInOneLine() const
{
    if (m_cut)
        refill();
    m_width = -1;
    m_document.setTextWidth(-1);
}

QSize CardText::sizeHint() const
{
    if (!m_hint.isValid()) {
        layOutInOneLine();
        m_hint = QSize(int(std::ceil(m_document.idealWidth())) + 1,
                       int(std::ceil(m_document.size().height())));
    }
    return m_hint;
}

// In pixels, with the fonts that its words have; bounded.
int CardText::longestWord() const
{
    constexpr qsizetype kMeasured = 1000; // characters; in more there are long words
    const int widest = m_style.px(kWidestWord);
    if (m_plain.size() > kMeasured)
        return widest;
    layOutInOneLine();
    qreal longest = 0;
    for (QTextBlock block = m_document.begin(); block.isValid(); block = block.next()) {
        const QString text = block.text();
        qsizetype start = 0;
        for (qsizetype i = 0; i <= text.size() && longest < widest; ++i) {
            if (i < text.size() && !text.at(i).isSpace())
                continue;
            const QTextLine line = block.layout()->lineForTextPosition(int(start));
            if (i > start && line.isValid())
                longest = std::max(longest,
                                   std::abs(line.cursorToX(int(i)) - line.cursorToX(int(start))));
            start = i + 1;
        }
    }
    return std::min(int(std::ceil(longest)) + 2, widest);
}

QSize CardText::minimumSizeHint() const
{
    const int whole = sizeHint().width();
    if (m_shape.wrap && m_longestWord < 0)
        m_longestWord = longestWord();
    // A line that may be cut still keeps a few words, if it has no more.
    const int least = m_shape.wrap ? m_longestWord : m_style.px(kKeptLine);
    return {std::min(whole, least), QFontMetrics(m_document.defaultFont()).height()};
}

QList<CardText::Link> CardText::links() const
{
    QList<Link> result;
    for (QTextBlock block = m_document.begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            const QString address = fragment.charFormat().anchorHref();
            if (address.isEmpty())
                continue;
            const int end = fragment.position() + fragment.length();
            if (!result.isEmpty() && result.last().to == fragment.position()
                && result.last().address == address)
                result.last().to = end;
            else
                result.append({fragment.position(), end, address});
        }
    }
    return result;
}

QString CardText::linkAt(const QPointF &point) const
{
    layOut(width());
    return m_document.documentLayout()->anchorAt(point);
}

int CardText::positionAt(const QPointF &point) const
{
    layOut(width());
    return std::max(0, m_document.documentLayout()->hitTest(point, Qt::FuzzyHit));
}

void CardText::select(int anchor, int position)
{
    m_anchor = anchor;
    m_position = position;
    update();
}

void CardText::selectAll()
{
    layOut(width());
    select(0, m_document.characterCount() - 1);
}

void CardText::copySelection() const
{
    if (!hasSelection())
        return;
    // Of a text that is cut all words are meant when all that is shown is selected.
    const int last = m_document.characterCount() - 1;
    const bool whole
        = m_cut && std::min(m_anchor, m_position) == 0 && std::max(m_anchor, m_position) >= last;
    QTextCursor cursor(&m_document);
    cursor.setPosition(std::min(m_anchor, last));
    cursor.setPosition(std::min(m_position, last), QTextCursor::KeepAnchor);
    QString words = whole ? m_plain : cursor.selection().toPlainText();
    QGuiApplication::clipboard()->setText(words.replace(QChar(kLineBreak), u'\n'));
}

bool CardText::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        showToolTip(static_cast<const QHelpEvent &>(*event));
        return true;
    }
    // Only when there is something to copy; else the window's own shortcut serves.
    if (event->type() == QEvent::ShortcutOverride && hasSelection()
        && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

// Where a link leads is told by its host alone, in the form that look-alikes cannot imitate.
void CardText::showToolTip(const QHelpEvent &event)
{
    const auto url = allowedLink(linkAt(event.pos()));
    const QString tip = url ? shownHost(*url) : m_cut ? m_plain : QString();
    if (tip.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(event.globalPos(), literalTip(tip), this);
}

void CardText::paintEvent(QPaintEvent *)
{
    layOut(width());
    const ChatColors &colors = m_style.colors();
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette.setColor(QPalette::Text, colors.text);
    const auto mark = [&](int from, int to, const QColor &ground, const QColor &ink) {
        QAbstractTextDocumentLayout::Selection selection;
        selection.cursor = QTextCursor(&m_document);
        const int last = m_document.characterCount() - 1;
        selection.cursor.setPosition(std::min(from, last));
        selection.cursor.setPosition(std::min(to, last), QTextCursor::KeepAnchor);
        selection.format.setBackground(ground);
        selection.format.setForeground(ink);
        context.selections.append(selection);
    };
    if (hasSelection())
        mark(m_anchor, m_position, colors.selection, colors.selectedText);
    QPainter painter(this);
    if (hasFocus() && m_link >= 0) {
        const QList<Link> all = links();
        if (m_link < all.size())
            mark(all.at(m_link).from, all.at(m_link).to, colors.link, colors.window);
    }
    m_document.documentLayout()->draw(&painter, context);
}

void CardText::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    m_pressed = event->position();
    m_selecting = true;
    m_link = -1;
    const int position = positionAt(event->position());
    select(event->modifiers() & Qt::ShiftModifier ? m_anchor : position, position);
}

void CardText::mouseMoveEvent(QMouseEvent *event)
{
    if (m_selecting && event->buttons() & Qt::LeftButton) {
        select(m_anchor, positionAt(event->position()));
        return;
    }
    setCursor(linkAt(event->position()).isEmpty() ? Qt::IBeamCursor : Qt::PointingHandCursor);
}

void CardText::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const bool wasClick = std::exchange(m_selecting, false) && !hasSelection();
    if (!wasClick)
        return;
    const QString address = linkAt(event->position());
    if (address.isEmpty())
        Q_EMIT clicked();
    else if (address == linkAt(m_pressed))
        Q_EMIT linkActivated(address);
}

void CardText::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_selecting = false;
    QTextCursor cursor(&m_document);
    cursor.setPosition(positionAt(event->position()));
    cursor.select(QTextCursor::WordUnderCursor);
    select(cursor.anchor(), cursor.position());
}

void CardText::keyPressEvent(QKeyEvent *event)
{
    const QList<Link> all = links();
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->matches(QKeySequence::Copy) && hasSelection()) {
        copySelection();
    } else if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
    } else if (enter && m_link >= 0 && m_link < all.size()) {
        if (!event->isAutoRepeat()) // a key that is held opens the link once
            Q_EMIT linkActivated(all.at(m_link).address);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void CardText::focusInEvent(QFocusEvent *event)
{
    if (m_hasLinks && event->reason() == Qt::TabFocusReason)
        m_link = 0;
    else if (m_hasLinks && event->reason() == Qt::BacktabFocusReason)
        m_link = int(links().size()) - 1;
    update();
}

// A selection elsewhere would be a second one. A menu needs this one, and whoever comes back from
// another window goes on where they were.
void CardText::focusOutEvent(QFocusEvent *event)
{
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason) {
        m_link = -1;
        select(m_position, m_position);
    }
    update();
}

// Tab goes through the links before it leaves. Who came by mouse or with the window has none yet
// and reaches the first one.
bool CardText::focusNextPrevChild(bool next)
{
    const int wanted = m_link + (next ? 1 : -1);
    if (wanted >= 0 && wanted < links().size()) {
        m_link = wanted;
        update();
        return true;
    }
    return QWidget::focusNextPrevChild(next);
}

void CardText::contextMenuEvent(QContextMenuEvent *event)
{
    const QString address = linkAt(event->pos());
    const bool linked = allowedLink(address).has_value();
    if (!hasSelection() && !linked) {
        event->ignore(); // the menu of the message
        return;
    }
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (linked) {
        menu->addAction(tr("Open link"), this, [this, address] { Q_EMIT linkActivated(address); });
        menu->addAction(tr("Copy link address"), this,
                        [address] { QGuiApplication::clipboard()->setText(address); });
        menu->addSeparator();
    }
    if (hasSelection())
        menu->addAction(tr("Copy"), this, &CardText::copySelection);
    menu->addAction(tr("Select all"), this, &CardText::selectAll);
    menu->popup(event->globalPos());
}

} // namespace botline
