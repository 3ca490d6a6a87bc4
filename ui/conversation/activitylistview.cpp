#include "activitylistview.h"

#include "accessiblelist.h"
#include "activitypainter.h"
#include "rowwidgets.h"
#include "slimscrollbar.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/model/rowfacts.h"

#include <QtGui/QAccessible>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QApplication>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QStyle>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr int kFlashStepMs = 33;
constexpr int kOpensWithinMs = 300;
constexpr int kReplyRows = 10; // more at once is history, not an answer
// The scroll bar counts in int: enough for about 25 million rows.
constexpr qint64 kLargestScroll = std::numeric_limits<int>::max() / 2;

} // namespace

ActivityListView::ActivityListView(ActivityModel &model, RowWidgets &rowWidgets,
                                   ActivityActions &actions, const ChatStyle &style,
                                   QWidget *parent)
    : QListView(parent),
      m_model(model),
      m_arranger(model, rowWidgets, actions, style, *viewport(), [this] { return holdsStill(); }),
      m_focus(*this, *viewport(), m_arranger.host()),
      m_selector(model, m_arranger),
      m_reading(model, m_arranger, *this, *viewport())
{
    setFrameShape(NoFrame);
    setSelectionMode(NoSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Its coming and going would change the width of every row.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setAutoScroll(false);
    setTabKeyNavigation(false);
    installListAccessibility();
    viewport()->setAutoFillBackground(false);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);

    dressSlimScrollBar(*verticalScrollBar(), chatStyle());
    connectModel();
    connectArranger();
    connectTimers();
    setModel(&model);
    setAccessibleName(tr("Conversation")); // its interface asks for the model
}

ActivityListView::~ActivityListView() = default;

void ActivityListView::connectModel()
{
    const auto recount = [this] {
        m_reading.recount();
    };
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this,
            [this, recount](const QModelIndex &, int first, int last) {
                m_arranger.apply([&] { m_arranger.rows().removed(first, last); });
                recount();
            });
    connect(
        &m_model, &QAbstractItemModel::rowsMoved, this,
        [this, recount](const QModelIndex &, int first, int last, const QModelIndex &, int before) {
            const int count = last - first + 1;
            const int to = before > last ? before - count : before;
            m_arranger.apply([&] { m_arranger.rows().moved(first, to, count); });
            recount();
        });
    connect(&m_model, &QAbstractItemModel::layoutChanged, this,
            [this] { m_arranger.apply([this] { m_arranger.rows().reset(); }); });
}

void ActivityListView::connectArranger()
{
    connect(&m_arranger, &ListArranger::arranged, this, [this](bool visibly) {
        syncScrollBar();
        m_reading.update();
        if (visibly)
            viewport()->update();
    });
    connect(&m_arranger, &ListArranger::atEndChanged, this, &ActivityListView::atEndChanged);
    connect(&m_reading, &ReadingTracker::changed, this, &ActivityListView::unreadChanged);
    connect(&m_focus, &RowFocus::pressing, this, [this](int row, QWidget *control) {
        m_press = {QPersistentModelIndex(m_model.index(row)), control,
                   rows().geometry().height(row), QDeadlineTimer(kOpensWithinMs)};
    });
    // After the arranger.
    connect(&m_arranger.host(), &RowWidgetHost::resized, this, &ActivityListView::showWhatOpened);
    // While the thumb is held the bar keeps its range, so that it stays under the pointer.
    connect(verticalScrollBar(), &QScrollBar::sliderReleased, this,
            &ActivityListView::syncScrollBar);
}

void ActivityListView::connectTimers()
{
    m_statusTimer.setSingleShot(true);
    connect(&m_statusTimer, &QTimer::timeout, this, [this] { viewport()->update(m_statusArea); });

    m_flashTimer.setInterval(kFlashStepMs);
    connect(&m_flashTimer, &QTimer::timeout, this, &ActivityListView::paintFlashes);

    // "Today" becomes "Yesterday".
    m_dayTimer.setSingleShot(true);
    connect(&m_dayTimer, &QTimer::timeout, viewport(), qOverload<>(&QWidget::update));
}

