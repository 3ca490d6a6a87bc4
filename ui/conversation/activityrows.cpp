#include "activityrows.h"

#include "rowwidgets.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/model/rowfacts.h"

#include <algorithm>
#include <cmath>

namespace botline {

namespace {

constexpr qsizetype kCacheBytes = 8 * 1024 * 1024;

quint16 small(int value)
{
    return static_cast<quint16>(std::clamp(value, 0, 0xFFFF));
}

// The lines that the words take when each character is as wide as the average.
int estimatedLines(const QString &text, double charactersPerLine)
{
    int lines = 0;
    qsizetype start = 0;
    while (start <= text.size()) {
        qsizetype end = text.indexOf(u'\n', start);
        if (end < 0)
            end = text.size();
        lines += std::max(
            1, static_cast<int>(std::ceil(static_cast<double>(end - start) / charactersPerLine)));
        start = end + 1;
    }
    return lines;
}

// A row with nothing to show says so.
RowParts orPlaceholder(RowParts parts)
{
    return parts.testAnyFlags(RowPart::Text | RowPart::Widget) ? parts : parts | RowPart::Text;
}

} // namespace

ActivityRows::ActivityRows(const ActivityModel &model, const RowWidgets &widgets,
                           const ChatStyle &style)
    : m_model(model), m_widgets(widgets), m_metrics(style), m_cache(kCacheBytes)
{
}

void ActivityRows::setStyle(const ChatStyle &style)
{
    const double zoom = static_cast<double>(style.px(1000)) / m_metrics.style.px(1000);
    m_metrics = ListMetrics(style);
    m_cache.clear();
    std::vector<int> heights;
    heights.reserve(m_rows.size());
    for (int row = 0; row < count(); ++row) {
        State fresh = estimatedText(row);
        if (state(row).parts.testFlag(RowPart::Widget))
            addWidget(fresh, qRound(state(row).widgetHeight * zoom));
        state(row) = completed(fresh);
        heights.push_back(heightOf(state(row)));
    }
    m_geometry.assign(heights);
}

void ActivityRows::setView(int width, Qt::LayoutDirection direction)
{
    const bool first = m_viewWidth <= 0 && width > 0;
    m_viewWidth = width;
    m_direction = direction;
    if (first)
        reset(); // what was estimated without a width is worth nothing
}

void ActivityRows::reset()
{
    const int rows = m_model.rowCount();
    m_rows.clear();
    m_rows.reserve(static_cast<size_t>(rows));
    std::vector<int> heights;
    heights.reserve(static_cast<size_t>(rows));
    for (int row = 0; row < rows; ++row) {
        m_rows.push_back(estimated(row));
        heights.push_back(heightOf(m_rows.back()));
    }
    m_geometry.assign(heights);
    if (rows == 0)
        m_cache.clear();
}

void ActivityRows::inserted(int first, int last)
{
    std::vector<State> states;
    std::vector<int> heights;
    for (int row = first; row <= last; ++row) {
        states.push_back(estimated(row));
        heights.push_back(heightOf(states.back()));
    }
    m_rows.insert(m_rows.begin() + first, states.begin(), states.end());
    m_geometry.insert(first, heights);
    refreshParts(first - 1);
    refreshParts(last + 1);
}

void ActivityRows::removed(int first, int last)
{
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
    m_geometry.remove(first, last - first + 1);
    refreshParts(first - 1);
    refreshParts(first);
}

void ActivityRows::moved(int from, int to, int count)
{
    const auto begin = m_rows.begin();
    if (from < to)
        std::rotate(begin + from, begin + from + count, begin + to + count);
    else
        std::rotate(begin + to, begin + from, begin + from + count);

    std::vector<int> heights;
    heights.reserve(m_rows.size());
    for (const State &state : m_rows)
        heights.push_back(heightOf(state));
    m_geometry.assign(heights);
    for (const int edge : {from, from + count, to, to + count}) {
        refreshParts(edge - 1);
        refreshParts(edge);
    }
}

void ActivityRows::changed(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        State &changedState = state(row);
        // The words may be others now. The old height serves as the estimate.
        changedState.textWidth = 0;
        changedState.naturalWidth = 0;
        const bool wanted = wantsWidget(row);
        if (wanted != changedState.parts.testFlag(RowPart::Widget)) {
            changedState.parts.setFlag(RowPart::Widget, wanted);
            changedState.widgetWidth = small(m_metrics.widgetWidth(m_viewWidth));
            changedState.widgetHeight
                = wanted ? m_widgets.estimatedHeight(m_model.at(row), changedState.widgetWidth) : 0;
        }
        refreshParts(row);
    }
    refreshParts(first - 1);
    refreshParts(last + 1);
}

void ActivityRows::setUnreadBar(int row)
{
    const int old = unreadBar();
    if (old == row)
        return;
    m_unreadBar = row < 0 ? QPersistentModelIndex() : QPersistentModelIndex(m_model.index(row));
    for (const int changedRow : {old, row}) {
        if (changedRow >= 0) {
            refreshParts(changedRow - 1);
            refreshParts(changedRow);
        }
    }
}

int ActivityRows::unreadBar() const
{
    return m_unreadBar.isValid() ? m_unreadBar.row() : -1;
}

