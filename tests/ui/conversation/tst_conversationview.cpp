#include "conversationfixture.h"

#include "tests/ui/recordingactions.h"
#include "ui/conversation/conversationlist.h"
#include "ui/conversation/conversationview.h"
#include "ui/conversation/waitingline.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QScrollBar>

using namespace botline;
using namespace botline::test;

namespace {

struct Fixture
{
    Fixture() : view(model, panels, actions, testStyle()), other(nullptr)
    {
        view.resize(480, 600);
        view.setFocus();
    }

    [[nodiscard]] bool show()
    {
        view.show();
        view.activateWindow();
        return QTest::qWaitForWindowActive(&view);
    }
    // Somebody else's window is in front.
    [[nodiscard]] bool leave()
    {
        other.show();
        other.activateWindow();
        return QTest::qWaitForWindowActive(&other) && !view.isActiveWindow();
    }

    ConversationList *list() const { return static_cast<ConversationList *>(view.list()); }
    QPushButton *pill() const { return view.findChild<QPushButton *>(u"newMessagesPill"_s); }
    WaitingLine *waiting() const { return view.findChild<WaitingLine *>(u"waitingLine"_s); }
    QWidget *date() const { return view.findChild<QWidget *>(u"floatingDate"_s); }
    QScrollBar *bar() const { return list()->verticalScrollBar(); }
    QRect rect(int row) const { return list()->visualRect(model.index(row)); }

    ActivityModel model;
    PanelRows panels;
    RecordingActions actions;
    ConversationView view;
    QWidget other;
};

} // namespace

class tst_ConversationView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePillIsThereWhenTheEndIsNot();
    void thePillLeadsToTheFirstUnreadThenToTheEnd();
    void thePillCanBePressedByKeyboard();
    void thePillStaysInTheMiddle();
    void readingTakesAMoment();
    void messagesThatComeWhileAwayAreMarked();
    void historyIsNeverNew();
    void sendingGoesToTheEnd();
    void theDateFloatsWhileScrolling();
    void theDateDoesNotRepeatASeparator();
    void typingIsToldAfterAMoment();
    void waitingCounts();
    void waitingMovesNothing();
    void typingGoesBeforeWaiting();
    void tellsWhatWasPainted();
    void typedLettersAndSelection();
    void changesItsStyle();
};

void tst_ConversationView::thePillIsThereWhenTheEndIsNot()
{
    Fixture f;
    f.model.append(chatter(100));
    QVERIFY(f.show());
    QVERIFY(f.view.isAtEnd());
    QVERIFY(!f.pill()->isVisible());
    f.bar()->setValue(500);
    QVERIFY(!f.view.isAtEnd());
    QVERIFY(f.pill()->isVisible());
    QVERIFY(!f.pill()->accessibleName().isEmpty());
    QVERIFY(f.view.rect().contains(f.pill()->geometry()));

    f.model.append(
        {botSays(u"a"_s, noon(7000)), iSay(u"mine"_s, noon(7001)), botSays(u"b"_s, noon(7002))});
    QCOMPARE(f.view.unreadCount(), 2);
    QVERIFY(f.pill()->text().contains(u"2"_s));
    f.bar()->setValue(f.bar()->maximum());
    QVERIFY(!f.pill()->isVisible());
    QCOMPARE(f.view.unreadCount(), 0);
}

void tst_ConversationView::thePillLeadsToTheFirstUnreadThenToTheEnd()
{
    Fixture f;
    f.model.append(chatter(100));
    QVERIFY(f.show());
    f.bar()->setValue(0);
    f.model.append(chatter(60, noon(100 * 60)));
    const int first = f.list()->unread().first();
    QCOMPARE(first, 101); // row 100 is ours
    QTest::mouseClick(f.pill(), Qt::LeftButton);
    QVERIFY(f.rect(first).top() >= 0);
    QVERIFY(f.rect(first).top() < 40);
    QVERIFY(f.view.list()->hasFocus());
    QCOMPARE(f.list()->currentIndex().row(), first);
    QVERIFY(!f.view.isAtEnd());
    QTest::mouseClick(f.pill(), Qt::LeftButton);
    QVERIFY(f.view.isAtEnd());
    QVERIFY(!f.pill()->isVisible());
}

void tst_ConversationView::thePillCanBePressedByKeyboard()
{
    Fixture f;
    f.model.append(chatter(100));
    QVERIFY(f.show());
    f.bar()->setValue(0);
    QTest::keyClick(f.view.list(), Qt::Key_Tab);
    QVERIFY(f.pill()->hasFocus());
    QTest::keyClick(f.pill(), Qt::Key_Space);
    QVERIFY(f.view.isAtEnd());
    QVERIFY(f.view.list()->hasFocus());
    f.list()->setCurrentIndex(f.model.index(3));
    f.list()->scrollTo(f.model.index(3));
    f.view.readOn();
    QCOMPARE(f.list()->currentIndex().row(), 99);
}

