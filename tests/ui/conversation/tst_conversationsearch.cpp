#include "conversationfixture.h"

#include "ui/conversation/bubbletext.h"
#include "ui/conversation/conversationsearch.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace botline;
using namespace botline::test;

namespace {

struct Fixture
{
    // Looks until nothing is left to look at.
    [[nodiscard]] bool find(const QString &typed, int from = -2, SearchQuery::Options options = {})
    {
        search.setQuery(SearchQuery::parse(typed, options),
                        from == -2 ? model.rowCount() - 1 : from);
        return finish();
    }
    [[nodiscard]] bool finish()
    {
        return QTest::qWaitFor([this] { return !search.isRunning(); }, 60'000);
    }
    // "row/hit number of count"
    QString at() const
    {
        const ConversationSearch::Current current = search.current();
        return u"%1/%2 %3 of %4"_s.arg(current.row)
            .arg(current.hit)
            .arg(current.number)
            .arg(search.count());
    }

    ActivityModel model;
    ConversationSearch search{model};
};

QList<ActivityEntry> plain(const QStringList &texts)
{
    QList<ActivityEntry> entries;
    for (const QString &text : texts)
        entries << botSays(text);
    return entries;
}

} // namespace

class tst_ConversationSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beginsWhereTheReaderIs();
    void stepsAroundTheEnds();
    void positionsAreThoseOfTheDocument_data();
    void positionsAreThoseOfTheDocument();
    void longMarkdownIsSearchedAsWritten();
    void cardsAndFilesCountOnce();
    void whatComesIsSearchedToo();
    void aChangedRowIsSearchedAgain();
    void removedRowsAreForgotten();
    void movedRowsKeepTheirHits();
    void aNewConversationIsSearchedAnew();
    void whatComesDoesNotMoveTheReader();
    void anErrorFindsNothing();
    void aStepWaitsForTheRest();
    void tellsWhatWasTooHard();
    void theFirstSliceFindsWhatIsNear();
    void eachRowIsLookedAtOnce();
};

void tst_ConversationSearch::beginsWhereTheReaderIs()
{
    Fixture f;
    f.model.append(plain({u"cat"_s, u"dog"_s, u"cat cat"_s, u"dog"_s, u"dog"_s, u"cat"_s}));
    QVERIFY(f.find(u"cat"_s));
    QCOMPARE(f.at(), u"5/0 4 of 4"_s);
    QVERIFY(f.find(u"cat"_s, 4));
    QCOMPARE(f.at(), u"2/1 3 of 4"_s); // the lower one, seen from below
    QVERIFY(f.find(u"dog"_s, 0));
    QCOMPARE(f.at(), u"1/0 1 of 3"_s); // none above: the next one below
    QVERIFY(f.find(u"bird"_s));
    QCOMPARE(f.at(), u"-1/0 0 of 0"_s);
}

void tst_ConversationSearch::stepsAroundTheEnds()
{
    Fixture f;
    f.model.append(plain({u"cat"_s, u"dog"_s, u"cat cat"_s}));
    QVERIFY(f.find(u"cat"_s));
    QSignalSpy moved(&f.search, &ConversationSearch::currentChanged);
    QCOMPARE(f.at(), u"2/1 3 of 3"_s);
    f.search.step(false);
    QCOMPARE(f.at(), u"2/0 2 of 3"_s);
    QCOMPARE(moved.last().first().toBool(), false);
    f.search.step(false);
    QCOMPARE(f.at(), u"0/0 1 of 3"_s);
    f.search.step(false);
    QCOMPARE(f.at(), u"2/1 3 of 3"_s);
    QCOMPARE(moved.last().first().toBool(), true);
    f.search.step(true);
    QCOMPARE(f.at(), u"0/0 1 of 3"_s);
    QCOMPARE(moved.last().first().toBool(), true);
}

void tst_ConversationSearch::positionsAreThoseOfTheDocument_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << u"where is the needle in here"_s;
    QTest::newRow("lines") << u"first\r\nsecond\n\nthe needle"_s;
    QTest::newRow("strong") << u"Some **bold** and *slanted* need**le** here"_s;
    QTest::newRow("link") << u"See [the needle](https://example.com/needle) there"_s;
    QTest::newRow("heading") << u"# Title\n\n## needle\n\ntext"_s;
    QTest::newRow("list") << u"- one\n- two\n  - needle\n\n1. three"_s;
    QTest::newRow("code") << u"before\n\n```\nint x;\nneedle()\n```\n\nafter needle"_s;
    QTest::newRow("quote") << u"> quoted needle\n> more\n\nafter needle"_s;
    QTest::newRow("table") << u"| a | b |\n|---|---|\n| c | needle |\n\nafter needle"_s;
    QTest::newRow("html") << u"<b>needle</b> &amp; needle"_s;
    QTest::newRow("image") << u"![a needle](https://example.com/x.png) needle"_s;
    QTest::newRow("emoji") << u"😀 **😀** needle"_s;
    QTest::newRow("controls") << u"a\u202eb\u2028c needle"_s;
}