QRect ActivityListView::visualRect(const QModelIndex &index) const
{
    if (!index.isValid() || index.row() >= rows().count())
        return {};
    return {0, m_arranger.rowTop(index.row()), viewport()->width(),
            rows().geometry().height(index.row())};
}

QModelIndex ActivityListView::indexAt(const QPoint &point) const
{
    const int row = rows().geometry().rowAt(m_arranger.scroll() + point.y());
    if (row < 0)
        return {};
    const QModelIndex index = m_model.index(row);
    return visualRect(index).contains(point) ? index : QModelIndex();
}

// --- Scrolling

void ActivityListView::syncScrollBar()
{
    QScrollBar *bar = verticalScrollBar();
    if (bar->isSliderDown())
        return;
    m_syncing = true;
    const qint64 min = m_arranger.minScroll();
    const qint64 range = std::clamp<qint64>(m_arranger.maxScroll() - min, 0, kLargestScroll);
    bar->setRange(0, static_cast<int>(range));
    bar->setPageStep(std::max(1, viewport()->height() - rows().metrics().bodyLine));
    bar->setSingleStep(chatStyle().px(20));
    bar->setValue(static_cast<int>(std::min(range, m_arranger.scroll() - min)));
    bar->setEnabled(range > 0); // else there is no thumb to be seen
    m_syncing = false;
}

void ActivityListView::scrollContentsBy(int, int)
{
    if (m_syncing)
        return;
    const QScrollBar *bar = verticalScrollBar();
    const qint64 min = m_arranger.minScroll();
    if (bar->isSliderDown() && bar->maximum() > 0) {
        // The range is the one of the moment when the thumb was taken.
        const double part = static_cast<double>(bar->value()) / bar->maximum();
        setScrollByUser(min + qRound64(part * static_cast<double>(m_arranger.maxScroll() - min)));
    } else {
        setScrollByUser(min + bar->value());
    }
}

void ActivityListView::scrollBy(int dy)
{
    setScrollByUser(m_arranger.scroll() + dy);
}

void ActivityListView::setScrollByUser(qint64 scroll)
{
    m_arranger.scrollTo(scroll);
    Q_EMIT scrolledByUser();
}

void ActivityListView::goToEnd()
{
    // A pressed button lets its answer come into view; a field that is written in stays in sight.
    QWidget *focused = QApplication::focusWidget();
    const bool writes = focused && focused->testAttribute(Qt::WA_InputMethodEnabled);
    m_followsDespite = writes ? nullptr : focused;
    m_arranger.goToEnd();
}

bool ActivityListView::goToFirstUnread()
{
    const int row = unread().first();
    if (row < 0)
        return false;
    const int top = m_arranger.rowTop(row);
    if (top >= 0 && top < viewport()->height())
        return false;
    setCurrentIndex(m_model.index(row));
    m_arranger.showRowAt(row, rows().metrics().topPadding);
    return true;
}

void ActivityListView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid() || index.row() >= rows().count())
        return;
    const int row = index.row();
    m_arranger.apply([this, row] { m_arranger.makeExact(row); });
    const QRect rect = visualRect(index);
    const int height = viewport()->height();
    if (hint == EnsureVisible && rect.top() >= 0 && rect.bottom() < height)
        return;
    const int space = chatStyle().px(8);
    const bool tall = rect.height() > height - 2 * space;
    int y = space;
    if (!tall && hint == PositionAtCenter)
        y = (height - rect.height()) / 2;
    else if (!tall && (hint == PositionAtBottom || (hint == EnsureVisible && rect.top() >= 0)))
        y = height - rect.height() - space;
    m_arranger.showRowAt(row, y);
}

// QListView tells screen readers where in its own layout the row is, and here it has none.
void ActivityListView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QAbstractItemView::currentChanged(current, previous);
    tellFocus();
}

