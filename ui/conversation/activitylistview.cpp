#include "activitylistview.h"

#include "activitypainter.h"
#include "rowwidgets.h"
#include "textselection.h"

#include "app/conversation/activitymodel.h"

#include <QtCore/QElapsedTimer>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QScrollBar>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace botline {

namespace {

constexpr int kAtEndDistance = 48; // ux.md §3.1
constexpr int kReadAfterMs = 1000; // ux.md §3.7
constexpr int kPrepareSliceMs = 2;
constexpr int kReplyRows = 10; // more at once is history, not an answer
// The scroll bar counts in int: enough for about 50 million rows.
constexpr qint64 kLargestScroll = std::numeric_limits<int>::max() / 2;

} // namespace

ActivityListView::ActivityListView(ActivityModel &model, RowWidgets &rowWidgets,
                                   const ChatStyle &style, QWidget *parent)
    : QListView(parent),
      m_model(model),
      m_rows(model, rowWidgets, style),
      m_host(model, rowWidgets, style, *viewport()),
      m_focus(*this, *viewport(), m_host),
      m_unread(model)
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
    setAccessibleName(tr("Conversation"));
    viewport()->setAutoFillBackground(false);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setAttribute(Qt::WA_StaticContents, false);

    dressScrollBar(style);
    connectModel();
    connectScrollBar();
    connectHost();
    connectTimers();
    setModel(&model);
}

ActivityListView::~ActivityListView() = default;

void ActivityListView::connectModel()
{
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) {
                applyGeometry([&] { m_rows.removed(first, last); });
                m_unread.recount();
                Q_EMIT unreadChanged();
            });
    connect(&m_model, &QAbstractItemModel::rowsMoved, this,
            [this](const QModelIndex &, int first, int last, const QModelIndex &, int before) {
                const int count = last - first + 1;
                const int to = before > last ? before - count : before;
                applyGeometry([&] { m_rows.moved(first, to, count); });
                m_unread.recount();
                Q_EMIT unreadChanged();
            });
    connect(&m_model, &QAbstractItemModel::layoutChanged, this,
            [this] { applyGeometry([this] { m_rows.reset(); }); });
}

void ActivityListView::connectScrollBar()
{
    // While the thumb is held the bar keeps its range, so that it stays under the pointer.
    connect(verticalScrollBar(), &QScrollBar::sliderReleased, this,
            &ActivityListView::syncScrollBar);
}

void ActivityListView::connectHost()
{
    connect(&m_host, &RowWidgetHost::resized, this, [this](int row) {
        if (m_applying)
            m_prepareTimer.start(0); // it came of being placed just now
        else
            applyGeometry([this, row] { makeExact(row); });
    });
    const auto forward
        = [this](void (RowWidgetHost::*from)(int), void (ActivityListView::*to)(const QString &)) {
              connect(&m_host, from, this, [this, to](int row) {
                  Q_EMIT(this->*to)(m_model.at(row).key);
              });
          };
    forward(&RowWidgetHost::retryRequested, &ActivityListView::retryRequested);
    forward(&RowWidgetHost::editRequested, &ActivityListView::editRequested);
    forward(&RowWidgetHost::discardRequested, &ActivityListView::discardRequested);
    forward(&RowWidgetHost::copyDetailsRequested, &ActivityListView::copyDetailsRequested);
}

void ActivityListView::connectTimers()
{
    m_prepareTimer.setSingleShot(true);
    connect(&m_prepareTimer, &QTimer::timeout, this, &ActivityListView::prepareNearby);

    m_readTimer.setSingleShot(true);
    m_readTimer.setInterval(kReadAfterMs);
    connect(&m_readTimer, &QTimer::timeout, this, [this] {
        if (m_readCandidate.isValid() && isWatched()
            && rowTop(m_readCandidate.row() + 1) <= viewport()->height()) {
            m_unread.readUpTo(m_readCandidate.row());
            Q_EMIT unreadChanged();
        }
        updateReading();
    });

    m_statusTimer.setSingleShot(true);
    connect(&m_statusTimer, &QTimer::timeout, this, [this] { viewport()->update(m_statusArea); });

    // "Today" becomes "Yesterday".
    m_dayTimer.setSingleShot(true);
    connect(&m_dayTimer, &QTimer::timeout, viewport(), qOverload<>(&QWidget::update));
}

