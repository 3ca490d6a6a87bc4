#include "conversationfixture.h"

#include "ui/conversation/conversationlist.h"
#include "ui/conversation/conversationview.h"
#include "ui/conversation/findbar.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QToolButton>

using namespace botline;
using namespace botline::test;

namespace {

// The view above a field where one writes, as in the window.
struct Fixture
{
    Fixture() : view(model, panels, testStyle(), &window)
    {
        window.resize(640, 600);
        auto *column = new QVBoxLayout(&window);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(&view);
        column->addWidget(&composer);
        composer.setFocus();
    }

    [[nodiscard]] bool show()
    {
        window.show();
        window.activateWindow();
        return QTest::qWaitForWindowActive(&window);
    }

    ConversationList *list() const { return static_cast<ConversationList *>(view.list()); }
    FindBar *bar() const { return view.findChild<FindBar *>(); }
    template <typename T = QToolButton> T *part(const char *name) const
    {
        return view.findChild<T *>(QLatin1StringView(name));
    }
    QLineEdit *field() const { return part<QLineEdit>("findField"); }
    QString result() const { return bar()->resultText(); }
    QString note() const
    {
        const auto *label = part<QLabel>("findNote");
        return label->isVisible() ? label->text() : QString();
    }
    void find(const QString &typed)
    {
        view.openFind();
        field()->setText(typed);
    }
    QRect rect(int row) const { return list()->visualRect(model.index(row)); }
    // How many pixels of this colour are to be seen in the row.
    int inked(int row, const QColor &color) const
    {
        const QImage image = list()->viewport()->grab(rect(row)).toImage();
        int count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                count += image.pixelColor(x, y) == color ? 1 : 0;
        }
        return count;
    }

    ActivityModel model;
    PanelRows panels;
    QWidget window;
    ConversationView view;
    QLineEdit composer{&window};
};

} // namespace

class tst_ConversationFinder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensAndGivesTheFocusBack();
    void theFocusMayGoElsewhereMeanwhile();
    void countsAndSteps();
    void showsTheHitInALongMessage();
    void marksWhatIsFound();
    void marksCardsAsAWhole();
    void showsTheHitInALongCard();
    void closingRemovesTheMarks();
    void theButtonsChangeTheSearch();
    void saysWhatIsWrong();
    void saysWhatAFilterCannotFind();
    void escapeGoesBackToWhereOneWas();
    void nextOpensTheBar();
    void takesTheSelection();
    void typingMoreStaysNear();
    void everyPartIsReachableAndNamed();
    void fitsEverywhere_data();
    void fitsEverywhere();
    void followsTheConversation();
};

void tst_ConversationFinder::opensAndGivesTheFocusBack()
{
    Fixture f;
    f.model.append(chatter(100));
    QVERIFY(f.show());
    QVERIFY(!f.bar()->isVisible());
    f.composer.setFocus();
    f.view.openFind();
    QVERIFY(f.bar()->isVisible());
    QVERIFY(f.field()->hasFocus());
    QVERIFY(f.bar()->geometry().bottom() < f.list()->geometry().top());
    f.view.openFind(); // again: nothing is lost
    QTest::keyClick(f.field(), Qt::Key_Escape);
    QVERIFY(!f.bar()->isVisible());
    QVERIFY(f.composer.hasFocus());

    f.list()->setFocus();
    f.view.openFind();
    QTest::keyClick(f.part("findNext"), Qt::Key_Escape); // from any part of it
    QVERIFY(f.list()->hasFocus());
}

void tst_ConversationFinder::theFocusMayGoElsewhereMeanwhile()
{
    Fixture f;
    f.model.append(chatter(100));
    QVERIFY(f.show());
    f.list()->setFocus();
    f.view.openFind();
    f.composer.setFocus();
    f.view.closeFind();
    QVERIFY(f.composer.hasFocus()); // not torn back
}

