#include "conversationlist.h"

#include "ownlinks.h"
#include "rowcommands.h"
#include "rowmenu.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/model/rowfacts.h"
#include "ui/content/activityactions.h"

#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QMouseEvent>
#include <QtGui/QStyleHints>
#include <QtWidgets/QApplication>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

using Unit = TextSelector::Unit;

constexpr int kAutoScrollMs = 40;

bool isCopyJson(const QKeyEvent &event)
{
    return event.keyCombination() == kCopyJsonKeys;
}

} // namespace

ConversationList::ConversationList(ActivityModel &model, RowWidgets &rowWidgets,
                                   ActivityActions &actions, const ChatStyle &style,
                                   QWidget *parent)
    : ActivityListView(model, rowWidgets, actions, style, parent),
      m_actions(actions),
      m_contents(*this, model, arranger()),
      m_commands(new RowCommands(*this, model, arranger(), m_contents, selector(), actions)),
      m_cardDrag(*viewport(), this->rowWidgets())
{
    setRowActions([this](int row) { return m_commands->actions(row); });
    connect(m_commands, &RowCommands::told, this, &ConversationList::told);
    connect(m_commands, &RowCommands::pressed, this, [this](int row) {
        setFocus(Qt::OtherFocusReason);
        setCurrentRow(row);
        activateCurrent();
    });
    connect(&m_cardDrag, &CardDrag::left, this, &ConversationList::beginAtCard);
    connect(&m_cardDrag, &CardDrag::moved, this, &ConversationList::dragTo);
    connect(&m_cardDrag, &CardDrag::released, this, &ConversationList::endDrag);
    connect(&rowFocus(), &RowFocus::pressedWithMouse, this,
            [this] { Q_EMIT composeRequested(QString()); });
    viewport()->setMouseTracking(true);
    setContextMenuPolicy(Qt::DefaultContextMenu);
}

// --- Selecting and pointing

QString ConversationList::selectedText() const
{
    return m_commands->selectedText();
}

QString ConversationList::selectedWords() const
{
    const TextSelection &selection = textSelection();
    return selection.firstRow() == selection.lastRow() ? selectedText() : QString();
}

void ConversationList::selectAll()
{
    selector().selectAll();
    viewport()->update();
}

void ConversationList::setPressed(bool pressed)
{
    m_pressed = pressed;
    setHeld(pressed);
}

void ConversationList::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    const QPoint point = event->position().toPoint();
    const TextPosition position = selector().positionAt(point);
    setUsesKeyboard(false);
    setPressed(true);
    m_dragging = false;
    m_pressPoint = point;
    m_pressedLink = m_contents.linkAt(point);
    m_pressedCode = m_contents.codeButtonAt(point);
    if (!position.isValid())
        return;
    setCurrentIndex(position.row);

    const bool third = m_tripleClick.isActive()
        && (point - m_dragPoint).manhattanLength() < QApplication::startDragDistance();
    m_tripleClick.stop();
    if (third) {
        selector().begin(position, Unit::Row);
    } else if (event->modifiers().testFlag(Qt::ShiftModifier) && textSelection().isValid()) {
        selector().beginAtAnchor();
        selector().extendTo(position);
        m_dragging = true;
    } else {
        selector().begin(position, Unit::Character);
    }
    viewport()->update();
}

void ConversationList::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QPoint point = event->position().toPoint();
    const TextPosition position = selector().positionAt(point);
    if (!position.isValid())
        return;
    setPressed(true);
    m_dragging = false;
    m_pressedLink.clear();
    m_pressPoint = m_dragPoint = point;
    selector().begin(position, Unit::Word);
    viewport()->update();
    m_tripleClick.start(QGuiApplication::styleHints()->mouseDoubleClickInterval(), this);
}

void ConversationList::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    if (!m_pressed) {
        updateCursor(point);
        return;
    }
    m_dragging = m_dragging
        || (point - m_pressPoint).manhattanLength() >= QApplication::startDragDistance();
    if (!m_dragging)
        return;
    dragTo(point);
}

void ConversationList::dragTo(const QPoint &point)
{
    m_dragPoint = point;
    selector().extendTo(selector().positionAt(point));
    viewport()->update();
    if (viewport()->rect().contains(point))
        m_autoScroll.stop();
    else if (!m_autoScroll.isActive())
        m_autoScroll.start(kAutoScrollMs, this);
}

void ConversationList::endDrag()
{
    setPressed(false);
    m_autoScroll.stop();
    if (QClipboard *clipboard = QGuiApplication::clipboard();
        clipboard->supportsSelection() && !textSelection().isEmpty())
        clipboard->setText(selectedText(), QClipboard::Selection);
}

// The whole card, since there is no telling where in it somebody began.
void ConversationList::beginAtCard(int row)
{
    setFocus(Qt::MouseFocusReason); // which ends what was selected in the card
    setPressed(true);
    m_dragging = true;
    m_pressedLink.clear();
    m_pressedCode = -1;
    selector().beginAtRow(row);
    viewport()->update();
}

