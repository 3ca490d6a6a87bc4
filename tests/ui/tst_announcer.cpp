#include "ui/announcer.h"

#include <QtGui/QAccessible>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QWidget>

using namespace Qt::StringLiterals;
using namespace botline;

namespace {

struct Told
{
    QAccessible::Event type;
    QAccessible::Role role;
    QString name;
};
QList<Told> told;

void listen(QAccessibleEvent *event)
{
    if (const QAccessibleInterface *about = event->accessibleInterface())
        told << Told{event->type(), about->role(), about->text(QAccessible::Name)};
}

} // namespace

class tst_Announcer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { QAccessible::installUpdateHandler(nullptr); }

    void joinsWhatBelongsTogether();
    void troubleDoesNotWait();
    void reachesScreenReaders();
    void theSameWordsAreNewsAgain();
    void isNotToBeSeen();
};

void tst_Announcer::init()
{
    told.clear();
    QAccessible::setActive(true);
    QAccessible::installUpdateHandler(listen);
}

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
    told.clear();
    announcer.sayAtOnce(u"Not sent"_s);
    for (const QAccessible::Event type :
         {QAccessible::NameChanged, QAccessible::ObjectShow, QAccessible::Alert}) {
        QVERIFY(std::any_of(told.begin(), told.end(), [type](const Told &t) {
            return t.type == type && t.role == QAccessible::Notification && t.name == u"Not sent"_s;
        }));
    }
    QAccessibleInterface *tree = QAccessible::queryAccessibleInterface(&window);
    QCOMPARE(tree->childCount(), 1);
    QCOMPARE(tree->child(0)->text(QAccessible::Name), u"Not sent"_s);
    QVERIFY(!tree->child(0)->state().invisible);
}

void tst_Announcer::theSameWordsAreNewsAgain()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QSKIP("Qt has an event of its own for this");
#endif
    QWidget window;
    Announcer announcer(window);
    announcer.sayAtOnce(u"Not sent"_s);
    told.clear();
    announcer.sayAtOnce(u"Not sent"_s);
    QVERIFY(std::any_of(told.begin(), told.end(),
                        [](const Told &t) { return t.type == QAccessible::ObjectShow; }));
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
