#include "ui/compose/flowarea.h"
#include "ui/compose/flowlayout.h"

#include <QtTest/QTest>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include <array>

using botline::FlowArea;
using botline::FlowLayout;

namespace {

class Box : public QWidget
{
public:
    Box(int width, int height, QWidget *parent) : QWidget(parent), m_size(width, height) { }
    QSize sizeHint() const override { return m_size; }

private:
    QSize m_size;
};

} // namespace

class TestFlowLayout : public QObject
{
    Q_OBJECT

private:
    QWidget *m_parent = nullptr;
    std::array<Box *, 4> m_boxes{};

    FlowLayout *makeBoxes()
    {
        auto *layout = new FlowLayout(m_parent);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(10);
        for (Box *&box : m_boxes) {
            box = new Box(100, 20, m_parent);
            layout->addWidget(box);
        }
        return layout;
    }

private Q_SLOTS:
    void init() { m_parent = new QWidget; }
    void cleanup() { delete m_parent; }

    void wrapsWhatDoesNotFit()
    {
        const FlowLayout *layout = makeBoxes();
        m_parent->resize(330, 100);
        m_parent->show();
        QCOMPARE(m_boxes[0]->pos(), QPoint(0, 0));
        QCOMPARE(m_boxes[1]->pos(), QPoint(110, 0));
        QCOMPARE(m_boxes[2]->pos(), QPoint(220, 0));
        QCOMPARE(m_boxes[3]->pos(), QPoint(0, 30));
        QCOMPARE(layout->heightForWidth(330), 50);
        QCOMPARE(layout->heightForWidth(430), 20);
        QCOMPARE(layout->heightForWidth(100), 4 * 20 + 3 * 10);
    }

    void takesNoRoomForHiddenItems()
    {
        const FlowLayout *layout = makeBoxes();
        m_boxes[1]->hide();
        m_boxes[2]->hide();
        m_parent->resize(330, 100);
        m_parent->show();
        QCOMPARE(m_boxes[3]->pos(), QPoint(110, 0));
        QCOMPARE(layout->heightForWidth(330), 20);
    }

    void squeezesWhatIsWiderThanTheLayout()
    {
        makeBoxes();
        m_parent->resize(60, 400);
        m_parent->show();
        for (const Box *box : m_boxes)
            QCOMPARE(box->width(), 60);
    }

    void mirrorsForRightToLeft()
    {
        makeBoxes();
        m_parent->setLayoutDirection(Qt::RightToLeft);
        m_parent->resize(330, 100);
        m_parent->show();
        QCOMPARE(m_boxes[0]->geometry().right(), 329);
        QCOMPARE(m_boxes[1]->geometry().right(), 219);
    }

    void areaGrowsToItsLimitAndScrollsThen()
    {
        auto *column = new QVBoxLayout(m_parent);
        column->setContentsMargins(0, 0, 0, 0);
        auto *area = new FlowArea(m_parent);
        column->addWidget(area);
        column->addStretch(1);
        area->flow().setSpacing(10);
        area->setHeightLimit(100);
        for (int i = 0; i < 3; ++i) {
            auto *box = new Box(100, 20, nullptr);
            area->append(box, box);
        }
        m_parent->resize(100, 400);
        m_parent->show();
        QTRY_COMPARE(area->height(), 3 * 20 + 2 * 10);
        for (int i = 0; i < 3; ++i) {
            auto *box = new Box(100, 20, nullptr);
            area->append(box, box);
        }
        QTRY_COMPARE(area->height(), 100);
        QTRY_VERIFY(area->widget()->height() >= 6 * 20 + 5 * 10);
    }

    void areaKeepsItsChipsTogetherInTheOrderOfTab()
    {
        auto *column = new QVBoxLayout(m_parent);
        auto *before = new QPushButton(m_parent);
        auto *area = new FlowArea(m_parent);
        auto *after = new QPushButton(m_parent);
        for (QWidget *widget : {static_cast<QWidget *>(before), static_cast<QWidget *>(area),
                                static_cast<QWidget *>(after)})
            column->addWidget(widget);
        auto *first = new QPushButton;
        auto *second = new QPushButton;
        area->append(first, first);
        area->append(second, second);
        m_parent->show();
        m_parent->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_parent));
        before->setFocus();
        for (QWidget *next : {first, second, after}) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QCOMPARE(QApplication::focusWidget(), next);
        }
        // The first may go and others come.
        delete first;
        auto *third = new QPushButton;
        area->append(third, third);
        before->setFocus();
        for (QWidget *next : {second, third, after}) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QCOMPARE(QApplication::focusWidget(), next);
        }
    }
};

QTEST_MAIN(TestFlowLayout)
#include "tst_flowlayout.moc"
