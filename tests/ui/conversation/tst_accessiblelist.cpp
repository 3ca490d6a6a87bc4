#include "conversationfixture.h"

#include "ui/conversation/conversationlist.h"
#include "ui/conversation/senderrorbar.h"

#include <QtGui/QAccessible>
#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QMenu>

using namespace botline;
using namespace botline::test;

namespace {

struct Fixture
{
    Fixture() : list(model, panels, testStyle()) { list.resize(480, 600); }

    [[nodiscard]] bool show()
    {
        list.show();
        list.activateWindow();
        return QTest::qWaitForWindowActive(&list);
    }
    QAccessibleInterface *tree() { return QAccessible::queryAccessibleInterface(&list); }
    QAccessibleInterface *row(int row) { return tree()->child(row); }
    QAccessibleActionInterface *actions(int row) { return this->row(row)->actionInterface(); }

    ActivityModel model;
    PanelRows panels;
    ConversationList list;
};

ActivityEntry lost(const QString &text)
{
    ActivityEntry entry = iSay(text, noon(20), SendState::Failed);
    entry.delivery.canRetry = true;
    entry.delivery.failure = u"The bot did not answer in time."_s;
    entry.delivery.details = u"HTTP 502"_s;
    return entry;
}

// Everything below, the row's name first.
QList<QAccessibleInterface *> below(QAccessibleInterface *root)
{
    QList<QAccessibleInterface *> all{root};
    for (int i = 0; i < root->childCount(); ++i)
        all << below(root->child(i));
    return all;
}

} // namespace

class tst_AccessibleList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QGuiApplication::clipboard()->clear(); }

    void rowsSayAllThereIs();
    void rowsCanBeReadByLinesAndWords();
    void statesTellWhatTheEyeSees();
    void theRowsWidgetsAreItsChildren();
    void everythingCanBeDoneByAction();
    void actionsReachRowsFarAway();
    void menusAndLinksToo();
    void theFocusIsTheCurrentRow();
    void followsTheModel();
    void rowsOutliveNothing();
};

void tst_AccessibleList::rowsSayAllThereIs()
{
    Fixture f;
    f.model.append({withAttachment(botSays(u"Look **here**"_s)), lost(u"Hello"_s)});
    QVERIFY(f.show());
    QCOMPARE(f.tree()->role(), QAccessible::List);
    QVERIFY(!f.tree()->text(QAccessible::Description).isEmpty());
    QCOMPARE(f.tree()->childCount(), 2);
    for (int row = 0; row < 2; ++row) {
        QCOMPARE(f.row(row)->role(), QAccessible::ListItem);
        QCOMPARE(f.row(row)->parent(), f.tree());
        QCOMPARE(f.tree()->indexOfChild(f.row(row)), row);
        QCOMPARE(f.row(row)->text(QAccessible::Name), accessibleText(f.model.at(row)));
        QVERIFY(f.row(row)->text(QAccessible::Description).contains(u"2024-03-12"_s));
    }
    QVERIFY(f.row(0)->text(QAccessible::Name).contains(u"Look here"_s));
    QVERIFY(f.row(0)->text(QAccessible::Name).contains(u"photo.png"_s));
    QVERIFY(f.row(1)->text(QAccessible::Name).contains(u"Failed"_s));
    QVERIFY(f.row(1)->text(QAccessible::Name).contains(u"did not answer"_s));
    QVERIFY(!f.tree()->child(2));
    QVERIFY(!f.tree()->child(-1));
}

