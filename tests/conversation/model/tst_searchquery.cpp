#include "app/conversation/model/activityentry.h"
#include "app/conversation/model/searchquery.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline;

namespace {

using Options = SearchQuery::Options;

// What is found in the text, each piece in brackets.
QString marked(const SearchQuery &query, const QString &text)
{
    QString result;
    int end = 0;
    for (const SearchQuery::Range &range : query.find({text, {}}).text) {
        result += text.mid(end, range.from - end) + u'['
            + text.mid(range.from, range.to - range.from) + u']';
        end = range.to;
    }
    return result + text.mid(end);
}

ActivityEntry message(Side side)
{
    ActivityEntry entry;
    entry.key = u"1"_s;
    entry.side = side;
    entry.activity.type = u"message"_s;
    return entry;
}

ActivityEntry quiet(const QString &type)
{
    ActivityEntry entry = message(Side::System);
    entry.activity.type = type;
    entry.hidden = true;
    return entry;
}

ActivityEntry withAttachment(const QString &contentType)
{
    ActivityEntry entry = message(Side::Bot);
    directline::Attachment attachment;
    attachment.contentType = contentType;
    entry.activity.attachments << attachment;
    return entry;
}

} // namespace

class tst_SearchQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
    void allWordsMustBeThere();
    void wordsMayStandInTheAttachments();
    void overlapsAreOneHit();
    void filters_data();
    void filters();
    void filtersCombine();
    void aQuotedFilterIsAWord();
    void explainsWhatItCannotUnderstand_data();
    void explainsWhatItCannotUnderstand();
    void emptyMatchesAreNoHits();
    void nothingTypedFindsNothing();
    void aFilterAloneFindsTheRow();
    void expressionsAreMatchedLineByLine();
    void expressionsKeepTheirBlanks();
    void hopelessExpressionsGiveUp_data();
    void hopelessExpressionsGiveUp();
    void hitsAreBounded();
};

void tst_SearchQuery::finds_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("matchCase");
    QTest::addColumn<bool>("wholeWord");
    QTest::addColumn<bool>("regex");
    QTest::addColumn<QString>("expected"); // "" when nothing is found
    const auto row
        = [](const char *name, const QString &typed, const char *how, const QString &expected) {
              const QByteArrayView options(how);
              QTest::newRow(name) << typed << options.contains('c') << options.contains('w')
                                  << options.contains('r') << expected;
          };
    // The text: "Über Cat concatenates the cat's C++ “straße” cat_1 𐐀cat"
    row("any case", u"cat"_s, "",
        u"Über [Cat] con[cat]enates the [cat]'s C++ “straße” [cat]_1 𐐀[cat]"_s);
    row("this case", u"Cat"_s, "c", u"Über [Cat] concatenates the cat's C++ “straße” cat_1 𐐀cat"_s);
    row("whole word", u"cat"_s, "w",
        u"Über [Cat] concatenates the [cat]'s C++ “straße” cat_1 𐐀cat"_s);
    row("whole word with signs", u"c++"_s, "w",
        u"Über Cat concatenates the cat's [C++] “straße” cat_1 𐐀cat"_s);
    row("umlaut", u"über"_s, "", u"[Über] Cat concatenates the cat's C++ “straße” cat_1 𐐀cat"_s);
    row("phrase", u"\"the cat\""_s, "",
        u"Über Cat concatenates [the cat]'s C++ “straße” cat_1 𐐀cat"_s);
    row("open phrase", u"\"the cat"_s, "",
        u"Über Cat concatenates [the cat]'s C++ “straße” cat_1 𐐀cat"_s);
    row("phrase that is not there", u"\"cat the\""_s, "", {});
    row("signs are literal", u"c.t"_s, "", {});
    row("expression", u"c.t\\b"_s, "r",
        u"Über [Cat] concatenates the [cat]'s C++ “straße” cat_1 𐐀[cat]"_s);
    row("expression in this case", u"C\\w+"_s, "cr",
        u"Über [Cat] concatenates the cat's C++ “straße” cat_1 𐐀cat"_s);
    row("whole expression", u"c[a-z]+|zzz"_s, "wr",
        u"Über [Cat] [concatenates] the [cat]'s C++ “straße” cat_1 𐐀cat"_s);
    row("letters of every script", u"stra\\w+"_s, "r",
        u"Über Cat concatenates the cat's C++ “[straße]” cat_1 𐐀cat"_s);
    row("empty matches", u"x*"_s, "r", {});
}

void tst_SearchQuery::finds()
{
    QFETCH(QString, typed);
    QFETCH(bool, matchCase);
    QFETCH(bool, wholeWord);
    QFETCH(bool, regex);
    QFETCH(QString, expected);
    const QString text = u"Über Cat concatenates the cat's C++ “straße” cat_1 𐐀cat"_s;
    const SearchQuery query = SearchQuery::parse(typed, {matchCase, wholeWord, regex});
    QCOMPARE(query.error(), QString());
    QCOMPARE(marked(query, text), expected.isEmpty() ? text : expected);
}

