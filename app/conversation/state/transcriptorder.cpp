#include "transcriptorder.h"

#include "app/conversation/model/activitymodel.h"
#include "app/conversation/model/rowfacts.h"

#include <algorithm>

namespace botline {

TranscriptOrder::TranscriptOrder(const ActivityModel &model)
    : m_earliestFrom(model.rowCount()), m_datedFrom(model.rowCount())
{
    const int count = model.rowCount();
    QDateTime earliest; // invalid: none
    int dated = count;
    for (int row = count - 1; row >= 0; --row) {
        const RowFacts &facts = model.facts(row);
        if (!facts.id.isEmpty())
            m_rowsOfId[facts.id].append(row);
        if (facts.timeIsServers) {
            earliest = earliest.isValid() ? qMin(earliest, facts.time) : facts.time;
            dated = row;
        }
        m_earliestFrom[row] = earliest;
        m_datedFrom[row] = dated;
    }
}

int TranscriptOrder::takeRowOfId(const QString &activityId)
{
    const auto found = m_rowsOfId.find(activityId);
    return found == m_rowsOfId.end() || found->isEmpty() ? -1 : found->takeLast();
}

TranscriptOrder::Place TranscriptOrder::placeOfRow(int row)
{
    m_last = {row, false};
    return m_last;
}

TranscriptOrder::Place TranscriptOrder::placeWithoutRow(const QDateTime &timestamp)
{
    // Behind what became known before it, as far as the service's times allow: below what the
    // service dates earlier and above what it dates later, which is how rows are placed
    // (protocol.md §3.3). Rows without the service's time stay above it.
    int row = m_last.row;
    const auto count = static_cast<int>(m_datedFrom.size());
    if (timestamp.isValid() && count > 0 && m_datedFrom.constFirst() < count) {
        const auto firstNotBefore = [this](const auto &isBefore) {
            const auto found
                = std::partition_point(m_earliestFrom.cbegin(), m_earliestFrom.cend(), isBefore);
            return static_cast<int>(found - m_earliestFrom.cbegin());
        };
        const int least = firstNotBefore([&timestamp](const QDateTime &earliest) {
                              return earliest.isValid() && earliest < timestamp;
                          })
            - 1;
        const int later = firstNotBefore([&timestamp](const QDateTime &earliest) {
            return earliest.isValid() && earliest <= timestamp;
        });
        const int most = (later < count ? m_datedFrom.at(later) : count) - 1;
        row = std::clamp(row, least, most);
    }
    m_last = {row, true};
    return m_last;
}

} // namespace botline