void tst_ConversationView::thePillStaysInTheMiddle()
{
    Fixture f;
    f.model.append(chatter(100));
    QVERIFY(f.show());
    f.bar()->setValue(0);
    for (const int width : {900, 420, 700}) {
        f.view.resize(width, 600);
        const int middle = f.list()->viewport()->width() / 2;
        QVERIFY(qAbs(f.pill()->geometry().center().x() - middle) <= 1);
    }
}

void tst_ConversationView::readingTakesAMoment()
{
    Fixture f;
    f.model.append(chatter(100));
    QVERIFY(f.show());
    f.bar()->setValue(0);
    f.model.append(chatter(100, noon(100 * 60)));
    const int unread = f.view.unreadCount();
    QVERIFY(unread > 40);
    QVERIFY(f.list()->goToFirstUnread());
    QCOMPARE(f.view.unreadCount(), unread); // not read by passing by
    QTRY_VERIFY(f.view.unreadCount() < unread);
    QVERIFY(f.view.unreadCount() > 0); // those further down are not seen yet
    QVERIFY(f.pill()->isVisible());
}

void tst_ConversationView::messagesThatComeWhileAwayAreMarked()
{
    Fixture f;
    f.model.append(chatter(100));
    QVERIFY(f.show());
    QVERIFY(f.leave());
    f.model.append({botSays(u"a"_s, noon(7000))});
    f.model.append({botSays(u"b"_s, noon(7001))});
    QVERIFY(f.view.isAtEnd()); // still followed
    QCOMPARE(f.view.unreadCount(), 2);
    QCOMPARE(f.list()->rows().unreadBar(), 100);
    f.view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&f.view));
    QTRY_COMPARE(f.view.unreadCount(), 0);
    QCOMPARE(f.list()->rows().unreadBar(), 100); // until something is sent
    f.view.goToEnd();
    QCOMPARE(f.list()->rows().unreadBar(), -1);
}

void tst_ConversationView::historyIsNeverNew()
{
    Fixture f;
    QVERIFY(f.show());
    for (int page = 0; page < 5; ++page)
        f.model.append(chatter(100, noon(page * 6000)));
    QVERIFY(f.view.isAtEnd());
    QCOMPARE(f.view.unreadCount(), 0);
    QCOMPARE(f.list()->rows().unreadBar(), -1);
}

void tst_ConversationView::sendingGoesToTheEnd()
{
    Fixture f;
    f.model.append(chatter(100));
    QVERIFY(f.show());
    f.bar()->setValue(0);
    f.model.append({botSays(u"new"_s, noon(7000)), iSay(u"mine"_s, noon(7100), SendState::Queued)});
    QVERIFY(!f.view.isAtEnd());
    QCOMPARE(f.list()->rows().unreadBar(), 100);
    f.view.goToEnd();
    QVERIFY(f.view.isAtEnd());
    QVERIFY(f.rect(101).bottom() < f.list()->viewport()->height());
    QCOMPARE(f.list()->rows().unreadBar(), -1);
}

void tst_ConversationView::theDateFloatsWhileScrolling()
{
    Fixture f;
    f.model.append(chatter(400, noon()));
    QVERIFY(f.show());
    QVERIFY(!f.date()->isVisible());
    f.bar()->setValue(f.bar()->maximum() - 400);
    QVERIFY(f.date()->isVisible());
    QVERIFY(!f.date()->accessibleName().isEmpty());
    QTRY_VERIFY(!f.date()->isVisible());
}

void tst_ConversationView::theDateDoesNotRepeatASeparator()
{
    Fixture f;
    f.model.append(chatter(100));
    QVERIFY(f.show());
    f.bar()->setValue(0); // the first row shows its day
    QVERIFY(!f.date()->isVisible());
}

void tst_ConversationView::typingIsToldAfterAMoment()
{
    Fixture f;
    f.model.append(chatter(100));
    QVERIFY(f.show());
    const int place = f.rect(99).top();
    f.view.setBotTyping(true, u"Echo"_s);
    QVERIFY(!f.waiting()->isVisible());
    QTRY_VERIFY(f.waiting()->isVisible());
    QCOMPARE(f.waiting()->text(), u"Echo is typing"_s);
    QCOMPARE(f.waiting()->accessibleName(), u"Echo is typing"_s);
    QVERIFY(f.waiting()->geometry().top() >= f.rect(99).bottom());
    QVERIFY(f.list()->viewport()->rect().contains(f.waiting()->geometry()));
    QCOMPARE(f.rect(99).top(), place);
    f.view.setBotTyping(false, {});
    QVERIFY(!f.waiting()->isVisible());
    QCOMPARE(f.rect(99).top(), place);
    // Over before it was shown: nothing flickers.
    f.view.setBotTyping(true, u"Echo"_s);
    f.view.setBotTyping(false, {});
    QVERIFY(!f.waiting()->isVisible());
}

