#include "ui/content/safetextdocument.h"
#include "ui/style/chatstyle.h"

#include <QtGui/QTextBlock>
#include <QtGui/QTextList>
#include <QtGui/QTextTable>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>

using namespace Qt::StringLiterals;
using namespace botline;

namespace {

// Tells what the importer tried to load; what it gets is decided by the class under test.
class WatchedDocument : public SafeTextDocument
{
public:
    mutable QStringList asked;

protected:
    QVariant loadResource(int type, const QUrl &name) override
    {
        const QVariant loaded = SafeTextDocument::loadResource(type, name);
        if (!loaded.isNull())
            asked.append(name.toString());
        return loaded;
    }
};

QStringList linesOf(const QTextDocument &document)
{
    QStringList lines;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (!block.text().isEmpty())
            lines += block.text().split(QChar::LineSeparator);
    }
    return lines;
}

struct Piece
{
    QString text;
    QTextCharFormat format;
};

QList<Piece> piecesOf(const QTextDocument &document)
{
    QList<Piece> pieces;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it)
            pieces.append({it.fragment().text(), it.fragment().charFormat()});
    }
    return pieces;
}

QStringList linksOf(const QTextDocument &document)
{
    QStringList links;
    const auto pieces = piecesOf(document);
    for (const Piece &piece : pieces) {
        if (piece.format.isAnchor())
            links.append(piece.format.anchorHref());
    }
    return links;
}

QTextCharFormat formatOf(const QTextDocument &document, const QString &text)
{
    const auto pieces = piecesOf(document);
    for (const Piece &piece : pieces) {
        if (piece.text.contains(text))
            return piece.format;
    }
    return {};
}

} // namespace

class tst_SafeTextDocument : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void loadsNothing_data();
    void loadsNothing();
    void showsHtmlLiterally();
    void literalTextStaysAsItIs();
    void breaksAtSingleNewlines_data();
    void breaksAtSingleNewlines();
    void listItemsBreakWithoutANewBullet();
    void referencesKeepTheFormat_data();
    void referencesKeepTheFormat();
    void linksObeyThePolicy_data();
    void linksObeyThePolicy();
    void linkLabelsCannotReorder();
    void numbersStayWhatTheyAre_data();
    void numbersStayWhatTheyAre();
    void marksUpCode();
    void boxesCodeBlocks();
    void underscoresAreEmphasis();
    void sizesHeadings();
    void quotesAndTables();
    void emptyTextIsEmpty();
    void cutsAtTheLimit();
    void staysQuick_data();
    void staysQuick();
    void foldsSingleLines_data();
    void foldsSingleLines();

private:
    void set(SafeTextDocument &document, const QString &markdown) const
    {
        document.setSafeMarkdown(markdown, m_style, m_style.colors().text, m_style.colors().link);
    }

    const ChatStyle m_style{false, 100, QApplication::font()};
};

void tst_SafeTextDocument::loadsNothing_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::newRow("C099 html image") << u"<img src=\"file:///etc/passwd\">"_s;
    QTest::newRow("C099 markdown image") << u"![x](file:///etc/passwd)"_s;
    QTest::newRow("C099 image without words") << u"![](file:///etc/passwd)"_s;
    QTest::newRow("C099 share") << u"![x](//host/share/x.png)"_s;
    QTest::newRow("C099 web image") << u"![x](https://example.org/x.png)"_s;
    QTest::newRow("C099 style sheet") << u"<link rel=stylesheet href=\"file:///x.css\">"_s;
}

void tst_SafeTextDocument::loadsNothing()
{
    QFETCH(QString, markdown);
    WatchedDocument document;
    set(document, markdown);
    document.setTextWidth(300);
    QVERIFY(document.size().height() > 0);
    QCOMPARE(document.asked, QStringList());
    QVERIFY(!document.toPlainText().trimmed().isEmpty()); // something stands in its place
    const auto pieces = piecesOf(document);
    for (const Piece &piece : pieces)
        QVERIFY(!piece.format.isImageFormat());
}

void tst_SafeTextDocument::showsHtmlLiterally()
{
    SafeTextDocument document;
    set(document, u"a <b>bold</b> <script>x</script>\n\n<div>\nblock\n</div>\n\n<!-- note -->"_s);
    QCOMPARE(linesOf(document),
             (QStringList{u"a <b>bold</b> <script>x</script>"_s, u"<div>"_s, u"block"_s,
                          u"</div>"_s, u"<!-- note -->"_s}));
}

void tst_SafeTextDocument::literalTextStaysAsItIs()
{
    SafeTextDocument document;
    const QString text = u"**hi** 12. <b>\nhttps://example.org &amp;"_s;
    document.setLiteral(text, m_style, m_style.colors().userText);
    QCOMPARE(document.toPlainText(), text);
    QCOMPARE(linksOf(document), QStringList());
    QCOMPARE(formatOf(document, u"hi"_s).foreground().color(), m_style.colors().userText);
    QCOMPARE(document.documentMargin(), 0.0);
}

