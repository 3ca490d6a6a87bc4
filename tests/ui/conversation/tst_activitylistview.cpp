#include "conversationfixture.h"

#include "ui/conversation/activitylistview.h"
#include "ui/conversation/senderrorbar.h"

#include <QtCore/QRandomGenerator>
#include <QtGui/QAccessible>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QToolButton>

using namespace botline;
using namespace botline::test;

namespace {

// A list in a window of its own, with what the tests ask of it.
struct Fixture
{
    explicit Fixture(QSize size = {480, 600}, int zoom = 100) : list(model, panels, testStyle(zoom))
    {
        list.resize(size);
    }

    [[nodiscard]] bool show()
    {
        list.setFocus();
        list.show();
        list.activateWindow();
        return QTest::qWaitForWindowActive(&list);
    }

    // Until nothing is left to be prepared.
    void rest()
    {
        quint64 before = 0;
        int before2 = -1;
        do {
            before = list.rows().measureCount();
            before2 = panels.created;
            for (int i = 0; i < 5; ++i)
                QCoreApplication::processEvents();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        } while (before != list.rows().measureCount() || before2 != panels.created);
    }

    QRect rect(int row) const { return list.visualRect(model.index(row)); }
    int viewHeight() const { return list.viewport()->height(); }
    int visibleCount() const
    {
        const auto [first, last] = list.visibleRows();
        return last - first + 1;
    }
    // Distance from the last row to the view's lower edge.
    int spaceBelow() const { return viewHeight() - rect(model.rowCount() - 1).bottom() - 1; }
    void scrollTo(int value) { list.verticalScrollBar()->setValue(value); }
    // The first row that begins in view: what the reader looks at.
    int readRow() const
    {
        const auto [first, last] = list.visibleRows();
        return rect(first).top() < 0 && first < last ? first + 1 : first;
    }

    ActivityModel model;
    PanelRows panels;
    ActivityListView list;
};

} // namespace

class tst_ActivityListView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standsAtTheEnd();
    void aShortConversationStandsAtTheBottom();
    void rowsFollowEachOther();
    void openingMeasuresWhatIsSeen_data();
    void openingMeasuresWhatIsSeen();
    void anAppendedRowIsMeasuredOnce();
    void aBurstIsMeasuredInViewOnly();
    void changesOutOfSightMeasureNothing();
    void aSendStateMeasuresNothing();
    void anotherWidthMeasuresWhatIsSeen();
    void aHiddenListMeasuresNothing();
    void estimatesAreNotFarOff();
    void appendedRowsMoveNothingAbove();
    void nothingMovesWhatIsRead_data();
    void nothingMovesWhatIsRead();
    void theEndIsKept();
    void nearTheEndIsTheEnd();
    void theThumbStaysUnderThePointer();
    void aLongReplyIsReadFromItsBeginning();
    void historyIsShownFromItsEnd();
    void removedAndMovedRows();
    void aNewConversationBeginsAnew();
    void widgetsLiveNearTheView();
    void aWidgetWithTheFocusStays();
    void anotherStyleReachesTheRowWithTheFocus();
    void tabShowsWhereItGoes();
    void whatTheUserSaidInARowIsFollowed();
    void whatOpensComesIntoView_data();
    void whatOpensComesIntoView();
    void whereAPressLeadsIsShown();
    void theFocusSurvivesTheEndOfItsWidget();
    void lateHeightsElsewhere();
    void troubleHasButtons();
    void removingByItsOwnButton_data();
    void removingByItsOwnButton();
    void theUnreadBarStandsAboveTheFirst();
    void isAListForScreenReaders();
    void tellsWhatWasPainted();
    void worksAtEveryZoomAndWidth_data();
    void worksAtEveryZoomAndWidth();
    void mirrorsForRightToLeft();
};

void tst_ActivityListView::standsAtTheEnd()
{
    Fixture f;
    f.model.append(chatter(200));
    QVERIFY(f.show());
    QVERIFY(f.list.isAtEnd());
    QCOMPARE(f.spaceBelow(), f.list.rows().metrics().bottomPadding);
    QCOMPARE(f.list.visibleRows().second, 199);
    QCOMPARE(f.list.verticalScrollBar()->value(), f.list.verticalScrollBar()->maximum());
}

void tst_ActivityListView::aShortConversationStandsAtTheBottom()
{
    Fixture f;
    f.model.append({botSays(u"Hello"_s)});
    QVERIFY(f.show());
    QCOMPARE(f.spaceBelow(), f.list.rows().metrics().bottomPadding);
    QVERIFY(f.rect(0).top() > f.viewHeight() / 2);
    QCOMPARE(f.list.verticalScrollBar()->maximum(), 0);
    QVERIFY(!f.list.indexAt({50, 10}).isValid());
    QCOMPARE(f.list.indexAt(f.rect(0).center()).row(), 0);
}