void ConversationList::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_pressed)
        return;
    endDrag();
    const QPoint point = event->position().toPoint();
    const QString link = m_contents.linkAt(point);
    const QModelIndex index = indexAt(point);
    if (!m_dragging && index.isValid() && textSelection().isEmpty()) {
        const int code = m_contents.codeButtonAt(point);
        const bool copies = code >= 0 && code == m_pressedCode;
        const bool follows = !copies && !link.isEmpty() && link == m_pressedLink;
        // Pressed like a button, so typing goes on where it belongs.
        if (copies || follows)
            Q_EMIT composeRequested(QString());
        if (copies)
            m_commands->copyCode(index.row(), code);
        else if (follows)
            m_commands->follow(index.row(), link);
    }
}

void ConversationList::updateCursor(const QPoint &point)
{
    if (!m_contents.linkAt(point).isEmpty() || m_contents.codeButtonAt(point) >= 0)
        viewport()->setCursor(Qt::PointingHandCursor);
    else if (m_contents.isOverText(point))
        viewport()->setCursor(Qt::IBeamCursor);
    else
        viewport()->unsetCursor();
}

bool ConversationList::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return ActivityListView::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QRect area;
    const QString text = m_contents.toolTipAt(help->pos(), area);
    // Escaped, because tooltips guess whether a text is HTML.
    const QString escaped = text.toHtmlEscaped().replace(u'\n', u"<br>"_s);
    QToolTip::showText(help->globalPos(),
                       text.isEmpty() ? QString()
                                      : u"<p style='white-space:pre'>%1</p>"_s.arg(escaped),
                       viewport(), area);
    return true;
}

void ConversationList::contextMenuEvent(QContextMenuEvent *event)
{
    if (activities().rowCount() == 0)
        return;
    if (event->reason() == QContextMenuEvent::Keyboard) {
        m_commands->openMenuAt(currentIndex().isValid() ? currentIndex().row() : lastReadableRow());
        return;
    }
    const TextPosition position = selector().positionAt(event->pos());
    m_commands->openMenu(position.row.row(), m_contents.linkAt(event->pos()), event->globalPos());
}

void ConversationList::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_tripleClick.timerId()) {
        m_tripleClick.stop();
    } else if (event->timerId() == m_autoScroll.timerId()) {
        // The further outside, the faster.
        const int y = m_dragPoint.y();
        const int beyond = y < 0 ? y : std::max(0, y - viewport()->height() + 1);
        scrollBy(beyond / 3 + (beyond < 0 ? -1 : 1));
        selector().extendTo(selector().positionAt(m_dragPoint));
        viewport()->update();
    } else {
        ActivityListView::timerEvent(event);
    }
}

// --- Reading with the keyboard

bool ConversationList::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (hasFocus()
            && (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll)
                || isCopyJson(*key))) {
            event->accept();
            return true;
        }
    }
    return ActivityListView::event(event);
}

void ConversationList::keyPressEvent(QKeyEvent *event)
{
    // What a row's widget did not want comes here too. Only leaving it is our business then.
    if (rowFocus().isInRow()) {
        if (event->key() == Qt::Key_Escape)
            setFocus(Qt::OtherFocusReason);
        else
            event->ignore();
        return;
    }
    event->setAccepted(handleKey(*event));
}

bool ConversationList::handleKey(const QKeyEvent &event)
{
    if (event.matches(QKeySequence::Copy)) {
        if (textSelection().isEmpty() && showsFocusRing() && currentIndex().isValid())
            m_commands->copyRow(currentIndex().row());
        else
            m_commands->copySelection();
        return true;
    }
    if (event.matches(QKeySequence::SelectAll)) {
        selectAll();
        return true;
    }
    if (isCopyJson(event)) {
        if (currentIndex().isValid())
            m_commands->copyJson(currentIndex().row());
        return true;
    }
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (modifiers & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        if (modifiers == Qt::ControlModifier && event.key() == Qt::Key_End) {
            setCurrentRow(activities().rowCount() - 1);
            goToEnd();
            return true;
        }
        if (modifiers == Qt::ControlModifier && event.key() == Qt::Key_Home) {
            setCurrentRow(0);
            return true;
        }
        return false;
    }
    switch (event.key()) {
    case kShowJsonKey:
        if (currentIndex().isValid())
            m_actions.showJson(QString(activities().facts(currentIndex().row()).key));
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (modifiers == Qt::ShiftModifier)
            selectByRow(event.key() == Qt::Key_Down);
        else
            step(event.key() == Qt::Key_Down);
        return true;
    case Qt::Key_Home:
        setCurrentRow(0);
        return true;
    case Qt::Key_End:
        setCurrentRow(activities().rowCount() - 1);
        goToEnd();
        return true;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        page(event.key() == Qt::Key_PageDown);
        return true;
    case Qt::Key_F10: // as well as the menu key, which many keyboards lack
        if (modifiers != Qt::ShiftModifier || !currentIndex().isValid())
            return false;
        m_commands->openMenuAt(currentIndex().row());
        return true;
    case Qt::Key_Space: // belongs to nobody here
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        activateCurrent();
        return true;
    case Qt::Key_Escape:
        if (textSelection().isEmpty()) {
            Q_EMIT composeRequested(QString());
        } else {
            selector().clear();
            viewport()->update();
        }
        return true;
    default:
        break;
    }
    const QString text = event.text();
    if (text.isEmpty() || !text.at(0).isPrint())
        return false;
    Q_EMIT composeRequested(text);
    return true;
}

