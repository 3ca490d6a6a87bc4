#include "conversationfixture.h"

#include "ui/conversation/copiedtext.h"
#include "ui/conversation/textselection.h"

#include <QtCore/QJsonArray>
#include <QtCore/QMimeData>
#include <QtTest/QTest>

using namespace botline;
using namespace botline::test;

namespace {

constexpr int kEnd = TextPosition::kEnd;

TextSelection selected(const ActivityModel &model, int firstRow, int from, int lastRow, int to)
{
    TextSelection selection;
    selection.set({QPersistentModelIndex(model.index(firstRow)), from},
                  {QPersistentModelIndex(model.index(lastRow)), to});
    return selection;
}

QString html(const QString &markdown)
{
    return copiedText(botSays(markdown), testStyle(), CopyFormat::Html);
}

QString clock(const ActivityEntry &entry)
{
    return QLocale().toString(entry.time.toLocalTime().time(), QLocale::ShortFormat);
}

ActivityEntry withCard(ActivityEntry entry)
{
    directline::Attachment card;
    card.contentType = u"application/vnd.microsoft.card.hero"_s;
    card.content = QJsonObject{{"title"_L1, "Trip"_L1}, {"text"_L1, "to **Oslo** & back"_L1}};
    entry.activity.attachments << card;
    return entry;
}

} // namespace

class tst_CopiedText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void htmlKeepsTheStructure_data();
    void htmlKeepsTheStructure();
    void htmlNeverIsWhatTheBotWrote();
    void htmlOfAPart();
    void plainTextKeepsTheStructure_data();
    void plainTextKeepsTheStructure();
    void whatIsNoMarkdownStaysSo_data();
    void whatIsNoMarkdownStaysSo();
    void markdownIsAsWritten();
    void markdownOfAPart();
    void severalRows_data();
    void severalRows();
    void cardsSayWhatTheySay();
    void datesOfCardsAreAsShown();
    void filesAreLinks();
    void theClipboardGetsAllFormats();
    void manyRowsAreLeftPlain();
    void nothingSelectedCopiesNothing();
};

void tst_CopiedText::htmlKeepsTheStructure_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << u"a b"_s << u"a b"_s;
    QTest::newRow("emphasis") << u"**b** *i* ~~s~~ `c`"_s
                              << u"<p><b>b</b> <i>i</i> <s>s</s> <code>c</code></p>"_s;
    QTest::newRow("heading") << u"# One\n\ntwo"_s << u"<h1>One</h1><p>two</p>"_s;
    QTest::newRow("line break") << u"**one**\ntwo"_s << u"<p><b>one</b><br>two</p>"_s;
    QTest::newRow("link") << u"[a](https://example.com/?x=1&y=2)"_s
                          << u"<p><a href=\"https://example.com/?x=1&amp;y=2\">a</a></p>"_s;
    QTest::newRow("list") << u"- a\n- b\n  - c\n- d"_s
                          << u"<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul>"_s;
    QTest::newRow("numbers") << u"1. a\n2. b\n\nafter"_s
                             << u"<ol><li>a</li><li>b</li></ol><p>after</p>"_s;
    QTest::newRow("code") << u"```\nint x;\n<b>\n```"_s << u"<pre>int x;\n&lt;b&gt;</pre>"_s;
    QTest::newRow("quote") << u"> words"_s << u"<blockquote><p>words</p></blockquote>"_s;
    QTest::newRow("table") << u"| a | b |\n|---|---|\n| c | **d** |"_s
                           << u"<table><tr><th>a</th><th>b</th></tr><tr><td>c</td>"
                              "<td><b>d</b></td></tr></table>"_s;
}

void tst_CopiedText::htmlKeepsTheStructure()
{
    QFETCH(QString, markdown);
    QFETCH(QString, expected);
    QString copied = html(markdown);
    // In heads of tables Qt writes bold what a <th> says already.
    copied.replace("<th><b>"_L1, "<th>"_L1).replace("</b></th>"_L1, "</th>"_L1);
    QCOMPARE(copied, expected);
}

void tst_CopiedText::htmlNeverIsWhatTheBotWrote()
{
    const QString hostile = u"<script>x</script> [a](javascript:x) <img src=x onerror=y>"_s;
    const QString copied = html(hostile);
    QVERIFY(!copied.contains(u"<script"_s));
    QVERIFY(!copied.contains(u"<img"_s));
    QVERIFY(!copied.contains(u"href=\"javascript"_s));
    QVERIFY(!copiedText(iSay(hostile), testStyle(), CopyFormat::Html).contains(u"<script"_s));
}

