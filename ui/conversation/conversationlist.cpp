#include "conversationlist.h"

#include "ownlinks.h"
#include "rowmenu.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/model/rowfacts.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QMouseEvent>
#include <QtGui/QStyleHints>
#include <QtWidgets/QApplication>
#include <QtWidgets/QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr int kAutoScrollMs = 40;

bool isCopyJson(const QKeyEvent &event)
{
    return event.keyCombination() == kCopyJsonKeys;
}

bool isBefore(const TextPosition &a, const TextPosition &b)
{
    return std::pair(a.row.row(), a.offset) < std::pair(b.row.row(), b.offset);
}

} // namespace

ConversationList::ConversationList(ActivityModel &model, RowWidgets &rowWidgets,
                                   const ChatStyle &style, QWidget *parent)
    : ActivityListView(model, rowWidgets, style, parent),
      m_copier(model),
      m_cardDrag(*viewport(), this->rowWidgets())
{
    connect(&m_cardDrag, &CardDrag::left, this, &ConversationList::beginAtCard);
    connect(&m_cardDrag, &CardDrag::moved, this, &ConversationList::dragTo);
    connect(&m_cardDrag, &CardDrag::released, this, &ConversationList::endDrag);
    viewport()->setMouseTracking(true);
    setContextMenuPolicy(Qt::DefaultContextMenu);
}

bool ConversationList::holdsStill() const
{
    return m_pressed || ActivityListView::holdsStill();
}

// --- Selecting

QString ConversationList::selectedText() const
{
    return m_copier.plainText(m_selection, chatStyle());
}

QString ConversationList::selectedWords() const
{
    return m_selection.firstRow() == m_selection.lastRow() ? selectedText() : QString();
}

void ConversationList::selectAll()
{
    const int count = activities().rowCount();
    if (count == 0)
        return;
    m_selection.set({QPersistentModelIndex(activities().index(0)), 0},
                    {QPersistentModelIndex(activities().index(count - 1)), TextPosition::kEnd});
    viewport()->update();
}

void ConversationList::clearSelection()
{
    m_selection.clear();
    viewport()->update();
}

void ConversationList::copyRow(int row) const
{
    m_copier.copy(m_copier.wholeRow(row), chatStyle());
}

TextPosition ConversationList::positionAt(const QPoint &point)
{
    const auto [first, last] = visibleRows();
    if (first < 0)
        return {};
    int row = last;
    while (row > first && arranger().rowTop(row) > point.y())
        --row;
    TextPosition position{QPersistentModelIndex(activities().index(row)), 0};
    const ActivityLayout layout = arranger().layoutOf(row);
    const BubbleText *text = arranger().rows().text(row);
    const QRect body = text ? layout.text : layout.content;
    if (point.y() >= body.bottom())
        position.offset = TextPosition::kEnd;
    else if (text)
        position.offset = text->positionAt(point - body.topLeft());
    return position;
}

std::pair<TextPosition, TextPosition> ConversationList::unitAt(const TextPosition &position)
{
    TextPosition from = position;
    TextPosition to = position;
    if (m_unit == Unit::Row) {
        from.offset = 0;
        to.offset = TextPosition::kEnd;
    } else if (m_unit == Unit::Word && position.isValid()) {
        if (const BubbleText *text = arranger().rows().text(position.row.row())) {
            const BubbleText::Selection word = text->wordAt(position.offset);
            from.offset = word.from;
            to.offset = word.to;
        }
    }
    return {from, to};
}

void ConversationList::beginSelection(const TextPosition &position, Unit unit)
{
    m_unit = unit;
    std::tie(m_originFirst, m_originLast) = unitAt(position);
    m_selection.set(m_originFirst, m_originLast);
    viewport()->update();
}

void ConversationList::extendSelection(const TextPosition &position)
{
    const auto [first, last] = unitAt(position);
    if (isBefore(first, m_originFirst))
        m_selection.set(m_originLast, first);
    else
        m_selection.set(m_originFirst, last);
    viewport()->update();
}

void ConversationList::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    const QPoint point = event->position().toPoint();
    const TextPosition position = positionAt(point);
    m_keyboard = false;
    m_pressed = true;
    m_dragging = false;
    m_pressPoint = point;
    m_pressedLink = linkAt(point);
    m_pressedCode = codeButtonAt(point);
    if (!position.isValid())
        return;
    setCurrentIndex(position.row);

    const bool third = m_tripleClick.isActive()
        && (point - m_dragPoint).manhattanLength() < QApplication::startDragDistance();
    m_tripleClick.stop();
    if (third) {
        beginSelection(position, Unit::Row);
    } else if (event->modifiers().testFlag(Qt::ShiftModifier) && m_selection.isValid()) {
        m_unit = Unit::Character;
        m_originFirst = m_originLast = m_selection.anchor();
        extendSelection(position);
        m_dragging = true;
    } else {
        beginSelection(position, Unit::Character);
    }
}

