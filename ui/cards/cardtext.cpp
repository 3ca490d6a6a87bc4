#include "cardtext.h"

#include "app/text/singleline.h"
#include "ui/content/activityactions.h"

#include <QtGui/QAbstractTextDocumentLayout>
#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QPainter>
#include <QtGui/QTextBlock>
#include <QtGui/QTextDocumentFragment>
#include <QtGui/QTextLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolTip>

#include <cmath>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

// Qt's default selection colours are for windows; links and words keep theirs here.
QAbstractTextDocumentLayout::Selection selectionOf(const QTextCursor &cursor,
                                                   const ChatColors &colors)
{
    QAbstractTextDocumentLayout::Selection selection;
    selection.cursor = cursor;
    selection.format.setBackground(colors.selection);
    selection.format.setForeground(colors.selectedText);
    return selection;
}

} // namespace

CardText::CardText(const CardContextPtr &context, const QString &text, Format format,
                   const Look &look, QWidget *parent)
    : CardPart(context, parent), m_look(look)
{
    QTextOption option = m_document.defaultTextOption();
    option.setAlignment(look.alignment);
    if (!look.wrap)
        option.setWrapMode(QTextOption::NoWrap);
    m_document.setDefaultTextOption(option);
    m_document.setBaseFont(look.font);
    m_selection = QTextCursor(&m_document);
    setMouseTracking(true);
    setCursor(Qt::IBeamCursor);
    setText(text, format);
}

void CardText::setText(const QString &text, Format format)
{
    if (format == Format::Markdown)
        m_document.setSafeMarkdown(text, style(), m_look.color, colors().link);
    else
        m_document.setLiteral(text, style(), m_look.color);
    m_selection.setPosition(0);
    m_focusedLink = -1;
    setAccessibleName(plainText());
    setFocusPolicy(links().isEmpty() ? Qt::ClickFocus : Qt::StrongFocus);
    contentsChanged();
    update();
}

QString CardText::plainText() const
{
    return m_document.toPlainText().trimmed();
}

int CardText::overflow() const
{
    layOut(width());
    return m_look.wrap ? std::max(0, int(m_document.size().width()) - width()) : 0;
}

int CardText::computeNaturalWidth() const
{
    layOut(-1);
    return int(std::ceil(m_document.idealWidth()));
}

int CardText::computeHeight(int width) const
{
    layOut(width);
    return heightOfLines();
}

void CardText::arrange()
{
    layOut(width());
}

void CardText::layOut(int width) const
{
    if (m_document.textWidth() != width)
        m_document.setTextWidth(width);
}

int CardText::lineCount() const
{
    int count = 0;
    for (QTextBlock block = m_document.begin(); block.isValid(); block = block.next())
        count += block.layout()->lineCount();
    return count;
}

bool CardText::hasMoreLines() const
{
    const int most = m_look.wrap ? m_look.maxLines : 1;
    return most > 0 && lineCount() > most;
}

// Of the lines that are shown.
int CardText::heightOfLines() const
{
    const int whole = int(std::ceil(m_document.size().height()));
    if (!hasMoreLines())
        return whole;
    int left = m_look.wrap ? m_look.maxLines : 1;
    for (QTextBlock block = m_document.begin(); block.isValid(); block = block.next()) {
        const QTextLayout *layout = block.layout();
        if (layout->lineCount() < left) {
            left -= layout->lineCount();
            continue;
        }
        const QTextLine line = layout->lineAt(left - 1);
        const qreal top = m_document.documentLayout()->blockBoundingRect(block).top();
        return std::min(whole, int(std::ceil(top + line.y() + line.height())));
    }
    return whole;
}

bool CardText::isElided() const
{
    return (!m_look.wrap && m_document.idealWidth() > width() + 1) || hasMoreLines();
}

void CardText::paintEvent(QPaintEvent *event)
{
    layOut(width());
    QPainter painter(this);
    painter.setClipRect(event->rect());
    if (!m_look.wrap && m_document.idealWidth() > width() + 1) {
        const QString line
            = singleLine(m_document.firstBlock().text(), int(m_document.characterCount()));
        painter.setFont(m_look.font);
        painter.setPen(m_look.color);
        painter.drawText(rect(), int(m_look.alignment) | Qt::AlignTop | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(line, Qt::ElideRight, width()));
        return;
    }

    QAbstractTextDocumentLayout::PaintContext paint;
    paint.palette.setColor(QPalette::Text, m_look.color); // bullets and numbers
    if (m_selection.hasSelection())
        paint.selections.append(selectionOf(m_selection, colors()));
    const QList<QTextCursor> allLinks = hasFocus() ? links() : QList<QTextCursor>();
    if (m_focusedLink >= 0 && m_focusedLink < allLinks.size())
        paint.selections.append(selectionOf(allLinks.at(m_focusedLink), colors()));

    if (isElided()) {
        const QFontMetrics metrics(m_look.font);
        const int dots = metrics.horizontalAdvance(u'…');
        const QRect lastLine(0, height() - metrics.lineSpacing(), width(), metrics.lineSpacing());
        const QRect place = mirrored(QRect(width() - dots, lastLine.y(), dots, lastLine.height()));
        painter.setPen(m_look.color);
        painter.setFont(m_look.font);
        painter.drawText(place, Qt::AlignCenter, u"…"_s);
        painter.setClipRegion(QRegion(rect()).subtracted(place));
    }
    m_document.documentLayout()->draw(&painter, paint);
}

