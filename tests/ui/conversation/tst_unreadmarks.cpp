#include "conversationfixture.h"

#include "ui/conversation/unreadmarks.h"

#include <QtTest/QTest>

using namespace botline;
using namespace botline::test;

class tst_UnreadMarks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsOthersOnly();
    void isReadFromTheTop();
    void survivesOtherRows();
    void survivesRemovals();
};

void tst_UnreadMarks::countsOthersOnly()
{
    ActivityModel model;
    UnreadMarks marks(model);
    model.append({botSays(u"old"_s), iSay(u"mine"_s), notice(u"note"_s), botSays(u"a"_s),
                  iSay(u"mine"_s), botSays(u"b"_s)});
    QCOMPARE(marks.arrived(1, 2), -1);
    QCOMPARE(marks.first(), -1);
    QCOMPARE(marks.arrived(1, 5), 3);
    QCOMPARE(marks.first(), 3);
    QCOMPARE(marks.count(), 2);
}

void tst_UnreadMarks::isReadFromTheTop()
{
    ActivityModel model;
    UnreadMarks marks(model);
    model.append({botSays(u"a"_s), botSays(u"b"_s), iSay(u"c"_s), botSays(u"d"_s)});
    marks.arrived(0, 3);
    QCOMPARE(marks.count(), 3);
    marks.readUpTo(1);
    QCOMPARE(marks.count(), 1);
    QCOMPARE(marks.first(), 3);
    marks.readUpTo(0); // above: nothing new
    QCOMPARE(marks.count(), 1);
    marks.readUpTo(3);
    QCOMPARE(marks.count(), 0);
    QCOMPARE(marks.first(), -1);
}

void tst_UnreadMarks::survivesOtherRows()
{
    ActivityModel model;
    UnreadMarks marks(model);
    model.append({botSays(u"old"_s), botSays(u"new"_s)});
    marks.arrived(1, 1);
    model.insert(0, {botSays(u"earlier"_s), botSays(u"earlier"_s)});
    QCOMPARE(marks.first(), 3);
    model.append({botSays(u"newer"_s)});
    marks.arrived(4, 4);
    QCOMPARE(marks.first(), 3);
    QCOMPARE(marks.count(), 2);
}

void tst_UnreadMarks::survivesRemovals()
{
    ActivityModel model;
    UnreadMarks marks(model);
    model.append({botSays(u"old"_s), botSays(u"a"_s), botSays(u"b"_s), botSays(u"c"_s)});
    marks.arrived(1, 3);
    model.remove(2);
    marks.recount();
    QCOMPARE(marks.count(), 2);
    QCOMPARE(marks.first(), 1);
    model.remove(1); // the first unread one
    marks.recount();
    QCOMPARE(marks.count(), 1);
    QCOMPARE(marks.first(), 1);
    model.remove(1);
    marks.recount();
    QCOMPARE(marks.count(), 0);
    QCOMPARE(marks.first(), -1);
}

QTEST_GUILESS_MAIN(tst_UnreadMarks)
#include "tst_unreadmarks.moc"
