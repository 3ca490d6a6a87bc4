#include "listarranger.h"

#include "rowwidgets.h"

#include "app/conversation/model/activitymodel.h"

#include <QtCore/QElapsedTimer>
#include <QtWidgets/QWidget>

#include <algorithm>
#include <limits>

namespace botline {

namespace {

constexpr int kAtEndDistance = 48; // interaction.md §3.1
constexpr int kPrepareSliceMs = 2;
constexpr int kLoadingStepMs = 250; // between two arrangements of a history that is being read
constexpr qint64 kFarAway = std::numeric_limits<int>::max() / 2; // for places given as int

} // namespace

ListArranger::ListArranger(const ActivityModel &model, RowWidgets &rowWidgets,
                           ActivityActions &actions, const ChatStyle &style, QWidget &viewport,
                           std::function<bool()> holdsStill)
    : m_model(model),
      m_viewport(viewport),
      m_holdsStill(std::move(holdsStill)),
      m_rows(model, rowWidgets, style),
      m_host(model, rowWidgets, actions, style, viewport)
{
    m_prepareTimer.setSingleShot(true);
    connect(&m_prepareTimer, &QTimer::timeout, this, &ListArranger::prepareNearby);
    m_arrangeTimer.setSingleShot(true);
    connect(&m_arrangeTimer, &QTimer::timeout, this, &ListArranger::arrange);
    connect(&m_host, &RowWidgetHost::resized, this, [this](int row) {
        if (m_applying)
            m_prepareTimer.start(0); // it came of being placed just now
        else if (!m_arrangeTimer.isActive()) // else it is seen to then
            apply([this, row] { makeExact(row); });
    });
}

void ListArranger::apply(const std::function<void()> &change)
{
    if (m_applying) { // the outer call settles
        change();
        return;
    }
    m_applying = true;
    if (m_anchor.atEnd && m_holdsStill())
        m_anchor.atEnd = false; // keep the row instead
    change();
    settle();
    finish();
}

void ListArranger::applyAppended(const std::function<void()> &change)
{
    const bool waits = m_loading && !m_applying && m_sinceArranged.isValid()
        && !m_sinceArranged.hasExpired(kLoadingStepMs);
    if (!waits) {
        apply(change);
        return;
    }
    if (m_anchor.atEnd && m_holdsStill())
        m_anchor.atEnd = false;
    const int before = m_rows.count();
    m_applying = true;
    change();
    m_applying = false;
    if (m_arrangeTimer.isActive())
        return;
    m_arrangedRows = before;
    m_arrangeTimer.start(kLoadingStepMs - static_cast<int>(m_sinceArranged.elapsed()));
}

void ListArranger::setLoading(bool loading)
{
    const bool ended = m_loading && !loading;
    m_loading = loading;
    if (ended)
        arrange(); // and paints once more, so that somebody can see that all of it is there
}

// Measures what is in view and finds the scroll position that keeps the anchor in its place. Each
// pass that changes a height may bring other rows into view; it ends because rows become exact only
// once.
void ListArranger::settle()
{
    m_settled = false;
    if (m_viewport.height() <= 0 || m_rows.count() == 0) {
        m_scroll = maxScroll();
        if (m_rows.count() == 0)
            m_host.clear(); // the widgets of the row that was the last one
        return;
    }
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
        changed = isSeen() && measureFrom(pivot, keepsEnd);
    }
    if (!isSeen())
        return;
    m_settled = true;
    placeWidgets();
    const auto [first, last] = visibleRows();
    m_rows.trim(2 * (last - first + 1));
    m_prepareTimer.start(0);
}

