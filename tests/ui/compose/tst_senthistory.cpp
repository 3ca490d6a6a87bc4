#include "ui/compose/senthistory.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using botline::SentHistory;

class TestSentHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesBackAndForthAndRestoresTheDraft()
    {
        SentHistory history;
        history.assign({u"one"_s, u"two"_s});
        QCOMPARE(history.older(u"a draft"_s), u"two"_s);
        QCOMPARE(history.older(u"two"_s), u"one"_s);
        QCOMPARE(history.older(u"one"_s), std::nullopt);
        QCOMPARE(history.newer(u"one"_s), u"two"_s);
        QCOMPARE(history.newer(u"two"_s), u"a draft"_s);
        QCOMPARE(history.newer(u"a draft"_s), std::nullopt);
    }

    void editsStayWhileRecallingAndNeverChangeTheHistory()
    {
        SentHistory history;
        history.assign({u"one"_s, u"two"_s});
        QCOMPARE(history.older({}), u"two"_s);
        QCOMPARE(history.older(u"two, edited"_s), u"one"_s);
        QCOMPARE(history.newer(u"one"_s), u"two, edited"_s);
        QCOMPARE(history.texts(), (QStringList{u"one"_s, u"two"_s}));
        history.add(u"two, edited"_s);
        QCOMPARE(history.texts(), (QStringList{u"one"_s, u"two"_s, u"two, edited"_s}));
        QCOMPARE(history.older({}), u"two, edited"_s);
        QCOMPARE(history.older(u"two, edited"_s), u"two"_s);
    }

    void anEmptiedComposerStartsAtTheNewestAgain()
    {
        SentHistory history;
        history.assign({u"one"_s, u"two"_s});
        QCOMPARE(history.older({}), u"two"_s);
        QCOMPARE(history.older(u"two"_s), u"one"_s);
        QCOMPARE(history.older({}), u"two"_s);
    }

    void anEmptiedComposerKeepsItsDraft()
    {
        SentHistory history;
        history.assign({u"one"_s, u"two"_s});
        QCOMPARE(history.older(u"draft"_s), u"two"_s);
        QCOMPARE(history.older({}), u"one"_s);
        QCOMPARE(history.newer(u"one"_s), QString());
        QCOMPARE(history.newer({}), u"draft"_s);
    }

    void keepsTwoHundred()
    {
        SentHistory history;
        for (int i = 0; i < 250; ++i)
            history.add(QString::number(i));
        QCOMPARE(history.texts().size(), 200);
        QCOMPARE(history.texts().constFirst(), u"50"_s);
        QCOMPARE(history.texts().constLast(), u"249"_s);
    }

    void leavesOutEmptyTextsAndRepetitions()
    {
        SentHistory history;
        history.assign({u"same"_s, u"same"_s, {}, u"other"_s, u"same"_s});
        QCOMPARE(history.texts(), (QStringList{u"same"_s, u"other"_s, u"same"_s}));
    }

    void nothingWasSentYet()
    {
        SentHistory history;
        QCOMPARE(history.older(u"draft"_s), std::nullopt);
        QCOMPARE(history.newer(u"draft"_s), std::nullopt);
        QVERIFY(!history.isShowingRecalled(u"draft"_s));
    }

    void knowsWhetherARecalledTextIsShown()
    {
        SentHistory history;
        history.assign({u"one"_s, u"two"_s});
        history.older({});
        QVERIFY(history.isShowingRecalled(u"two"_s));
        QVERIFY(!history.isShowingRecalled(u"two."_s));
        history.newer(u"two"_s);
        QVERIFY(!history.isShowingRecalled({}));
    }
};

QTEST_GUILESS_MAIN(TestSentHistory)
#include "tst_senthistory.moc"