void tst_ActivityListView::rowsFollowEachOther()
{
    Fixture f;
    f.model.append(chatter(50));
    QVERIFY(f.show());
    f.scrollTo(500);
    f.rest();
    const auto [first, last] = f.list.visibleRows();
    for (int row = first; row < last; ++row) {
        QVERIFY(f.rect(row).height() > 0);
        QCOMPARE(f.rect(row).bottom() + 1, f.rect(row + 1).top());
        QCOMPARE(f.list.indexAt(f.rect(row).center()).row(), row);
    }
    QVERIFY(f.rect(first).top() <= 0);
    QVERIFY(f.rect(last).bottom() >= f.viewHeight() - 1);
}

void tst_ActivityListView::openingMeasuresWhatIsSeen_data()
{
    QTest::addColumn<int>("rows");
    QTest::newRow("100") << 100;
    QTest::newRow("1000") << 1000;
    QTest::newRow("20000") << 20'000;
}

void tst_ActivityListView::openingMeasuresWhatIsSeen()
{
    QFETCH(const int, rows);
    Fixture f;
    f.model.append(chatter(rows));
    QCOMPARE(f.list.rows().measureCount(), 0);
    QVERIFY(f.show());
    f.rest();
    // One screen in view, one ready on either side.
    QVERIFY(f.list.rows().measureCount() > 0);
    QVERIFY2(int(f.list.rows().measureCount()) <= 3 * f.visibleCount() + 6,
             qPrintable(QString::number(f.list.rows().measureCount())));

    const quint64 before = f.list.rows().measureCount();
    f.scrollTo(f.list.verticalScrollBar()->maximum() / 2);
    f.rest();
    QVERIFY(int(f.list.rows().measureCount() - before) <= 4 * f.visibleCount() + 8);
}

void tst_ActivityListView::anAppendedRowIsMeasuredOnce()
{
    for (const int rows : {100, 5000}) {
        Fixture f;
        f.model.append(chatter(rows));
        QVERIFY(f.show());
        f.rest();
        for (int i = 0; i < 50; ++i) {
            const quint64 before = f.list.rows().measureCount();
            f.model.append(
                {botSays(u"Another line, this time number %1"_s.arg(i), noon(60 * (rows + i)))});
            f.list.viewport()->repaint();
            QCOMPARE(f.list.rows().measureCount() - before, 1);
            QVERIFY(f.list.isAtEnd());
        }
        f.rest();
        // Scrolled up, the row is not even seen.
        f.scrollTo(0);
        f.rest();
        const quint64 before = f.list.rows().measureCount();
        f.model.append({botSays(u"Another line"_s, noon(60 * (rows + 60)))});
        f.rest();
        QCOMPARE(f.list.rows().measureCount() - before, 0);
    }
}

void tst_ActivityListView::aBurstIsMeasuredInViewOnly()
{
    Fixture f;
    f.model.append(chatter(20));
    QVERIFY(f.show());
    f.rest();
    const quint64 before = f.list.rows().measureCount();
    f.model.append(chatter(500, noon(60 * 60)));
    QVERIFY(int(f.list.rows().measureCount() - before) <= f.visibleCount() + 1);
    QVERIFY(f.list.isAtEnd());
}

void tst_ActivityListView::changesOutOfSightMeasureNothing()
{
    Fixture f;
    f.model.append(chatter(500));
    QVERIFY(f.show());
    f.rest();
    const quint64 before = f.list.rows().measureCount();
    for (int row = 0; row < 100; ++row) {
        ActivityEntry entry = f.model.entry(row);
        entry.activity.text = u"Quite another text of another length. "_s.repeated(row % 6);
        f.model.update(row, entry);
    }
    f.rest();
    QCOMPARE(f.list.rows().measureCount(), before);
}

void tst_ActivityListView::aSendStateMeasuresNothing()
{
    Fixture f;
    f.model.append(chatter(30));
    f.model.append({iSay(u"on its way"_s, noon(3600), SendState::Sending)});
    QVERIFY(f.show());
    f.rest();
    quint64 before = f.list.rows().measureCount();
    ActivityEntry entry = f.model.entry(30);
    for (const SendState state : {SendState::Delivered, SendState::Sent}) {
        entry.delivery.state = state;
        f.model.update(30, entry);
        f.list.viewport()->repaint();
    }
    QCOMPARE(f.list.rows().measureCount(), before);

    before = f.list.rows().measureCount();
    entry.activity.text = u"edited"_s;
    f.model.update(30, entry);
    f.list.viewport()->repaint();
    QCOMPARE(f.list.rows().measureCount() - before, 1);
}

void tst_ActivityListView::anotherWidthMeasuresWhatIsSeen()
{
    Fixture f;
    f.model.append(chatter(2000));
    QVERIFY(f.show());
    f.scrollTo(f.list.verticalScrollBar()->maximum() / 2);
    f.rest();
    quint64 before = f.list.rows().measureCount();
    f.list.resize(420, 600);
    const int inView = int(f.list.rows().measureCount() - before);
    QVERIFY(inView > 0);
    QVERIFY2(inView <= f.visibleCount() + 1, qPrintable(QString::number(inView)));
    // Words that fit without a break need no layout: in a wide window bubbles have their full
    // width.
    f.list.resize(900, 600);
    f.rest();
    before = f.list.rows().measureCount();
    f.list.resize(1000, 600);
    f.rest();
    QCOMPARE(f.list.rows().measureCount(), before);
}