void ActivityListView::tellFocus()
{
    if (!QAccessible::isActive() || !hasFocus() || !currentIndex().isValid())
        return;
    QAccessibleEvent event(this, QAccessible::Focus);
    event.setChild(currentIndex().row());
    QAccessible::updateAccessibility(&event);
}

bool ActivityListView::isRowSelected(int row) const
{
    const auto range = m_selector.selection().inRow(row);
    return range && range->isWhole();
}

QList<RowAction> ActivityListView::rowActions(int row) const
{
    return m_rowActions ? m_rowActions(row) : QList<RowAction>();
}

void ActivityListView::setRowActions(std::function<QList<RowAction>(int row)> actions)
{
    m_rowActions = std::move(actions);
}

void ActivityListView::setCopiedCode(const QModelIndex &row, int block)
{
    m_copiedRow = row;
    m_copiedBlock = block;
    viewport()->update();
}

// What is brought into view comes with some of what is around it.
int ActivityListView::spaceAround() const
{
    return std::min(viewport()->height() / 4, 2 * rows().metrics().bodyLine);
}

void ActivityListView::showText(int row, int position)
{
    m_arranger.apply([this, row] { m_arranger.makeExact(row); });
    const ActivityLayout layout = m_arranger.rows().layout(row);
    const BubbleText *text = m_arranger.rows().text(row);
    QRect place = !layout.widget.isEmpty() ? layout.widget : layout.content;
    if (text && position >= 0)
        place = text->lineAt(position).toAlignedRect().translated(layout.text.topLeft());
    const int top = m_arranger.rowTop(row) + place.top();
    const int height = viewport()->height();
    const int space = spaceAround();
    if (top >= space && top + place.height() <= height - space)
        return;
    m_arranger.showRowAt(row, std::max(space, (height - place.height()) / 3) - place.top());
}

void ActivityListView::showPiece(int row, const std::function<bool(const QString &words)> &wanted)
{
    showText(row, -1); // which places the row's widgets
    const QWidget *piece = nullptr;
    for (QWidget *part : m_arranger.host().widgets(row)) {
        const auto inside = part->findChildren<QWidget *>();
        for (QWidget *widget : inside) {
            const QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(widget);
            if ((!piece || piece->isAncestorOf(widget)) && widget->isVisibleTo(part) && spoken
                && wanted(spoken->text(QAccessible::Name)))
                piece = widget;
        }
    }
    if (!piece)
        return;
    const QRect place(piece->mapTo(viewport(), QPoint()), piece->size());
    const int space = spaceAround();
    if (place.top() < space || place.bottom() > viewport()->height() - space)
        m_arranger.showRowAt(row, m_arranger.rowTop(row) + space - place.top());
}

// Whoever goes by keyboard sees where that is.
void ActivityListView::showFocus()
{
    if (!m_focus.isInRow())
        return;
    const QWidget *focused = QApplication::focusWidget();
    const QRect place(focused->mapTo(viewport(), QPoint()), focused->size());
    const int space = rows().metrics().topPadding;
    int below = std::max(0, place.bottom() + space - viewport()->height());
    if (place.top() - below < space)
        below = std::min(0, place.top() - space);
    if (below != 0)
        setScrollByUser(m_arranger.scroll() + below);
}

// A card that unfolds comes into view, as far as the control that was pressed leaves room for it.
void ActivityListView::showWhatOpened(int row)
{
    if (!m_press.control || m_press.row.row() != row || m_press.lasts.hasExpired()
        || rows().geometry().height(row) <= m_press.height)
        return;
    const QPointer<QWidget> pressed = std::exchange(m_press, {}).control;
    if (m_focus.isInRow() && !pressed->hasFocus())
        return showFocus(); // it led elsewhere: to a field that is not filled in
    const int space = rows().metrics().bottomPadding;
    const int below = m_arranger.rowTop(row + 1) + space - viewport()->height();
    const int above = pressed->mapTo(viewport(), QPoint()).y() - rows().metrics().topPadding;
    if (const int distance = std::min(below, above); distance > 0)
        setScrollByUser(m_arranger.scroll() + distance);
}