// Measures the rows in view when this one stays where it is, with its upper or its lower edge; true
// when a height changed.
bool ListArranger::measureFrom(int row, bool keepsEnd)
{
    const RowGeometry &geometry = m_rows.geometry();
    const int y = rowTop(row);
    const int end = y + geometry.height(row);
    bool changed = makeExact(row);
    int below = keepsEnd ? end : y + geometry.height(row);
    for (int next = row + 1; next < m_rows.count() && below < m_viewport.height(); ++next) {
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

bool ListArranger::makeExact(int row)
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

bool ListArranger::isExact(int row) const
{
    return m_rows.isTextExact(row) && m_host.isReady(row, m_rows.parts(row), m_rows.viewWidth());
}

// While there is nothing else to do: measures the screens above and below and makes their widgets,
// so that scrolling finds them ready; and lets go of those further away.
void ListArranger::prepareNearby()
{
    if (m_rows.count() == 0 || !isSeen() || m_arrangeTimer.isActive())
        return;
    const int screen = m_viewport.height();
    const RowGeometry &geometry = m_rows.geometry();
    // First, for whoever scrolls without a pause. Half a screen of grace: what was just made must
    // not go at the next small step back.
    const int grace = screen / 2;
    m_host.releaseOutside(geometry.rowAt(m_scroll - screen - grace),
                          geometry.rowAt(m_scroll + 2 * screen + grace));
    const int from = geometry.rowAt(m_scroll - screen);
    const int to = geometry.rowAt(m_scroll + 2 * screen);
    std::vector<int> inexact;
    // A history that is being read is soon somewhere else.
    for (int row = from; row <= to && !m_loading; ++row) {
        if (!isExact(row))
            inexact.push_back(row);
    }
    if (inexact.empty())
        return;
    m_sight = sight();
    m_preparing = true;
    apply([&] {
        QElapsedTimer slice;
        slice.start();
        for (const int row : inexact) {
            makeExact(row);
            if (slice.hasExpired(kPrepareSliceMs))
                break; // settling starts the timer again
        }
    });
    m_preparing = false;
}

ListArranger::Sight ListArranger::sight() const
{
    const auto [first, last] = visibleRows();
    return {{first, last}, rowTop(first), rowTop(last + 1)};
}

void ListArranger::prepareForPainting()
{
    if (m_settled)
        return;
    m_painting = true;
    m_applying = true;
    settle();
    m_applying = false;
    m_painting = false;
}

void ListArranger::placeWidgets()
{
    for (const int row : m_host.rows()) {
        if (!m_rows.isTextExact(row)) {
            m_host.placeOutOfSight(row); // as it is: the rows in view are exact
            continue;
        }
        const ActivityLayout layout = layoutOf(row);
        m_host.place(row, layout.widget, layout.trouble);
    }
    if (m_footer)
        m_footer->setGeometry(0, rowTop(m_rows.count()), m_viewport.width(), footerHeight());
}

void ListArranger::finish()
{
    m_applying = false;
    m_arrangeTimer.stop();
    m_sinceArranged.start();
    const qint64 distance = maxScroll() - m_scroll;
    const bool atEnd = m_rows.count() == 0 || distance <= kAtEndDistance;
    if (m_rows.count() == 0) {
        m_anchor = {};
    } else if (atEnd || !m_anchor.row.isValid() || m_scroll <= minScroll()) {
        // Whatever was wanted, this is where the list is now.
        m_anchor = ScrollAnchor::at(m_rows.geometry(), m_model, m_scroll, m_viewport.height());
        m_anchor.distance = atEnd ? static_cast<int>(distance) : 0;
    }
    m_anchor.atEnd = atEnd;
    Q_EMIT arranged(!m_preparing || sight() != m_sight);
    if (atEnd != m_wasAtEnd) {
        m_wasAtEnd = atEnd;
        Q_EMIT atEndChanged(atEnd);
    }
}

bool ListArranger::isSeen() const
{
    return m_viewport.isVisible() || m_painting;
}

int ListArranger::rowTop(int row) const
{
    const qint64 y = m_rows.geometry().top(row) - m_scroll;
    return static_cast<int>(std::clamp(y, -kFarAway, kFarAway));
}

std::pair<int, int> ListArranger::visibleRows() const
{
    const RowGeometry &geometry = m_rows.geometry();
    const int first = geometry.rowAt(m_scroll);
    const int last = geometry.rowAt(m_scroll + m_viewport.height() - 1);
    // What came since is not to be seen yet.
    return {first, m_arrangeTimer.isActive() ? std::min(last, m_arrangedRows - 1) : last};
}

ActivityLayout ListArranger::layoutOf(int row)
{
    ActivityLayout layout = m_rows.layout(row);
    layout.moveBy(rowTop(row));
    return layout;
}

qint64 ListArranger::minScroll() const
{
    return std::min<qint64>(-m_rows.metrics().topPadding, maxScroll());
}

// A short conversation stands at the bottom, next to where one writes.
qint64 ListArranger::maxScroll() const
{
    return m_rows.geometry().total() + footerHeight() - m_viewport.height();
}

int ListArranger::footerHeight() const
{
    const int least = m_rows.metrics().bottomPadding;
    if (!m_footer || m_footer->isHidden())
        return least;
    return std::max(least, m_footer->heightForWidth(m_viewport.width()));
}

void ListArranger::scrollTo(qint64 scroll)
{
    scroll = std::clamp(scroll, minScroll(), std::max(minScroll(), maxScroll()));
    m_anchor = ScrollAnchor::at(m_rows.geometry(), m_model, scroll, m_viewport.height());
    arrange();
}

void ListArranger::showRowAt(int row, int y)
{
    m_anchor = anchorOn(row, y);
    arrange();
}

void ListArranger::goToEnd()
{
    m_anchor.atEnd = true;
    m_anchor.distance = 0;
    m_applying = true; // whatever holds the list still
    settle();
    finish();
}

void ListArranger::goTo(const ScrollAnchor &place)
{
    m_anchor = place;
    arrange();
}

ScrollAnchor ListArranger::anchorOn(int row, int y) const
{
    return {false, 0, QPersistentModelIndex(m_model.index(row)), y};
}

void ListArranger::aboutToRemove(int first, int last)
{
    if (!m_anchor.row.isValid() || m_anchor.row.row() < first || m_anchor.row.row() > last)
        return;
    const bool below = last + 1 < m_rows.count();
    const int neighbour = below ? last + 1 : first - 1;
    if (neighbour < 0)
        return;
    m_anchor.y = below ? std::max(0, rowTop(first)) : rowTop(neighbour);
    m_anchor.row = QPersistentModelIndex(m_model.index(neighbour));
}

void ListArranger::setView(int width, Qt::LayoutDirection direction)
{
    const bool otherWidth = width != m_rows.viewWidth();
    const int height = m_anchor.row.isValid() ? m_rows.geometry().height(m_anchor.row.row()) : 0;
    apply([&] {
        m_rows.setView(width, direction);
        if (otherWidth && isSeen())
            keepTextPlace(height);
    });
}

// Within a long message it is the words at the top of the view that stay, as well as can be said
// from heights alone.
void ListArranger::keepTextPlace(int oldHeight)
{
    if (m_anchor.atEnd || !m_anchor.row.isValid() || m_anchor.y >= 0 || oldHeight <= 0)
        return;
    const int row = m_anchor.row.row();
    makeExact(row);
    m_anchor.y
        = qRound(m_anchor.y * static_cast<double>(m_rows.geometry().height(row)) / oldHeight);
}

void ListArranger::setChatStyle(const ChatStyle &style)
{
    m_host.setChatStyle(style);
    apply([&] { m_rows.setStyle(style); });
}

void ListArranger::reset()
{
    m_host.clear();
    m_anchor = {};
    apply([this] { m_rows.reset(); });
}

void ListArranger::setFooter(QWidget *footer)
{
    m_footer = footer;
    arrange();
}

} // namespace botline