void tst_CopiedText::htmlOfAPart()
{
    ActivityModel model;
    model.append({botSays(u"one **two** three\n\nfour"_s)});
    QCOMPARE(copiedText(selected(model, 0, 5, 0, 10), model, testStyle(), {CopyFormat::Html}),
             u"<p><b>wo</b> th</p>"_s);
}

void tst_CopiedText::plainTextKeepsTheStructure_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("expected");
    QTest::newRow("emphasis") << u"**b** *i* `c`"_s << u"b i c"_s;
    QTest::newRow("list") << u"- a\n- b\n  - c\n- d"_s << u"• a\n• b\n  • c\n• d"_s;
    QTest::newRow("numbers") << u"1. a\n2. b\n\nafter"_s << u"1. a\n2. b\nafter"_s;
    QTest::newRow("tasks") << u"- [x] a\n- [ ] b"_s << u"☑ a\n☐ b"_s;
    QTest::newRow("table") << u"| a | b |\n|---|---|\n| c | **d** |\n| e | f |"_s
                           << u"a\tb\nc\td\ne\tf"_s;
    QTest::newRow("table between")
        << u"x\n\n| a | b |\n|---|---|\n| c | d |\n\ny"_s << u"x\na\tb\nc\td\ny"_s;
    QTest::newRow("code") << u"```\nint x;\nint y;\n```"_s << u"int x;\nint y;"_s;
}

void tst_CopiedText::plainTextKeepsTheStructure()
{
    QFETCH(QString, markdown);
    QFETCH(QString, expected);
    QCOMPARE(copiedText(botSays(markdown), testStyle()).trimmed(), expected);
}

void tst_CopiedText::whatIsNoMarkdownStaysSo_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("marks") << u"*gamma* - [x](https://example.org) _a_ `b` ~~c~~ <b> a|b"_s;
    QTest::newRow("backslashes") << u"C:\\temp\\*.txt"_s;
    QTest::newRow("lists") << u"- one"_s;
    QTest::newRow("numbers") << u"1. one"_s;
    QTest::newRow("parenthesis") << u"12) one"_s;
    QTest::newRow("headings") << u"# one"_s;
    QTest::newRow("entities") << u"&amp; &lt; AT&T"_s;
    QTest::newRow("harmless") << u"1.5 + 2 = 3.5, a-b, #tag, 2) x"_s;
}

// What somebody typed as plain words must look the same to whoever reads the copy as Markdown.
void tst_CopiedText::whatIsNoMarkdownStaysSo()
{
    QFETCH(QString, typed);
    const QString written = copiedText(iSay(typed), testStyle(), CopyFormat::Markdown);
    QCOMPARE(copiedText(botSays(written), testStyle()), typed);
}

void tst_CopiedText::markdownIsAsWritten()
{
    const QString written = u"# Menu\n\n- **one**\n- [two](https://example.com)"_s;
    QCOMPARE(copiedText(botSays(written), testStyle(), CopyFormat::Markdown), written);
}

void tst_CopiedText::markdownOfAPart()
{
    ActivityModel model;
    model.append({botSays(u"one **two** three"_s), iSay(u"**as** typed"_s)});
    QCOMPARE(copiedText(selected(model, 0, 2, 0, 9), model, testStyle(), {CopyFormat::Markdown}),
             u"e **two** t"_s);
    QCOMPARE(copiedText(selected(model, 1, 0, 1, 6), model, testStyle(), {CopyFormat::Markdown}),
             u"\\*\\*as\\*\\*"_s);
}

void tst_CopiedText::severalRows_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<bool>("withNames");
    QTest::addColumn<QString>("expected"); // 1, 2, 3: the times
    const auto row = [](const char *name, CopyFormat format, bool withNames, const QString &text) {
        QTest::newRow(name) << static_cast<int>(format) << withNames << text;
    };
    row("plain", CopyFormat::Plain, true, u"[%1] You: Hi\n[%2] Echo: bold\n[%3] Over"_s);
    row("plain, bare", CopyFormat::Plain, false, u"Hi\nbold\nOver"_s);
    row("markdown", CopyFormat::Markdown, true,
        u"**You** %1\n\nHi\n\n**Echo** %2\n\n**bold**\n\n%3\n\nOver"_s);
    row("markdown, bare", CopyFormat::Markdown, false, u"Hi\n\n**bold**\n\nOver"_s);
    row("html", CopyFormat::Html, true,
        u"<div><b>You</b> <small>%1</small><br>Hi</div>"
        "<div><b>Echo</b> <small>%2</small><br><p><b>bold</b></p></div>"
        "<div><small>%3</small><br>Over</div>"_s);
    row("html, bare", CopyFormat::Html, false,
        u"<div>Hi</div><div><p><b>bold</b></p></div><div>Over</div>"_s);
}

