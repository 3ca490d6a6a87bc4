#include "ui/page/announcer.h"

#include <QtGui/QAccessible>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QWidget>

using namespace Qt::StringLiterals;
using namespace botline;

class tst_Announcer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joinsWhatBelongsTogether();
    void troubleDoesNotWait();
    void reachesScreenReaders();
    void isNotToBeSeen();
};

void tst_Announcer::joinsWhatBelongsTogether()
{
    QWidget window;
    Announcer announcer(window);
    QSignalSpy said(&announcer, &Announcer::said);
    announcer.say(u"one"_s);
    announcer.say(QString());
    announcer.say(u"two"_s);
    QVERIFY(said.isEmpty());
    QTRY_COMPARE(said.size(), 1);
    QCOMPARE(said.first().at(0).toString(), u"one\ntwo"_s);
    QCOMPARE(said.first().at(1).toBool(), false);
}

void tst_Announcer::troubleDoesNotWait()
{
    QWidget window;
    Announcer announcer(window);
    QSignalSpy said(&announcer, &Announcer::said);
    announcer.say(u"later"_s);
    announcer.sayAtOnce(u"Not sent"_s);
    QCOMPARE(said.size(), 1);
    QCOMPARE(said.first().at(0).toString(), u"Not sent"_s);
    QCOMPARE(said.first().at(1).toBool(), true);
    QTRY_COMPARE(said.size(), 2);
    QCOMPARE(said.last().at(0).toString(), u"later"_s);
}

void tst_Announcer::reachesScreenReaders()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QSKIP("Qt has an event of its own for this");
#endif
    QWidget window;
    window.show();
    Announcer announcer(window);
    announcer.sayAtOnce(u"Not sent"_s);
    QAccessibleInterface *tree = QAccessible::queryAccessibleInterface(&window);
    QCOMPARE(tree->childCount(), 1);
    QCOMPARE(tree->child(0)->role(), QAccessible::Notification);
    QCOMPARE(tree->child(0)->text(QAccessible::Name), u"Not sent"_s);
    QVERIFY(!tree->child(0)->state().invisible);
}

void tst_Announcer::isNotToBeSeen()
{
    QWidget window;
    window.resize(200, 100);
    window.show();
    const QImage before = window.grab().toImage();
    Announcer announcer(window);
    announcer.sayAtOnce(u"Not sent"_s);
    QCOMPARE(window.grab().toImage(), before);
}

QTEST_MAIN(tst_Announcer)
#include "tst_announcer.moc"
