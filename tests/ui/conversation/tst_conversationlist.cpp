#include "conversationfixture.h"

#include "ui/conversation/conversationlist.h"
#include "ui/conversation/senderrorbar.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QMimeData>
#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QToolTip>

using namespace botline;
using namespace botline::test;

namespace {

// Lets the tests see where things are.
class OpenList : public ConversationList
{
public:
    using ActivityListView::arranger;
    using ConversationList::ConversationList;
    using ConversationList::showsFocusRing;
};

// The list between a field above and one below, as in a window.
struct Fixture
{
    Fixture() : list(model, panels, testStyle())
    {
        window.resize(480, 640);
        auto *column = new QVBoxLayout(&window);
        column->addWidget(&above);
        column->addWidget(&list);
        column->addWidget(&below);
        QWidget::setTabOrder(&above, &list);
        QWidget::setTabOrder(&list, &below);
        below.setFocus();
    }

    [[nodiscard]] bool show()
    {
        window.show();
        window.activateWindow();
        return QTest::qWaitForWindowActive(&window);
    }

    // In the middle of the letter before this position.
    QPoint letter(int row, int position)
    {
        const QRect area = list.arranger().layoutOf(row).text;
        const BubbleText *text = list.arranger().rows().text(row);
        for (int y = 2; y < area.height(); y += 4) {
            for (int x = 0; x < area.width(); ++x) {
                if (text->positionAt(QPointF(x, y)) == position)
                    return area.topLeft() + QPoint(x, y);
            }
        }
        return area.bottomRight();
    }

    void drag(const QPoint &from, const QPoint &to)
    {
        QWidget *view = list.viewport();
        QTest::mousePress(view, Qt::LeftButton, {}, from);
        QMouseEvent half(QEvent::MouseMove, (from + to) / 2, view->mapToGlobal((from + to) / 2),
                         Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(view, &half);
        QMouseEvent whole(QEvent::MouseMove, to, view->mapToGlobal(to), Qt::NoButton,
                          Qt::LeftButton, {});
        QCoreApplication::sendEvent(view, &whole);
        QTest::mouseRelease(view, Qt::LeftButton, {}, to);
    }

    QMenu *menuAt(const QPoint &point, QContextMenuEvent::Reason reason = QContextMenuEvent::Mouse)
    {
        QWidget *receiver = reason == QContextMenuEvent::Keyboard ? &list : list.viewport();
        QContextMenuEvent event(reason, point, receiver->mapToGlobal(point));
        QCoreApplication::sendEvent(receiver, &event);
        return list.findChild<QMenu *>(u"rowMenu"_s);
    }

    static QAction *action(const QMenu *menu, const QString &start)
    {
        for (QAction *action : menu->actions()) {
            if (action->text().startsWith(start))
                return action;
        }
        return nullptr;
    }

    ActivityModel model;
    PanelRows panels;
    QWidget window;
    QLineEdit above{&window};
    OpenList list;
    QPushButton below{&window};
};

QString clipboard()
{
    return QGuiApplication::clipboard()->text();
}

} // namespace

class tst_ConversationList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QGuiApplication::clipboard()->clear(); }

    void dragSelectsLetters();
    void dragSelectsAcrossRows();
    void dragFromACardSelects_data();
    void dragFromACardSelects();
    void dragBeyondTheEdgeScrolls();
    void doubleClickSelectsAWord();
    void tripleClickSelectsAMessage();
    void shiftClickExtends();
    void aClickEndsTheSelection();
    void selectingHoldsTheListStill();
    void copiesEverything();
    void escapeFirstEndsTheSelection();

    void arrowsMoveBetweenRows();
    void arrowsReadALongRow();
    void pagesScroll();
    void theRingShowsForKeysOnly();
    void tabPassesTheRowsBy();
    void enterLeadsIntoARow();
    void enterOpensTheOnlyLink();
    void typedLettersGoToTheComposer();
    void copiesTheCurrentRow();
    void copiesInAllFormats();
    void theMenuCopiesInTheFormatChosen();
    void namesCanBeLeftOut();
    void copiesTheJson();
    void shiftAndArrowsSelectMessages();

    void aClickOpensALink();
    void aDragOverALinkDoesNot();
    void C104_refusedLinksAreNotClickable();
    void tooltipsTellTheHostAndTheTime();
    void theMenuOffersWhatFits();
    void theMenuNamesLinksLiterally();
    void theMenuOpensByKeyboard();
    void theMenuActsOnItsRow();
};