void tst_SafeTextDocument::breaksAtSingleNewlines_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QStringList>("lines");

    const QStringList ab{u"a"_s, u"b"_s};
    QTest::newRow("newline") << u"a\nb"_s << ab;
    QTest::newRow("carriage return") << u"a\r\nb"_s << ab;
    QTest::newRow("line separator") << u"a\u2028b"_s << ab;
    QTest::newRow("two blanks") << u"a  \nb"_s << ab;
    QTest::newRow("backslash") << u"a\\\nb"_s << ab;
    QTest::newRow("after emphasis") << u"**a!**\n**b**"_s << QStringList{u"a!"_s, u"b"_s};
    QTest::newRow("empty line") << u"a\n\nb"_s << ab;
    QTest::newRow("heading") << u"# a\nb"_s << ab;
    QTest::newRow("underlined heading") << u"a\n==="_s << QStringList{u"a"_s};
    QTest::newRow("list") << u"- a\n- b"_s << ab;
    QTest::newRow("quote") << u"> a\n> b"_s << ab;
    QTest::newRow("code") << u"```\na\n  b\n```"_s << QStringList{u"a"_s, u"  b"_s};
    QTest::newRow("code in a quote ends with it")
        << u"> ```\n> a\n\nb\nc"_s << QStringList{u"a"_s, u"b"_s, u"c"_s};
    QTest::newRow("reference definition")
        << u"[a]\n\n[a]: https://example.org"_s << QStringList{u"a"_s};
    QTest::newRow("leading newlines") << u"\n\na\nb\n"_s << ab;
}

void tst_SafeTextDocument::breaksAtSingleNewlines()
{
    QFETCH(QString, markdown);
    SafeTextDocument document;
    set(document, markdown);
    QTEST(linesOf(document), "lines");
}

void tst_SafeTextDocument::listItemsBreakWithoutANewBullet()
{
    SafeTextDocument document;
    set(document, u"- a\n  more\n- b"_s);
    QTextList *list = document.begin().textList();
    QVERIFY(list);
    QCOMPARE(list->count(), 2);
    QCOMPARE(document.begin().text(), u"a\u2028more"_s);
}

void tst_SafeTextDocument::referencesKeepTheFormat_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("text");
    QTest::newRow("ampersand") << u"**a &amp; b**"_s << u"a & b"_s;
    QTest::newRow("brackets stay text") << u"**&lt;b&gt;**"_s << u"<b>"_s;
    QTest::newRow("number stays text") << u"**&#42;x&#42;**"_s << u"*x*"_s;
    QTest::newRow("hexadecimal") << u"**&#x41;**"_s << u"A"_s;
    QTest::newRow("escaped twice") << u"**&amp;lt;**"_s << u"&lt;"_s;
    QTest::newRow("unknown") << u"**&nosuch;**"_s << u"&nosuch;"_s;
    QTest::newRow("no reference") << u"**a & b**"_s << u"a & b"_s;
    QTest::newRow("bidi override") << u"**a&#x202e;b**"_s << u"a\uFFFDb"_s;
    QTest::newRow("nul") << u"**a&#0;b**"_s << u"a\uFFFDb"_s;
}

void tst_SafeTextDocument::referencesKeepTheFormat()
{
    QFETCH(QString, markdown);
    QFETCH(QString, text);
    SafeTextDocument document;
    set(document, markdown);
    const auto pieces = piecesOf(document);
    QCOMPARE(pieces.size(), 1);
    QCOMPARE(pieces.first().text, text);
    QVERIFY(pieces.first().format.fontWeight() >= QFont::DemiBold);
}

void tst_SafeTextDocument::linksObeyThePolicy_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QStringList>("links");
    const QStringList none;
    QTest::newRow("C104 javascript") << u"[x](javascript:alert)"_s << none;
    QTest::newRow("C104 file") << u"[x](file:///etc/passwd)"_s << none;
    QTest::newRow("C104 data") << u"[x](data:text/html,y)"_s << none;
    QTest::newRow("C104 share") << u"[x](//host/y)"_s << none;
    QTest::newRow("C104 user info") << u"[x](https://a@b.example/)"_s << none;
    QTest::newRow("image from disk") << u"![x](file:///y.png)"_s << none;
    QTest::newRow("web") << u"[x](https://example.org/a)"_s
                         << QStringList{u"https://example.org/a"_s};
    QTest::newRow("mail") << u"[x](mailto:a@b.example)"_s << QStringList{u"mailto:a@b.example"_s};
    QTest::newRow("bare") << u"see https://example.org/a?b=1&c=2"_s
                          << QStringList{u"https://example.org/a?b=1&c=2"_s};
    QTest::newRow("reference in the address") << u"[x](https://example.org/?a=1&amp;b=2)"_s
                                              << QStringList{u"https://example.org/?a=1&b=2"_s};
    QTest::newRow("image becomes a link") << u"![a cat](https://example.org/cat.png)"_s
                                          << QStringList{u"https://example.org/cat.png"_s};
}

