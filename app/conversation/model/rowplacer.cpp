#include "rowplacer.h"

#include "activitymodel.h"

namespace botline {

namespace {

constexpr int kAnswersLookedAt = 50; // rows above, when looking for answers that came too early
constexpr qsizetype kEarlyAnswers = 50;
constexpr size_t kUsualBatch = 200; // rows, to make room for at once

int count(const RowList &rows)
{
    return static_cast<int>(rows.size());
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
    const QString question = entry.activity.replyToId;
    place(std::make_unique<ActivityRow>(std::move(entry)), question);
}

void RowPlacer::placeReceived(ActivityEntry entry)
{
    const QString question = entry.activity.replyToId;
    place(ActivityRow::received(std::move(entry)), question);
}

void RowPlacer::place(RowFacts facts, const directline::RawObject &received,
                      const QString &question)
{
    place(std::make_unique<ActivityRow>(std::move(facts), received), question);
}

void RowPlacer::place(std::unique_ptr<ActivityRow> row, const QString &question)
{
    if (m_batch.empty())
        m_base = firstQueuedRow(); // rows may have gone since the last flush
    const QString key = row->facts.key;
    const int place = placeFor(row->facts, question);
    if (place >= m_base && place <= m_base + count(m_batch)) {
        addToBatch(place - m_base, std::move(row));
    } else {
        flush();
        RowList alone;
        alone.push_back(std::move(row));
        m_model.insert(place, std::move(alone));
        m_base = firstQueuedRow();
    }
    rememberEarlyAnswer(question, key);
}

void RowPlacer::addToBatch(int place, std::unique_ptr<ActivityRow> row)
{
    const bool atEnd = place == count(m_batch);
    m_batch.insert(m_batch.begin() + place, std::move(row));
    for (int i = atEnd ? place : 0; i < count(m_batch); ++i) {
        if (const QString &id = m_batch[static_cast<size_t>(i)]->facts.id; !id.isEmpty())
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
    if (!m_batch.empty())
        m_model.insert(m_base, std::exchange(m_batch, {}));
    m_batchOfId.clear();
    m_base = firstQueuedRow();
}

const RowFacts &RowPlacer::facts(int row) const
{
    return row < m_base ? m_model.facts(row) : m_batch[static_cast<size_t>(row - m_base)]->facts;
}

int RowPlacer::rowOfKey(const QString &key) const
{
    for (int i = count(m_batch) - 1; i >= 0; --i) {
        if (m_batch[static_cast<size_t>(i)]->facts.key == key)
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
    const int gathered = m_batchOfId.value(id, -1);
    return gathered < 0 ? row : qMax(row, m_base + gathered);
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

int RowPlacer::placeFor(const RowFacts &added, const QString &question) const
{
    const int first = firstRow();

    // Above what the service dates later.
    int place = m_base + count(m_batch);
    for (int row = place - 1; added.timeIsServers && row >= first; --row) {
        const RowFacts &other = facts(row);
        if (!other.timeIsServers)
            continue;
        if (other.time <= added.time)
            break;
        place = row;
    }
    // Above the answers to it that came before it.
    if (!added.id.isEmpty())
        place = aboveAnswers(added.id, place);
    // Below what it answers, whatever the clocks say.
    if (!question.isEmpty())
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