bool ActivityListView::holdsStill() const
{
    return m_held || verticalScrollBar()->isSliderDown()
        || (m_focus.isInRow() && QApplication::focusWidget() != m_followsDespite);
}

int ActivityListView::verticalOffset() const
{
    return static_cast<int>(std::clamp(m_arranger.scroll(), -kLargestScroll, kLargestScroll));
}

QModelIndex ActivityListView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int last = rows().count() - 1;
    if (last < 0)
        return {};
    const int current = currentIndex().isValid() ? currentIndex().row() : last;
    switch (action) {
    case MoveUp:
    case MovePrevious:
    case MovePageUp:
        return m_model.index(std::max(0, current - 1));
    case MoveDown:
    case MoveNext:
    case MovePageDown:
        return m_model.index(std::min(last, current + 1));
    case MoveHome:
        return m_model.index(0);
    case MoveEnd:
        return m_model.index(last);
    case MoveLeft:
    case MoveRight:
        break;
    }
    return m_model.index(current);
}

// --- What comes, changes and goes

void ActivityListView::rowsInserted(const QModelIndex &parent, int first, int last)
{
    const bool wasEmpty = rows().count() == 0;
    const int unreadBefore = unread().count();
    const auto insert = [&] {
        m_arranger.rows().inserted(first, last);
        followInserted(first, last, wasEmpty);
    };
    if (first == rows().count())
        m_arranger.applyAppended(insert);
    else
        m_arranger.apply(insert);
    QAbstractItemView::rowsInserted(parent, first, last);
    if (unread().count() != unreadBefore)
        Q_EMIT unreadChanged();
}

void ActivityListView::followInserted(int first, int last, bool wasEmpty)
{
    if (wasEmpty)
        return; // what was there before is not new
    const bool away = m_reading.isAway();
    const bool elsewhere = !m_arranger.isAtEnd();
    if (away || elsewhere) {
        const int firstNew = m_reading.arrived(first, last);
        if (firstNew >= 0 && rows().unreadBar() < 0)
            m_arranger.rows().setUnreadBar(firstNew);
    }
    if (elsewhere)
        return;
    m_arranger.keepEnd();
    // A reply longer than the view is read from its beginning (interaction.md §3.5).
    if (const int tall = tallReply(first, last); tall >= 0) {
        m_arranger.keepRow(tall, 0);
        if (!away)
            m_reading.arrived(tall, last);
    }
}

int ActivityListView::tallReply(int first, int last)
{
    if (last - first >= kReplyRows || last != rows().count() - 1 || !isVisible())
        return -1;
    const RowGeometry &geometry = rows().geometry();
    for (int row = first; row <= last; ++row) {
        if (m_model.facts(row).side != Side::Bot || geometry.height(row) < viewport()->height() / 2)
            continue; // estimates are not that far off
        m_arranger.makeExact(row);
        if (geometry.height(row) + rows().metrics().bottomPadding > viewport()->height())
            return row;
    }
    return -1;
}

void ActivityListView::rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last)
{
    m_arranger.aboutToRemove(first, last);
    QAbstractItemView::rowsAboutToBeRemoved(parent, first, last);
}

void ActivityListView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                                   const QList<int> &roles)
{
    m_arranger.apply([&] {
        m_arranger.rows().changed(topLeft.row(), bottomRight.row());
        for (int row = topLeft.row(); row <= bottomRight.row(); ++row)
            m_arranger.host().update(row);
    });
    QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
    if (roles.contains(ActivityModel::EditsRole))
        flash(topLeft.row());
}

void ActivityListView::flash(int row)
{
    const auto [first, last] = visibleRows();
    const bool moves = QWidget::style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0;
    if (!moves || !isVisible() || row < first || row > last)
        return;
    m_flashes.begin(m_model.index(row));
    m_flashTimer.start();
}

void ActivityListView::paintFlashes()
{
    for (const int row : m_flashes.rows()) // also those that have just ended
        viewport()->update(visualRect(m_model.index(row)));
    if (!m_flashes.goOn())
        m_flashTimer.stop();
}

