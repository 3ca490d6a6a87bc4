#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QPersistentModelIndex>

#include <vector>

namespace botline {

// Rows that light up once, softly, because something in them is new (interaction.md §9.4, §12).
class RowFlashes
{
public:
    static constexpr int kLastsMs = 600;

    void begin(const QModelIndex &row);
    // 1 at the beginning, falling to 0; 0 for every other row.
    double strength(int row) const;
    // Lets go of those that are over; true while any is left.
    bool goOn();
    std::vector<int> rows() const;

private:
    struct Flash
    {
        QPersistentModelIndex row;
        QElapsedTimer since;
    };
    std::vector<Flash> m_flashes;
};

} // namespace botline