void tst_ActivityListView::aHiddenListMeasuresNothing()
{
    Fixture f;
    f.model.append(chatter(100));
    QVERIFY(f.show());
    f.scrollTo(700);
    f.rest();
    const int row = f.readRow();
    const QPersistentModelIndex read(f.model.index(row));
    const QRect place = f.rect(row);
    f.list.hide();
    const quint64 before = f.list.rows().measureCount();
    f.model.append(chatter(300, noon(100 * 60)));
    f.model.insert(0, {botSays(u"An earlier one"_s, noon(-60))});
    f.rest();
    QCOMPARE(f.list.rows().measureCount(), before);
    QVERIFY(f.show());
    QCOMPARE(f.rect(read.row()), place);
}

void tst_ActivityListView::estimatesAreNotFarOff()
{
    Fixture f;
    f.model.append(chatter(300));
    QVERIFY(f.show());
    const double estimated = f.list.rows().geometry().total();
    // See them all.
    for (int value = 0; value < f.list.verticalScrollBar()->maximum(); value += 400) {
        f.scrollTo(value);
        f.rest();
    }
    const double exact = f.list.rows().geometry().total();
    QVERIFY2(std::abs(estimated - exact) / exact < 0.15,
             qPrintable(u"%1 for %2"_s.arg(estimated).arg(exact)));
}

void tst_ActivityListView::appendedRowsMoveNothingAbove()
{
    Fixture f;
    f.model.append(chatter(300));
    QVERIFY(f.show());
    f.scrollTo(2000);
    f.rest();
    const auto [first, last] = f.list.visibleRows();
    const QRect place = f.rect(first);
    for (int i = 0; i < 1000; ++i)
        f.model.append({botSays(u"Line %1"_s.arg(i), noon(60 * (300 + i)))});
    f.rest();
    QCOMPARE(f.list.visibleRows().first, first);
    QCOMPARE(f.rect(first), place);
    QVERIFY(!f.list.isAtEnd());
}