void tst_SafeTextDocument::linksObeyThePolicy()
{
    QFETCH(QString, markdown);
    QFETCH(QStringList, links);
    SafeTextDocument document;
    set(document, markdown);
    QCOMPARE(linksOf(document), links);
    const auto pieces = piecesOf(document);
    for (const Piece &piece : pieces) {
        const bool looksLikeLink = piece.format.foreground().color() == m_style.colors().link
            || piece.format.fontUnderline();
        QCOMPARE(looksLikeLink, piece.format.isAnchor());
    }
}

void tst_SafeTextDocument::linkLabelsCannotReorder()
{
    SafeTextDocument document;
    set(document, u"[moc.\u202Eelgoog\u2066](https://evil.example)"_s);
    QCOMPARE(document.toPlainText(), u"moc.elgoog"_s);
}

void tst_SafeTextDocument::numbersStayWhatTheyAre_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QStringList>("shown");
    QTest::newRow("from one") << u"1. a\n2. b"_s << QStringList{u"1. a"_s, u"2. b"_s};
    QTest::newRow("lazy numbers") << u"1. a\n1. b"_s << QStringList{u"1. a"_s, u"2. b"_s};
    QTest::newRow("from elsewhere") << u"12. a\n13. b"_s << QStringList{u"12. a"_s, u"13. b"_s};
    QTest::newRow("interrupted") << u"1. a\n\ntext\n\n2. b"_s
                                 << QStringList{u"1. a"_s, u"text"_s, u"2. b"_s};
    QTest::newRow("with a paragraph inside")
        << u"1. a\n\n   more\n\n2. b"_s << QStringList{u"1. a"_s, u"more"_s, u"2. b"_s};
    QTest::newRow("nested") << u"- x\n  1. a\n  2. b\n- y"_s
                            << QStringList{u"x"_s, u"1. a"_s, u"2. b"_s, u"y"_s};
    QTest::newRow("after bullets") << u"- x\n10. a"_s << QStringList{u"x"_s, u"10. a"_s};
    QTest::newRow("a year") << u"2026. A good year."_s << QStringList{u"2026. A good year."_s};
}

void tst_SafeTextDocument::numbersStayWhatTheyAre()
{
    QFETCH(QString, markdown);
    SafeTextDocument document;
    set(document, markdown);
    QStringList shown;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextList *list = block.textList();
        const bool numbered = list && list->format().style() == QTextListFormat::ListDecimal;
        const QStringList lines = block.text().split(QChar::LineSeparator);
        shown.append(numbered ? list->itemText(block) + u' ' + lines.first() : lines.first());
        shown += lines.mid(1);
    }
    QTEST(shown, "shown");
}

void tst_SafeTextDocument::marksUpCode()
{
    SafeTextDocument document;
    set(document, u"see `a*b*` there"_s);
    const QTextCharFormat code = formatOf(document, u"a*b*"_s);
    QCOMPARE(code.background().color(), m_style.colors().codeBackground);
    QCOMPARE(code.fontFamilies().toStringList(), m_style.mono().families());
    QVERIFY(!formatOf(document, u"see"_s).hasProperty(QTextFormat::BackgroundBrush));
}

void tst_SafeTextDocument::boxesCodeBlocks()
{
    SafeTextDocument document;
    set(document, u"a\n\n```cpp\nint x;\n\n  return;\n```\n\nb"_s);
    const auto frames = document.rootFrame()->childFrames();
    QCOMPARE(frames.size(), 1);
    QCOMPARE(frames.first()->frameFormat().background().color(), m_style.colors().codeBackground);
    QCOMPARE(linesOf(document), (QStringList{u"a"_s, u"int x;"_s, u""_s, u"  return;"_s, u"b"_s}));
    // Words that do not fit go on in the next line: nothing is cut off.
    set(document, u"```\n"_s + QString(400, u'x') + u"\n```"_s);
    document.setTextWidth(200);
    QVERIFY(document.size().width() <= 200);
}

