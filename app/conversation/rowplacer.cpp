#include "rowplacer.h"

#include "activitymodel.h"
#include "rowfacts.h"

namespace botline {

namespace {

constexpr int kAnswersLookedAt = 50; // rows above, when looking for answers that came too early
constexpr qsizetype kEarlyAnswers = 50;
constexpr qsizetype kUsualBatch = 200; // rows, to make room for at once

int count(const QList<ActivityEntry> &entries)
{
    return static_cast<int>(entries.size());
}

} // namespace

RowPlacer::RowPlacer(ActivityModel &model) : m_model(model)
{
}

void RowPlacer::setDivider(const QString &key)
{
    m_dividerKey = key;
    m_early.clear();
}

int RowPlacer::firstRow() const
{
    return m_dividerKey.isEmpty() ? 0 : m_model.rowOfKey(m_dividerKey) + 1;
}

int RowPlacer::firstQueuedRow() const
{
    int row = m_model.rowCount();
    while (row > 0 && m_model.facts(row - 1).sendState == SendState::Queued)
        --row;
    return row;
}

int RowPlacer::rowOfId(const QString &activityId) const
{
    const int row = activityId.isEmpty() ? -1 : m_model.rowOfId(activityId);
    return row >= firstRow() ? row : -1;
}

void RowPlacer::begin()
{
    m_batch.reserve(kUsualBatch);
    m_base = firstQueuedRow();
}

void RowPlacer::place(ActivityEntry entry)
{
    if (m_batch.isEmpty())
        m_base = firstQueuedRow(); // rows may have gone since the last flush
    const QString key = entry.key;
    const QString question = entry.activity.replyToId;
    const int row = placeFor(entry);
    if (row >= m_base && row <= m_base + count(m_batch)) {
        addToBatch(row - m_base, std::move(entry));
    } else {
        flush();
        m_model.insert(row, {std::move(entry)});
        m_base = firstQueuedRow();
    }
    rememberEarlyAnswer(question, key);
}

void RowPlacer::addToBatch(int place, ActivityEntry entry)
{
    const bool atEnd = place == m_batch.size();
    m_batch.insert(place, std::move(entry));
    for (qsizetype i = atEnd ? place : 0; i < m_batch.size(); ++i) {
        const QString &id = m_batch.at(i).activity.id;
        if (!id.isEmpty() && !m_batch.at(i).quiet) // else it may be another message's
            m_batchOfId.insert(id, i);
    }
}

void RowPlacer::rememberEarlyAnswer(const QString &question, const QString &key)
{
    if (question.isEmpty() || rowOfQuestion(question) >= 0)
        return;
    m_early.append({question, key});
    if (m_early.size() > kEarlyAnswers)
        m_early.removeFirst();
}

void RowPlacer::flush()
{
    if (!m_batch.isEmpty())
        m_model.insert(m_base, std::exchange(m_batch, {}));
    m_batchOfId.clear();
    m_base = firstQueuedRow();
}

bool RowPlacer::hasServerTime(int row) const
{
    return row < m_base ? m_model.facts(row).timeIsServers : m_batch.at(row - m_base).timeIsServers;
}

const QDateTime &RowPlacer::time(int row) const
{
    return row < m_base ? m_model.facts(row).time : m_batch.at(row - m_base).time;
}

int RowPlacer::rowOfKey(const QString &key) const
{
    for (int i = count(m_batch) - 1; i >= 0; --i) {
        if (m_batch.at(i).key == key)
            return m_base + i;
    }
    const int row = m_model.rowOfKey(key);
    return row < m_base ? row : row + count(m_batch);
}

int RowPlacer::rowOfQuestion(const QString &id) const
{
    int row = rowOfId(id);
    if (row >= m_base)
        row += count(m_batch);
    const qsizetype gathered = m_batchOfId.value(id, -1);
    return gathered < 0 ? row : qMax(row, m_base + static_cast<int>(gathered));
}

// `place`, or above the answers to this id that stand shortly before it.
int RowPlacer::aboveAnswers(const QString &id, int place) const
{
    const int last = qMax(firstRow(), place - kAnswersLookedAt);
    int above = place;
    for (const EarlyAnswer &answer : m_early) {
        if (answer.question != id)
            continue;
        if (const int row = rowOfKey(answer.key); row >= last)
            above = qMin(above, row);
    }
    return above;
}

int RowPlacer::placeFor(const ActivityEntry &entry) const
{
    const int first = firstRow();

    // Above what the service dates later.
    int place = m_base + count(m_batch);
    for (int row = place - 1; entry.timeIsServers && row >= first; --row) {
        if (!hasServerTime(row))
            continue;
        if (time(row) <= entry.time)
            break;
        place = row;
    }
    // Above the answers to it that came before it.
    if (const QString &id = entry.activity.id; !id.isEmpty() && !entry.quiet)
        place = aboveAnswers(id, place);
    // Below what it answers, whatever the clocks say.
    if (const QString &question = entry.activity.replyToId; !question.isEmpty())
        place = qMax(place, rowOfQuestion(question) + 1);
    return place;
}

void RowPlacer::settle(int row)
{
    m_base = firstQueuedRow();
    const ActivityEntry &entry = m_model.at(row);
    if (!entry.timeIsServers)
        return;
    const auto answersIt = [&id = entry.activity.id](const ActivityEntry &other) {
        return !id.isEmpty() && other.activity.replyToId == id;
    };

    int target = row;
    for (int below = row + 1; below < m_model.rowCount(); ++below) {
        const ActivityEntry &other = m_model.at(below);
        if (!other.timeIsServers)
            continue;
        if (other.time >= entry.time || answersIt(other))
            break;
        target = below;
    }
    for (int above = row - 1; target >= row && above >= firstRow(); --above) {
        const ActivityEntry &other = m_model.at(above);
        if (!other.timeIsServers)
            continue;
        if (other.time <= entry.time && !answersIt(other))
            break;
        target = above;
    }
    m_model.move(row, target);
}

} // namespace botline
