#include "panelbench.h"

#include "ui/cards/attachments/carousel.h"
#include "ui/style/roundbutton.h"

#include <QtTest/QtTest>

using namespace botline;
using namespace botline::test;

namespace {

ActivityEntry carouselOf(int count)
{
    QByteArray json = "[";
    for (int i = 0; i < count; ++i) {
        const QByteArray number = QByteArray::number(i);
        json += QByteArray(i ? "," : "")
            + R"({"contentType":"application/vnd.microsoft.card.hero","content":{"title":"C)"
            + number + R"(","text":")" + QByteArray("words ").repeated(10 * (i + 1))
            + R"(","buttons":[{"type":"imBack","value":"x","title":"B)" + number + R"("}]}})";
    }
    return entryOf(json + "]", u"carousel"_s);
}

} // namespace

class tst_Carousel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void arrowsGoBackAndForth();
    void keysMove();
    void onlyASidewaysWheelMoves();
    void draggingMoves_data();
    void draggingMoves();
    void focusBringsCardsIn();
    void cardsAreEquallyHigh();
    void needsNoArrowsWhenAllFits();
    void showsThatThereIsMore();
    void isMirrored();
    void keepsItsPlaceWhenResized();

private:
    static QWidget *cardWith(const QWidget &panel, const QString &title)
    {
        QWidget *card = textOf(panel, title);
        while (!qobject_cast<Carousel *>(card->parentWidget()->parentWidget()))
            card = card->parentWidget();
        return card;
    }
    static bool isInSight(const QWidget &carousel, const QWidget *card)
    {
        const int x = card->mapTo(&carousel, QPoint()).x();
        return x >= 0 && x + card->width() <= carousel.width();
    }
    static RoundButton *arrow(const QWidget &panel, const QString &name)
    {
        return panel.findChild<RoundButton *>(name);
    }
};

void tst_Carousel::arrowsGoBackAndForth()
{
    PanelBench bench;
    const auto panel = bench.make(carouselOf(4), 500);
    auto *carousel = panel->findChild<Carousel *>();
    RoundButton *left = arrow(*panel, u"carouselLeft"_s);
    RoundButton *right = arrow(*panel, u"carouselRight"_s);
    QVERIFY(isInSight(*carousel, cardWith(*panel, u"C0"_s)));
    QVERIFY(!isInSight(*carousel, cardWith(*panel, u"C3"_s)));
    QVERIFY(!left->isEnabled());
    QVERIFY(right->isEnabled());
    QVERIFY(!left->accessibleName().isEmpty());

    for (int i = 0; i < 10 && right->isEnabled(); ++i)
        right->click();
    QTRY_VERIFY(isInSight(*carousel, cardWith(*panel, u"C3"_s)));
    QVERIFY(!right->isEnabled());
    // The last card stands at the edge, and the way back begins at once.
    const int end = cardWith(*panel, u"C3"_s)->geometry().right();
    QCOMPARE(end, carousel->width() - 1);
    left->click();
    QTRY_VERIFY(cardWith(*panel, u"C3"_s)->geometry().right() > end);
}

void tst_Carousel::keysMove()
{
    PanelBench bench;
    const auto panel = bench.make(carouselOf(4), 340);
    auto *carousel = panel->findChild<Carousel *>();
    QTest::keyClick(carousel, Qt::Key_Right);
    QCOMPARE(carousel->current(), 1);
    QTest::keyClick(carousel, Qt::Key_Left);
    QTest::keyClick(carousel, Qt::Key_Left);
    QCOMPARE(carousel->current(), 0);
    QTest::keyClick(carousel, Qt::Key_End);
    QTRY_VERIFY(isInSight(*carousel, cardWith(*panel, u"C3"_s)));
    QTest::keyClick(carousel, Qt::Key_Home);
    QTRY_VERIFY(isInSight(*carousel, cardWith(*panel, u"C0"_s)));
}