void tst_ConversationView::waitingCounts()
{
    Fixture f;
    f.model.append(chatter(3));
    QVERIFY(f.show());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    f.view.setWaitingSince(now);
    QVERIFY(!f.waiting()->isVisible());
    QTRY_VERIFY(f.waiting()->isVisible());
    QVERIFY(f.waiting()->text().startsWith(u"Waiting for a reply … 0"_s));
    QVERIFY(!f.waiting()->isSlow());
    const QString early = f.waiting()->text();
    QTRY_VERIFY(f.waiting()->text() != early);
    QCOMPARE(f.waiting()->accessibleName(), u"Waiting for a reply"_s); // no counting aloud
    f.view.setWaitingSince(now.addSecs(-6));
    QVERIFY(f.waiting()->isSlow());
    const int length = static_cast<int>(f.waiting()->text().size());
    f.view.setWaitingSince(now.addSecs(-16));
    QVERIFY(f.waiting()->text().size() > length + 10); // the note
    f.view.setWaitingSince({});
    QVERIFY(!f.waiting()->isVisible());
}

void tst_ConversationView::waitingMovesNothing()
{
    Fixture f;
    f.model.append(chatter(100));
    QVERIFY(f.show());
    f.view.setWaitingSince(QDateTime::currentDateTimeUtc().addSecs(-2));
    QTRY_VERIFY(f.waiting()->isVisible());
    const int range = f.bar()->maximum();
    f.view.setWaitingSince({});
    QCOMPARE(f.bar()->maximum(), range);
    // Scrolled up, it is out of sight and takes nothing.
    f.bar()->setValue(700);
    const int row = f.list()->visibleRows().first;
    const QRect place = f.rect(row);
    f.view.setWaitingSince(QDateTime::currentDateTimeUtc().addSecs(-20));
    QTRY_VERIFY(f.waiting()->isVisible());
    QCOMPARE(f.rect(row), place);
    QVERIFY(f.waiting()->y() > f.list()->viewport()->height());
}

void tst_ConversationView::typingGoesBeforeWaiting()
{
    Fixture f;
    f.model.append(chatter(3));
    QVERIFY(f.show());
    f.view.setWaitingSince(QDateTime::currentDateTimeUtc().addSecs(-6));
    QTRY_VERIFY(f.waiting()->isVisible());
    f.view.setBotTyping(true, u"<b>Echo</b>"_s);
    QCOMPARE(f.waiting()->text(), u"<b>Echo</b> is typing"_s);
    QVERIFY(!f.waiting()->isSlow());
    f.view.setBotTyping(false, {});
    QVERIFY(f.waiting()->isSlow());
}

void tst_ConversationView::tellsWhatWasPainted()
{
    Fixture f;
    QCOMPARE(f.view.paintedRows(), std::pair(-1, -1));
    QSignalSpy painted(&f.view, &ConversationView::painted);
    f.model.append(chatter(100));
    QVERIFY(f.show());
    QTRY_VERIFY(!painted.isEmpty());
    QCOMPARE(painted.last().at(1).toInt(), 99);
    QCOMPARE(f.view.paintedRows().second, 99);
}

void tst_ConversationView::typedLettersAndSelection()
{
    Fixture f;
    f.model.append(chatter(3));
    QVERIFY(f.show());
    QSignalSpy typed(&f.view, &ConversationView::composeRequested);
    QTest::keyClicks(f.list(), u"x"_s);
    QCOMPARE(typed.value(0).value(0).toString(), u"x"_s);
    f.list()->selectAll();
    QVERIFY(!f.view.selectedText().isEmpty());
    QCOMPARE(f.view.selectedText(), f.list()->selectedText());
}

void tst_ConversationView::changesItsStyle()
{
    Fixture f;
    QList<ActivityEntry> entries = chatter(50);
    entries[49] = withAttachment(entries[49]);
    f.model.append(entries);
    QVERIFY(f.show());
    const int height = f.rect(48).height();
    const QPointer<RowPanel> panel = f.panels.panel(f.model.at(49).key);
    f.view.setChatStyle(testStyle(200));
    QVERIFY(f.rect(48).height() > height * 3 / 2);
    QVERIFY(f.view.isAtEnd());
    QTRY_VERIFY(!panel); // made anew in the new style
    QVERIFY(f.panels.panel(f.model.at(49).key));
    f.view.setChatStyle(ChatStyle(true, 100, QGuiApplication::font()));
    QCOMPARE(f.rect(48).height(), height);
}

QTEST_MAIN(tst_ConversationView)
#include "tst_conversationview.moc"