QString CardText::linkAt(const QPoint &point) const
{
    return m_document.documentLayout()->anchorAt(point);
}

int CardText::positionAt(const QPoint &point) const
{
    return m_document.documentLayout()->hitTest(point, Qt::FuzzyHit);
}

// Each link once, in the order of reading.
QList<QTextCursor> CardText::links() const
{
    QList<QTextCursor> found;
    QString previous;
    for (QTextBlock block = m_document.begin(); block.isValid(); block = block.next()) {
        previous.clear();
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QString href = it.fragment().charFormat().anchorHref();
            const int end = it.fragment().position() + it.fragment().length();
            if (!href.isEmpty() && href == previous) {
                found.last().setPosition(end, QTextCursor::KeepAnchor);
            } else if (!href.isEmpty()) {
                QTextCursor cursor(&m_document);
                cursor.setPosition(it.fragment().position());
                cursor.setPosition(end, QTextCursor::KeepAnchor);
                found.append(cursor);
            }
            previous = href;
        }
    }
    return found;
}

void CardText::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    m_pressedLink = linkAt(event->position().toPoint());
    m_focusedLink = -1;
    m_selecting = true;
    const int position = positionAt(event->position().toPoint());
    m_selection.setPosition(position,
                            event->modifiers() & Qt::ShiftModifier ? QTextCursor::KeepAnchor
                                                                   : QTextCursor::MoveAnchor);
    update();
}

void CardText::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    if (m_selecting && event->buttons() & Qt::LeftButton) {
        m_selection.setPosition(positionAt(point), QTextCursor::KeepAnchor);
        update();
        return;
    }
    setCursor(linkAt(point).isEmpty() ? Qt::IBeamCursor : Qt::PointingHandCursor);
    event->ignore(); // a tap area around it wants to know about hovering
}

void CardText::mouseReleaseEvent(QMouseEvent *event)
{
    const QString link = linkAt(event->position().toPoint());
    const bool clicked = m_selecting && !m_selection.hasSelection();
    m_selecting = false;
    if (clicked && !link.isEmpty() && link == m_pressedLink)
        context().actions.openLink(link);
    else if (clicked)
        event->ignore(); // a click on words is a click on what they stand in
}

void CardText::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_selection.setPosition(positionAt(event->position().toPoint()));
    m_selection.select(QTextCursor::WordUnderCursor);
    update();
}

void CardText::copySelection() const
{
    QString text = m_selection.hasSelection() ? m_selection.selection().toPlainText() : plainText();
    QGuiApplication::clipboard()->setText(text.replace(QChar::LineSeparator, u'\n'));
}

void CardText::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString link = linkAt(event->pos());
    if (!link.isEmpty()) {
        menu->addAction(tr("Open link"), this, [this, link] { context().actions.openLink(link); });
        menu->addAction(tr("Copy link address"), this,
                        [link] { QGuiApplication::clipboard()->setText(link); });
        menu->addSeparator();
    }
    menu->addAction(m_selection.hasSelection() ? tr("Copy") : tr("Copy text"), this,
                    &CardText::copySelection);
    menu->addAction(tr("Select all"), this, [this] {
        m_selection.select(QTextCursor::Document);
        update();
    });
    menu->popup(event->globalPos());
}

void CardText::keyPressEvent(QKeyEvent *event)
{
    const QList<QTextCursor> allLinks = links();
    if (event->matches(QKeySequence::Copy) && m_selection.hasSelection()) {
        copySelection();
    } else if (event->matches(QKeySequence::SelectAll)) {
        m_selection.select(QTextCursor::Document);
        update();
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
               && m_focusedLink >= 0 && m_focusedLink < allLinks.size()) {
        context().actions.openLink(allLinks.at(m_focusedLink).charFormat().anchorHref());
    } else {
        CardPart::keyPressEvent(event);
    }
}

void CardText::focusInEvent(QFocusEvent *event)
{
    const int count = int(links().size());
    if (count > 0 && event->reason() == Qt::TabFocusReason)
        m_focusedLink = 0;
    else if (count > 0 && event->reason() == Qt::BacktabFocusReason)
        m_focusedLink = count - 1;
    update();
}

void CardText::focusOutEvent(QFocusEvent *event)
{
    // A selection elsewhere would be a second one; a menu needs this one, and whoever comes back
    // from another window goes on where they were.
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason) {
        m_focusedLink = -1;
        m_selection.clearSelection();
    }
    update();
}

bool CardText::focusNextPrevChild(bool next)
{
    // Whoever came by mouse or with the window has no link yet and reaches the first one.
    const int to = m_focusedLink + (next ? 1 : -1);
    if (to >= 0 && to < links().size()) {
        m_focusedLink = to;
        update();
        return true;
    }
    return CardPart::focusNextPrevChild(next);
}

bool CardText::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        QString words = linkAt(help->pos());
        if (words.isEmpty() && isElided())
            words = plainText();
        if (words.isEmpty()) {
            event->ignore(); // perhaps what is around it has something to say
            return false;
        }
        QToolTip::showText(help->globalPos(),
                           u"<p style='white-space:pre-wrap'>"_s + words.left(1000).toHtmlEscaped()
                               + u"</p>"_s,
                           this);
        return true;
    }
    return CardPart::event(event);
}

} // namespace botline