void ConversationList::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QPoint point = event->position().toPoint();
    const TextPosition position = positionAt(point);
    if (!position.isValid())
        return;
    m_pressed = true;
    m_dragging = false;
    m_pressedLink.clear();
    m_pressPoint = m_dragPoint = point;
    beginSelection(position, Unit::Word);
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
    extendSelection(positionAt(point));
    if (viewport()->rect().contains(point))
        m_autoScroll.stop();
    else if (!m_autoScroll.isActive())
        m_autoScroll.start(kAutoScrollMs, this);
}

void ConversationList::endDrag()
{
    m_pressed = false;
    m_autoScroll.stop();
    if (QClipboard *clipboard = QGuiApplication::clipboard();
        clipboard->supportsSelection() && !m_selection.isEmpty())
        clipboard->setText(selectedText(), QClipboard::Selection);
}

// The whole card, since there is no telling where in it somebody began.
void ConversationList::beginAtCard(int row)
{
    setFocus(Qt::MouseFocusReason); // which ends what was selected in the card
    m_pressed = m_dragging = true;
    m_pressedLink.clear();
    m_pressedCode = -1;
    beginSelection({QPersistentModelIndex(activities().index(row)), 0}, Unit::Row);
    m_unit = Unit::Character;
}

void ConversationList::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_pressed)
        return;
    endDrag();
    const QString link = linkAt(event->position().toPoint());
    const QModelIndex index = indexAt(event->position().toPoint());
    if (!m_dragging && index.isValid() && m_selection.isEmpty()) {
        const int code = codeButtonAt(event->position().toPoint());
        if (code >= 0 && code == m_pressedCode)
            copyCode(index.row(), code);
        else if (!link.isEmpty() && link == m_pressedLink)
            follow(index.row(), link);
    }
}

void ConversationList::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_tripleClick.timerId()) {
        m_tripleClick.stop();
    } else if (event->timerId() == m_copiedTimer.timerId()) {
        m_copiedTimer.stop();
        m_copiedCode = -1;
        viewport()->update();
    } else if (event->timerId() == m_autoScroll.timerId()) {
        // The further outside, the faster.
        const int y = m_dragPoint.y();
        const int beyond = y < 0 ? y : std::max(0, y - viewport()->height() + 1);
        scrollBy(beyond / 3 + (beyond < 0 ? -1 : 1));
        extendSelection(positionAt(m_dragPoint));
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
        if (m_selection.isEmpty() && showsFocusRing() && currentIndex().isValid())
            copyRow(currentIndex().row());
        else
            m_copier.copy(m_selection, chatStyle());
        return true;
    }
    if (event.matches(QKeySequence::SelectAll)) {
        selectAll();
        return true;
    }
    if (isCopyJson(event)) {
        if (currentIndex().isValid())
            m_copier.copyJson(currentIndex().row());
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
            Q_EMIT jsonRequested(activities().facts(currentIndex().row()).key);
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
        openMenuAt(currentIndex().row());
        return true;
    case Qt::Key_Space: // belongs to nobody here
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        activateCurrent();
        return true;
    case Qt::Key_Escape:
        if (m_selection.isEmpty())
            Q_EMIT composeRequested(QString());
        else
            clearSelection();
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
    if (m_keyboard && bottom - top > height && (down ? bottom > height : top < 0)) {
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
    m_keyboard = true;
    viewport()->update();
}

// The current message and the next one, and so on.
void ConversationList::selectByRow(bool down)
{
    if (!currentIndex().isValid())
        return;
    if (m_selection.isEmpty() || m_unit != Unit::Row)
        beginSelection({QPersistentModelIndex(currentIndex()), 0}, Unit::Row);
    setCurrentRow(moveCursor(down ? MoveDown : MoveUp, Qt::NoModifier).row());
    extendSelection({QPersistentModelIndex(currentIndex()), 0});
}

void ConversationList::setCurrentRow(int row)
{
    if (row < 0 || row >= activities().rowCount())
        return;
    m_keyboard = true;
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
    const BubbleText *text = arranger().rows().text(row);
    const QList<BubbleText::Link> links = text ? text->links() : QList<BubbleText::Link>();
    const qsizetype blocks = text ? text->codeBlocks().size() : 0;
    if (activities().facts(row).hidden)
        follow(row, kJsonLink);
    else if (links.size() + blocks > 1)
        openMenuAt(row);
    else if (blocks == 1)
        copyCode(row, 0);
    else if (links.size() == 1)
        Q_EMIT linkRequested(links.first().address);
}

void ConversationList::focusInEvent(QFocusEvent *event)
{
    // QAbstractItemView would make the first row current.
    QAbstractScrollArea::focusInEvent(event);
    // A menu or a dialog that is done with leaves it as it was.
    if (event->reason() != Qt::ActiveWindowFocusReason && event->reason() != Qt::PopupFocusReason)
        m_keyboard = event->reason() != Qt::MouseFocusReason;
    // Where the ring can be seen.
    const auto [first, last] = visibleRows();
    const int current = currentIndex().row();
    if (m_keyboard && last >= 0 && (current < first || current > last))
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
