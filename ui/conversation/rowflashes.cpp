#include "rowflashes.h"

#include <algorithm>

namespace botline {

void RowFlashes::begin(const QModelIndex &row)
{
    std::erase_if(m_flashes, [&](const Flash &flash) { return flash.row == row; });
    m_flashes.push_back({QPersistentModelIndex(row), {}});
    m_flashes.back().since.start();
}

double RowFlashes::strength(int row) const
{
    const auto flash = std::find_if(m_flashes.begin(), m_flashes.end(), [row](const Flash &one) {
        return one.row.isValid() && one.row.row() == row;
    });
    if (flash == m_flashes.end())
        return 0;
    return std::max(0.0, 1.0 - static_cast<double>(flash->since.elapsed()) / kLastsMs);
}

bool RowFlashes::goOn()
{
    std::erase_if(m_flashes, [](const Flash &flash) {
        return !flash.row.isValid() || flash.since.hasExpired(kLastsMs);
    });
    return !m_flashes.empty();
}

std::vector<int> RowFlashes::rows() const
{
    std::vector<int> rows;
    for (const Flash &flash : m_flashes) {
        if (flash.row.isValid())
            rows.push_back(flash.row.row());
    }
    return rows;
}

} // namespace botline
