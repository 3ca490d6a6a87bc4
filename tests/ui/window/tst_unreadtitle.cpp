#include "ui/window/unreadtitle.h"

#include <QtTest/QTest>
#include <QtWidgets/QWidget>

using namespace Qt::StringLiterals;
using namespace botline;

class tst_UnreadTitle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesTheBot();
    void countsWhileTheWindowIsInactive();
};

void tst_UnreadTitle::namesTheBot()
{
    QWidget window;
    auto *title = new UnreadTitle(window);
    QCOMPARE(window.windowTitle(), u"Botline"_s);
    title->setBotName(u"Ada"_s);
    QCOMPARE(window.windowTitle(), u"Ada – Botline"_s);
    title->setBotName({});
    QCOMPARE(window.windowTitle(), u"Botline"_s);
}

void tst_UnreadTitle::countsWhileTheWindowIsInactive()
{
    QWidget window;
    QWidget other;
    auto *title = new UnreadTitle(window);
    title->setBotName(u"Ada"_s);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    title->addUnread(1); // is seen
    QCOMPARE(window.windowTitle(), u"Ada – Botline"_s);
    other.show();
    other.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&other));
    title->addUnread(2);
    QCOMPARE(window.windowTitle(), u"(2) Ada – Botline"_s);
    title->addUnread(1);
    QCOMPARE(window.windowTitle(), u"(3) Ada – Botline"_s);
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QCOMPARE(window.windowTitle(), u"Ada – Botline"_s);
}

QTEST_MAIN(tst_UnreadTitle)
#include "tst_unreadtitle.moc"