void tst_AccessibleList::rowsCanBeReadByLinesAndWords()
{
    Fixture f;
    f.model.append(
        {botSays(u"# A menu\n\n- **one** dish\n- another\n\n| a | b |\n|---|---|\n| c | d |"_s)});
    QVERIFY(f.show());
    QAccessibleTextInterface *text = f.row(0)->textInterface();
    QVERIFY(text);
    const QString all = text->text(0, text->characterCount());
    QCOMPARE(all, f.row(0)->text(QAccessible::Name));
    QVERIFY(all.startsWith(u"Echo: A menu\n• one dish\n• another\na\tb\nc\td\n"_s));
    int from = -1;
    int to = -1;
    const auto dish = int(all.indexOf(u"dish"_s));
    QCOMPARE(text->textAtOffset(dish, QAccessible::WordBoundary, &from, &to).trimmed(), u"dish"_s);
    QCOMPARE(from, dish);
    QCOMPARE(text->textAtOffset(dish, QAccessible::LineBoundary, &from, &to).trimmed(),
             u"• one dish"_s);
    QCOMPARE(text->text(-3, 2), QString());
    QCOMPARE(text->text(2, 100'000), all.sliced(2));
    text->setCursorPosition(100'000);
    QCOMPARE(text->cursorPosition(), all.size());

    ActivityEntry changed = f.model.entry(0);
    changed.activity.text = u"Closed"_s;
    f.model.update(0, changed);
    QVERIFY(text->text(0, text->characterCount()).startsWith(u"Echo: Closed"_s));
    f.model.clear();
    QCOMPARE(f.tree()->childCount(), 0);
}

void tst_AccessibleList::statesTellWhatTheEyeSees()
{
    Fixture f;
    f.model.append(chatter(100));
    f.model.append({iSay(u"on its way"_s, noon(9000), SendState::Sending)});
    QVERIFY(f.show());
    f.list.setFocus();
    f.list.setCurrentIndex(f.model.index(100));
    QVERIFY(f.row(0)->state().offscreen);
    QVERIFY(!f.row(0)->state().focused);
    QVERIFY(!f.row(100)->state().offscreen);
    QVERIFY(f.row(100)->state().focused);
    QVERIFY(f.row(100)->state().busy);
    QVERIFY(!f.row(100)->state().selected);
    f.list.selectAll();
    QVERIFY(f.row(100)->state().selected);
    QVERIFY(f.row(0)->state().selected);
}

void tst_AccessibleList::theRowsWidgetsAreItsChildren()
{
    Fixture f;
    f.model.append({withAttachment(botSays(u"a card"_s)), lost(u"Hello"_s)});
    QVERIFY(f.show());
    QCOMPARE(f.row(0)->childCount(), 1);
    QAccessibleInterface *panel = f.row(0)->child(0);
    QCOMPARE(panel->parent(), f.row(0));
    QCOMPARE(f.row(0)->indexOfChild(panel), 0);
    const auto names = [](QAccessibleInterface *root, QAccessible::Role role) {
        QStringList found;
        for (const QAccessibleInterface *part : below(root)) {
            if (part->role() == role && !part->state().invisible)
                found << part->text(QAccessible::Name);
        }
        return found;
    };
    QCOMPARE(names(f.row(0), QAccessible::Button), QStringList{u"Go"_s});
    QCOMPARE(names(f.row(1), QAccessible::Button),
             (QStringList{u"Retry"_s, u"Edit"_s, u"Copy details"_s, u"Remove"_s}));
    const QPoint inside = panel->rect().center();
    QCOMPARE(f.row(0)->childAt(inside.x(), inside.y()), panel);
    QCOMPARE(f.tree()->childAt(inside.x(), inside.y()), f.row(0));
}

void tst_AccessibleList::everythingCanBeDoneByAction()
{
    Fixture f;
    const ActivityEntry failed = lost(u"Hello"_s);
    f.model.append({botSays(u"see [this](https://example.com/page)"_s), failed,
                    iSay(u"waits"_s, noon(30), SendState::Queued)});
    QVERIFY(f.show());
    const auto does = [&](int row, const QString &name, auto signal, const QString &value) {
        QSignalSpy spy(&f.list, signal);
        f.actions(row)->doAction(name);
        return f.actions(row)->actionNames().contains(name) && spy.size() == 1
            && spy.first().first().toString() == value;
    };
    QVERIFY(does(0, QAccessibleActionInterface::pressAction(), &ConversationList::linkRequested,
                 u"https://example.com/page"_s));
    f.actions(1)->doAction(QAccessibleActionInterface::pressAction()); // into its buttons
    QCOMPARE(QApplication::focusWidget()->objectName(), u"retry"_s);
    QVERIFY(does(1, u"Retry"_s, &ActivityListView::retryRequested, failed.key));
    QVERIFY(does(1, u"Edit"_s, &ActivityListView::editRequested, failed.key));
    QVERIFY(does(1, u"Copy details"_s, &ActivityListView::copyDetailsRequested, failed.key));
    QVERIFY(does(1, u"Remove"_s, &ActivityListView::discardRequested, failed.key));
    QVERIFY(does(2, u"Cancel sending"_s, &ConversationList::cancelRequested, f.model.at(2).key));
    QVERIFY(does(0, u"Open “this” (example.com)"_s, &ConversationList::linkRequested,
                 u"https://example.com/page"_s));
    QVERIFY(!f.actions(0)->actionNames().contains(u"Retry"_s));
    f.actions(0)->doAction(u"Copy message"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"see this"_s);
}

void tst_AccessibleList::actionsReachRowsFarAway()
{
    Fixture f;
    f.model.append({lost(u"long ago"_s)});
    f.model.append(chatter(200));
    QVERIFY(f.show());
    QVERIFY(f.row(0)->state().offscreen);
    QSignalSpy retry(&f.list, &ActivityListView::retryRequested);
    f.actions(0)->doAction(u"Retry"_s);
    QCOMPARE(retry.size(), 1);
    f.actions(0)->doAction(QAccessibleActionInterface::setFocusAction());
    QVERIFY(f.list.hasFocus());
    QVERIFY(!f.row(0)->state().offscreen);
    QVERIFY(f.row(0)->state().focused);
}

void tst_AccessibleList::menusAndLinksToo()
{
    Fixture f;
    f.model.append(chatter(200));
    QVERIFY(f.show());
    f.actions(3)->doAction(QAccessibleActionInterface::showMenuAction());
    auto *menu = f.list.findChild<QMenu *>(u"rowMenu"_s);
    QVERIFY(menu && menu->isVisible());
    QVERIFY(!f.row(3)->state().offscreen);
    delete menu;
}

void tst_AccessibleList::theFocusIsTheCurrentRow()
{
    Fixture f;
    QList<ActivityEntry> entries = chatter(5);
    entries << withAttachment(botSays(u"a card"_s, noon(900)));
    f.model.append(entries);
    QVERIFY(f.show());
    f.list.clearFocus();
    f.list.setFocus(Qt::TabFocusReason);
    QCOMPARE(f.tree()->focusChild(), f.row(5));
    QTest::keyClick(&f.list, Qt::Key_Up);
    QCOMPARE(f.tree()->focusChild(), f.row(4));
    QTest::keyClick(&f.list, Qt::Key_Down);
    QTest::keyClick(&f.list, Qt::Key_Return); // into the card
    QAccessibleInterface *field = f.tree()->focusChild();
    QCOMPARE(field->role(), QAccessible::EditableText);
    QCOMPARE(field->parent()->parent(), f.row(5));
}

void tst_AccessibleList::followsTheModel()
{
    Fixture f;
    f.model.append(chatter(5));
    QVERIFY(f.show());
    QAccessibleInterface *second = f.row(1);
    f.model.insert(0, {botSays(u"earlier"_s, noon(-60))});
    QCOMPARE(f.tree()->childCount(), 6);
    QCOMPARE(f.row(2), second);
    QCOMPARE(f.tree()->indexOfChild(second), 2);
    ActivityEntry entry = f.model.at(2);
    entry.activity.text = u"now different"_s;
    f.model.update(2, entry);
    QVERIFY(second->text(QAccessible::Name).contains(u"now different"_s));
}

void tst_AccessibleList::rowsOutliveNothing()
{
    QAccessible::Id gone = 0;
    QAccessible::Id cleared = 0;
    QAccessible::Id last = 0;
    {
        Fixture f;
        f.model.append(chatter(5));
        gone = QAccessible::uniqueId(f.row(2));
        cleared = QAccessible::uniqueId(f.row(4));
        f.model.remove(2);
        QVERIFY(!QAccessible::accessibleInterface(gone));
        QVERIFY(QAccessible::accessibleInterface(cleared));
        QCOMPARE(f.tree()->indexOfChild(QAccessible::accessibleInterface(cleared)), 3);
        f.model.clear();
        QVERIFY(!QAccessible::accessibleInterface(cleared));
        QCOMPARE(f.tree()->childCount(), 0);
        f.model.append(chatter(1));
        last = QAccessible::uniqueId(f.row(0));
    }
    QVERIFY(!QAccessible::accessibleInterface(last));
}

QTEST_MAIN(tst_AccessibleList)
#include "tst_accessiblelist.moc"