void ConversationList::step(bool down)
{
    if (activities().rowCount() == 0)
        return;
    const int current = currentIndex().isValid() ? currentIndex().row() : -1;
    const auto [first, last] = visibleRows();
    if (current < first || current > last) {
        setCurrentRow(lastReadableRow()); // begin where the reader is
        return;
    }
    // A row that is longer than the view is read through before the next one gets its turn.
    const int height = viewport()->height();
    const int top = arranger().rowTop(current);
    const int bottom = arranger().rowTop(current + 1);
    if (usesKeyboard() && bottom - top > height && (down ? bottom > height : top < 0)) {
        const int left = down ? bottom - height : -top;
        const int distance = std::min(left + chatStyle().px(8), height / 2);
        scrollBy(down ? distance : -distance);
        return;
    }
    setCurrentRow(moveCursor(down ? MoveDown : MoveUp, Qt::NoModifier).row());
}

// The current message comes along.
void ConversationList::page(bool down)
{
    verticalScrollBar()->triggerAction(down ? QScrollBar::SliderPageStepAdd
                                            : QScrollBar::SliderPageStepSub);
    const auto [first, last] = visibleRows();
    const int current = currentIndex().row();
    if (last >= 0 && (current < first || current > last))
        setCurrentIndex(activities().index(down ? lastReadableRow() : firstReadableRow()));
    setUsesKeyboard(true);
    viewport()->update();
}

// The current message and the next one, and so on.
void ConversationList::selectByRow(bool down)
{
    if (!currentIndex().isValid())
        return;
    if (textSelection().isEmpty() || selector().unit() != Unit::Row)
        selector().begin({QPersistentModelIndex(currentIndex()), 0}, Unit::Row);
    setCurrentRow(moveCursor(down ? MoveDown : MoveUp, Qt::NoModifier).row());
    selector().extendTo({QPersistentModelIndex(currentIndex()), 0});
    viewport()->update();
}

void ConversationList::setCurrentRow(int row)
{
    if (row < 0 || row >= activities().rowCount())
        return;
    setUsesKeyboard(true);
    const QModelIndex index = activities().index(row);
    setCurrentIndex(index);
    scrollTo(index);
    viewport()->update();
}

int ConversationList::firstReadableRow()
{
    const auto [first, last] = visibleRows();
    return last > first && arranger().rowTop(first) < 0 ? first + 1 : first;
}

int ConversationList::lastReadableRow()
{
    const auto [first, last] = visibleRows();
    return last > first && arranger().rowTop(last + 1) > viewport()->height() ? last - 1 : last;
}

void ConversationList::activateCurrent()
{
    const int row = currentIndex().row();
    if (row < 0 || rowFocus().enter(row))
        return;
    const QList<BubbleText::Link> links = m_contents.links(row);
    const qsizetype blocks = m_contents.codeBlocks(row).size();
    if (activities().facts(row).quiet)
        m_commands->follow(row, kJsonLink);
    else if (links.size() + blocks > 1)
        m_commands->openMenuAt(row);
    else if (blocks == 1)
        m_commands->copyCode(row, 0);
    else if (links.size() == 1)
        m_actions.openLink(links.first().address);
}

void ConversationList::focusInEvent(QFocusEvent *event)
{
    // QAbstractItemView would make the first row current.
    QAbstractScrollArea::focusInEvent(event);
    // A menu or a dialog that is done with leaves it as it was.
    if (event->reason() != Qt::ActiveWindowFocusReason && event->reason() != Qt::PopupFocusReason)
        setUsesKeyboard(event->reason() != Qt::MouseFocusReason);
    // Where the ring can be seen.
    const auto [first, last] = visibleRows();
    const int current = currentIndex().row();
    if (usesKeyboard() && last >= 0 && (current < first || current > last))
        setCurrentIndex(activities().index(lastReadableRow()));
    else // after QWidget told that the list has it
        QMetaObject::invokeMethod(this, &ConversationList::tellFocus, Qt::QueuedConnection);
    viewport()->update();
}

void ConversationList::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace botline