void ActivityListView::reset()
{
    QAbstractItemView::reset();
    m_reading.readAll();
    m_arranger.reset();
}

void ActivityListView::removeUnreadBar()
{
    m_arranger.apply([this] { m_arranger.rows().setUnreadBar(-1); });
}

// --- Style, size, painting

void ActivityListView::setChatStyle(const ChatStyle &style)
{
    const std::optional<RowFocus::Place> focus = m_focus.place();
    m_arranger.setChatStyle(style);
    if (focus)
        m_focus.enter(*focus);
    dressSlimScrollBar(*verticalScrollBar(), chatStyle());
}

void ActivityListView::setFooter(QWidget *footer)
{
    m_arranger.setFooter(footer);
}

void ActivityListView::footerChanged()
{
    m_arranger.arrange();
}

void ActivityListView::doItemsLayout()
{
    QAbstractItemView::doItemsLayout();
    m_arranger.arrange();
}

void ActivityListView::updateGeometries()
{
    QAbstractItemView::updateGeometries();
    syncScrollBar();
}

QSize ActivityListView::viewportSizeHint() const
{
    return {chatStyle().px(420), chatStyle().px(480)};
}

void ActivityListView::paintEvent(QPaintEvent *event)
{
    m_arranger.prepareForPainting();
    QPainter painter(viewport());
    painter.fillRect(event->rect(), chatStyle().colors().window);
    m_painted = {-1, -1};
    if (rows().count() == 0)
        return;

    const QDateTime now = QDateTime::currentDateTimeUtc();
    ActivityPainter rowPainter(painter, rows().metrics(), viewport()->width(), layoutDirection(),
                               now);
    const auto [first, last] = visibleRows();
    for (int row = first; row <= last; ++row) {
        if (!visualRect(m_model.index(row)).intersects(event->rect()))
            continue;
        const ActivityLayout layout = m_arranger.rows().layout(row);
        const RowMarks marks = m_marker ? m_marker(row) : RowMarks();
        PaintedRow paintedRow{.entry = m_model.at(row),
                              .parts = rows().parts(row),
                              .layout = layout,
                              .text = m_arranger.rows().text(row),
                              .marks = marks};
        if (const auto range = m_selector.selection().inRow(row)) {
            paintedRow.selection = {range->from, range->to};
            paintedRow.wholeSelected = range->isWhole();
        }
        paintedRow.flash = m_flashes.strength(row);
        paintedRow.copiedCode = copiedCode(row);
        paintedRow.focused = showsFocusRing() && currentIndex().row() == row;
        const int top = m_arranger.rowTop(row);
        rowPainter.paint(paintedRow, top, event->rect().translated(0, -top));
    }
    painter.end();
    if (rowPainter.changesInMs() > 0) {
        m_statusArea = rowPainter.changingArea();
        m_statusTimer.start(rowPainter.changesInMs());
    }
    const QDateTime midnight = now.toLocalTime().date().addDays(1).startOfDay();
    m_dayTimer.start(static_cast<int>(now.msecsTo(midnight)));
    m_painted = {first, last};
    Q_EMIT painted(first, last);
}

void ActivityListView::resizeEvent(QResizeEvent *event)
{
    QAbstractItemView::resizeEvent(event);
    m_arranger.setView(viewport()->width(), layoutDirection());
}

void ActivityListView::showEvent(QShowEvent *event)
{
    QListView::showEvent(event);
    m_arranger.arrange();
}

void ActivityListView::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        m_arranger.setView(viewport()->width(), layoutDirection());
}

bool ActivityListView::event(QEvent *event)
{
    const bool result = QListView::event(event);
    if (event->type() == QEvent::WindowActivate)
        m_reading.update();
    return result;
}

bool ActivityListView::focusNextPrevChild(bool next)
{
    const bool moved = m_focus.moveOn(next) || QListView::focusNextPrevChild(next);
    showFocus();
    return moved;
}

} // namespace botline
