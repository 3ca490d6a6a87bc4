// The boxes that parts of cards stand in.
#include "ui/cards/blocks/boxblock.h"
#include "ui/cards/blocks/columnsblock.h"
#include "ui/cards/blocks/flowblock.h"
#include "ui/cards/blocks/stackblock.h"

#include <QtTest/QtTest>

#include <algorithm>
#include <numeric>

using namespace botline;

namespace {

// As wide as it is told to be, and so high that its area stays.
class Sample : public Block
{
public:
    explicit Sample(int natural) : m_natural(natural) { }

protected:
    int measure(int width) override { return std::max(1, m_natural * 20 / width); }
    int measureNatural() override { return m_natural; }
    int measureMinimum() override { return std::min(m_natural, 40); }
    void arrange(const QRect &) override { }

private:
    int m_natural;
};

using Kind = ColumnsBlock::Width::Kind;

} // namespace

class tst_Blocks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stacksPutGapsBetweenWhatIsShown();
    void stacksLetChildrenBleed();
    void boxesKeepTheirPadding();
    void columnsShareTheRoom();
    void columnsAreNeverWiderThanTheRoom();
    void columnsStandInLinesWhenNarrow();
    void flowsBreakLikeWords();
    void flowsMayStack();
};

void tst_Blocks::stacksPutGapsBetweenWhatIsShown()
{
    StackBlock stack;
    Block *first = stack.add(std::make_unique<Sample>(100));
    Block *second = stack.add(std::make_unique<Sample>(100));
    first->gap = 5; // nothing is above it
    second->gap = 10;
    QCOMPARE(stack.heightFor(100), 20 + 10 + 20);
    first->setVisible(false);
    QCOMPARE(stack.heightFor(100), 20);
    first->setVisible(true);
    QCOMPARE(stack.heightFor(100), 20 + 10 + 20);
    QCOMPARE(stack.naturalWidth(), 100);
}

void tst_Blocks::stacksLetChildrenBleed()
{
    BoxBlock box;
    box.setPadding(12, 12);
    auto *stack = box.add(std::make_unique<StackBlock>());
    stack->setBleedRoom(box.padding());
    Block *banner = stack->add(std::make_unique<Sample>(100));
    banner->bleeds = true;
    Block *below = stack->add(std::make_unique<Sample>(100));
    below->gap = 8;
    box.place(QRect(0, 0, 124, box.heightFor(124)));
    QCOMPARE(banner->rect().topLeft(), QPoint(0, 0));
    QCOMPARE(banner->rect().width(), 124);
    QCOMPARE(below->rect().x(), 12);
    QCOMPARE(below->rect().width(), 100);
    QCOMPARE(box.rect().height() - below->rect().y() - below->rect().height(), 12);
}

void tst_Blocks::boxesKeepTheirPadding()
{
    BoxBlock box;
    box.setPadding({5, 6, 7, 8});
    Block *inside = box.add(std::make_unique<Sample>(100));
    QCOMPARE(box.naturalWidth(), 112);
    QCOMPARE(box.heightFor(112), 6 + 20 + 8);
    box.place(QRect(0, 0, 112, 34));
    QCOMPARE(inside->rect(), QRect(5, 6, 100, 20));
}

void tst_Blocks::columnsShareTheRoom()
{
    ColumnsBlock columns;
    for (const auto &[natural, kind, amount] :
         {std::tuple{50, Kind::Natural, 0.0}, std::tuple{60, Kind::Pixels, 60.0},
          std::tuple{10, Kind::Rest, 0.0}})
        columns.addColumn(std::make_unique<Sample>(natural), {kind, amount});
    columns.last().gap = 10;
    columns.place(QRect(0, 0, 320, columns.heightFor(320)));
    const QRect rest = columns.last().rect();
    QCOMPARE(rest.x(), 120);
    QCOMPARE(rest.width(), 200);
    QCOMPARE(rest.height(), 20); // as high as the highest
}

void tst_Blocks::columnsAreNeverWiderThanTheRoom()
{
    for (int width = 90; width < 900; width += 7) {
        ColumnsBlock columns;
        columns.addColumn(std::make_unique<Sample>(1000), {Kind::Natural, 0});
        columns.addColumn(std::make_unique<Sample>(500), {Kind::Natural, 0});
        columns.addColumn(std::make_unique<Sample>(100), {Kind::Rest, 0});
        columns.place(QRect(0, 0, width, columns.heightFor(width)));
        const QRect last = columns.last().rect();
        QVERIFY2(last.x() + last.width() <= width, qPrintable(QString::number(width)));
    }
}

void tst_Blocks::columnsStandInLinesWhenNarrow()
{
    ColumnsBlock columns;
    columns.setLines(32, 8);
    columns.addColumn(std::make_unique<Sample>(100), {Kind::Rest, 0});
    columns.addColumn(std::make_unique<Sample>(100), {Kind::Rest, 0});
    columns.place(QRect(0, 0, 100, columns.heightFor(100)));
    QCOMPARE(columns.last().rect().y(), 0);
    columns.place(QRect(0, 0, 50, columns.heightFor(50)));
    QCOMPARE(columns.last().rect().x(), 0);
    QVERIFY(columns.last().rect().y() > 0);
}

void tst_Blocks::flowsBreakLikeWords()
{
    FlowBlock flow(8, Qt::AlignLeft);
    flow.setLineGap(4);
    flow.add(std::make_unique<Sample>(60));
    flow.add(std::make_unique<Sample>(60));
    flow.place(QRect(0, 0, 128, flow.heightFor(128)));
    QCOMPARE(flow.last().rect(), QRect(68, 0, 60, 20));
    flow.place(QRect(0, 0, 127, flow.heightFor(127)));
    QCOMPARE(flow.last().rect(), QRect(0, 24, 60, 20));
}

void tst_Blocks::flowsMayStack()
{
    FlowBlock flow(8, Qt::AlignLeft);
    flow.setStacking(true);
    flow.setLineGap(6);
    Block *first = flow.add(std::make_unique<Sample>(60));
    flow.add(std::make_unique<Sample>(20));
    flow.add(std::make_unique<Sample>(60));
    flow.place(QRect(0, 0, 156, flow.heightFor(156)));
    QCOMPARE(flow.last().rect().y(), 0);
    flow.place(QRect(0, 0, 120, flow.heightFor(120)));
    QCOMPARE(first->rect().width(), 120);
    QCOMPARE(flow.last().rect().width(), 120);
    QVERIFY(flow.last().rect().y() > first->rect().y() + first->rect().height());
}

QTEST_MAIN(tst_Blocks)
#include "tst_blocks.moc"
