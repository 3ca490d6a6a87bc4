#include "rowplacer.h"

#include "activitymodel.h"

namespace botline {

namespace {

constexpr int kAnswersLookedAt = 50; // rows above, when looking for answers that came too early

int count(const QList<ActivityEntry> &entries)
{
    return static_cast<int>(entries.size());
}

} // namespace

RowPlacer::RowPlacer(ActivityModel &model) : m_model(model)
{
}

int RowPlacer::firstRow() const
{
    return m_dividerKey.isEmpty() ? 0 : m_model.rowOfKey(m_dividerKey) + 1;
}

int RowPlacer::firstQueuedRow() const
{
    int row = m_model.rowCount();
    while (row > 0 && m_model.at(row - 1).sendState == SendState::Queued)
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
    m_base = firstQueuedRow();
}

void RowPlacer::place(const ActivityEntry &entry)
{
    if (m_batch.isEmpty())
        m_base = firstQueuedRow(); // rows may have gone since the last flush
    const int row = placeFor(entry);
    if (row >= m_base && row <= m_base + count(m_batch)) {
        m_batch.insert(row - m_base, entry);
        return;
    }
    flush();
    m_model.insert(row, {entry});
    m_base = firstQueuedRow();
}

void RowPlacer::flush()
{
    if (!m_batch.isEmpty())
        m_model.insert(m_base, std::exchange(m_batch, {}));
    m_base = firstQueuedRow();
}

const ActivityEntry &RowPlacer::at(int row) const
{
    return row < m_base ? m_model.at(row) : m_batch.at(row - m_base);
}

int RowPlacer::placeFor(const ActivityEntry &entry) const
{
    const int first = firstRow();
    const int end = m_base + count(m_batch);

    // Above what the service dates later.
    int place = end;
    for (int row = end - 1; entry.timeIsServers && row >= first; --row) {
        if (!at(row).timeIsServers)
            continue;
        if (at(row).time <= entry.time)
            break;
        place = row;
    }
    // Above the answers to it that came before it.
    if (const QString &id = entry.activity.id; !id.isEmpty()) {
        const int last = qMax(first, place - kAnswersLookedAt);
        for (int row = place - 1; row >= last; --row) {
            if (at(row).activity.replyToId == id)
                place = row;
        }
    }
    // Below what it answers, whatever the clocks say.
    if (const QString &question = entry.activity.replyToId; !question.isEmpty()) {
        int row = rowOfId(question);
        if (row >= m_base)
            row += count(m_batch);
        for (int i = 0; i < count(m_batch); ++i) {
            if (m_batch.at(i).activity.id == question)
                row = qMax(row, m_base + i);
        }
        if (row >= place)
            place = row + 1;
    }
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
