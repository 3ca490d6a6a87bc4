#include "ui/conversation/rowgeometry.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

#include <limits>
#include <numeric>

using botline::RowGeometry;

// Against the obvious way to do it.
class tst_RowGeometry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyHasNothing();
    void findsRowsAtTheirEdges();
    void rowsWithoutHeightCoverNothing();
    void sumsBeyondInt();
    void behavesLikeAPlainList_data();
    void behavesLikeAPlainList();

private:
    static void compare(const RowGeometry &geometry, const std::vector<int> &heights,
                        QRandomGenerator &random);
};

void tst_RowGeometry::emptyHasNothing()
{
    RowGeometry geometry;
    QCOMPARE(geometry.count(), 0);
    QCOMPARE(geometry.total(), 0);
    QCOMPARE(geometry.rowAt(0), -1);
    geometry.assign({});
    QCOMPARE(geometry.rowAt(10), -1);
}

void tst_RowGeometry::findsRowsAtTheirEdges()
{
    RowGeometry geometry;
    for (const int height : {10, 20, 30})
        geometry.append(height);
    QCOMPARE(geometry.rowAt(-5), 0);
    QCOMPARE(geometry.rowAt(0), 0);
    QCOMPARE(geometry.rowAt(9), 0);
    QCOMPARE(geometry.rowAt(10), 1);
    QCOMPARE(geometry.rowAt(29), 1);
    QCOMPARE(geometry.rowAt(30), 2);
    QCOMPARE(geometry.rowAt(59), 2);
    QCOMPARE(geometry.rowAt(60), 2);
    QCOMPARE(geometry.rowAt(1'000'000), 2);
}

void tst_RowGeometry::rowsWithoutHeightCoverNothing()
{
    RowGeometry geometry;
    geometry.assign(std::vector{0, 10, 0, 0, 5});
    QCOMPARE(geometry.rowAt(0), 1);
    QCOMPARE(geometry.rowAt(10), 4);
    QCOMPARE(geometry.top(3), 10);
}

void tst_RowGeometry::sumsBeyondInt()
{
    RowGeometry geometry;
    for (int i = 0; i < 5; ++i)
        geometry.append(std::numeric_limits<int>::max());
    QCOMPARE(geometry.total(), 5LL * std::numeric_limits<int>::max());
    QCOMPARE(geometry.rowAt(4LL * std::numeric_limits<int>::max()), 4);
}

void tst_RowGeometry::behavesLikeAPlainList_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void tst_RowGeometry::behavesLikeAPlainList()
{
    QFETCH(const quint32, seed);
    QRandomGenerator random(seed);
    RowGeometry geometry;
    std::vector<int> heights;
    const auto height = [&] {
        return random.bounded(0, 200);
    };
    for (int step = 0; step < 400; ++step) {
        const int count = static_cast<int>(heights.size());
        switch (random.bounded(6)) {
        case 0:
        case 1:
            heights.push_back(height());
            geometry.append(heights.back());
            break;
        case 2: {
            const int row = random.bounded(count + 1);
            const std::vector<int> added{height(), height(), height()};
            heights.insert(heights.begin() + row, added.begin(), added.end());
            geometry.insert(row, added);
            break;
        }
        case 3:
            if (count > 0) {
                const int row = random.bounded(count);
                const int removed = std::min(count - row, random.bounded(3));
                heights.erase(heights.begin() + row, heights.begin() + row + removed);
                geometry.remove(row, removed);
            }
            break;
        case 4:
            if (count > 0) {
                const int row = random.bounded(count);
                heights[static_cast<size_t>(row)] = height();
                geometry.setHeight(row, heights[static_cast<size_t>(row)]);
            }
            break;
        default:
            if (step % 50 == 0)
                geometry.assign(heights);
            break;
        }
        compare(geometry, heights, random);
        if (QTest::currentTestFailed())
            return;
    }
}

void tst_RowGeometry::compare(const RowGeometry &geometry, const std::vector<int> &heights,
                              QRandomGenerator &random)
{
    QCOMPARE(geometry.count(), static_cast<int>(heights.size()));
    qint64 top = 0;
    for (int row = 0; row < geometry.count(); ++row) {
        QCOMPARE(geometry.top(row), top);
        QCOMPARE(geometry.height(row), heights[static_cast<size_t>(row)]);
        top += heights[static_cast<size_t>(row)];
    }
    QCOMPARE(geometry.total(), top);
    if (top == 0)
        return;
    const qint64 y = random.bounded(static_cast<int>(top));
    int expected = 0;
    for (qint64 bottom = heights[0]; bottom <= y; bottom += heights[static_cast<size_t>(expected)])
        ++expected;
    QCOMPARE(geometry.rowAt(y), expected);
}

QTEST_APPLESS_MAIN(tst_RowGeometry)
#include "tst_rowgeometry.moc"