void tst_ConversationList::dragSelectsLetters()
{
    Fixture f;
    f.model.append({botSays(u"Some **bold** words"_s), botSays(u"another"_s)});
    QVERIFY(f.show());
    f.drag(f.letter(0, 5), f.letter(0, 9));
    QCOMPARE(f.list.selectedText(), u"bold"_s);
    QTest::keySequence(&f.list, QKeySequence::Copy);
    QCOMPARE(clipboard(), u"bold"_s);
    f.drag(f.letter(0, 9), f.letter(0, 5)); // the other way
    QCOMPARE(f.list.selectedText(), u"bold"_s);
}

void tst_ConversationList::dragSelectsAcrossRows()
{
    Fixture f;
    f.model.append({botSays(u"first words"_s), iSay(u"second words"_s, noon(10)),
                    botSays(u"third words"_s, noon(20))});
    QVERIFY(f.show());
    f.drag(f.letter(0, 6), f.letter(2, 5));
    const QStringList lines = f.list.selectedText().split(u'\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].endsWith(u"Echo: words"_s));
    QVERIFY(lines[1].endsWith(u"You: second words"_s));
    QVERIFY(lines[2].endsWith(u"Echo: third"_s));
}

void tst_ConversationList::dragFromACardSelects_data()
{
    QTest::addColumn<bool>("inField");
    QTest::newRow("from the ground") << false;
    QTest::newRow("from a field") << true;
}

void tst_ConversationList::dragFromACardSelects()
{
    QFETCH(bool, inField);
    Fixture f;
    f.model.append({botSays(u"first words"_s), withAttachment(botSays(u"card"_s, noon(10))),
                    botSays(u"third words"_s, noon(20))});
    QVERIFY(f.show());
    QTRY_VERIFY(f.panels.panel(f.model.at(1).key));
    RowPanel *panel = f.panels.panel(f.model.at(1).key);
    QWidget *source = inField ? static_cast<QWidget *>(panel->field) : panel;
    const QPoint start = inField ? panel->field->rect().center() : QPoint(2, 2);
    QTest::mousePress(source, Qt::LeftButton, {}, start);
    const auto moveTo = [&](const QPoint &inView) {
        const QPoint global = f.list.viewport()->mapToGlobal(inView);
        QMouseEvent move(QEvent::MouseMove, source->mapFromGlobal(global), global, Qt::NoButton,
                         Qt::LeftButton, {});
        QCoreApplication::sendEvent(source, &move);
    };
    moveTo(source->mapTo(f.list.viewport(), start + QPoint(20, 5))); // within the card
    QCOMPARE(f.list.selectedText(), QString());
    const QPoint end = f.letter(2, 5);
    moveTo(end);
    QTest::mouseRelease(source, Qt::LeftButton, {},
                        source->mapFromGlobal(f.list.viewport()->mapToGlobal(end)));
    if (inField) {
        QCOMPARE(f.list.selectedText(), QString());
        return;
    }
    const QStringList lines = f.list.selectedText().split(u'\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].endsWith(u"Echo: card"_s));
    QVERIFY(lines[1].contains(u"photo.png"_s));
    QVERIFY(lines[2].endsWith(u"Echo: third"_s));
    QVERIFY(f.list.hasFocus());
    // And it is over, also for what is pressed and never let go.
    moveTo(f.letter(0, 2));
    QCOMPARE(f.list.selectedText().split(u'\n'), lines);
    QTest::mousePress(source, Qt::LeftButton, {}, start);
    source = panel->field;
    QTest::mousePress(source, Qt::LeftButton);
    moveTo(f.letter(0, 2));
    QCOMPARE(f.list.selectedText(), QString());
}

void tst_ConversationList::dragBeyondTheEdgeScrolls()
{
    Fixture f;
    f.model.append(chatter(100));
    QVERIFY(f.show());
    const int before = f.list.verticalScrollBar()->value();
    QWidget *view = f.list.viewport();
    const QPoint start = f.letter(99, 3);
    QTest::mousePress(view, Qt::LeftButton, {}, start);
    const QPoint outside(start.x(), -40);
    QMouseEvent move(QEvent::MouseMove, outside, view->mapToGlobal(outside), Qt::NoButton,
                     Qt::LeftButton, {});
    QCoreApplication::sendEvent(view, &move);
    QTRY_VERIFY(f.list.verticalScrollBar()->value() < before - 100);
    const QString selected = f.list.selectedText();
    QTest::mouseRelease(view, Qt::LeftButton, {}, outside);
    const int after = f.list.verticalScrollBar()->value();
    QVERIFY(selected.count(u"Message"_s) > 2);
    QCoreApplication::processEvents();
    QCOMPARE(f.list.verticalScrollBar()->value(), after);
}

void tst_ConversationList::doubleClickSelectsAWord()
{
    Fixture f;
    f.model.append({botSays(u"first second third"_s)});
    QVERIFY(f.show());
    QTest::mouseDClick(f.list.viewport(), Qt::LeftButton, {}, f.letter(0, 9));
    QCOMPARE(f.list.selectedText(), u"second"_s);
}

void tst_ConversationList::tripleClickSelectsAMessage()
{
    Fixture f;
    f.model.append({botSays(u"first second\n\nthird"_s), botSays(u"other"_s)});
    QVERIFY(f.show());
    const QPoint point = f.letter(0, 9);
    QTest::mouseDClick(f.list.viewport(), Qt::LeftButton, {}, point);
    QTest::mouseClick(f.list.viewport(), Qt::LeftButton, {}, point);
    QCOMPARE(f.list.selectedText(), u"first second\n\nthird"_s);
}

void tst_ConversationList::shiftClickExtends()
{
    Fixture f;
    f.model.append({botSays(u"first second third"_s)});
    QVERIFY(f.show());
    QTest::mouseClick(f.list.viewport(), Qt::LeftButton, {}, f.letter(0, 6));
    QVERIFY(f.list.selectedText().isEmpty());
    QTest::mouseClick(f.list.viewport(), Qt::LeftButton, Qt::ShiftModifier, f.letter(0, 12));
    QCOMPARE(f.list.selectedText(), u"second"_s);
    QTest::mouseClick(f.list.viewport(), Qt::LeftButton, Qt::ShiftModifier, f.letter(0, 1));
    QCOMPARE(f.list.selectedText(), u"irst "_s);
}

void tst_ConversationList::aClickEndsTheSelection()
{
    Fixture f;
    f.model.append({botSays(u"first second third"_s)});
    QVERIFY(f.show());
    f.drag(f.letter(0, 2), f.letter(0, 9));
    QVERIFY(!f.list.selectedText().isEmpty());
    QTest::mouseClick(f.list.viewport(), Qt::LeftButton, {}, f.letter(0, 4));
    QVERIFY(f.list.selectedText().isEmpty());
}

void tst_ConversationList::selectingHoldsTheListStill()
{
    Fixture f;
    f.model.append(chatter(100));
    QVERIFY(f.show());
    const QRect place = f.list.visualRect(f.model.index(98));
    QTest::mousePress(f.list.viewport(), Qt::LeftButton, {}, f.letter(98, 3));
    f.model.append({botSays(u"Meanwhile"_s, noon(8000))});
    QCOMPARE(f.list.visualRect(f.model.index(98)), place);
    QTest::mouseRelease(f.list.viewport(), Qt::LeftButton, {}, f.letter(98, 3));
}

void tst_ConversationList::copiesEverything()
{
    Fixture f;
    f.model.append(chatter(300));
    QVERIFY(f.show());
    f.list.setFocus();
    const quint64 measured = f.list.rows().measureCount();
    QTest::keySequence(&f.list, QKeySequence::SelectAll);
    QTest::keySequence(&f.list, QKeySequence::Copy);
    const QString all = clipboard();
    QCOMPARE(all.count(u'\n'), 299);
    for (int i = 0; i < 300; ++i)
        QVERIFY(all.contains(u"Message %1."_s.arg(i)));
    QCOMPARE(f.list.rows().measureCount(), measured); // it was read from the model
}

void tst_ConversationList::escapeFirstEndsTheSelection()
{
    Fixture f;
    f.model.append(chatter(3));
    QVERIFY(f.show());
    f.list.setFocus();
    QSignalSpy compose(&f.list, &ConversationList::composeRequested);
    f.list.selectAll();
    QTest::keyClick(&f.list, Qt::Key_Escape);
    QVERIFY(f.list.selectedText().isEmpty());
    QVERIFY(compose.isEmpty());
    QTest::keyClick(&f.list, Qt::Key_Escape);
    QCOMPARE(compose.size(), 1);
    QVERIFY(compose.first().first().toString().isEmpty());
}

void tst_ConversationList::arrowsMoveBetweenRows()
{
    Fixture f;
    f.model.append(chatter(100));
    QVERIFY(f.show());
    f.list.setFocus(Qt::TabFocusReason);
    QCOMPARE(f.list.currentIndex().row(), 99);
    for (int row = 98; row > 60; --row) {
        QTest::keyClick(&f.list, Qt::Key_Up);
        QCOMPARE(f.list.currentIndex().row(), row);
        QVERIFY(f.list.viewport()->rect().contains(f.list.visualRect(f.list.currentIndex())));
    }
    QTest::keyClick(&f.list, Qt::Key_Down);
    QCOMPARE(f.list.currentIndex().row(), 62);
    QTest::keyClick(&f.list, Qt::Key_Home);
    QCOMPARE(f.list.currentIndex().row(), 0);
    QCOMPARE(f.list.visibleRows().first, 0);
    QTest::keyClick(&f.list, Qt::Key_Up);
    QCOMPARE(f.list.currentIndex().row(), 0);
    QTest::keyClick(&f.list, Qt::Key_End);
    QCOMPARE(f.list.currentIndex().row(), 99);
    QVERIFY(f.list.isAtEnd());

    // Scrolled away, the arrows begin where the reader is.
    f.list.verticalScrollBar()->setValue(0);
    QTest::keyClick(&f.list, Qt::Key_Down);
    const auto [first, last] = f.list.visibleRows();
    QVERIFY(f.list.currentIndex().row() >= first && f.list.currentIndex().row() <= last);
}

void tst_ConversationList::arrowsReadALongRow()
{
    Fixture f;
    f.model.append({botSays(u"before"_s), botSays(u"A long answer. "_s.repeated(500), noon(10)),
                    botSays(u"after"_s, noon(20))});
    QVERIFY(f.show());
    f.list.setFocus(Qt::TabFocusReason);
    QTest::keyClick(&f.list, Qt::Key_Home);
    QTest::keyClick(&f.list, Qt::Key_Down);
    QCOMPARE(f.list.currentIndex().row(), 1);
    int presses = 0;
    int top = f.list.visualRect(f.model.index(1)).top();
    while (f.list.currentIndex().row() == 1 && presses < 100) {
        QTest::keyClick(&f.list, Qt::Key_Down);
        ++presses;
        const int now = f.list.visualRect(f.model.index(1)).top();
        QVERIFY(now < top);
        QVERIFY(top - now <= f.list.viewport()->height());
        top = now;
    }
    QVERIFY(presses > 3);
    QCOMPARE(f.list.currentIndex().row(), 2);
}

void tst_ConversationList::pagesScroll()
{
    Fixture f;
    f.model.append(chatter(100));
    QVERIFY(f.show());
    f.list.setFocus(Qt::TabFocusReason);
    const int end = f.list.verticalScrollBar()->value();
    QTest::keyClick(&f.list, Qt::Key_PageUp);
    const int up = f.list.verticalScrollBar()->value();
    QVERIFY(end - up > f.list.viewport()->height() / 2);
    QVERIFY(end - up <= f.list.viewport()->height());
    // The current message comes along: there is always a ring to be seen.
    const QRect current = f.list.visualRect(f.list.currentIndex());
    QVERIFY(current.top() >= 0 && current.top() < f.list.viewport()->height());
    QVERIFY(f.list.showsFocusRing());
    QTest::keyClick(&f.list, Qt::Key_PageDown);
    QVERIFY(f.list.isAtEnd());
    QCOMPARE(f.list.currentIndex().row(), 99);
}

void tst_ConversationList::theRingShowsForKeysOnly()
{
    Fixture f;
    f.model.append(chatter(5));
    QVERIFY(f.show());
    QVERIFY(!f.list.showsFocusRing());
    f.list.setFocus(Qt::TabFocusReason);
    QVERIFY(f.list.showsFocusRing());
    QTest::mouseClick(f.list.viewport(), Qt::LeftButton, {}, f.letter(4, 2));
    QVERIFY(!f.list.showsFocusRing());
    QTest::keyClick(&f.list, Qt::Key_Up);
    QVERIFY(f.list.showsFocusRing());
    f.below.setFocus();
    QVERIFY(!f.list.showsFocusRing());

    // A menu or a dialog that is done with leaves it as it was.
    for (const Qt::FocusReason why : {Qt::PopupFocusReason, Qt::ActiveWindowFocusReason}) {
        f.below.setFocus();
        f.list.setFocus(Qt::TabFocusReason);
        f.below.setFocus(why);
        f.list.setFocus(why);
        QVERIFY(f.list.showsFocusRing());
        QTest::mouseClick(f.list.viewport(), Qt::LeftButton, {}, f.letter(4, 2));
        f.below.setFocus(why);
        f.list.setFocus(why);
        QVERIFY(!f.list.showsFocusRing());
    }

    // Where one looks, not where one was.
    f.model.append(chatter(100));
    f.list.setFocus(Qt::TabFocusReason);
    QTest::keyClick(&f.list, Qt::Key_Home);
    f.below.setFocus();
    f.list.goToEnd();
    f.list.setFocus(Qt::ShortcutFocusReason);
    QVERIFY(f.list.showsFocusRing());
    QVERIFY(f.list.viewport()->rect().contains(f.list.visualRect(f.list.currentIndex())));
}

void tst_ConversationList::tabPassesTheRowsBy()
{
    Fixture f;
    f.model.append({withAttachment(botSays(u"one"_s)), withAttachment(botSays(u"two"_s))});
    QVERIFY(f.show());
    QVERIFY(f.panels.panel(f.model.at(0).key));
    f.above.setFocus();
    QTest::keyClick(&f.above, Qt::Key_Tab);
    QVERIFY(f.list.hasFocus());
    QTest::keyClick(&f.list, Qt::Key_Tab);
    QVERIFY(f.below.hasFocus());
    QTest::keyClick(&f.below, Qt::Key_Tab); // the rows' widgets are next in Qt's chain
    QVERIFY(f.above.hasFocus());
    QTest::keyClick(&f.above, Qt::Key_Backtab);
    QVERIFY(f.below.hasFocus());
    QTest::keyClick(&f.below, Qt::Key_Backtab);
    QVERIFY(f.list.hasFocus());
    QTest::keyClick(&f.list, Qt::Key_Backtab);
    QVERIFY(f.above.hasFocus());
}

void tst_ConversationList::enterLeadsIntoARow()
{
    Fixture f;
    f.model.append({withAttachment(botSays(u"one"_s)), withAttachment(botSays(u"two"_s))});
    QVERIFY(f.show());
    f.list.setFocus(Qt::TabFocusReason);
    QCOMPARE(f.list.currentIndex().row(), 1);
    const RowPanel *panel = f.panels.panel(f.model.at(1).key);
    QTest::keyClick(&f.list, Qt::Key_Return);
    QVERIFY(panel->field->hasFocus());
    QTest::keyClicks(panel->field, u"abc"_s); // stays there
    QCOMPARE(panel->field->text(), u"abc"_s);
    QTest::keyClick(panel->field, Qt::Key_Tab);
    QVERIFY(panel->button->hasFocus());
    QTest::keyClick(panel->button, Qt::Key_Backtab);
    QVERIFY(panel->field->hasFocus());
    QTest::keyClick(panel->field, Qt::Key_Backtab);
    QVERIFY(f.list.hasFocus());
    QCOMPARE(f.list.currentIndex().row(), 1);

    QTest::keyClick(&f.list, Qt::Key_Enter);
    QTest::keyClick(panel->field, Qt::Key_Tab);
    QTest::keyClick(panel->button, Qt::Key_Tab); // out at the other end
    QVERIFY(f.below.hasFocus());

    f.list.setFocus(Qt::TabFocusReason);
    QTest::keyClick(&f.list, Qt::Key_Return);
    QTest::keyClick(panel->field, Qt::Key_Escape);
    QVERIFY(f.list.hasFocus());

    // The buttons of a failed send as well.
    ActivityEntry failed = iSay(u"Lost"_s, noon(30), SendState::Failed);
    failed.delivery.canRetry = true;
    f.model.append({failed});
    QTest::keyClick(&f.list, Qt::Key_End);
    QTest::keyClick(&f.list, Qt::Key_Return);
    auto *retry = f.list.findChild<QToolButton *>(u"retry"_s);
    QVERIFY(retry && retry->hasFocus());
    QSignalSpy spy(&f.list, &ActivityListView::retryRequested);
    QTest::keyClick(retry, Qt::Key_Space);
    QCOMPARE(spy.size(), 1);
}

void tst_ConversationList::enterOpensTheOnlyLink()
{
    Fixture f;
    f.model.append({botSays(u"no link"_s), botSays(u"[one](https://a.example/)"_s),
                    botSays(u"[one](https://a.example/) [two](https://b.example/)"_s)});
    QVERIFY(f.show());
    QSignalSpy links(&f.list, &ConversationList::linkRequested);
    f.list.setFocus(Qt::TabFocusReason);
    QTest::keyClick(&f.list, Qt::Key_Home);
    QTest::keyClick(&f.list, Qt::Key_Return);
    QVERIFY(links.isEmpty());
    QTest::keyClick(&f.list, Qt::Key_Down);
    QTest::keyClick(&f.list, Qt::Key_Return);
    QCOMPARE(links.size(), 1);
    QCOMPARE(links.first().first().toString(), u"https://a.example/"_s);
    QTest::keyClick(&f.list, Qt::Key_Down);
    QTest::keyClick(&f.list, Qt::Key_Return);
    auto *menu = f.list.findChild<QMenu *>(u"rowMenu"_s);
    QVERIFY(menu);
    QVERIFY(Fixture::action(menu, u"Open “two”"_s));
    Fixture::action(menu, u"Open “two”"_s)->trigger();
    QCOMPARE(links.last().first().toString(), u"https://b.example/"_s);
    menu->close();
}

void tst_ConversationList::typedLettersGoToTheComposer()
{
    Fixture f;
    f.model.append(chatter(3));
    QVERIFY(f.show());
    f.list.setFocus(Qt::TabFocusReason);
    QSignalSpy compose(&f.list, &ConversationList::composeRequested);
    QTest::keyClicks(&f.list, u"Hi"_s);
    QCOMPARE(compose.size(), 2);
    QCOMPARE(compose[0].first().toString(), u"H"_s);
    QCOMPARE(compose[1].first().toString(), u"i"_s);
    QTest::keyClick(&f.list, Qt::Key_H, Qt::ControlModifier); // a shortcut of somebody else
    QTest::keyClick(&f.list, Qt::Key_H, Qt::AltModifier);
    QTest::keyClick(&f.list, Qt::Key_F5);
    QTest::keyClick(&f.list, Qt::Key_Space);
    QCOMPARE(compose.size(), 2);
}

void tst_ConversationList::copiesTheCurrentRow()
{
    Fixture f;
    f.model.append({botSays(u"**one**"_s), botSays(u"two"_s)});
    QVERIFY(f.show());
    f.list.setFocus(Qt::TabFocusReason);
    QTest::keyClick(&f.list, Qt::Key_Home);
    QTest::keySequence(&f.list, QKeySequence::Copy);
    QCOMPARE(clipboard(), u"one"_s);
}

void tst_ConversationList::copiesInAllFormats()
{
    Fixture f;
    f.model.append({botSays(u"Some **bold** words"_s)});
    QVERIFY(f.show());
    f.list.setFocus();
    f.list.selectAll();
    QTest::keySequence(&f.list, QKeySequence::Copy);
    const QMimeData *copied = QGuiApplication::clipboard()->mimeData();
    QCOMPARE(copied->text(), u"Some bold words"_s);
    QCOMPARE(QString::fromUtf8(copied->data(u"text/markdown"_s)), u"Some **bold** words"_s);
    QVERIFY(copied->html().contains(u"<b>bold</b>"_s));
}

void tst_ConversationList::theMenuCopiesInTheFormatChosen()
{
    Fixture f;
    f.model.append({botSays(u"Some **bold** words"_s), botSays(u"other"_s)});
    QVERIFY(f.show());
    const auto copyAs = [&](const QString &choice) {
        QMenu *menu = f.menuAt(f.letter(0, 2));
        Fixture::action(menu->findChild<QMenu *>(u"copyAsMenu"_s), choice)->trigger();
        delete menu;
    };
    copyAs(u"Markdown"_s); // nothing is selected: the message
    QCOMPARE(clipboard(), u"Some **bold** words"_s);
    copyAs(u"Formatted"_s);
    QVERIFY(QGuiApplication::clipboard()->mimeData()->html().contains(u"<b>bold</b>"_s));
    f.drag(f.letter(0, 5), f.letter(0, 9));
    copyAs(u"Markdown"_s);
    QCOMPARE(clipboard(), u"**bold**"_s);
    copyAs(u"Plain"_s);
    QCOMPARE(clipboard(), u"bold"_s);
}

void tst_ConversationList::namesCanBeLeftOut()
{
    Fixture f;
    f.model.append({botSays(u"one"_s), iSay(u"two"_s, noon(10))});
    QVERIFY(f.show());
    f.list.selectAll();
    QVERIFY(f.list.selectedText().contains(u"You: two"_s));
    QMenu *menu = f.menuAt(f.letter(0, 1));
    QAction *names = Fixture::action(menu->findChild<QMenu *>(u"copyAsMenu"_s), u"With names"_s);
    QVERIFY(names->isChecked());
    names->trigger();
    delete menu;
    QCOMPARE(f.list.selectedText(), u"one\ntwo"_s);
    menu = f.menuAt(f.letter(0, 1)); // and it stays so
    QVERIFY(
        !Fixture::action(menu->findChild<QMenu *>(u"copyAsMenu"_s), u"With names"_s)->isChecked());
    delete menu;
}

void tst_ConversationList::copiesTheJson()
{
    Fixture f;
    f.model.append({botSays(u"one"_s), botSays(u"two"_s)});
    QVERIFY(f.show());
    f.list.setFocus(Qt::TabFocusReason);
    QTest::keyClick(&f.list, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    const QJsonObject json = QJsonDocument::fromJson(clipboard().toUtf8()).object();
    QCOMPARE(json.value("text"_L1).toString(), u"two"_s);
    QCOMPARE(json.value("type"_L1).toString(), u"message"_s);
}

void tst_ConversationList::shiftAndArrowsSelectMessages()
{
    Fixture f;
    f.model.append({botSays(u"one"_s), botSays(u"two"_s, noon(1)), botSays(u"three"_s, noon(2)),
                    botSays(u"four"_s, noon(3))});
    QVERIFY(f.show());
    f.list.setFocus(Qt::TabFocusReason);
    QTest::keyClick(&f.list, Qt::Key_Up); // at "three"
    const auto selected = [&] {
        QStringList words;
        for (const QString &line : f.list.selectedText().split(u'\n'))
            words << line.section(u' ', -1);
        return words.join(u' ');
    };
    QTest::keyClick(&f.list, Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(selected(), u"two three"_s);
    QTest::keyClick(&f.list, Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(selected(), u"one two three"_s);
    QTest::keyClick(&f.list, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&f.list, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&f.list, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(selected(), u"three four"_s);
    QCOMPARE(f.list.currentIndex().row(), 3);
}

void tst_ConversationList::aClickOpensALink()
{
    Fixture f;
    f.model.append({botSays(u"see [this](https://example.com/page) now"_s)});
    QVERIFY(f.show());
    QSignalSpy links(&f.list, &ConversationList::linkRequested);
    QWidget *view = f.list.viewport();
    QTest::mouseMove(view, f.letter(0, 6));
    QTest::mouseClick(view, Qt::LeftButton, {}, f.letter(0, 6));
    QCOMPARE(links.size(), 1);
    QCOMPARE(links.first().first().toString(), u"https://example.com/page"_s);
    QTest::mouseClick(view, Qt::LeftButton, {}, f.letter(0, 2));
    QCOMPARE(links.size(), 1);

    const auto cursorAt = [&](const QPoint &point) {
        QMouseEvent move(QEvent::MouseMove, point, view->mapToGlobal(point), Qt::NoButton,
                         Qt::NoButton, {});
        QCoreApplication::sendEvent(view, &move);
        return view->cursor().shape();
    };
    QCOMPARE(cursorAt(f.letter(0, 6)), Qt::PointingHandCursor);
    QCOMPARE(cursorAt(f.letter(0, 2)), Qt::IBeamCursor);
    QCOMPARE(cursorAt(QPoint(2, 2)), Qt::ArrowCursor);
}

void tst_ConversationList::aDragOverALinkDoesNot()
{
    Fixture f;
    f.model.append({botSays(u"[a link of some length](https://example.com/page)"_s)});
    QVERIFY(f.show());
    QSignalSpy links(&f.list, &ConversationList::linkRequested);
    f.drag(f.letter(0, 2), f.letter(0, 12));
    QVERIFY(links.isEmpty());
    QVERIFY(!f.list.selectedText().isEmpty());
}

void tst_ConversationList::C104_refusedLinksAreNotClickable()
{
    Fixture f;
    f.model.append(
        {botSays(u"[aaaa](javascript:alert(1)) [bbbb](file:///etc/passwd) [cccc](//host/)"_s)});
    QVERIFY(f.show());
    QSignalSpy links(&f.list, &ConversationList::linkRequested);
    const int length = f.list.arranger().rows().text(0)->length();
    for (int position = 1; position < length; ++position)
        QTest::mouseClick(f.list.viewport(), Qt::LeftButton, {}, f.letter(0, position));
    f.list.setFocus(Qt::TabFocusReason);
    QTest::keyClick(&f.list, Qt::Key_Return);
    QVERIFY(links.isEmpty());
    QMenu *menu = f.menuAt(f.letter(0, 2));
    QVERIFY(!Fixture::action(menu, u"Open"_s));
    menu->close();
}

void tst_ConversationList::tooltipsTellTheHostAndTheTime()
{
    Fixture f;
    f.model.append({botSays(u"see [this](https://example.com/page) now"_s)});
    QVERIFY(f.show());
    QWidget *view = f.list.viewport();
    const auto tipAt = [&](const QPoint &point) {
        QHelpEvent help(QEvent::ToolTip, point, view->mapToGlobal(point));
        QCoreApplication::sendEvent(view, &help);
        return QToolTip::text();
    };
    QVERIFY(tipAt(f.letter(0, 6)).contains(u"example.com"_s));
    const QRect status = f.list.arranger().layoutOf(0).status;
    QVERIFY(tipAt(status.center()).contains(noon().toString(Qt::ISODateWithMs)));
    QToolTip::hideText();
}

void tst_ConversationList::theMenuOffersWhatFits()
{
    Fixture f;
    ActivityEntry failed = iSay(u"Lost"_s, noon(20), SendState::Failed);
    failed.delivery.canRetry = true;
    failed.delivery.details = u"HTTP 502"_s;
    f.model.append({botSays(u"see [this](https://example.com/page)"_s), failed,
                    iSay(u"On its way"_s, noon(30), SendState::Queued)});
    QVERIFY(f.show());

    QMenu *menu = f.menuAt(f.letter(0, 2));
    QVERIFY(Fixture::action(menu, u"Copy message"_s));
    QVERIFY(Fixture::action(menu, u"Select all"_s));
    QVERIFY(Fixture::action(menu, u"Copy link"_s));
    QVERIFY(!Fixture::action(menu, u"Retry"_s));
    QVERIFY(!Fixture::action(menu, u"Cancel sending"_s));
    Fixture::action(menu, u"Copy link"_s)->trigger();
    QCOMPARE(clipboard(), u"https://example.com/page"_s);
    delete menu;

    menu = f.menuAt(f.letter(1, 2));
    for (const QString &text : {u"Retry"_s, u"Edit"_s, u"Copy details"_s, u"Remove"_s})
        QVERIFY(Fixture::action(menu, text));
    QVERIFY(!Fixture::action(menu, u"Copy link"_s));
    QSignalSpy edit(&f.list, &ActivityListView::editRequested);
    Fixture::action(menu, u"Edit"_s)->trigger();
    QCOMPARE(edit.size(), 1);
    QCOMPARE(edit.first().first().toString(), failed.key);
    delete menu;

    menu = f.menuAt(f.letter(2, 2));
    QSignalSpy cancel(&f.list, &ConversationList::cancelRequested);
    Fixture::action(menu, u"Cancel sending"_s)->trigger();
    QCOMPARE(cancel.size(), 1);
    QVERIFY(!Fixture::action(menu, u"Remove"_s));
    delete menu;
}

void tst_ConversationList::theMenuNamesLinksLiterally()
{
    Fixture f;
    f.model.append({botSays(u"[a & b](https://example.com/)"_s)});
    QVERIFY(f.show());
    QMenu *menu = f.menuAt(f.letter(0, 1));
    QVERIFY(Fixture::action(menu, u"Open “a && b” (example.com)"_s));
    delete menu;
}

void tst_ConversationList::theMenuOpensByKeyboard()
{
    Fixture f;
    f.model.append({botSays(u"one"_s), botSays(u"two"_s)});
    QVERIFY(f.show());
    f.list.setFocus(Qt::TabFocusReason);
    QTest::keyClick(&f.list, Qt::Key_Home);
    QMenu *menu = f.menuAt({}, QContextMenuEvent::Keyboard);
    QVERIFY(menu);
    Fixture::action(menu, u"Copy message"_s)->trigger();
    QCOMPARE(clipboard(), u"one"_s);
    delete menu;
    QTest::keyClick(&f.list, Qt::Key_F10, Qt::ShiftModifier);
    menu = f.list.findChild<QMenu *>();
    QVERIFY(menu && menu->isVisible());
    delete menu;
}

void tst_ConversationList::theMenuActsOnItsRow()
{
    Fixture f;
    f.model.append({botSays(u"one"_s), botSays(u"two"_s)});
    QVERIFY(f.show());
    QMenu *menu = f.menuAt(f.letter(1, 1));
    f.model.insert(0, {botSays(u"earlier"_s)});
    Fixture::action(menu, u"Copy message"_s)->trigger();
    QCOMPARE(clipboard(), u"two"_s);
    delete menu;
}

QTEST_MAIN(tst_ConversationList)
#include "tst_conversationlist.moc"