// --- Geometry

void ActivityListView::applyGeometry(const std::function<void()> &change)
{
    if (m_applying) { // the outer call settles
        change();
        return;
    }
    m_applying = true;
    if (m_anchor.atEnd && holdsStill())
        m_anchor.atEnd = false; // keep the row instead
    change();
    m_unsettled = true;
    settle();
    m_applying = false;
    syncScrollBar();
    updateAtEnd();
    viewport()->update();
}

// Measures what is in view and finds the scroll position that keeps the anchor in its place. Each
// pass that changes a height may bring other rows into view; it ends because rows become exact only
// once. A list that nobody sees measures nothing.
void ActivityListView::settle()
{
    if (viewport()->height() <= 0 || m_rows.count() == 0) {
        m_scroll = maxScroll();
        return;
    }
    const bool measures = isVisible() || m_painting;
    bool changed = true;
    while (changed) {
        const bool followsEnd = m_anchor.atEnd || !m_anchor.row.isValid();
        const qint64 wanted
            = followsEnd ? maxScroll() - m_anchor.distance : m_anchor.scroll(m_rows.geometry());
        m_scroll = std::clamp(wanted, minScroll(), std::max(minScroll(), maxScroll()));
        const bool keepsEnd = followsEnd || wanted > m_scroll;
        int pivot = keepsEnd ? m_rows.count() - 1 : m_anchor.row.row();
        if (!keepsEnd && wanted < m_scroll)
            pivot = 0;
        changed = measures && measureFrom(pivot, keepsEnd);
    }
    if (!measures)
        return;
    m_unsettled = false;
    placeWidgets();
    const auto [first, last] = visibleRows();
    m_rows.trim(2 * (last - first + 1));
    m_prepareTimer.start(0);
}

// Measures the rows in view when this one stays where it is, with its upper or its lower edge; true
// when a height changed.
bool ActivityListView::measureFrom(int row, bool keepsEnd)
{
    const RowGeometry &geometry = m_rows.geometry();
    const int y = rowTop(row);
    const int end = y + geometry.height(row);
    bool changed = makeExact(row);
    int below = keepsEnd ? end : y + geometry.height(row);
    for (int next = row + 1; next < m_rows.count() && below < viewport()->height(); ++next) {
        changed |= makeExact(next);
        below += geometry.height(next);
    }
    int above = keepsEnd ? end - geometry.height(row) : y;
    for (int next = row - 1; next >= 0 && above > 0; --next) {
        changed |= makeExact(next);
        above -= geometry.height(next);
    }
    return changed;
}

bool ActivityListView::makeExact(int row)
{
    const int before = m_rows.geometry().height(row);
    m_rows.measureText(row);
    if (const auto sizes
        = m_host.ensure(row, m_rows.parts(row), m_rows.metrics(), m_rows.viewWidth())) {
        m_rows.setWidgetSize(row, sizes->content);
        m_rows.setTroubleSize(row, sizes->trouble);
    }
    return m_rows.geometry().height(row) != before;
}

bool ActivityListView::isExact(int row) const
{
    return m_rows.isTextExact(row) && m_host.isReady(row, m_rows.parts(row), m_rows.viewWidth());
}