void tst_SafeTextDocument::underscoresAreEmphasis()
{
    SafeTextDocument document;
    set(document, u"_slanted_ and __strong__ and snake_case_word"_s);
    QVERIFY(formatOf(document, u"slanted"_s).fontItalic());
    QVERIFY(!formatOf(document, u"slanted"_s).fontUnderline());
    QCOMPARE(formatOf(document, u"strong"_s).fontWeight(), int(QFont::Bold));
    QVERIFY(!formatOf(document, u"strong"_s).fontUnderline());
    QVERIFY(document.toPlainText().contains("snake_case_word"_L1));
}

void tst_SafeTextDocument::sizesHeadings()
{
    SafeTextDocument document;
    set(document, u"# One\n\n### Three\n\ntext"_s);
    const qreal body = m_style.body().pointSizeF();
    const qreal one = formatOf(document, u"One"_s).fontPointSize();
    const qreal three = formatOf(document, u"Three"_s).fontPointSize();
    QVERIFY(one > three);
    QVERIFY(three > body);
    QVERIFY(one < 1.6 * body);
}

void tst_SafeTextDocument::quotesAndTables()
{
    SafeTextDocument document;
    set(document, u"> said\n> more\n\n| A | B |\n|---|---|\n| 1 | 2 |"_s);
    const auto frames = document.rootFrame()->childFrames();
    QCOMPARE(frames.size(), 2);
    auto *table = qobject_cast<QTextTable *>(frames.last());
    QVERIFY(table);
    QCOMPARE(table->rows(), 2);
    QCOMPARE(table->columns(), 2);
    QVERIFY(table->format().cellPadding() > 0);
    document.setTextWidth(160);
    QVERIFY(document.size().width() <= 160);
}

void tst_SafeTextDocument::emptyTextIsEmpty()
{
    SafeTextDocument document;
    set(document, u"**x**"_s);
    set(document, QString());
    QCOMPARE(document.toPlainText(), QString());
    QVERIFY(!document.wasCut());
}

void tst_SafeTextDocument::cutsAtTheLimit()
{
    SafeTextDocument document;
    set(document, u"word "_s.repeated(20'000));
    QVERIFY(!document.wasCut());
    set(document, QString(99'999, u'x') + QString::fromUtf8("😀"));
    QVERIFY(document.wasCut());
    QCOMPARE(document.toPlainText().size(), 99'999); // no half character
    document.setLiteral(QString(100'001, u'x'), m_style, Qt::black);
    QVERIFY(document.wasCut());
}

// Each of these took from several seconds to minutes with the importer alone.
void tst_SafeTextDocument::staysQuick_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::newRow("lines") << u"a\n"_s.repeated(50'000);
    QTest::newRow("list items") << u"- a\n"_s.repeated(25'000);
    QTest::newRow("numbered items") << u"1. a\n"_s.repeated(20'000);
    QTest::newRow("code spans") << u"` `` "_s.repeated(20'000);
    QTest::newRow("table rows") << u"|a|b|c|d|e|f|g|h|\n|"_s + u"---|"_s.repeated(8) + u'\n'
            + u"|\n"_s.repeated(40'000);
    QTest::newRow("table columns") << u"a|"_s.repeated(15'000) + u'\n' + u"---|"_s.repeated(15'000);
    QTest::newRow("nested marks") << u"> - "_s.repeated(25'000) + u'x';
}

void tst_SafeTextDocument::staysQuick()
{
    QFETCH(QString, markdown);
    SafeTextDocument document;
    QElapsedTimer timer;
    timer.start();
    set(document, markdown);
    // Far above what it takes, far below what it took: this is about quadratic time only.
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!document.isEmpty());
}

void tst_SafeTextDocument::foldsSingleLines_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("length");
    QTest::addColumn<QString>("line");
    QTest::newRow("plain") << u"Ada"_s << 200 << u"Ada"_s;
    QTest::newRow("white space") << u"  a \n\t b  "_s << 200 << u"a b"_s;
    QTest::newRow("controls") << u"a\u0000b\u0007c"_s << 200 << u"a b c"_s;
    QTest::newRow("bidi") << u"a\u202Eb\u2066c"_s << 200 << u"abc"_s;
    QTest::newRow("object character") << u"a\uFFFCb"_s << 200 << u"ab"_s;
    QTest::newRow("exactly") << u"abcde"_s << 5 << u"abcde"_s;
    QTest::newRow("too long") << u"abcdef"_s << 5 << u"abcd…"_s;
    QTest::newRow("trailing blanks do not count") << u"abcde   "_s << 5 << u"abcde"_s;
    QTest::newRow("no half character") << u"abc"_s + QString::fromUtf8("😀😀") << 5 << u"abc…"_s;
}

void tst_SafeTextDocument::foldsSingleLines()
{
    QFETCH(QString, text);
    QFETCH(int, length);
    QTEST(singleLine(text, length), "line");
}

QTEST_MAIN(tst_SafeTextDocument)
#include "tst_safetextdocument.moc"