void tst_ActivityListView::nothingMovesWhatIsRead_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 6; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void tst_ActivityListView::nothingMovesWhatIsRead()
{
    QFETCH(const quint32, seed);
    QRandomGenerator random(seed);
    Fixture f;
    QList<ActivityEntry> entries = chatter(400);
    for (qsizetype i = 0; i < entries.size(); i += 9)
        entries[i] = withAttachment(entries[i]);
    f.model.append(entries);
    QVERIFY(f.show());
    f.scrollTo(f.list.verticalScrollBar()->maximum() / 2);
    f.rest();
    const QPersistentModelIndex read(f.model.index(f.readRow()));
    const int y = f.rect(read.row()).top();
    QVERIFY(y >= 0);

    for (int step = 0; step < 60; ++step) {
        const int rows = f.model.rowCount();
        const int other = random.bounded(rows);
        switch (random.bounded(6)) {
        case 0:
            f.model.append(
                {botSays(u"new words "_s.repeated(random.bounded(1, 60)), noon(90'000 + step))});
            break;
        case 1:
            f.model.insert(random.bounded(read.row() + 1),
                           {botSays(u"earlier words "_s.repeated(random.bounded(1, 60)))});
            break;
        case 2: // a picture arrives
            f.panels.setHeight(f.model.at(other - other % 9).key, random.bounded(20, 400));
            break;
        case 3:
            if (other != read.row())
                f.model.remove(other);
            break;
        case 4:
            if (other != read.row()) {
                ActivityEntry entry = f.model.entry(other);
                entry.activity.text = u"changed words "_s.repeated(random.bounded(1, 60));
                f.model.update(other, entry);
            }
            break;
        default:
            f.list.resize(random.bounded(300, 700), random.bounded(500, 700));
            break;
        }
        if (random.bounded(3) == 0)
            f.rest();
        QCOMPARE(f.rect(read.row()).top(), y);
        // And everything in view is where it belongs.
        const auto [first, last] = f.list.visibleRows();
        for (int row = first; row < last; ++row)
            QCOMPARE(f.rect(row).bottom() + 1, f.rect(row + 1).top());
    }
}

void tst_ActivityListView::theEndIsKept()
{
    Fixture f;
    QList<ActivityEntry> entries = chatter(60);
    for (qsizetype i = 0; i < entries.size(); i += 4)
        entries[i] = withAttachment(entries[i]);
    f.model.append(entries);
    QVERIFY(f.show());
    const auto stands = [&] {
        QVERIFY(f.list.isAtEnd());
        QCOMPARE(f.spaceBelow(), f.list.rows().metrics().bottomPadding);
    };
    stands();
    f.rest();
    stands();
    f.list.resize(360, 500);
    stands();
    f.list.resize(700, 640);
    f.rest();
    stands();
    f.panels.setHeight(f.model.at(56).key, 300);
    stands();
    f.model.append({botSays(u"one more"_s, noon(7200)), iSay(u"and mine"_s, noon(7300))});
    stands();
    f.model.remove(f.model.rowCount() - 1);
    stands();
    f.list.setChatStyle(testStyle(150));
    stands();
}

void tst_ActivityListView::nearTheEndIsTheEnd()
{
    Fixture f;
    f.model.append(chatter(100));
    QVERIFY(f.show());
    f.rest();
    QSignalSpy changes(&f.list, &ActivityListView::atEndChanged);
    const auto end = [&] {
        return f.list.verticalScrollBar()->maximum();
    };
    f.scrollTo(end() - 48);
    f.rest();
    QVERIFY(f.list.isAtEnd());
    // It is not pulled down for that.
    QCOMPARE(f.list.verticalScrollBar()->value(), end() - 48);
    f.scrollTo(end() - 49);
    QVERIFY(!f.list.isAtEnd());
    QCOMPARE(changes.size(), 1);
    f.scrollTo(end() - 20);
    QVERIFY(f.list.isAtEnd());
    f.model.append({botSays(u"one more"_s, noon(7200))});
    QCOMPARE(f.spaceBelow(), f.list.rows().metrics().bottomPadding);
}

void tst_ActivityListView::theThumbStaysUnderThePointer()
{
    Fixture f;
    f.model.append(chatter(1000));
    QVERIFY(f.show());
    f.rest();
    QScrollBar *bar = f.list.verticalScrollBar();
    const int range = bar->maximum();
    bar->setSliderDown(true);
    for (int value = range; value > 0; value -= range / 7) {
        bar->setSliderPosition(value);
        f.rest();
        QCOMPARE(bar->maximum(), range);
        QCOMPARE(bar->value(), value);
    }
    bar->setSliderPosition(0);
    QCOMPARE(f.list.visibleRows().first, 0);
    const QRect place = f.rect(0);
    bar->setSliderDown(false);
    QCOMPARE(f.rect(0), place);
    QCOMPARE(bar->value(), 0);
}

void tst_ActivityListView::aLongReplyIsReadFromItsBeginning()
{
    Fixture f;
    f.model.append(chatter(30));
    QVERIFY(f.show());
    f.rest();
    f.model.append({botSays(u"A long answer. "_s.repeated(600), noon(3600)),
                    botSays(u"Anything else?"_s, noon(3601))});
    QCOMPARE(f.rect(30).top(), 0);
    QVERIFY(!f.list.isAtEnd());
    QCOMPARE(f.list.unread().count(), 2);
    f.rest();
    QCOMPARE(f.rect(30).top(), 0);
    QCOMPARE(f.list.rows().unreadBar(), -1); // nobody was away

    // Own words, however long, are known.
    f.list.goToEnd();
    f.model.append({iSay(u"A long question. "_s.repeated(600), noon(3700))});
    QVERIFY(f.list.isAtEnd());
}

void tst_ActivityListView::historyIsShownFromItsEnd()
{
    Fixture f;
    QVERIFY(f.show());
    f.model.append({botSays(u"A long greeting. "_s.repeated(600))});
    QVERIFY(f.list.isAtEnd());
    QList<ActivityEntry> page = chatter(50);
    page[20] = botSays(u"A long answer. "_s.repeated(600), noon(20 * 60));
    f.model.append(page);
    QVERIFY(f.list.isAtEnd());
    QCOMPARE(f.list.unread().count(), 0);
}

void tst_ActivityListView::removedAndMovedRows()
{
    Fixture f;
    f.model.append(chatter(100));
    QVERIFY(f.show());
    f.scrollTo(1500);
    f.rest();
    const int row = f.readRow();
    const int y = f.rect(row).top();
    const QString next = f.model.at(row + 1).key;
    f.model.remove(row);
    // Its successor takes the place.
    QCOMPARE(f.model.rowOfKey(next), row);
    QCOMPARE(f.rect(row).top(), y);

    const QString key = f.model.at(2).key;
    const int height = f.rect(2).height();
    f.model.move(2, 90);
    QCOMPARE(f.model.rowOfKey(key), 90);
    QVERIFY(std::abs(f.rect(90).height() - height) <= f.list.rows().metrics().nameHeight * 3);
    QCOMPARE(f.rect(row - 1).top(), y); // one less above
    f.rest();
    for (int i = 0; i < 99; ++i)
        QCOMPARE(f.rect(i).top() + f.rect(i).height(),
                 i < 98 ? f.rect(i + 1).top() : f.rect(i).bottom() + 1);

    while (f.model.rowCount() > 0)
        f.model.remove(f.model.rowCount() / 2);
    QCOMPARE(f.list.visibleRows(), std::pair(-1, -1));
    f.model.append({botSays(u"again"_s)});
    QVERIFY(f.list.isAtEnd());
}

void tst_ActivityListView::aNewConversationBeginsAnew()
{
    Fixture f;
    f.model.append(chatter(300));
    QVERIFY(f.show());
    f.scrollTo(0);
    f.rest();
    f.model.clear();
    QCOMPARE(f.list.rows().count(), 0);
    QVERIFY(f.list.isAtEnd());
    QCOMPARE(f.list.rows().cache().count(), 0);
    f.list.viewport()->repaint();
    f.model.append(chatter(200));
    QVERIFY(f.list.isAtEnd());
    QCOMPARE(f.list.visibleRows().second, 199);
}

void tst_ActivityListView::widgetsLiveNearTheView()
{
    Fixture f;
    QList<ActivityEntry> entries = chatter(300);
    for (ActivityEntry &entry : entries)
        entry = withAttachment(entry);
    f.model.append(entries);
    QCOMPARE(f.panels.created, 0);
    QVERIFY(f.show());
    f.rest();
    QVERIFY(f.panels.alive() >= f.visibleCount());
    QVERIFY(f.panels.alive() <= 3 * f.visibleCount() + 4);
    const auto [first, last] = f.list.visibleRows();
    for (int row = first; row <= last; ++row) {
        const RowPanel *panel = f.panels.panel(f.model.at(row).key);
        QVERIFY(panel);
        QVERIFY(panel->isVisible());
        QCOMPARE(panel->height(), 120);
        QVERIFY(f.rect(row).contains(panel->geometry()));
        QCOMPARE(panel->parentWidget(), f.list.viewport());
    }
    const QString lastKey = f.model.at(299).key;
    f.scrollTo(0);
    f.rest();
    QVERIFY(!f.panels.panel(lastKey));
    QVERIFY(f.panels.panel(f.model.at(0).key));
    QVERIFY(f.panels.alive() <= 3 * f.visibleCount() + 4);
    // A small step and back makes nothing new.
    const int created = f.panels.created;
    f.scrollTo(60);
    f.rest();
    const int afterStep = f.panels.created;
    f.scrollTo(0);
    f.rest();
    f.scrollTo(60);
    f.rest();
    QVERIFY(afterStep - created <= 2);
    QCOMPARE(f.panels.created, afterStep);
}

void tst_ActivityListView::aWidgetWithTheFocusStays()
{
    Fixture f;
    QList<ActivityEntry> entries = chatter(200);
    entries[199] = withAttachment(entries[199]);
    f.model.append(entries);
    QVERIFY(f.show());
    f.rest();
    const QString key = f.model.at(199).key;
    const QPointer<RowPanel> panel = f.panels.panel(key);
    QVERIFY(panel);
    panel->field->setFocus(Qt::MouseFocusReason);
    panel->field->setText(u"half a sentence"_s);
    f.scrollTo(0);
    f.rest();
    f.list.resize(400, 500);
    f.rest();
    QVERIFY(panel);
    QVERIFY(panel->field->hasFocus());
    QVERIFY(!f.list.viewport()->rect().intersects(panel->geometry()));
    // New rows do not move the list away from somebody who types in a card.
    f.list.goToEnd();
    f.rest();
    const int y = panel->y();
    f.model.append({botSays(u"Meanwhile"_s, noon(90'000))});
    f.rest();
    QCOMPARE(panel->y(), y);

    f.list.setFocus();
    f.scrollTo(0);
    f.rest();
    QVERIFY(!panel);
}

void tst_ActivityListView::anotherStyleReachesTheRowWithTheFocus()
{
    Fixture f;
    f.model.append({botSays(u"Hello"_s), withAttachment(botSays(u"Card"_s))});
    QVERIFY(f.show());
    f.rest();
    const QString key = f.model.at(1).key;
    const QPointer<RowPanel> old = f.panels.panel(key);
    old->button->setFocus(Qt::MouseFocusReason);
    f.list.setChatStyle(testStyle(150));
    f.rest();
    QVERIFY(!old);
    QVERIFY(f.panels.panel(key)->button->hasFocus()); // where it was
}

void tst_ActivityListView::tabShowsWhereItGoes()
{
    Fixture f;
    f.model.append({withAttachment(botSays(u"Card"_s))});
    f.model.append(chatter(20));
    QVERIFY(f.show());
    f.rest();
    f.scrollTo(0);
    f.rest();
    RowPanel *panel = f.panels.panel(f.model.at(0).key);
    panel->field->setFocus(Qt::MouseFocusReason);
    const auto inView = [&](const QWidget *widget) {
        return f.list.viewport()->rect().contains(
            QRect(widget->mapTo(f.list.viewport(), QPoint()), widget->size()));
    };
    f.scrollTo(panel->y() + panel->button->y() + panel->button->height());
    f.rest();
    QVERIFY(!inView(panel->button));
    QTest::keyClick(panel->field, Qt::Key_Tab);
    QVERIFY(panel->button->hasFocus());
    QVERIFY(inView(panel->button));
}

// Somebody in a card must not lose it from sight, unless they sent it (ux.md §3.4).
void tst_ActivityListView::whatTheUserSaidInARowIsFollowed()
{
    Fixture f;
    f.model.append(chatter(20));
    f.model.append({withAttachment(botSays(u"Shall I?"_s, noon(5000)))});
    QVERIFY(f.show());
    f.rest();
    RowPanel *panel = f.panels.panel(f.model.at(20).key);
    panel->button->setFocus(Qt::MouseFocusReason);
    f.model.append(chatter(3, noon(6000)));
    QVERIFY(!f.list.isAtEnd());
    f.list.goToEnd(); // it was pressed
    f.model.append(chatter(3, noon(7000)));
    QVERIFY(f.list.isAtEnd());
    panel->field->setFocus(Qt::MouseFocusReason);
    f.model.append(chatter(3, noon(8000)));
    QVERIFY(!f.list.isAtEnd());
}

void tst_ActivityListView::whatOpensComesIntoView_data()
{
    QTest::addColumn<bool>("byMouse");
    QTest::addColumn<int>("height");
    QTest::addColumn<bool>("wholly");
    QTest::newRow("by mouse") << true << 300 << true;
    QTest::newRow("by key") << false << 300 << true;
    QTest::newRow("more than fits") << false << 2000 << false;
}

void tst_ActivityListView::whatOpensComesIntoView()
{
    QFETCH(bool, byMouse);
    QFETCH(int, height);
    QFETCH(bool, wholly);
    Fixture f;
    f.model.append(chatter(20));
    f.model.append({withAttachment(botSays(u"A card"_s, noon(5000)))});
    QVERIFY(f.show());
    f.rest();
    const QString key = f.model.at(20).key;
    RowPanel *panel = f.panels.panel(key);
    panel->button->setFocusPolicy(Qt::StrongFocus);
    panel->button->setFocus(Qt::OtherFocusReason);
    connect(panel->button, &QPushButton::clicked, &f.list,
            [&] { // as cards do it: after the press is through
                QTimer::singleShot(0, panel, [&] { f.panels.setHeight(key, height); });
            });
    const auto bottom = [&] {
        return f.rect(20).bottom();
    };
    if (byMouse)
        QTest::mouseClick(panel->button, Qt::LeftButton);
    else
        QTest::keyClick(panel->button, Qt::Key_Space);
    QTRY_COMPARE(panel->height(), height);
    f.rest();
    QCOMPARE(bottom() < f.list.viewport()->height(), wholly);
    QVERIFY(panel->button->hasFocus());
    const int top = panel->button->mapTo(f.list.viewport(), QPoint()).y();
    QVERIFY(top >= 0 && top < f.list.viewport()->height());
    // What grows without being pressed stays where it is.
    const int before = f.rect(20).top();
    f.panels.setHeight(key, height + 500);
    f.rest();
    QCOMPARE(f.rect(20).top(), before);
}

// A press that leads to a field, as to one that is not filled in: there is where one looks.
void tst_ActivityListView::whereAPressLeadsIsShown()
{
    Fixture f;
    f.model.append(chatter(20));
    f.model.append({withAttachment(botSays(u"A card"_s, noon(5000)))});
    f.panels.setHeight(f.model.at(20).key, 2000);
    QVERIFY(f.show());
    f.rest();
    RowPanel *panel = f.panels.panel(f.model.at(20).key);
    panel->button->setFocusPolicy(Qt::StrongFocus);
    panel->button->setFocus(Qt::OtherFocusReason);
    panel->field->move(0, 0);
    const auto inView = [&](const QWidget *widget) {
        return f.list.viewport()->rect().contains(
            QRect(widget->mapTo(f.list.viewport(), QPoint()), widget->size()));
    };
    QVERIFY(!inView(panel->field));
    connect(panel->button, &QPushButton::clicked, &f.list, [&] {
        panel->field->setFocus(Qt::OtherFocusReason);
        QTimer::singleShot(0, panel, [&] { f.panels.setHeight(f.model.at(20).key, 2100); });
    });
    QTest::keyClick(panel->button, Qt::Key_Space);
    QTRY_COMPARE(panel->height(), 2100);
    f.rest();
    QVERIFY(panel->field->hasFocus());
    QVERIFY(inView(panel->field));
}

void tst_ActivityListView::theFocusSurvivesTheEndOfItsWidget()
{
    Fixture f;
    f.model.append({botSays(u"Hello"_s), withAttachment(botSays(u"Card"_s))});
    QVERIFY(f.show());
    f.rest();
    f.panels.panel(f.model.at(1).key)->field->setFocus();
    f.model.remove(1);
    f.rest();
    QVERIFY(f.list.hasFocus());
    QCOMPARE(f.panels.alive(), 0);
}

void tst_ActivityListView::lateHeightsElsewhere()
{
    Fixture f;
    QList<ActivityEntry> entries = chatter(60);
    for (qsizetype i = 0; i < entries.size(); i += 2)
        entries[i] = withAttachment(entries[i]);
    f.model.append(entries);
    QVERIFY(f.show());
    f.scrollTo(f.list.verticalScrollBar()->maximum() / 2);
    f.rest();
    const int row = f.readRow();
    const int y = f.rect(row).top();
    for (int i = 0; i < 100; ++i) {
        // All but what the reader looks at: whatever grows, grows away from there.
        const int other = i % 30 * 2;
        f.panels.setHeight(f.model.at(other).key, 60 + i * 37 % 300);
        QCOMPARE(f.rect(row).top(), y);
    }
    f.rest();
    QCOMPARE(f.rect(row).top(), y);
    const auto [first, last] = f.list.visibleRows();
    for (int shown = first; shown <= last; ++shown) {
        if (const RowPanel *panel = f.panels.panel(f.model.at(shown).key))
            QCOMPARE(panel->height(), panel->heightForWidth(panel->width()));
    }
}

void tst_ActivityListView::troubleHasButtons()
{
    Fixture f;
    f.model.append(chatter(5));
    ActivityEntry failed = iSay(u"Lost words"_s, noon(400), SendState::Failed);
    failed.delivery.failure = u"The service did not answer. Try again in a moment."_s;
    failed.delivery.details = u"HTTP 502"_s;
    failed.delivery.canRetry = true;
    f.model.append({failed});
    QVERIFY(f.show());
    f.rest();
    auto *trouble = f.list.viewport()->findChild<SendErrorBar *>();
    QVERIFY(trouble);
    QVERIFY(f.rect(5).contains(trouble->geometry()));
    QCOMPARE(trouble->height(), trouble->heightForWidth(trouble->width()));
    QCOMPARE(trouble->accessibleName(), failed.delivery.failure);

    const std::pair<const char *, void (ActivityListView::*)(const QString &)> buttons[] = {
        {"retry", &ActivityListView::retryRequested},
        {"edit", &ActivityListView::editRequested},
        {"copyDetails", &ActivityListView::copyDetailsRequested},
        {"remove", &ActivityListView::discardRequested},
    };
    for (const auto &[name, signal] : buttons) {
        auto *button = trouble->findChild<QToolButton *>(QString::fromLatin1(name));
        QVERIFY(button && button->isVisible());
        QVERIFY(!button->text().isEmpty());
        QVERIFY(button->height() >= 24);
        QVERIFY(trouble->rect().contains(button->geometry()));
        QVERIFY(button->focusPolicy() & Qt::TabFocus);
        QSignalSpy spy(&f.list, signal);
        button->click();
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.first().first().toString(), failed.key);
    }

    // Sent again: the buttons go, the focus stays in the list.
    trouble->findChild<QToolButton *>(u"retry"_s)->setFocus();
    const int height = f.rect(5).height();
    ActivityEntry again = f.model.entry(5);
    again.delivery.state = SendState::Queued;
    f.model.update(5, again);
    f.rest();
    QVERIFY(!f.list.viewport()->findChild<SendErrorBar *>());
    QVERIFY(f.rect(5).height() < height);
    QVERIFY(f.list.hasFocus());

    // What may have arrived is not offered for editing.
    again.delivery.state = SendState::Unconfirmed;
    f.model.update(5, again);
    f.rest();
    trouble = f.list.viewport()->findChild<SendErrorBar *>();
    QVERIFY(trouble);
    QVERIFY(trouble->findChild<QToolButton *>(u"edit"_s)->isHidden());
    QVERIFY(!trouble->findChild<QToolButton *>(u"retry"_s)->isHidden());
}

void tst_ActivityListView::removingByItsOwnButton_data()
{
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("after");
    QTest::newRow("the only row") << 0 << 0;
    QTest::newRow("the last") << 4 << 0;
    QTest::newRow("the first") << 0 << 4;
    QTest::newRow("in the middle") << 40 << 4;
}

// The row goes while its button is still telling of the click, and takes the focus with it.
void tst_ActivityListView::removingByItsOwnButton()
{
    QFETCH(int, before);
    QFETCH(int, after);
    Fixture f;
    f.model.append(chatter(before));
    ActivityEntry failed = iSay(u"Lost words"_s, noon(60 * before), SendState::Failed);
    failed.delivery.failure = u"The service could not use this."_s;
    failed.delivery.canRetry = true;
    f.model.append({failed});
    f.model.append(chatter(after, noon(60 * before + 100)));
    QVERIFY(f.show());
    QVERIFY(QTest::qWaitForWindowActive(&f.list));
    f.rest();
    connect(&f.list, &ActivityListView::discardRequested, &f.list,
            [&f, wanted = failed.key](const QString &key) {
                f.model.remove(f.model.rowOfKey(key));
                QCOMPARE(key, wanted); // it outlives the row
            });
    auto *trouble = f.list.viewport()->findChild<SendErrorBar *>();
    QVERIFY(trouble);
    auto *button = trouble->findChild<QToolButton *>(u"remove"_s);
    button->setFocus(Qt::MouseFocusReason);
    QTest::mouseClick(button, Qt::LeftButton);
    f.rest();
    QCOMPARE(f.model.rowCount(), before + after);
    QVERIFY(!f.list.viewport()->findChild<SendErrorBar *>());
    QVERIFY(f.list.hasFocus());
}

void tst_ActivityListView::theUnreadBarStandsAboveTheFirst()
{
    Fixture f;
    f.model.append(chatter(100));
    QVERIFY(f.show());
    f.scrollTo(0);
    f.rest();
    f.model.append({iSay(u"mine"_s, noon(100 * 60)), botSays(u"a"_s, noon(100 * 60 + 1)),
                    botSays(u"b"_s, noon(100 * 60 + 2))});
    QCOMPARE(f.list.rows().unreadBar(), 101);
    QCOMPARE(f.list.unread().count(), 2);
    QVERIFY(f.list.rows().parts(101).testFlag(RowPart::UnreadBar));
    f.model.append({botSays(u"c"_s, noon(100 * 60 + 3))});
    QCOMPARE(f.list.rows().unreadBar(), 101);
    QCOMPARE(f.list.unread().count(), 3);

    QVERIFY(f.list.goToFirstUnread());
    QCOMPARE(f.list.currentIndex().row(), 101);
    QVERIFY(f.rect(101).top() >= 0 && f.rect(101).top() < f.viewHeight());
    QVERIFY(!f.list.goToFirstUnread()); // it is in view now

    const int height = f.rect(101).height();
    f.list.removeUnreadBar();
    QCOMPARE(f.list.rows().unreadBar(), -1);
    QVERIFY(f.rect(101).height() < height);
    f.list.goToEnd();
    QCOMPARE(f.list.unread().count(), 0);
}

void tst_ActivityListView::isAListForScreenReaders()
{
    Fixture f;
    f.model.append(chatter(2000));
    f.model.append({botSays(u"The **answer**"_s, noon(200'000))});
    QVERIFY(f.show());
    f.rest();
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&f.list);
    QVERIFY(list);
    QCOMPARE(list->role(), QAccessible::List);
    QCOMPARE(list->text(QAccessible::Name), u"Conversation"_s);
    QCOMPARE(list->childCount(), 2001);
    QAccessibleInterface *item = list->child(2000);
    QVERIFY(item);
    QCOMPARE(item->role(), QAccessible::ListItem);
    QCOMPARE(item->text(QAccessible::Name), accessibleText(f.model.at(2000)));
    QVERIFY(item->text(QAccessible::Name).contains(u"The answer"_s));
    QCOMPARE(item->rect().size(), f.rect(2000).size());
    QCOMPARE(list->childAt(item->rect().center().x(), item->rect().center().y()), item);

    f.list.setFocus();
    f.list.setCurrentIndex(f.model.index(2000));
    QCOMPARE(list->focusChild(), item);
    QVERIFY(item->state().focused);
}

void tst_ActivityListView::tellsWhatWasPainted()
{
    Fixture f;
    f.model.append(chatter(100));
    QCOMPARE(f.list.paintedRows(), std::pair(-1, -1));
    QSignalSpy painted(&f.list, &ActivityListView::painted);
    QVERIFY(f.show());
    QTRY_VERIFY(!painted.isEmpty());
    QCOMPARE(painted.last().at(1).toInt(), 99);
    QCOMPARE(f.list.paintedRows(), f.list.visibleRows());
    painted.clear();
    f.model.append({botSays(u"new"_s, noon(7000))});
    QTRY_VERIFY(!painted.isEmpty());
    QCOMPARE(painted.last().at(1).toInt(), 100);
    f.scrollTo(0);
    f.list.viewport()->repaint();
    QCOMPARE(painted.last().at(0).toInt(), 0);
}

void tst_ActivityListView::worksAtEveryZoomAndWidth_data()
{
    QTest::addColumn<int>("zoom");
    QTest::addColumn<int>("width");
    for (const int zoom : {50, 100, 200, 300}) {
        for (const int width : {120, 360, 480, 1600})
            QTest::addRow("%d %%, %d px", zoom, width) << zoom << width;
    }
}

void tst_ActivityListView::worksAtEveryZoomAndWidth()
{
    QFETCH(const int, zoom);
    QFETCH(const int, width);
    Fixture f({width, 600}, zoom);
    ActivityEntry failed = iSay(u"Lost"_s, noon(60), SendState::Failed);
    failed.delivery.failure = u"The service did not answer. Try again in a moment."_s;
    failed.delivery.canRetry = true;
    f.model.append({botSays(u"Hello and welcome"_s), notice(u"Conversation started"_s),
                    withAttachment(botSays(u"Look"_s)), failed,
                    botSays(u"averylongwordwithoutanyplacetobreakitinsideofit"_s, noon(120))});
    QVERIFY(f.show());
    f.rest();
    const int viewWidth = f.list.viewport()->width();
    const ListMetrics &metrics = f.list.rows().metrics();
    QVERIFY(metrics.textWidth(viewWidth) > 0);
    for (int row = 0; row < f.model.rowCount(); ++row)
        QVERIFY(f.rect(row).height() > 0);
    if (width >= 360) {
        // Nothing sticks out.
        for (const QWidget *widget :
             f.list.viewport()->findChildren<QWidget *>(Qt::FindDirectChildrenOnly)) {
            QVERIFY(widget->x() >= 0);
            QVERIFY(widget->geometry().right() < viewWidth);
        }
        QVERIFY(metrics.textWidth(viewWidth) <= metrics.style.bubbleMaxWidth(viewWidth));
    }
    f.list.viewport()->repaint();
}

void tst_ActivityListView::mirrorsForRightToLeft()
{
    Fixture f;
    f.list.setLayoutDirection(Qt::RightToLeft);
    f.model.append({withAttachment(botSays(u"From the bot"_s)), withAttachment(iSay(u"Mine"_s))});
    QVERIFY(f.show());
    f.rest();
    const int middle = f.list.viewport()->width() / 2;
    const RowPanel *bots = f.panels.panel(f.model.at(0).key);
    const RowPanel *mine = f.panels.panel(f.model.at(1).key);
    QVERIFY(bots->geometry().center().x() > middle);
    QVERIFY(mine->geometry().center().x() < middle);
    f.list.setLayoutDirection(Qt::LeftToRight);
    f.rest();
    QVERIFY(bots->geometry().center().x() < middle);
}

QTEST_MAIN(tst_ActivityListView)
#include "tst_activitylistview.moc"