void tst_CopiedText::severalRows()
{
    QFETCH(int, format);
    QFETCH(bool, withNames);
    QFETCH(QString, expected);
    ActivityModel model;
    model.append({iSay(u"Hi"_s), botSays(u"**bold**"_s, noon(120)), notice(u"Over"_s, noon(240))});
    if (withNames)
        expected = expected.arg(clock(model.at(0)), clock(model.at(1)), clock(model.at(2)));
    QCOMPARE(copiedText(selected(model, 0, 0, 2, kEnd), model, testStyle(),
                        {static_cast<CopyFormat>(format), withNames}),
             expected);
}

void tst_CopiedText::cardsSayWhatTheySay()
{
    const ActivityEntry entry = withCard(botSays(u"Look:"_s));
    QCOMPARE(copiedText(entry, testStyle()), u"Look:\nTrip\nto Oslo & back"_s);
    QCOMPARE(copiedText(entry, testStyle(), CopyFormat::Markdown),
             u"Look:\n\n> Trip  \n> to Oslo & back"_s);
    QCOMPARE(copiedText(entry, testStyle(), CopyFormat::Html),
             u"Look:<br><blockquote>Trip<br>to Oslo &amp; back</blockquote>"_s);
}

void tst_CopiedText::datesOfCardsAreAsShown()
{
    directline::Attachment card;
    card.contentType = u"application/vnd.microsoft.card.adaptive"_s;
    card.content = QJsonObject{
        {"type"_L1, "AdaptiveCard"_L1},
        {"lang"_L1, "en-GB"_L1},
        {"body"_L1,
         QJsonArray{QJsonObject{{"type"_L1, "TextBlock"_L1},
                                {"text"_L1, "{{DATE(2026-05-16T12:00:00Z, LONG)}}"_L1}}}}};
    ActivityEntry entry = botSays(QString());
    entry.activity.attachments << card;
    QCOMPARE(copiedText(entry, testStyle()), u"Saturday, 16 May 2026"_s);
}

void tst_CopiedText::filesAreLinks()
{
    ActivityEntry entry = withAttachment(botSays(QString()), u"a<b.png"_s);
    entry.activity.attachments[0].contentUrl = u"https://example.com/a.png?x=1&y"_s;
    QCOMPARE(copiedText(entry, testStyle()), u"[a<b.png]"_s);
    QCOMPARE(copiedText(entry, testStyle(), CopyFormat::Markdown),
             u"![a<b.png](https://example.com/a.png?x=1&y)"_s);
    QCOMPARE(copiedText(entry, testStyle(), CopyFormat::Html),
             u"<a href=\"https://example.com/a.png?x=1&amp;y\">a&lt;b.png</a>"_s);
    entry.activity.attachments[0].contentUrl = u"data:image/png;base64,AAAA"_s;
    QCOMPARE(copiedText(entry, testStyle(), CopyFormat::Html), u"[a&lt;b.png]"_s);
}

void tst_CopiedText::theClipboardGetsAllFormats()
{
    ActivityModel model;
    model.append({botSays(u"**bold**"_s)});
    const auto data = copiedData(selected(model, 0, 0, 0, kEnd), model, testStyle());
    QVERIFY(data);
    QCOMPARE(data->text(), u"bold"_s);
    QCOMPARE(QString::fromUtf8(data->data(u"text/markdown"_s)), u"**bold**"_s);
    QCOMPARE(data->html(), u"<p><b>bold</b></p>"_s);
}

void tst_CopiedText::manyRowsAreLeftPlain()
{
    ActivityModel model;
    QList<ActivityEntry> entries;
    for (int i = 0; i < 3000; ++i)
        entries << botSays(u"**bold** %1"_s.arg(i));
    model.append(entries);
    const auto data = copiedData(selected(model, 0, 0, 2999, kEnd), model, testStyle(), false);
    QVERIFY(!data->hasHtml());
    QVERIFY(data->text().startsWith(u"bold 0\nbold 1\n"_s));
    QCOMPARE(data->text().count(u'\n'), 2999);
    QVERIFY(data->data(u"text/markdown"_s).endsWith("**bold** 2999"));
}

void tst_CopiedText::nothingSelectedCopiesNothing()
{
    ActivityModel model;
    model.append({botSays(u"x"_s)});
    QVERIFY(!copiedData({}, model, testStyle()));
}

QTEST_MAIN(tst_CopiedText)
#include "tst_copiedtext.moc"
