#include "conversationfixture.h"

#include "ui/conversation/copiedtext.h"
#include "ui/conversation/textselection.h"

#include <QtCore/QLocale>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QTest>

using namespace botline;
using namespace botline::test;

class tst_TextSelection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingAtFirst();
    void withinARow();
    void acrossRows();
    void backwardsIsTheSame();
    void staysWithItsRows();
    void endsWithItsRows();
    void copiesAPartOfAMessage();
    void copiesWithNamesAndTimes();
    void copiesWithoutMarkdown();
    void leavesOutARowThatIsOnlyTouched();
    void namesAttachments();
    void addsTheDateAcrossDays();

private:
    static TextPosition at(const ActivityModel &model, int row, int offset)
    {
        return {QPersistentModelIndex(model.index(row)), offset};
    }
    static QString clock(const ActivityEntry &entry)
    {
        return QLocale().toString(entry.time.toLocalTime().time(), QLocale::ShortFormat);
    }
    static constexpr int kEnd = TextPosition::kEnd;
};

void tst_TextSelection::nothingAtFirst()
{
    const TextSelection selection;
    QVERIFY(selection.isEmpty());
    QCOMPARE(selection.firstRow(), -1);
    QVERIFY(!selection.inRow(0));
}

void tst_TextSelection::withinARow()
{
    ActivityModel model;
    model.append({botSays(u"one"_s)});
    TextSelection selection;
    selection.start(at(model, 0, 2));
    QVERIFY(selection.isEmpty());
    selection.extendTo(at(model, 0, 1));
    QCOMPARE(*selection.inRow(0), (TextSelection::Range{1, 2}));
}

void tst_TextSelection::acrossRows()
{
    ActivityModel model;
    model.append(chatter(4));
    TextSelection selection;
    selection.set(at(model, 1, 3), at(model, 3, 5));
    QVERIFY(!selection.inRow(0));
    QCOMPARE(*selection.inRow(1), (TextSelection::Range{3, kEnd}));
    QVERIFY(selection.inRow(2)->isWhole());
    QCOMPARE(*selection.inRow(3), (TextSelection::Range{0, 5}));
}

void tst_TextSelection::backwardsIsTheSame()
{
    ActivityModel model;
    model.append(chatter(4));
    TextSelection selection;
    selection.set(at(model, 3, 5), at(model, 1, 3));
    QCOMPARE(*selection.inRow(1), (TextSelection::Range{3, kEnd}));
    QCOMPARE(*selection.inRow(3), (TextSelection::Range{0, 5}));
    QCOMPARE(selection.anchor().row.row(), 3);
}

void tst_TextSelection::staysWithItsRows()
{
    ActivityModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append(chatter(4));
    TextSelection selection;
    selection.set(at(model, 1, 3), at(model, 2, 5));
    model.insert(0, {botSays(u"earlier"_s)});
    model.append(chatter(2));
    QCOMPARE(selection.firstRow(), 2);
    QCOMPARE(selection.lastRow(), 3);
    QCOMPARE(*selection.inRow(2), (TextSelection::Range{3, kEnd}));
}

void tst_TextSelection::endsWithItsRows()
{
    ActivityModel model;
    model.append(chatter(4));
    TextSelection selection;
    selection.set(at(model, 1, 3), at(model, 2, 5));
    model.remove(2);
    QVERIFY(selection.isEmpty());
    QVERIFY(copiedText(selection, model, testStyle()).isEmpty());
}

void tst_TextSelection::copiesAPartOfAMessage()
{
    ActivityModel model;
    model.append({botSays(u"A **bold** word"_s), iSay(u"*as typed*"_s)});
    TextSelection selection;
    selection.set(at(model, 0, 2), at(model, 0, 6));
    QCOMPARE(copiedText(selection, model, testStyle()), u"bold"_s);
    selection.set(at(model, 1, 0), at(model, 1, kEnd));
    QCOMPARE(copiedText(selection, model, testStyle()), u"*as typed*"_s);
}

void tst_TextSelection::copiesWithNamesAndTimes()
{
    ActivityModel model;
    model.append({iSay(u"What is **new**?"_s), botSays(u"Nothing much"_s, noon(120)),
                  notice(u"The conversation ended"_s, noon(180))});
    TextSelection selection;
    selection.set(at(model, 0, 0), at(model, 2, kEnd));
    const QString expected
        = u"[%1] You: What is **new**?\n[%2] Echo: Nothing much\n[%3] The conversation ended"_s.arg(
            clock(model.at(0)), clock(model.at(1)), clock(model.at(2)));
    QCOMPARE(copiedText(selection, model, testStyle()), expected);
}

void tst_TextSelection::copiesWithoutMarkdown()
{
    const QString copied
        = copiedText(botSays(u"# Menu\n\n- **one**\n- [two](https://example.com)"_s), testStyle());
    QCOMPARE(copied, u"Menu\n• one\n• two"_s);
    // Bare words need no parser and come out the same.
    QCOMPARE(copiedText(botSays(u"plain words\nin two lines"_s), testStyle()),
             u"plain words\nin two lines"_s);
}

void tst_TextSelection::leavesOutARowThatIsOnlyTouched()
{
    ActivityModel model;
    model.append({botSays(u"one"_s), botSays(u"two"_s)});
    TextSelection selection;
    selection.set(at(model, 0, 0), at(model, 1, 0));
    QCOMPARE(copiedText(selection, model, testStyle()), u"one"_s);
}

void tst_TextSelection::namesAttachments()
{
    QCOMPARE(copiedText(withAttachment(botSays(u"Look"_s)), testStyle()), u"Look\n[photo.png]"_s);
    QCOMPARE(copiedText(withAttachment(botSays({})), testStyle()), u"[photo.png]"_s);
}

void tst_TextSelection::addsTheDateAcrossDays()
{
    ActivityModel model;
    model.append({botSays(u"one"_s), botSays(u"two"_s, noon(24 * 3600))});
    TextSelection selection;
    selection.set(at(model, 0, 0), at(model, 1, kEnd));
    const QString copied = copiedText(selection, model, testStyle());
    for (int row = 0; row < 2; ++row)
        QVERIFY(copied.contains(
            QLocale().toString(model.at(row).time.toLocalTime(), QLocale::ShortFormat)));
}

QTEST_MAIN(tst_TextSelection)
#include "tst_textselection.moc"