// While there is nothing else to do: measures the screens above and below and makes their widgets,
// so that scrolling finds them ready; and lets go of those further away.
void ActivityListView::prepareNearby()
{
    if (m_rows.count() == 0 || !isVisible())
        return;
    const int screen = viewport()->height();
    const RowGeometry &geometry = m_rows.geometry();
    const int from = geometry.rowAt(m_scroll - screen);
    const int to = geometry.rowAt(m_scroll + 2 * screen);
    std::vector<int> inexact;
    for (int row = from; row <= to; ++row) {
        if (!isExact(row))
            inexact.push_back(row);
    }
    if (inexact.empty()) {
        // Half a screen of grace: what was just made must not go at the next small step back.
        const int grace = screen / 2;
        m_host.releaseOutside(geometry.rowAt(m_scroll - screen - grace),
                              geometry.rowAt(m_scroll + 2 * screen + grace));
        return;
    }
    applyGeometry([&] {
        QElapsedTimer slice;
        slice.start();
        for (const int row : inexact) {
            makeExact(row);
            if (slice.hasExpired(kPrepareSliceMs))
                break; // settling starts the timer again
        }
    });
}

void ActivityListView::placeWidgets()
{
    for (const int row : m_host.rows()) {
        if (!m_rows.isTextExact(row)) {
            m_host.placeOutOfSight(row); // as it is: the rows in view are exact
            continue;
        }
        const ActivityLayout layout = layoutOf(row);
        m_host.place(row, layout.widget, layout.trouble);
    }
    if (m_footer) {
        const int height = footerHeight();
        m_footer->setGeometry(0, rowTop(m_rows.count()), viewport()->width(), height);
    }
}

ActivityLayout ActivityListView::layoutOf(int row)
{
    ActivityLayout layout = m_rows.layout(row);
    const int top = rowTop(row);
    for (QRect *rect :
         {&layout.day, &layout.unread, &layout.avatar, &layout.name, &layout.bubble, &layout.text,
          &layout.widget, &layout.status, &layout.trouble, &layout.content}) {
        if (!rect->isEmpty())
            rect->translate(0, top);
    }
    return layout;
}

int ActivityListView::rowTop(int row) const
{
    const qint64 y = m_rows.geometry().top(row) - m_scroll;
    return static_cast<int>(std::clamp<qint64>(y, -kLargestScroll, kLargestScroll));
}

std::pair<int, int> ActivityListView::visibleRows() const
{
    const RowGeometry &geometry = m_rows.geometry();
    return {geometry.rowAt(m_scroll), geometry.rowAt(m_scroll + viewport()->height() - 1)};
}

qint64 ActivityListView::minScroll() const
{
    return std::min<qint64>(-m_rows.metrics().topPadding, maxScroll());
}

// A short conversation stands at the bottom, next to where one writes.
qint64 ActivityListView::maxScroll() const
{
    return m_rows.geometry().total() + footerHeight() - viewport()->height();
}

int ActivityListView::footerHeight() const
{
    const int least = m_rows.metrics().bottomPadding;
    if (!m_footer || m_footer->isHidden())
        return least;
    return std::max(least, m_footer->heightForWidth(viewport()->width()));
}

QRect ActivityListView::visualRect(const QModelIndex &index) const
{
    if (!index.isValid() || index.row() >= m_rows.count())
        return {};
    return {0, rowTop(index.row()), viewport()->width(), m_rows.geometry().height(index.row())};
}

QModelIndex ActivityListView::indexAt(const QPoint &point) const
{
    const int row = m_rows.geometry().rowAt(m_scroll + point.y());
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
    const qint64 range = std::min(kLargestScroll, std::max<qint64>(0, maxScroll() - minScroll()));
    bar->setRange(0, static_cast<int>(range));
    bar->setPageStep(std::max(1, viewport()->height() - m_rows.metrics().bodyLine));
    bar->setSingleStep(m_rows.style().px(20));
    bar->setValue(static_cast<int>(std::min(range, m_scroll - minScroll())));
    m_syncing = false;
}

void ActivityListView::scrollContentsBy(int, int)
{
    if (m_syncing)
        return;
    const QScrollBar *bar = verticalScrollBar();
    if (bar->isSliderDown() && bar->maximum() > 0) {
        // The range is the one of the moment when the thumb was taken.
        const double part = static_cast<double>(bar->value()) / bar->maximum();
        setScrollByUser(minScroll()
                        + qRound64(part * static_cast<double>(maxScroll() - minScroll())));
    } else {
        setScrollByUser(minScroll() + bar->value());
    }
}