// Each hit covers the same letters in the painted document.
void tst_ConversationSearch::positionsAreThoseOfTheDocument()
{
    QFETCH(QString, text);
    Fixture f;
    f.model.append({botSays(text), iSay(text)});
    QVERIFY(f.find(u"needle"_s));
    for (int row = 0; row < 2; ++row) {
        const SearchQuery::Hits hits = f.search.hitsIn(row);
        if (row == 0 || !text.contains(u"**le"_s))
            QVERIFY(!hits.text.empty());
        const BubbleText shown(BubbleText::Content::of(f.model.at(row)), testStyle());
        for (const SearchQuery::Range &hit : hits.text)
            QCOMPARE(shown.plainText({hit.from, hit.to}), u"needle"_s);
    }
}

void tst_ConversationSearch::longMarkdownIsSearchedAsWritten()
{
    Fixture f;
    f.model.append({botSays(u"**some** words\n\n"_s.repeated(2000) + u"the needle"_s)});
    QVERIFY(f.find(u"needle"_s));
    QCOMPARE(f.search.count(), 1);
}

void tst_ConversationSearch::cardsAndFilesCountOnce()
{
    Fixture f;
    ActivityEntry both = withAttachment(botSays(u"cat and cat"_s), u"cat-cat.png"_s);
    f.model.append({both, withAttachment(botSays(QString()), u"cat.png"_s),
                    withAttachment(botSays(QString()), u"dog.png"_s)});
    QVERIFY(f.find(u"cat"_s));
    QCOMPARE(f.search.count(), 4);
    QVERIFY(f.search.hitsIn(0).attached);
    QVERIFY(f.search.hitsIn(1).text.empty());
    QVERIFY(!f.search.hasHits(2));
    QCOMPARE(f.at(), u"1/0 4 of 4"_s);
}

void tst_ConversationSearch::whatComesIsSearchedToo()
{
    Fixture f;
    f.model.append(plain({u"cat"_s, u"dog"_s}));
    QVERIFY(f.find(u"cat"_s));
    QSignalSpy changed(&f.search, &ConversationSearch::changed);
    f.model.append(plain({u"dog"_s, u"a cat"_s}));
    QVERIFY(f.finish());
    QVERIFY(!changed.isEmpty());
    QCOMPARE(f.at(), u"0/0 1 of 2"_s);
    f.model.insert(0, plain({u"cat"_s, u"dog"_s}));
    QVERIFY(f.finish());
    QCOMPARE(f.at(), u"2/0 2 of 3"_s); // the same hit, further down now
}

void tst_ConversationSearch::aChangedRowIsSearchedAgain()
{
    Fixture f;
    f.model.append(plain({u"**cat**"_s, u"dog"_s, u"cat cat"_s}));
    QVERIFY(f.find(u"cat"_s));
    QCOMPARE(f.at(), u"2/1 3 of 3"_s);
    ActivityEntry entry = f.model.at(0);
    entry.activity.text = u"**dog**"_s;
    f.model.update(0, entry);
    QVERIFY(f.finish());
    QCOMPARE(f.at(), u"2/1 2 of 2"_s);
    entry = f.model.at(2);
    entry.activity.text = u"a cat"_s;
    f.model.update(2, entry);
    QVERIFY(f.finish());
    QCOMPARE(f.at(), u"2/0 1 of 1"_s);
    entry.note = u"Message deleted"_s;
    f.model.update(2, entry);
    QVERIFY(f.finish());
    QCOMPARE(f.at(), u"-1/0 0 of 0"_s);
}

void tst_ConversationSearch::removedRowsAreForgotten()
{
    Fixture f;
    f.model.append(plain({u"cat"_s, u"dog"_s, u"cat"_s, u"cat"_s}));
    QVERIFY(f.find(u"cat"_s));
    f.model.remove(0);
    QVERIFY(f.finish());
    QCOMPARE(f.at(), u"2/0 2 of 2"_s);
    f.model.remove(2);
    QVERIFY(f.finish());
    QCOMPARE(f.search.count(), 1);
    QCOMPARE(f.search.current().row, -1);
    f.search.step(true);
    QCOMPARE(f.at(), u"1/0 1 of 1"_s);
}