void tst_Carousel::onlyASidewaysWheelMoves()
{
    PanelBench bench;
    const auto panel = bench.make(carouselOf(4), 340);
    auto *carousel = panel->findChild<Carousel *>();
    const auto roll = [carousel](QPoint delta, Qt::KeyboardModifiers modifiers) {
        const QPointF at(10, 10);
        QWheelEvent event(at, carousel->mapToGlobal(at), {}, delta, Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(carousel, &event);
        return event.isAccepted();
    };
    QVERIFY(!roll({0, -120}, Qt::NoModifier)); // scrolls the conversation
    QCOMPARE(carousel->current(), 0);
    QVERIFY(roll({-120, 0}, Qt::NoModifier));
    QCOMPARE(carousel->current(), 1);
    QVERIFY(roll({0, -120}, Qt::ShiftModifier));
    QCOMPARE(carousel->current(), 2);
    QVERIFY(roll({60, 0}, Qt::NoModifier)); // half a notch is collected
    QCOMPARE(carousel->current(), 2);
    QVERIFY(roll({60, 0}, Qt::NoModifier));
    QCOMPARE(carousel->current(), 1);
}

void tst_Carousel::draggingMoves_data()
{
    QTest::addColumn<int>("by");
    QTest::addColumn<Qt::LayoutDirection>("direction");
    QTest::addColumn<int>("current");
    QTest::newRow("on") << -120 << Qt::LeftToRight << 2;
    QTest::newRow("back") << 120 << Qt::LeftToRight << 0;
    QTest::newRow("hardly") << -20 << Qt::LeftToRight << 1;
    QTest::newRow("mirrored") << 120 << Qt::RightToLeft << 2;
}

void tst_Carousel::draggingMoves()
{
    QFETCH(int, by);
    QFETCH(Qt::LayoutDirection, direction);
    QFETCH(int, current);
    PanelBench bench;
    const auto panel = bench.make(carouselOf(5), 400);
    panel->setLayoutDirection(direction);
    auto *carousel = panel->findChild<Carousel *>();
    carousel->setCurrent(1);
    QWidget *card = cardWith(*panel, u"C1"_s);
    const QPoint from(200, 3); // on its ground, not on words
    const QPoint to = from + QPoint(by, 0);
    const auto send = [&](QEvent::Type type, const QPoint &point, Qt::MouseButtons buttons) {
        const QPointF place = card->mapFrom(carousel, point);
        QMouseEvent event(type, place, carousel->mapToGlobal(QPointF(point)),
                          type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton, buttons, {});
        QCoreApplication::sendEvent(card, &event);
    };
    send(QEvent::MouseButtonPress, from, Qt::LeftButton);
    QMouseEvent move(QEvent::MouseMove, QPointF(to), carousel->mapToGlobal(QPointF(to)),
                     Qt::NoButton, Qt::LeftButton, {});
    QCoreApplication::sendEvent(carousel, &move);
    QMouseEvent release(QEvent::MouseButtonRelease, QPointF(to), carousel->mapToGlobal(QPointF(to)),
                        Qt::LeftButton, Qt::NoButton, {});
    QCoreApplication::sendEvent(carousel, &release);
    QCOMPARE(carousel->current(), current);
}

void tst_Carousel::focusBringsCardsIn()
{
    PanelBench bench;
    const auto panel = bench.make(carouselOf(4), 340);
    panel->activateWindow();
    QTRY_VERIFY(panel->isActiveWindow());
    auto *carousel = panel->findChild<Carousel *>();
    button(*panel, u"B2"_s)->setFocus();
    QTRY_VERIFY(isInSight(*carousel, cardWith(*panel, u"C2"_s)));
    button(*panel, u"B0"_s)->setFocus();
    QTRY_VERIFY(isInSight(*carousel, cardWith(*panel, u"C0"_s)));
}

void tst_Carousel::cardsAreEquallyHigh()
{
    PanelBench bench;
    const auto panel = bench.make(carouselOf(3), 500);
    const int height = cardWith(*panel, u"C0"_s)->height();
    QVERIFY(height > 50);
    QCOMPARE(cardWith(*panel, u"C2"_s)->height(), height);
    QCOMPARE(cardWith(*panel, u"C0"_s)->width(), cardWith(*panel, u"C2"_s)->width());
}

void tst_Carousel::needsNoArrowsWhenAllFits()
{
    PanelBench bench;
    const auto panel = bench.make(carouselOf(2), 900);
    QVERIFY(!arrow(*panel, u"carouselRight"_s)->isVisibleTo(panel.get()));
    const int withoutArrows = panel->heightForWidth(900);
    QVERIFY(panel->heightForWidth(400) > withoutArrows);
    QCOMPARE(panel->sizeHint().height(), withoutArrows);
}

void tst_Carousel::showsThatThereIsMore()
{
    PanelBench bench;
    for (const int width : {220, 260, 320}) {
        const auto panel = bench.make(carouselOf(2), width);
        auto *carousel = panel->findChild<Carousel *>();
        const QWidget *next = cardWith(*panel, u"C1"_s);
        const int x = next->mapTo(carousel, QPoint()).x();
        QVERIFY(x < width && x + next->width() > width);
    }
}

void tst_Carousel::isMirrored()
{
    PanelBench bench;
    const auto panel = bench.make(carouselOf(4), 340);
    panel->setLayoutDirection(Qt::RightToLeft);
    panel->resize(341, panel->heightForWidth(341));
    auto *carousel = panel->findChild<Carousel *>();
    const QWidget *first = cardWith(*panel, u"C0"_s);
    QCOMPARE(first->geometry().right(), carousel->width() - 1);
    QVERIFY(!arrow(*panel, u"carouselRight"_s)->isEnabled());
    arrow(*panel, u"carouselLeft"_s)->click();
    QCOMPARE(carousel->current(), 1);
    QTest::keyClick(carousel, Qt::Key_Right);
    QCOMPARE(carousel->current(), 0);
}

void tst_Carousel::keepsItsPlaceWhenResized()
{
    PanelBench bench;
    const auto panel = bench.make(carouselOf(5), 340);
    auto *carousel = panel->findChild<Carousel *>();
    carousel->setCurrent(2);
    panel->resize(360, panel->heightForWidth(360));
    QCOMPARE(carousel->current(), 2);
    QCOMPARE(cardWith(*panel, u"C2"_s)->mapTo(carousel, QPoint()).x(), 0);
}

QTEST_MAIN(tst_Carousel)
#include "tst_carousel.moc"
