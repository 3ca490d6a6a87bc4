#include "panelbench.h"

#include "ui/cards/columns.h"

#include <QtTest/QtTest>

#include <numeric>

using namespace botline;
using namespace botline::test;

namespace {

// As wide as it is told to be, and so high that its area stays.
class Block : public CardPart
{
public:
    Block(const CardContextPtr &context, int natural) : CardPart(context), m_natural(natural) { }

protected:
    int computeHeight(int width) const override { return m_natural * 20 / width; }
    int computeNaturalWidth() const override { return m_natural; }

private:
    int m_natural;
};

} // namespace

class tst_Columns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void autoTakesWhatItNeeds();
    void sharesDivideTheRest();
    void sharesKeepSomeRoom();
    void longAutosAreCutEqually();
    void fixedComesFirst();
    void neverTooWide();
    void standsBelowOneAnotherWhenNarrow();
    void hiddenColumnsTakeNothing();
    void isAsHighAsTheHighest();
    void stacksSkipWhatIsHidden();

private:
    using Kind = Columns::Width::Kind;

    void add(int natural, Kind kind, double value = 1)
    {
        auto *block = new Block(m_context, natural);
        m_blocks.append(block);
        m_columns->add(block, {kind, value});
    }

    PanelBench m_bench;
    CardEvents m_events;
    CardContextPtr m_context;
    std::unique_ptr<Columns> m_columns;
    QList<Block *> m_blocks;
};

void tst_Columns::init()
{
    m_context = std::make_shared<const CardContext>(
        CardContext{ChatStyle(false, 100, QFont()), m_bench.content(), m_bench.states(),
                    m_bench.actions(), m_events, u"row"_s});
    m_columns = std::make_unique<Columns>(m_context, 10);
    m_blocks.clear();
}

void tst_Columns::autoTakesWhatItNeeds()
{
    add(50, Kind::Auto);
    add(80, Kind::Auto);
    QCOMPARE(m_columns->widthsFor(400), (QList<int>{50, 80}));
    QCOMPARE(m_columns->naturalWidth(), 140);
}

void tst_Columns::sharesDivideTheRest()
{
    add(50, Kind::Auto);
    add(10, Kind::Share, 1);
    add(10, Kind::Share, 3);
    QCOMPARE(m_columns->widthsFor(270), (QList<int>{50, 50, 150}));
}

void tst_Columns::sharesKeepSomeRoom()
{
    add(1000, Kind::Auto);
    add(200, Kind::Share);
    const QList<int> widths = m_columns->widthsFor(310);
    QCOMPARE(widths, (QList<int>{228, 72}));
}

void tst_Columns::longAutosAreCutEqually()
{
    add(1000, Kind::Auto);
    add(20, Kind::Auto);
    add(500, Kind::Auto);
    QCOMPARE(m_columns->widthsFor(240), (QList<int>{100, 20, 100}));
}

void tst_Columns::fixedComesFirst()
{
    add(7, Kind::Fixed, 60);
    add(1000, Kind::Auto);
    QCOMPARE(m_columns->widthsFor(170), (QList<int>{60, 100}));
}

void tst_Columns::neverTooWide()
{
    add(300, Kind::Fixed, 300);
    add(100, Kind::Auto);
    add(100, Kind::Share);
    for (int width = 30; width < 900; width += 7) {
        const QList<int> widths = m_columns->widthsFor(width);
        QVERIFY(std::accumulate(widths.begin(), widths.end(), 20) <= width);
    }
}

void tst_Columns::standsBelowOneAnotherWhenNarrow()
{
    add(400, Kind::Share);
    add(400, Kind::Auto);
    add(20, Kind::Fixed, 20);
    const auto placed = [this](int width) {
        m_columns->place(QRect(0, 0, width, m_columns->heightForWidth(width)));
        for (const Block *block : std::as_const(m_blocks))
            QVERIFY(m_columns->rect().contains(block->geometry()));
    };
    placed(200); // room for words in each
    QCOMPARE(m_blocks.at(1)->y(), 0);
    QVERIFY(m_blocks.at(1)->x() > m_blocks.at(0)->geometry().right());
    placed(90);
    QCOMPARE(m_blocks.at(0)->width(), 90);
    QCOMPARE(m_blocks.at(1)->width(), 90);
    QCOMPARE(m_blocks.at(2)->width(), 20);
    QVERIFY(m_blocks.at(1)->y() > m_blocks.at(0)->geometry().bottom());
    QVERIFY(m_blocks.at(2)->y() > m_blocks.at(1)->geometry().bottom());
}

void tst_Columns::hiddenColumnsTakeNothing()
{
    add(50, Kind::Auto);
    add(80, Kind::Auto);
    add(10, Kind::Share);
    m_blocks.at(1)->setShown(false);
    QCOMPARE(m_columns->widthsFor(160), (QList<int>{50, 0, 100}));
}

void tst_Columns::isAsHighAsTheHighest()
{
    add(40, Kind::Share);
    add(200, Kind::Share);
    QCOMPARE(m_columns->heightForWidth(210), m_blocks.at(1)->heightForWidth(100));
    m_columns->resize(210, m_columns->heightForWidth(210));
    m_columns->show();
    QCOMPARE(m_blocks.at(0)->height(), m_blocks.at(1)->height());
    QCOMPARE(m_blocks.at(1)->x(), 110);
    m_columns->setLayoutDirection(Qt::RightToLeft);
    m_columns->resize(230, m_columns->heightForWidth(230));
    QCOMPARE(m_blocks.at(1)->x(), 0);
}

void tst_Columns::stacksSkipWhatIsHidden()
{
    Stack stack(m_context, 10);
    auto *first = new Block(m_context, 100);
    auto *second = new Block(m_context, 100);
    stack.add(first);
    stack.add(second);
    stack.setMargins({5, 6, 5, 7});
    QCOMPARE(stack.heightForWidth(110), 6 + 20 + 10 + 20 + 7);
    first->setShown(false);
    QCOMPARE(stack.heightForWidth(110), 6 + 20 + 7);
    QCOMPARE(stack.naturalWidth(), 110);
    first->setShown(true);
    QCOMPARE(stack.heightForWidth(110), 6 + 20 + 10 + 20 + 7);
}

QTEST_MAIN(tst_Columns)
#include "tst_columns.moc"