void tst_ConversationFinder::countsAndSteps()
{
    Fixture f;
    f.model.append(chatter(200));
    QVERIFY(f.show());
    f.find(u"message"_s);
    QTRY_COMPARE(f.result(), u"200 of 200"_s);
    QVERIFY(f.view.isAtEnd());
    QTest::keyClick(f.field(), Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(f.result(), u"199 of 200"_s);
    QTest::keyClick(f.field(), Qt::Key_Up);
    QCOMPARE(f.result(), u"198 of 200"_s);
    QTest::keyClick(f.field(), Qt::Key_Return);
    QCOMPARE(f.result(), u"199 of 200"_s);
    QTest::keyClick(f.field(), Qt::Key_Down);
    f.view.findNext(true);
    QCOMPARE(f.result(), u"1 of 200"_s); // around the end
    QVERIFY(f.list()->viewport()->rect().contains(f.rect(0).center()));
    QCOMPARE(f.list()->currentIndex().row(), 0);
    QVERIFY(!f.view.isAtEnd());
    QTest::mouseClick(f.part("findPrevious"), Qt::LeftButton);
    QCOMPARE(f.result(), u"200 of 200"_s);
    QVERIFY(f.field()->hasFocus()); // clicks do not take it
    f.find(u"nowhere"_s);
    QTRY_COMPARE(f.result(), u"No matches"_s);
    QVERIFY(!f.part("findNext")->isEnabled());
}

void tst_ConversationFinder::showsTheHitInALongMessage()
{
    Fixture f;
    QList<ActivityEntry> entries = chatter(20);
    entries[10].activity.text
        = u"line\n"_s.repeated(200) + u"needle\n"_s + u"line\n"_s.repeated(200);
    f.model.append(entries);
    QVERIFY(f.show());
    f.find(u"needle"_s);
    QTRY_COMPARE(f.result(), u"1 of 1"_s);
    const int middle = f.rect(10).center().y();
    QVERIFY2(middle > 0 && middle < f.list()->viewport()->height(),
             qPrintable(QString::number(middle)));
    const QRect before = f.rect(10);
    f.view.findNext(true);
    QCOMPARE(f.rect(10), before); // seen already
}

void tst_ConversationFinder::marksWhatIsFound()
{
    Fixture f;
    f.model.append({botSays(u"a **needle** here"_s), iSay(u"and a needle there"_s),
                    botSays(u"nothing"_s), notice(u"a needle noted"_s)});
    QVERIFY(f.show());
    const ChatColors &colors = testStyle().colors();
    for (int row = 0; row < 4; ++row)
        QCOMPARE(f.inked(row, colors.match) + f.inked(row, colors.currentMatch), 0);
    f.find(u"needle"_s);
    QTRY_COMPARE(f.result(), u"3 of 3"_s);
    QVERIFY(f.inked(0, colors.match) > 50);
    QVERIFY(f.inked(1, colors.match) > 50);
    QVERIFY(f.inked(3, colors.currentMatch) > 50);
    QCOMPARE(f.inked(0, colors.currentMatch), 0);
    QCOMPARE(f.inked(2, colors.match) + f.inked(2, colors.currentMatch), 0);
    f.view.findNext(false);
    QVERIFY(f.inked(1, colors.currentMatch) > 50);
    QCOMPARE(f.inked(3, colors.currentMatch), 0);
}

void tst_ConversationFinder::marksCardsAsAWhole()
{
    Fixture f;
    f.model.append({withAttachment(botSays(QString()), u"needle.png"_s), botSays(u"x"_s)});
    QVERIFY(f.show());
    f.find(u"needle"_s);
    QTRY_COMPARE(f.result(), u"1 of 1"_s);
    QVERIFY(f.inked(0, testStyle().colors().currentMatch) > 200);
    f.find(u"from:bot"_s);
    QTRY_COMPARE(f.result(), u"2 of 2"_s);
    QVERIFY(f.inked(0, testStyle().colors().match) > 200);
    QVERIFY(f.inked(1, testStyle().colors().currentMatch) > 50); // its bubble, for want of more
}

void tst_ConversationFinder::showsTheHitInALongCard()
{
    Fixture f;
    f.model.append(chatter(5));
    f.model.append({withAttachment(botSays(QString(), noon(5000)), u"needle.png"_s)});
    f.model.append(chatter(5, noon(6000)));
    f.panels.setHeight(f.model.at(5).key, 3000);
    QVERIFY(f.show());
    f.list()->scrollTo(f.model.index(5));
    RowPanel *panel = f.panels.panel(f.model.at(5).key);
    QVERIFY(panel);
    panel->button->setAccessibleName(u"Send the needle"_s);
    f.list()->goToEnd();
    const auto inView = [&] {
        return f.list()->viewport()->rect().contains(
            QRect(panel->button->mapTo(f.list()->viewport(), QPoint()), panel->button->size()));
    };
    QVERIFY(!inView());
    f.find(u"needle"_s);
    QTRY_COMPARE(f.result(), u"1 of 1"_s);
    QVERIFY(inView());
}

void tst_ConversationFinder::closingRemovesTheMarks()
{
    Fixture f;
    f.model.append({botSays(u"a needle here"_s)});
    QVERIFY(f.show());
    f.find(u"needle"_s);
    QVERIFY(f.inked(0, testStyle().colors().currentMatch) > 50);
    f.view.closeFind();
    QCOMPARE(f.inked(0, testStyle().colors().currentMatch), 0);
    f.view.openFind(); // it still knows what was looked for
    QCOMPARE(f.field()->text(), u"needle"_s);
    QCOMPARE(f.field()->selectedText(), u"needle"_s);
    QVERIFY(f.inked(0, testStyle().colors().currentMatch) > 50);
}

void tst_ConversationFinder::theButtonsChangeTheSearch()
{
    Fixture f;
    f.model.append({botSays(u"Cat cat concat"_s)});
    QVERIFY(f.show());
    f.find(u"cat"_s);
    QCOMPARE(f.result(), u"3 of 3"_s);
    QTest::mouseClick(f.part("findCase"), Qt::LeftButton);
    QCOMPARE(f.result(), u"2 of 2"_s);
    QTest::mouseClick(f.part("findWord"), Qt::LeftButton);
    QCOMPARE(f.result(), u"1 of 1"_s);
    QTest::mouseClick(f.part("findWord"), Qt::LeftButton);
    QTest::mouseClick(f.part("findCase"), Qt::LeftButton);
    QTest::mouseClick(f.part("findRegex"), Qt::LeftButton);
    f.field()->setText(u"c.t$"_s);
    QCOMPARE(f.result(), u"1 of 1"_s);
}

void tst_ConversationFinder::saysWhatIsWrong()
{
    Fixture f;
    f.model.append({botSays(u"text"_s)});
    QVERIFY(f.show());
    f.find(u"has:video"_s);
    QVERIFY(f.note().contains(u"card, file or image"_s));
    QCOMPARE(f.result(), QString());
    f.part("findRegex")->setChecked(true);
    f.field()->setText(u"a(b"_s);
    QVERIFY(f.note().contains(u"regular expression"_s));
    f.field()->setText(u"(a+)+$"_s);
    QTRY_COMPARE(f.result(), u"No matches"_s);
    QCOMPARE(f.note(), QString());
    f.model.append({botSays(u"a"_s.repeated(500) + u"b"_s)});
    QTRY_VERIFY(f.note().contains(u"takes too long"_s));
}

void tst_ConversationFinder::saysWhatAFilterCannotFind()
{
    Fixture f;
    f.model.append({botSays(u"text"_s)});
    QVERIFY(f.show());
    f.find(u"type:event"_s);
    QVERIFY(f.note().contains(u"Show all activities"_s));
    ActivityEntry event = notice(QString());
    event.activity.type = u"event"_s;
    event.hidden = true;
    f.model.append({event});
    QTRY_COMPARE(f.note(), QString());
    QCOMPARE(f.result(), u"1 match"_s); // shown when asked for: nothing moves by itself
    f.view.findNext(true);
    QCOMPARE(f.result(), u"1 of 1"_s);
    f.field()->setText(u"failed"_s);
    QVERIFY(f.note().contains(u"quotes"_s));
}

void tst_ConversationFinder::escapeGoesBackToWhereOneWas()
{
    Fixture f;
    f.model.append(chatter(200));
    QVERIFY(f.show());
    const auto place = [&] {
        return f.list()->visualRect(f.model.index(199)).top();
    };
    // At the end, and further up.
    for (const int up : {0, 1000}) {
        f.list()->verticalScrollBar()->setValue(f.list()->verticalScrollBar()->maximum() - up);
        const int before = place();
        f.view.openFind();
        f.find(u"\"Message 3.\""_s);
        QTRY_VERIFY(place() != before); // what one types passes by
        f.find(u"\"Message 3. But not this\""_s);
        QTRY_COMPARE(f.result(), u"No matches"_s);
        QTest::keyClick(f.field(), Qt::Key_Escape);
        QTRY_COMPARE(place(), before);
    }
    // Somebody who found something stays there.
    f.view.openFind();
    f.find(u"\"Message 17.\""_s);
    QTRY_COMPARE(f.result(), u"1 of 1"_s);
    QTest::keyClick(f.field(), Qt::Key_Escape);
    QVERIFY(f.list()->viewport()->rect().intersects(f.list()->visualRect(f.model.index(17))));
}

void tst_ConversationFinder::nextOpensTheBar()
{
    Fixture f;
    f.model.append({botSays(u"needle"_s), botSays(u"needle"_s)});
    QVERIFY(f.show());
    f.view.findNext(true);
    QVERIFY(f.bar()->isVisible());
    QVERIFY(f.field()->hasFocus());
    f.field()->setText(u"needle"_s);
    QCOMPARE(f.result(), u"2 of 2"_s);
    f.view.closeFind();
    f.view.findNext(true);
    QCOMPARE(f.result(), u"1 of 2"_s);
}

void tst_ConversationFinder::takesTheSelection()
{
    Fixture f;
    f.model.append({botSays(u"two words"_s)});
    QVERIFY(f.show());
    f.list()->selectAll();
    f.view.openFind();
    QCOMPARE(f.field()->text(), u"\"two words\""_s);
    QCOMPARE(f.result(), u"1 of 1"_s);
    f.view.closeFind();
    f.model.append({botSays(u"more"_s)});
    f.list()->selectAll(); // two lines are no word to look for
    f.view.openFind();
    QCOMPARE(f.field()->text(), u"\"two words\""_s);
}

void tst_ConversationFinder::typingMoreStaysNear()
{
    Fixture f;
    f.model.append(chatter(50)); // each says "Message 7." and the like
    QVERIFY(f.show());
    f.find(u"\"m"_s);
    QTest::keyClicks(f.field(), u"essage 1"_s);
    // 10 to 19 and 1; "Message 12" alone
    QTRY_VERIFY(f.result().endsWith(u"of 11"_s));
    QTest::keyClicks(f.field(), u"2"_s);
    QTRY_COMPARE(f.result(), u"1 of 1"_s);
    QCOMPARE(f.list()->currentIndex().row(), 12);
    QTest::keyClick(f.field(), Qt::Key_Backspace);
    QTRY_COMPARE(f.result(), u"11 of 11"_s); // near where reading was, the end
}

void tst_ConversationFinder::everyPartIsReachableAndNamed()
{
    Fixture f;
    f.model.append({botSays(u"needle"_s)});
    QVERIFY(f.show());
    f.find(u"needle"_s);
    QStringList order;
    for (int i = 0; i < 7; ++i) {
        QWidget *focused = QApplication::focusWidget();
        order << focused->objectName();
        QVERIFY(!focused->accessibleName().isEmpty());
        QVERIFY(!focused->toolTip().isEmpty());
        QVERIFY(focused->width() >= 24 && focused->height() >= 24);
        QTest::keyClick(focused, Qt::Key_Tab);
    }
    QCOMPARE(order,
             (QStringList{u"findField"_s, u"findCase"_s, u"findWord"_s, u"findRegex"_s,
                          u"findPrevious"_s, u"findNext"_s, u"findClose"_s}));
    QVERIFY(f.list()->hasFocus());
    f.part("findClose")->setFocus();
    QTest::keyClick(f.part("findClose"), Qt::Key_Space);
    QVERIFY(!f.bar()->isVisible());
}

void tst_ConversationFinder::fitsEverywhere_data()
{
    QTest::addColumn<int>("zoom");
    QTest::addColumn<int>("width");
    QTest::newRow("wide") << 100 << 900;
    QTest::newRow("narrow") << 100 << 360;
    QTest::newRow("double") << 200 << 480;
    QTest::newRow("triple") << 300 << 700;
}

void tst_ConversationFinder::fitsEverywhere()
{
    QFETCH(int, zoom);
    QFETCH(int, width);
    Fixture f;
    f.model.append(chatter(3));
    QVERIFY(f.show());
    f.find(u"message"_s);
    f.view.setChatStyle(testStyle(zoom));
    f.window.resize(width, 800);
    QCOMPARE(f.window.width(), width); // the bar does not widen the window
    QCoreApplication::processEvents();
    const auto parts = f.bar()->findChildren<QWidget *>();
    for (const QWidget *part : parts) {
        if (!part->isVisible() || part->objectName().isEmpty()
            || !part->objectName().startsWith(u"find"_s))
            continue;
        const QRect place(part->mapTo(f.bar(), QPoint()), part->size());
        QVERIFY2(f.bar()->rect().contains(place), qPrintable(part->objectName()));
        for (const QWidget *other : parts) {
            if (other != part && other->isVisible() && other->objectName().startsWith(u"find"_s))
                QVERIFY2(!place.intersects({other->mapTo(f.bar(), QPoint()), other->size()}),
                         qPrintable(part->objectName() + u' ' + other->objectName()));
        }
    }
    QVERIFY(f.field()->width() >= 120);
}

void tst_ConversationFinder::followsTheConversation()
{
    Fixture f;
    f.model.append(chatter(100));
    QVERIFY(f.show());
    f.find(u"message"_s);
    QTRY_COMPARE(f.result(), u"100 of 100"_s);
    f.view.findNext(true); // the first
    QCOMPARE(f.list()->visibleRows().first, 0);
    const QRect place = f.rect(0);
    f.model.append({botSays(u"one more message"_s, noon(9000))});
    QTRY_COMPARE(f.result(), u"1 of 101"_s);
    QCOMPARE(f.rect(0), place);
    QVERIFY(f.field()->hasFocus());
}

QTEST_MAIN(tst_ConversationFinder)
#include "tst_conversationfinder.moc"
