#include "readingtracker.h"

#include "listarranger.h"

#include "app/conversation/model/activitymodel.h"

#include <QtWidgets/QWidget>

namespace botline {

namespace {

constexpr int kReadAfterMs = 1000; // interaction.md §3.7

} // namespace

ReadingTracker::ReadingTracker(const ActivityModel &model, const ListArranger &arranger,
                               QWidget &list, QWidget &viewport)
    : m_model(model), m_arranger(arranger), m_list(list), m_viewport(viewport), m_marks(model)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kReadAfterMs);
    connect(&m_timer, &QTimer::timeout, this, &ReadingTracker::readCandidate);
}

bool ReadingTracker::isWatched() const
{
    return m_list.isVisible() && m_list.window()->isActiveWindow();
}

int ReadingTracker::arrived(int first, int last)
{
    return m_marks.arrived(first, last);
}

void ReadingTracker::readAll()
{
    m_marks.readAll();
    Q_EMIT changed();
}

void ReadingTracker::recount()
{
    m_marks.recount();
    Q_EMIT changed();
}

void ReadingTracker::update()
{
    if (!isWatched())
        return;
    m_wasActive = true;
    if (m_marks.count() == 0)
        return;
    if (m_arranger.isAtEnd()) {
        readAll();
        return;
    }
    // The lowest row that can be seen to its end.
    int row = m_arranger.visibleRows().second;
    if (row >= 0 && m_arranger.rowTop(row + 1) > m_viewport.height())
        --row;
    if (row < m_marks.first() || m_timer.isActive())
        return;
    m_candidate = QPersistentModelIndex(m_model.index(row));
    m_timer.start();
}

void ReadingTracker::readCandidate()
{
    if (m_candidate.isValid() && isWatched()
        && m_arranger.rowTop(m_candidate.row() + 1) <= m_viewport.height()) {
        m_marks.readUpTo(m_candidate.row());
        Q_EMIT changed();
    }
    update();
}

} // namespace botline