void tst_SearchQuery::allWordsMustBeThere()
{
    const SearchQuery query = SearchQuery::parse(u"order shipped"_s, {});
    QCOMPARE(marked(query, u"Shipped: your order"_s), u"[Shipped]: your [order]"_s);
    QCOMPARE(query.find({u"Your order"_s, {}}).count(), 0);
}

void tst_SearchQuery::wordsMayStandInTheAttachments()
{
    const SearchQuery query = SearchQuery::parse(u"order invoice"_s, {});
    const SearchQuery::Hits hits = query.find({u"Your order"_s, u"invoice.pdf"_s});
    QCOMPARE(hits.text.size(), size_t(1));
    QVERIFY(hits.attached);
    QCOMPARE(hits.count(), 2);
    QCOMPARE(query.find({{}, u"invoice for your order and invoice"_s}).count(), 1); // as a whole
}

void tst_SearchQuery::overlapsAreOneHit()
{
    QCOMPARE(marked(SearchQuery::parse(u"abc cde"_s, {}), u"xabcdex abc"_s), u"x[abcde]x [abc]"_s);
    QCOMPARE(marked(SearchQuery::parse(u"aa"_s, {}), u"aaaaa"_s), u"[aa][aa]a"_s);
}

void tst_SearchQuery::filters_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("expected"); // which of the rows pass

    QTest::newRow("me") << u"from:me"_s << u"own failed unconfirmed upload"_s;
    QTest::newRow("bot") << u"FROM:Bot"_s << u"bot card png pdf"_s;
    QTest::newRow("card") << u"has:card"_s << u"card"_s;
    QTest::newRow("file") << u"has:file"_s << u"upload png pdf"_s;
    QTest::newRow("image") << u"has:image"_s << u"png"_s;
    QTest::newRow("event") << u"type:event"_s << u"event"_s;
    QTest::newRow("another type") << u"TYPE:messagereaction"_s << u"reaction"_s;
    QTest::newRow("message") << u"type:message from:bot has:card"_s << u"card"_s;
    QTest::newRow("failed") << u"failed"_s << u"failed unconfirmed"_s;
}

void tst_SearchQuery::filters()
{
    QFETCH(QString, typed);
    QFETCH(QString, expected);
    ActivityEntry failed = message(Side::Own);
    failed.delivery.state = SendState::Failed;
    ActivityEntry unconfirmed = message(Side::Own);
    unconfirmed.delivery.state = SendState::Unconfirmed;
    ActivityEntry upload = message(Side::Own);
    upload.files << StagedFile{u"/tmp/a.txt"_s, u"a.txt"_s, u"text/plain"_s, 3, {}};
    const std::pair<QString, ActivityEntry> rows[]
        = {{u"own"_s, message(Side::Own)},
           {u"failed"_s, failed},
           {u"unconfirmed"_s, unconfirmed},
           {u"upload"_s, upload},
           {u"bot"_s, message(Side::Bot)},
           {u"card"_s, withAttachment(u"application/vnd.microsoft.card.hero"_s)},
           {u"png"_s, withAttachment(u"image/png"_s)},
           {u"pdf"_s, withAttachment(u"application/pdf"_s)},
           {u"notice"_s, ActivityEntry()},
           {u"event"_s, quiet(u"event"_s)},
           {u"trace"_s, quiet(u"trace"_s)},
           {u"reaction"_s, quiet(u"messageReaction"_s)}};
    const SearchQuery query = SearchQuery::parse(typed, {});
    QCOMPARE(query.error(), QString());
    QStringList passed;
    for (const auto &[name, entry] : rows) {
        if (query.accepts(entry))
            passed << name;
    }
    QCOMPARE(passed.join(u' '), expected);
}

void tst_SearchQuery::filtersCombine()
{
    const SearchQuery query = SearchQuery::parse(u"hello from:me world failed"_s, {});
    ActivityEntry entry = message(Side::Own);
    QVERIFY(!query.accepts(entry));
    entry.delivery.state = SendState::Failed;
    QVERIFY(query.accepts(entry));
    QCOMPARE(marked(query, u"world, hello"_s), u"[world], [hello]"_s);
}

void tst_SearchQuery::aQuotedFilterIsAWord()
{
    const SearchQuery query = SearchQuery::parse(u"\"failed\""_s, {});
    QVERIFY(query.accepts(message(Side::Bot)));
    QCOMPARE(marked(query, u"it failed"_s), u"it [failed]"_s);
}

