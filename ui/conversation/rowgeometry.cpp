#include "rowgeometry.h"

#include <algorithm>
#include <bit>

namespace botline {

namespace {

size_t lowestBit(size_t value)
{
    return value & (~value + 1);
}

} // namespace

void RowGeometry::assign(std::span<const int> heights)
{
    m_heights.assign(heights.begin(), heights.end());
    rebuild();
}

void RowGeometry::append(int height)
{
    Q_ASSERT(height >= 0);
    if (m_sums.empty())
        m_sums.push_back(0);
    m_heights.push_back(height);
    const size_t node = m_heights.size();
    qint64 sum = height;
    for (size_t child = node - 1; child > node - lowestBit(node); child -= lowestBit(child))
        sum += m_sums[child];
    m_sums.push_back(sum);
}

void RowGeometry::insert(int row, std::span<const int> heights)
{
    Q_ASSERT(row >= 0 && row <= count());
    if (row == count()) {
        for (const int height : heights)
            append(height);
        return;
    }
    m_heights.insert(m_heights.begin() + row, heights.begin(), heights.end());
    rebuild();
}

void RowGeometry::remove(int row, int count)
{
    Q_ASSERT(row >= 0 && count >= 0 && row + count <= this->count());
    if (count == 0)
        return;
    m_heights.erase(m_heights.begin() + row, m_heights.begin() + row + count);
    if (static_cast<size_t>(row) == m_heights.size())
        m_sums.resize(m_heights.size() + 1); // no node looks beyond its own row
    else
        rebuild();
}

void RowGeometry::setHeight(int row, int height)
{
    Q_ASSERT(row >= 0 && row < count() && height >= 0);
    const int change = height - m_heights[static_cast<size_t>(row)];
    if (change == 0)
        return;
    m_heights[static_cast<size_t>(row)] = height;
    for (size_t node = static_cast<size_t>(row) + 1; node < m_sums.size(); node += lowestBit(node))
        m_sums[node] += change;
}

qint64 RowGeometry::top(int row) const
{
    Q_ASSERT(row >= 0 && row <= count());
    qint64 sum = 0;
    for (auto node = static_cast<size_t>(row); node > 0; node -= lowestBit(node))
        sum += m_sums[node];
    return sum;
}

int RowGeometry::rowAt(qint64 y) const
{
    if (m_heights.empty())
        return -1;
    if (y < 0)
        return 0;
    size_t above = 0; // rows that end at or above y
    qint64 left = y;
    for (size_t step = std::bit_floor(m_heights.size()); step > 0; step /= 2) {
        const size_t node = above + step;
        if (node < m_sums.size() && m_sums[node] <= left) {
            above = node;
            left -= m_sums[node];
        }
    }
    return static_cast<int>(std::min(above, m_heights.size() - 1));
}

void RowGeometry::rebuild()
{
    m_sums.assign(m_heights.size() + 1, 0);
    for (size_t node = 1; node < m_sums.size(); ++node) {
        m_sums[node] += m_heights[node - 1];
        if (const size_t parent = node + lowestBit(node); parent < m_sums.size())
            m_sums[parent] += m_sums[node];
    }
}

} // namespace botline