void ActivityListView::scrollBy(int dy)
{
    setScrollByUser(m_scroll + dy);
}

void ActivityListView::setScrollByUser(qint64 scroll)
{
    scroll = std::clamp(scroll, minScroll(), std::max(minScroll(), maxScroll()));
    m_anchor = ScrollAnchor::at(m_rows.geometry(), m_model, scroll, viewport()->height());
    applyGeometry([] {});
    Q_EMIT scrolledByUser();
}

void ActivityListView::showRowAt(int row, int y)
{
    m_anchor = {false, 0, QPersistentModelIndex(m_model.index(row)), y};
    applyGeometry([] {});
}

void ActivityListView::goToEnd()
{
    m_anchor.atEnd = true;
    m_anchor.distance = 0;
    m_applying = true; // even when new rows must not move the list
    settle();
    m_applying = false;
    syncScrollBar();
    updateAtEnd();
    viewport()->update();
}

bool ActivityListView::goToFirstUnread()
{
    const int row = m_unread.first();
    if (row < 0 || (rowTop(row) >= 0 && rowTop(row) < viewport()->height()))
        return false;
    setCurrentIndex(m_model.index(row));
    showRowAt(row, m_rows.metrics().topPadding);
    return true;
}

void ActivityListView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid() || index.row() >= m_rows.count())
        return;
    const int row = index.row();
    applyGeometry([this, row] { makeExact(row); });
    const QRect rect = visualRect(index);
    const int space = m_rows.style().px(8);
    const int room = viewport()->height() - 2 * space;
    const bool tall = rect.height() > room;
    switch (hint) {
    case EnsureVisible:
        if (rect.top() >= 0 && rect.bottom() < viewport()->height())
            return;
        if (rect.top() < 0 || tall)
            showRowAt(row, space);
        else
            showRowAt(row, viewport()->height() - rect.height() - space);
        return;
    case PositionAtTop:
        showRowAt(row, space);
        return;
    case PositionAtBottom:
        showRowAt(row, tall ? space : viewport()->height() - rect.height() - space);
        return;
    case PositionAtCenter:
        showRowAt(row, tall ? space : (viewport()->height() - rect.height()) / 2);
        return;
    }
}

bool ActivityListView::holdsStill() const
{
    return verticalScrollBar()->isSliderDown() || m_focus.isInRow();
}

void ActivityListView::updateAtEnd()
{
    const qint64 distance = maxScroll() - m_scroll;
    const bool atEnd = m_rows.count() == 0 || distance <= kAtEndDistance;
    if (m_rows.count() == 0) {
        m_anchor = {};
    } else if (atEnd || !m_anchor.row.isValid() || m_scroll <= minScroll()) {
        // Whatever was wanted, this is where the list is now.
        m_anchor = ScrollAnchor::at(m_rows.geometry(), m_model, m_scroll, viewport()->height());
        m_anchor.distance = atEnd ? static_cast<int>(distance) : 0;
    }
    m_anchor.atEnd = atEnd;
    updateReading();
    if (atEnd != m_wasAtEnd) {
        m_wasAtEnd = atEnd;
        Q_EMIT atEndChanged(atEnd);
    }
}

// --- New rows

void ActivityListView::rowsInserted(const QModelIndex &parent, int first, int last)
{
    const bool wasEmpty = m_rows.count() == 0;
    applyGeometry([&] {
        m_rows.inserted(first, last);
        followInserted(first, last, wasEmpty);
    });
    QAbstractItemView::rowsInserted(parent, first, last);
    Q_EMIT unreadChanged();
}

