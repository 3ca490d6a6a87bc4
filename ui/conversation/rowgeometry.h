#pragma once

#include <QtCore/QtGlobal>

#include <span>
#include <vector>

namespace botline {

// Heights of rows one below the other, and the place of each: a Fenwick tree, so that changing one
// of a hundred thousand heights or finding the row under a pixel takes some steps of a binary
// search.
//
// Heights are device-independent pixels, 0 or more. Sums are 64 bits wide.
class RowGeometry
{
public:
    int count() const { return static_cast<int>(m_heights.size()); }

    void assign(std::span<const int> heights); // O(n)
    void append(int height); // O(log n)
    void insert(int row, std::span<const int> heights); // O(n) unless at the end
    void remove(int row, int count); // O(n) unless at the end
    void setHeight(int row, int height); // O(log n)

    int height(int row) const { return m_heights[static_cast<size_t>(row)]; }
    qint64 top(int row) const; // row 0..count(): count() gives total()
    qint64 total() const { return top(count()); }
    // The row that covers `y`; the first or last one outside; -1 without rows. Rows of height 0
    // cover nothing.
    int rowAt(qint64 y) const;

private:
    void rebuild();

    std::vector<int> m_heights;
    std::vector<qint64>
        m_sums; // m_sums[i] covers the rows (i - lowest bit of i, i], counted from 1
};

} // namespace botline