void tst_SearchQuery::explainsWhatItCannotUnderstand_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("regex");
    QTest::addColumn<QString>("words"); // that the explanation contains
    QTest::newRow("from") << u"from:alice"_s << false << u"me or bot"_s;
    QTest::newRow("from nobody") << u"from:"_s << false << u"me or bot"_s;
    QTest::newRow("has") << u"x has:video y"_s << false << u"card, file or image"_s;
    QTest::newRow("type") << u"type:"_s << false << u"message, event"_s;
    QTest::newRow("expression") << u"a(b"_s << true << u"character 4"_s;
    QTest::newRow("expression in words") << u"from:me [a-"_s << true << u"Not a regular"_s;
    QTest::newRow("settings") << u"(*LIMIT_MATCH=4000000000)(a+)+$"_s << true << u"begin with"_s;
    QTest::newRow("too long") << u"a"_s.repeated(1001) << true << u"too long"_s;
}

void tst_SearchQuery::explainsWhatItCannotUnderstand()
{
    QFETCH(QString, typed);
    QFETCH(bool, regex);
    QFETCH(QString, words);
    const SearchQuery query = SearchQuery::parse(typed, {false, false, regex});
    QVERIFY2(query.error().contains(words), qPrintable(query.error()));
    QVERIFY(!query.accepts(message(Side::Own)));
}

// What matches nothing at all is found nowhere, and that takes no time.
void tst_SearchQuery::emptyMatchesAreNoHits()
{
    for (const QString &pattern :
         {u"a*"_s, u".*"_s, u"x?"_s, u"\\b"_s, u"^"_s, u"$"_s, u"(?=a)"_s}) {
        const SearchQuery query = SearchQuery::parse(pattern, {false, false, true});
        QVERIFY(query.error().isEmpty());
        for (const QString &text :
             {QString(), u"banana"_s, u"a\n\nb"_s, u"Grüße, 世界 \U0001F600"_s,
              u"A line of some length, with words. "_s.repeated(40)}) {
            const SearchQuery::Hits hits = query.find({text, QString()});
            QVERIFY2(!hits.gaveUp, qPrintable(pattern + u" in "_s + text.left(30)));
            QVERIFY(!hits.attached);
        }
    }
}

void tst_SearchQuery::nothingTypedFindsNothing()
{
    for (const bool regex : {false, true}) {
        for (const QString &typed : {QString(), u"  "_s}) {
            const SearchQuery query = SearchQuery::parse(typed, {false, false, regex});
            QVERIFY(query.isEmpty());
            QVERIFY(!query.accepts(message(Side::Bot)));
        }
    }
    QVERIFY(SearchQuery::parse(u"\"\""_s, {}).isEmpty());
}

void tst_SearchQuery::aFilterAloneFindsTheRow()
{
    const SearchQuery::Hits hits = SearchQuery::parse(u"from:bot"_s, {}).find({u"text"_s, {}});
    QCOMPARE(hits.count(), 1);
    QVERIFY(hits.text.empty());
}

void tst_SearchQuery::expressionsAreMatchedLineByLine()
{
    const SearchQuery query = SearchQuery::parse(u"^b.*$"_s, {false, false, true});
    QCOMPARE(marked(query, u"abc\nbcd\nb"_s), u"abc\n[bcd]\n[b]"_s);
}

void tst_SearchQuery::expressionsKeepTheirBlanks()
{
    const SearchQuery query = SearchQuery::parse(u"from:me a  b|\"c d\""_s, {false, false, true});
    QCOMPARE(marked(query, u"a  b, a b, \"c d\""_s), u"[a  b], a b, [\"c d\"]"_s);
    QVERIFY(!query.accepts(message(Side::Bot)));
}

void tst_SearchQuery::hopelessExpressionsGiveUp_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::newRow("nested") << u"(a+)+$"_s;
    QTest::newRow("alternatives") << u"(a|aa)+$"_s;
    QTest::newRow("cubic") << u"(?:a*a*a*a*)[^a]{2}"_s;
}

// What would take PCRE seconds or hours ends soon, and says so.
void tst_SearchQuery::hopelessExpressionsGiveUp()
{
    QFETCH(QString, pattern);
    const SearchQuery query = SearchQuery::parse(pattern, {false, false, true});
    QCOMPARE(query.error(), QString());
    const QString text = (u"a"_s.repeated(3000) + u"b\n"_s).repeated(30);
    QElapsedTimer timer;
    timer.start();
    const SearchQuery::Hits hits = query.find({text, {}});
    qInfo("%lld ms", static_cast<long long>(timer.elapsed()));
    QVERIFY(hits.gaveUp);
    QCOMPARE(hits.count(), 0);
}

void tst_SearchQuery::hitsAreBounded()
{
    const SearchQuery query = SearchQuery::parse(u"a"_s, {});
    QCOMPARE(query.find({u"a"_s.repeated(100'000), {}}).count(), 1000);
    const SearchQuery regex = SearchQuery::parse(u"a"_s, {false, false, true});
    QCOMPARE(regex.find({u"a"_s.repeated(3000), {}}).count(), 1000);
}

QTEST_GUILESS_MAIN(tst_SearchQuery)
#include "tst_searchquery.moc"