void ActivityListView::followInserted(int first, int last, bool wasEmpty)
{
    if (wasEmpty)
        return; // what was there before is not new
    const bool away = m_wasActive && !isWatched();
    const bool elsewhere = !m_anchor.atEnd;
    if (away || elsewhere) {
        const int firstNew = m_unread.arrived(first, last);
        if (firstNew >= 0 && m_rows.unreadBar() < 0)
            m_rows.setUnreadBar(firstNew);
    }
    if (elsewhere)
        return;
    m_anchor.distance = 0;
    // A reply longer than the view is read from its beginning (ux.md §3.5).
    if (const int tall = tallReply(first, last); tall >= 0) {
        m_anchor = {false, 0, QPersistentModelIndex(m_model.index(tall)), 0};
        if (!away)
            m_unread.arrived(tall, last);
    }
}

int ActivityListView::tallReply(int first, int last)
{
    if (last - first >= kReplyRows || last != m_rows.count() - 1 || !isVisible())
        return -1;
    for (int row = first; row <= last; ++row) {
        if (m_model.at(row).side != Side::Bot
            || m_rows.geometry().height(row) < viewport()->height() / 2)
            continue; // estimates are not that far off
        makeExact(row);
        if (m_rows.geometry().height(row) + m_rows.metrics().bottomPadding > viewport()->height())
            return row;
    }
    return -1;
}

void ActivityListView::rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last)
{
    if (m_anchor.row.isValid() && m_anchor.row.row() >= first && m_anchor.row.row() <= last) {
        const int below = last + 1;
        if (below < m_rows.count()) {
            m_anchor.y = std::max(0, rowTop(first));
            m_anchor.row = QPersistentModelIndex(m_model.index(below));
        } else if (first > 0) {
            m_anchor.y = rowTop(first - 1);
            m_anchor.row = QPersistentModelIndex(m_model.index(first - 1));
        }
    }
    QAbstractItemView::rowsAboutToBeRemoved(parent, first, last);
}

void ActivityListView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                                   const QList<int> &roles)
{
    applyGeometry([&] {
        m_rows.changed(topLeft.row(), bottomRight.row());
        for (int row = topLeft.row(); row <= bottomRight.row(); ++row)
            m_host.update(row);
    });
    QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
}

void ActivityListView::removeUnreadBar()
{
    applyGeometry([this] { m_rows.setUnreadBar(-1); });
}

bool ActivityListView::isWatched() const
{
    return isVisible() && window()->isActiveWindow();
}

void ActivityListView::updateReading()
{
    if (!isWatched())
        return;
    m_wasActive = true;
    if (m_unread.count() == 0)
        return;
    if (m_anchor.atEnd) {
        m_unread.readAll();
        Q_EMIT unreadChanged();
        return;
    }
    // The lowest row that can be seen to its end.
    int row = visibleRows().second;
    if (row >= 0 && rowTop(row + 1) > viewport()->height())
        --row;
    if (row < m_unread.first() || m_readTimer.isActive())
        return;
    m_readCandidate = QPersistentModelIndex(m_model.index(row));
    m_readTimer.start();
}

// --- Style, size, painting

// Slim, without buttons: it shows where one is and does not draw the eye.
void ActivityListView::dressScrollBar(const ChatStyle &style)
{
    verticalScrollBar()->setStyleSheet(
        u"QScrollBar:vertical { background: %1; width: %2px; margin: 0; border: none; }"
        "QScrollBar::handle:vertical { background: %3; border-radius: %4px; margin: %5px;"
        " min-height: %6px; }"
        "QScrollBar::handle:vertical:hover, QScrollBar::handle:vertical:pressed { background: %7; }"
        "QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical { height: 0; }"
        "QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical { background: none; }"_s
            .arg(style.colors().window.name())
            .arg(style.px(12))
            .arg(style.colors().hairline.darker(style.isDark() ? 80 : 112).name())
            .arg(style.px(3))
            .arg(style.px(3))
            .arg(style.px(36))
            .arg(style.colors().border.name()));
}

