#include "conversationsearch.h"

#include "app/conversation/model/activitymodel.h"

#include <QtCore/QElapsedTimer>

#include <algorithm>

namespace botline {

namespace {

constexpr int kSliceMs = 4; // a quarter of a frame
constexpr int kRowsAtOnce = 16; // between two looks at the clock, when rows are cheap

} // namespace

ConversationSearch::ConversationSearch(const ActivityModel &model, QObject *parent)
    : QObject(parent), m_model(model)
{
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &ConversationSearch::runSlice);
    connectModel();
}

void ConversationSearch::connectModel()
{
    connect(&m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) {
                if (!m_active)
                    return;
                const size_t count = static_cast<size_t>(last) - static_cast<size_t>(first) + 1;
                m_hits.insert(first, std::vector<int>(count, 0));
                m_states.insert(m_states.begin() + first, count, Unsearched);
                if (m_up >= first)
                    m_up += static_cast<int>(count);
                m_rest = std::min(m_rest, first);
                resume();
            });
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) {
                if (!m_active)
                    return;
                forget(first, last);
                m_hits.remove(first, last - first + 1);
                m_states.erase(m_states.begin() + first, m_states.begin() + last + 1);
                if (m_up >= first)
                    m_up = std::max(first - 1, m_up - (last - first + 1));
                m_rest = std::min(m_rest, first);
                resume();
            });
    connect(&m_model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &from, const QModelIndex &to) {
                if (m_active)
                    searchAgain(from.row(), to.row());
            });
    // Rows move one at a time and seldom: what lies between is simply looked at again.
    connect(&m_model, &QAbstractItemModel::rowsMoved, this,
            [this](const QModelIndex &, int first, int last, const QModelIndex &, int before) {
                if (m_active)
                    searchAgain(std::min(first, before),
                                std::min(std::max(last, before), m_model.rowCount() - 1));
            });
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] {
        m_words.clear();
        if (m_active)
            setQuery(SearchQuery(m_query), m_model.rowCount() - 1);
    });
}

void ConversationSearch::setQuery(const SearchQuery &query, int from)
{
    clear();
    m_query = query;
    if (!query.isEmpty() && query.error().isEmpty()) {
        const int rows = m_model.rowCount();
        m_active = true;
        m_hits.assign(std::vector<int>(static_cast<size_t>(rows), 0));
        m_states.assign(static_cast<size_t>(rows), Unsearched);
        m_wantsFirst = true;
        m_up = std::clamp(from, -1, rows - 1);
        m_from = m_up >= 0 ? QPersistentModelIndex(m_model.index(m_up)) : QPersistentModelIndex();
        resume();
        runSlice(); // what is near is found before the next frame
        return;
    }
    Q_EMIT changed();
}

void ConversationSearch::stop()
{
    clear();
    m_words.clear();
}

void ConversationSearch::clear()
{
    m_timer.stop();
    m_query = {};
    m_active = false;
    m_wantsFirst = false;
    m_hits = {};
    m_states.clear();
    m_rest = 0;
    m_up = -1;
    m_skipped = 0;
    m_current = QPersistentModelIndex();
    m_currentHit = 0;
    m_waitingStep = 0;
    m_rowsSearched = 0;
}

void ConversationSearch::resume()
{
    if (!m_timer.isActive())
        m_timer.start();
}

int ConversationSearch::nextRow()
{
    while (m_up >= 0) {
        const int row = m_up--;
        if (m_states[static_cast<size_t>(row)] == Unsearched)
            return row;
    }
    const auto next = std::find(m_states.begin() + m_rest, m_states.end(), Unsearched);
    m_rest = static_cast<int>(next - m_states.begin());
    return next == m_states.end() ? -1 : m_rest;
}

void ConversationSearch::runSlice()
{
    QElapsedTimer slice;
    slice.start();
    int sinceLook = 0;
    for (;;) {
        const int row = nextRow();
        if (row < 0) {
            m_timer.stop();
            m_wantsFirst = false; // what comes later does not move the reader
            break;
        }
        search(row);
        if (++sinceLook == kRowsAtOnce || m_words.wasWork() || m_query.isExpression()) {
            sinceLook = 0;
            if (slice.hasExpired(kSliceMs))
                break;
        }
    }
    if (!isRunning() && m_waitingStep != 0 && count() > 0)
        stepNow(std::exchange(m_waitingStep, 0) > 0);
    Q_EMIT changed();
}

void ConversationSearch::search(int row)
{
    ++m_rowsSearched;
    State &state = m_states[static_cast<size_t>(row)];
    state = Searched;
    const ActivityEntry &entry = m_model.at(row);
    int hits = 0;
    if (m_query.accepts(entry)) {
        const SearchQuery::Hits found = m_query.find(m_words.of(entry));
        hits = found.count();
        if (found.gaveUp) {
            state = Skipped;
            ++m_skipped;
        }
    }
    storeHits(row, hits);
    if (hits > 0 && m_wantsFirst)
        findFirst(row);
}

void ConversationSearch::storeHits(int row, int hits)
{
    if (m_hits.height(row) != hits)
        m_hits.setHeight(row, hits);
    if (m_current.isValid() && m_current.row() == row) {
        if (hits == 0)
            m_current = QPersistentModelIndex(); // found anew by whoever steps
        else
            m_currentHit = std::min(m_currentHit, hits - 1);
    }
}

// On the way up the lower hit is the nearer one.
void ConversationSearch::findFirst(int row)
{
    m_wantsFirst = false;
    const bool above = !m_from.isValid() || row <= m_from.row();
    setCurrent(row, above ? m_hits.height(row) - 1 : 0, false);
}

SearchQuery::Hits ConversationSearch::hitsIn(int row) const
{
    return hasHits(row) ? m_query.find(m_words.of(m_model.at(row))) : SearchQuery::Hits();
}

ConversationSearch::Current ConversationSearch::current() const
{
    if (!m_current.isValid())
        return {};
    const int row = m_current.row();
    return {row, m_currentHit, static_cast<int>(m_hits.top(row)) + m_currentHit + 1};
}

void ConversationSearch::setCurrent(int row, int hit, bool wrapped)
{
    m_current = QPersistentModelIndex(m_model.index(row));
    m_currentHit = hit;
    Q_EMIT currentChanged(wrapped);
}

void ConversationSearch::step(bool down)
{
    if (!m_active)
        return;
    const int at = current().number; // 0: begin at the end that lies in this direction
    const bool beyond = at == 0 || (down ? at == count() : at == 1);
    if (isRunning() && beyond)
        m_waitingStep = down ? 1 : -1;
    else if (count() > 0)
        stepNow(down);
    Q_EMIT changed();
}

void ConversationSearch::stepNow(bool down)
{
    const int all = count();
    const int at = current().number;
    int to = down ? at + 1 : at - 1;
    const bool wrapped = at > 0 && (to < 1 || to > all);
    if (to < 1)
        to = all;
    else if (to > all)
        to = 1;
    const int row = m_hits.rowAt(to - 1);
    setCurrent(row, to - 1 - static_cast<int>(m_hits.top(row)), wrapped);
}

void ConversationSearch::forget(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        State &state = m_states[static_cast<size_t>(row)];
        m_skipped -= state == Skipped ? 1 : 0;
        state = Unsearched;
    }
}

void ConversationSearch::searchAgain(int first, int last)
{
    forget(first, last);
    m_rest = std::min(m_rest, first);
    resume();
}

} // namespace botline