void tst_ConversationSearch::movedRowsKeepTheirHits()
{
    Fixture f;
    f.model.append(plain({u"cat 0"_s, u"dog"_s, u"bird"_s, u"cat cat"_s, u"dog"_s}));
    QVERIFY(f.find(u"cat"_s));
    f.model.move(3, 1);
    QVERIFY(f.finish());
    QCOMPARE(f.search.count(), 3);
    QVERIFY(f.search.hasHits(1));
    QVERIFY(!f.search.hasHits(3));
    QCOMPARE(f.at(), u"1/1 3 of 3"_s);
    f.model.move(0, 4);
    QVERIFY(f.finish());
    QCOMPARE(f.search.count(), 3);
    QVERIFY(f.search.hasHits(4));
    QCOMPARE(f.at(), u"0/1 2 of 3"_s);
}

void tst_ConversationSearch::aNewConversationIsSearchedAnew()
{
    Fixture f;
    f.model.append(plain({u"cat"_s, u"cat"_s}));
    QVERIFY(f.find(u"cat"_s));
    f.model.clear();
    QVERIFY(f.finish());
    QCOMPARE(f.search.count(), 0);
    f.model.append(plain({u"dog"_s, u"cat"_s}));
    QVERIFY(f.finish());
    QCOMPARE(f.search.count(), 1);
}

void tst_ConversationSearch::whatComesDoesNotMoveTheReader()
{
    Fixture f;
    f.model.append(plain({u"dog"_s}));
    QSignalSpy moved(&f.search, &ConversationSearch::currentChanged);
    QVERIFY(f.find(u"cat"_s));
    f.model.append(plain({u"cat"_s}));
    QVERIFY(f.finish());
    QCOMPARE(f.search.count(), 1);
    QVERIFY(moved.isEmpty());
    f.search.step(true);
    QCOMPARE(moved.size(), 1);
}

void tst_ConversationSearch::anErrorFindsNothing()
{
    Fixture f;
    f.model.append(plain({u"cat"_s}));
    QVERIFY(f.find(u"cat"_s));
    QSignalSpy changed(&f.search, &ConversationSearch::changed);
    QVERIFY(f.find(u"from:cat"_s));
    QCOMPARE(f.search.count(), 0);
    QVERIFY(!changed.isEmpty());
    f.search.step(true);
    QCOMPARE(f.search.current().row, -1);
    f.model.append(plain({u"cat"_s}));
    QVERIFY(!f.search.isRunning());
}

void tst_ConversationSearch::aStepWaitsForTheRest()
{
    Fixture f;
    QStringList texts{u"cat"_s};
    for (int i = 0; i < 20'000; ++i)
        texts << u"Some words about nothing at all, as many as a message has"_s;
    texts << u"cat"_s;
    f.model.append(plain(texts));
    f.search.setQuery(SearchQuery::parse(u"cat"_s, {}), f.model.rowCount() - 1);
    QVERIFY(f.search.isRunning());
    QCOMPARE(f.search.current().row, 20'001); // at once
    f.search.step(false);
    QVERIFY(f.finish());
    QCOMPARE(f.at(), u"0/0 1 of 2"_s);
}

void tst_ConversationSearch::tellsWhatWasTooHard()
{
    Fixture f;
    f.model.append(plain({u"a"_s.repeated(200) + u"b"_s, u"short"_s}));
    QVERIFY(f.find(u"(a+)+$"_s, 1, {false, false, true}));
    QCOMPARE(f.search.skipped(), 1);
    f.model.remove(0);
    QVERIFY(f.finish());
    QCOMPARE(f.search.skipped(), 0);
}

void tst_ConversationSearch::theFirstSliceFindsWhatIsNear()
{
    Fixture f;
    f.model.append(chatter(100'000));
    QSignalSpy moved(&f.search, &ConversationSearch::currentChanged);
    f.search.setQuery(SearchQuery::parse(u"message"_s, {}), f.model.rowCount() - 1);
    QCOMPARE(moved.size(), 1); // before control comes back
    QVERIFY(f.search.isRunning());
    QVERIFY(f.search.rowsSearched() < 100'000);
    QVERIFY(f.finish());
    QCOMPARE(f.search.count(), 100'000);
}

void tst_ConversationSearch::eachRowIsLookedAtOnce()
{
    Fixture f;
    f.model.append(chatter(3000));
    QVERIFY(f.find(u"words"_s, 1500));
    QCOMPARE(f.search.rowsSearched(), quint64(3000));
    f.model.append(chatter(1));
    QVERIFY(f.finish());
    QCOMPARE(f.search.rowsSearched(), quint64(3001));
}

QTEST_MAIN(tst_ConversationSearch)
#include "tst_conversationsearch.moc"