void ActivityListView::setChatStyle(const ChatStyle &style)
{
    dressScrollBar(style);
    m_host.setChatStyle(style);
    applyGeometry([&] { m_rows.setStyle(style); });
}

void ActivityListView::setFooter(QWidget *footer)
{
    m_footer = footer;
    footerChanged();
}

void ActivityListView::footerChanged()
{
    applyGeometry([] {});
}

void ActivityListView::doItemsLayout()
{
    QAbstractItemView::doItemsLayout();
    applyGeometry([] {});
}

void ActivityListView::reset()
{
    QAbstractItemView::reset();
    m_host.clear();
    m_unread.readAll();
    m_anchor = {};
    applyGeometry([this] { m_rows.reset(); });
    Q_EMIT unreadChanged();
}

void ActivityListView::updateGeometries()
{
    QAbstractItemView::updateGeometries();
    syncScrollBar();
}

int ActivityListView::verticalOffset() const
{
    return static_cast<int>(std::clamp<qint64>(m_scroll, -kLargestScroll, kLargestScroll));
}

QModelIndex ActivityListView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int last = m_rows.count() - 1;
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

QSize ActivityListView::viewportSizeHint() const
{
    return {m_rows.style().px(420), m_rows.style().px(480)};
}

void ActivityListView::paintEvent(QPaintEvent *event)
{
    if (m_unsettled) { // painted without having been shown
        m_painting = true;
        settle();
        m_painting = false;
    }
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_rows.style().colors().window);
    m_painted = {-1, -1};
    if (m_rows.count() == 0)
        return;

    const QDateTime now = QDateTime::currentDateTimeUtc();
    ActivityPainter rowPainter(painter, m_rows.metrics(), viewport()->width(), layoutDirection(),
                               now);
    const auto [first, last] = visibleRows();
    const TextSelection *selected = selection();
    for (int row = first; row <= last; ++row) {
        const int top = rowTop(row);
        if (!visualRect(m_model.index(row)).intersects(event->rect()))
            continue;
        const ActivityLayout layout = m_rows.layout(row);
        const auto range = selected ? selected->inRow(row) : std::nullopt;
        PaintedRow painted{m_model.at(row), m_rows.parts(row), layout, m_rows.text(row)};
        if (range) {
            painted.selection = {range->from, range->to};
            painted.wholeSelected = range->isWhole();
        }
        painted.focused = showsFocusRing() && currentIndex().row() == row;
        rowPainter.paint(painted, top, event->rect().translated(0, -top));
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
    const bool otherWidth = viewport()->width() != m_rows.viewWidth();
    const int anchorHeight
        = m_anchor.row.isValid() ? m_rows.geometry().height(m_anchor.row.row()) : 0;
    applyGeometry([&] {
        m_rows.setView(viewport()->width(), layoutDirection());
        if (otherWidth && isVisible())
            keepTextPlace(anchorHeight);
    });
}

// Within a long message it is the words at the top of the view that stay, as well as can be said
// from heights alone.
void ActivityListView::keepTextPlace(int oldHeight)
{
    if (m_anchor.atEnd || !m_anchor.row.isValid() || m_anchor.y >= 0 || oldHeight <= 0)
        return;
    makeExact(m_anchor.row.row());
    const double ratio
        = static_cast<double>(m_rows.geometry().height(m_anchor.row.row())) / oldHeight;
    m_anchor.y = qRound(m_anchor.y * ratio);
}

void ActivityListView::showEvent(QShowEvent *event)
{
    QListView::showEvent(event);
    applyGeometry([] {});
}

void ActivityListView::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        applyGeometry([this] { m_rows.setView(viewport()->width(), layoutDirection()); });
}

bool ActivityListView::event(QEvent *event)
{
    const bool result = QListView::event(event);
    if (event->type() == QEvent::WindowActivate)
        updateReading();
    return result;
}

bool ActivityListView::focusNextPrevChild(bool next)
{
    return m_focus.moveOn(next) || QListView::focusNextPrevChild(next);
}

} // namespace botline