bool ActivityRows::isTextExact(int row) const
{
    const State &s = state(row);
    if (!s.parts.testFlag(RowPart::Text))
        return true;
    const int width = maxTextWidth(s.parts);
    return s.textWidth == width
        || (s.textWidth > 0 && s.naturalWidth > 0 && s.naturalWidth <= width);
}

void ActivityRows::measureText(int row)
{
    if (isTextExact(row))
        return;
    const BubbleText *measured = text(row);
    State &s = state(row);
    s.textWidth = small(maxTextWidth(s.parts));
    s.naturalWidth = small(measured->naturalWidth());
    s.textHeight = measured->size().height();
    storeHeight(row);
}

void ActivityRows::setWidgetSize(int row, QSize size)
{
    State &s = state(row);
    s.widgetWidth = small(size.width());
    s.widgetHeight = size.height();
    storeHeight(row);
}

void ActivityRows::setTroubleSize(int row, QSize size)
{
    State &s = state(row);
    s.troubleWidth = small(size.width());
    s.troubleHeight = small(size.height());
    storeHeight(row);
}

BubbleText *ActivityRows::text(int row)
{
    const RowParts rowParts = parts(row);
    if (!rowParts.testFlag(RowPart::Text))
        return nullptr;
    const ActivityEntry &entry = m_model.at(row);
    BubbleText &text = m_cache.text(entry.key, BubbleText::Content::of(entry), style());
    if (text.setMaxWidth(maxTextWidth(rowParts)))
        ++m_measureCount;
    return &text;
}

ActivityLayout ActivityRows::layout(int row)
{
    const BubbleText *words = text(row);
    const State &s = state(row);
    const ActivityLayout::Sizes sizes{words ? words->size() : QSize(),
                                      {s.widgetWidth, s.widgetHeight},
                                      {s.troubleWidth, s.troubleHeight}};
    return ActivityLayout::of(s.parts, sizes, m_metrics, m_viewWidth, m_direction);
}

ActivityRows::State ActivityRows::estimated(int row)
{
    State s = estimatedText(row);
    if (wantsWidget(row))
        addWidget(s,
                  m_widgets.estimatedHeight(m_model.at(row), m_metrics.widgetWidth(m_viewWidth)));
    return completed(s);
}

ActivityRows::State ActivityRows::estimatedText(int row)
{
    State s;
    s.parts = modelParts(row);
    if (s.parts.testFlag(RowPart::Text)) {
        const bool notice = s.parts.testFlag(RowPart::Notice);
        const double advance = notice ? m_metrics.smallAdvance : m_metrics.bodyAdvance;
        const int lines = estimatedLines(m_model.facts(row).text, maxTextWidth(s.parts) / advance);
        s.textHeight = lines * (notice ? m_metrics.smallLine : m_metrics.bodyLine);
    }
    return s;
}

void ActivityRows::addWidget(State &state, int height) const
{
    state.parts.setFlag(RowPart::Widget);
    state.widgetWidth = small(m_metrics.widgetWidth(m_viewWidth));
    state.widgetHeight = height;
}

ActivityRows::State ActivityRows::completed(State state) const
{
    state.parts = orPlaceholder(state.parts);
    if (state.parts.testFlag(RowPart::Trouble))
        estimateTrouble(state);
    return state;
}

void ActivityRows::refreshParts(int row)
{
    if (row < 0 || row >= count())
        return;
    State &s = state(row);
    const RowParts fresh = orPlaceholder(modelParts(row) | (s.parts & RowPart::Widget));
    if (fresh.testFlag(RowPart::Trouble) && !s.parts.testFlag(RowPart::Trouble))
        estimateTrouble(s);
    s.parts = fresh;
    storeHeight(row);
}

void ActivityRows::estimateTrouble(State &state) const
{
    state.troubleWidth = small(m_metrics.widgetWidth(m_viewWidth));
    state.troubleHeight = small(m_metrics.troubleEstimate);
}

bool ActivityRows::wantsWidget(int row) const
{
    const RowFacts &facts = m_model.facts(row);
    return facts.side != Side::System && facts.hasAttachments && m_widgets.wanted(m_model.at(row));
}

RowParts ActivityRows::modelParts(int row)
{
    const RowFacts *before = row > 0 ? &m_model.facts(row - 1) : nullptr;
    const RowFacts *after = row + 1 < m_model.rowCount() ? &m_model.facts(row + 1) : nullptr;
    const int bar = unreadBar();
    return partsOf(before, m_model.facts(row), after, bar == row, bar == row + 1, m_days);
}

int ActivityRows::maxTextWidth(RowParts parts) const
{
    return parts.testFlag(RowPart::Notice) ? m_metrics.noticeWidth(m_viewWidth)
                                           : m_metrics.textWidth(m_viewWidth);
}

int ActivityRows::heightOf(const State &state) const
{
    const ActivityLayout::Sizes sizes{{1, state.textHeight},
                                      {state.widgetWidth, state.widgetHeight},
                                      {state.troubleWidth, state.troubleHeight}};
    return ActivityLayout::of(state.parts, sizes, m_metrics, m_viewWidth).height;
}

void ActivityRows::storeHeight(int row)
{
    m_geometry.setHeight(row, heightOf(state(row)));
}

} // namespace botline
