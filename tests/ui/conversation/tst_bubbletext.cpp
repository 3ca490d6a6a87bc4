#include "conversationfixture.h"

#include "ui/conversation/bubbletext.h"
#include "ui/conversation/layoutcache.h"

#include <QtGui/QImage>
#include <QtGui/QPainter>
#include <QtTest/QTest>

using namespace botline;
using namespace botline::test;

class tst_BubbleText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void C099_htmlAndImagesAreText();
    void C100_ownTextIsLiteral();
    void refusedLinksAreNotLinks_data();
    void refusedLinksAreNotLinks();
    void linksAreFoundInOrder();
    void isAsNarrowAsItsWords();
    void longWordsBreak();
    void needsNoNewLayoutWhenItFits();
    void theFirstStrongLetterDirects();
    void saysWhenThereIsNothingToSay();
    void tellsThatTheRestIsMissing();
    void findsPositionsAndWords();
    void paintsASelectionInItsColour();
    void ticksAreSeenWhateverWasPaintedBefore();
    void cacheKeepsWithinItsLimit();
    void cacheNoticesOtherWords();
};

void tst_BubbleText::C099_htmlAndImagesAreText()
{
    BubbleText html(BubbleText::Content::of(botSays(u"<img src=\"file:///etc/passwd\">"_s)),
                    testStyle());
    html.setMaxWidth(400);
    QCOMPARE(html.plainText({0, 1000}), u"<img src=\"file:///etc/passwd\">"_s);
    QVERIFY(html.links().isEmpty());

    BubbleText image(BubbleText::Content::of(botSays(u"![secret](file:///etc/passwd)"_s)),
                     testStyle());
    image.setMaxWidth(400);
    QCOMPARE(image.plainText({0, 1000}), u"secret"_s);
    QVERIFY(image.links().isEmpty());
    // No picture: no higher than a line of words.
    BubbleText word(BubbleText::Content::of(botSays(u"secret"_s)), testStyle());
    word.setMaxWidth(400);
    QCOMPARE(image.size().height(), word.size().height());
}

void tst_BubbleText::C100_ownTextIsLiteral()
{
    const QString typed = u"**hi** 12. <b>"_s;
    BubbleText text(BubbleText::Content::of(iSay(typed)), testStyle());
    text.setMaxWidth(300);
    QCOMPARE(text.content().kind, BubbleText::Content::Kind::Own);
    QCOMPARE(text.plainText({0, 1000}), typed);
}

void tst_BubbleText::refusedLinksAreNotLinks_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("C104 javascript") << u"javascript:alert(1)"_s;
    QTest::newRow("C104 file") << u"file:///etc/passwd"_s;
    QTest::newRow("C104 data") << u"data:text/html,x"_s;
    QTest::newRow("C104 no scheme") << u"//example.com"_s;
    QTest::newRow("C104 user info") << u"https://example.com@evil.test/"_s;
}

void tst_BubbleText::refusedLinksAreNotLinks()
{
    QFETCH(const QString, address);
    BubbleText text(BubbleText::Content::of(botSays(u"[press here](%1)"_s.arg(address))),
                    testStyle());
    text.setMaxWidth(300);
    QVERIFY(text.links().isEmpty());
    for (int x = 0; x < text.size().width(); x += 4)
        QVERIFY(text.linkAt(QPointF(x, text.size().height() / 2.0)).isEmpty());
}

void tst_BubbleText::linksAreFoundInOrder()
{
    BubbleText text(BubbleText::Content::of(botSays(
                        u"[one **bold**](https://a.example/) and [two](https://b.example/)"_s)),
                    testStyle());
    text.setMaxWidth(400);
    const QList<BubbleText::Link> links = text.links();
    QCOMPARE(links.size(), 2);
    QCOMPARE(links[0].label, u"one bold"_s);
    QCOMPARE(links[0].address, u"https://a.example/"_s);
    QCOMPARE(links[1].address, u"https://b.example/"_s);
    QCOMPARE(text.linkAt({4, text.size().height() / 2.0}), links[0].address);
    QVERIFY(text.linkAt({4, text.size().height() + 50.0}).isEmpty());
}

void tst_BubbleText::isAsNarrowAsItsWords()
{
    BubbleText text(BubbleText::Content::of(botSays(u"Hi"_s)), testStyle());
    QVERIFY(text.setMaxWidth(400));
    QVERIFY(text.size().width() < 60);
    QCOMPARE(text.naturalWidth(), text.size().width());

    BubbleText longer(BubbleText::Content::of(botSays(u"many words "_s.repeated(30))), testStyle());
    longer.setMaxWidth(200);
    QVERIFY(longer.size().width() <= 200);
    QVERIFY(longer.size().width() > 120);
    QCOMPARE(longer.naturalWidth(), 0);
    // Line breaks of the text are not breaks of ours.
    BubbleText lines(BubbleText::Content::of(iSay(u"one\ntwo\nthree"_s)), testStyle());
    lines.setMaxWidth(200);
    QVERIFY(lines.naturalWidth() > 0);
    BubbleText softLines(BubbleText::Content::of(botSays(u"one\ntwo\nthree"_s)), testStyle());
    softLines.setMaxWidth(200);
    QVERIFY(softLines.naturalWidth() > 0);
}

void tst_BubbleText::longWordsBreak()
{
    for (const ActivityEntry &entry :
         {botSays(QString(500, u'x')), iSay(QString(500, u'x')), notice(QString(500, u'x'))}) {
        BubbleText text(BubbleText::Content::of(entry), testStyle());
        text.setMaxWidth(150);
        QVERIFY(text.size().width() <= 150);
        QVERIFY(text.size().height() > 100);
    }
}

void tst_BubbleText::needsNoNewLayoutWhenItFits()
{
    BubbleText text(BubbleText::Content::of(botSays(u"Short"_s)), testStyle());
    QVERIFY(text.setMaxWidth(300));
    QVERIFY(!text.setMaxWidth(300));
    QVERIFY(!text.setMaxWidth(200));
    QVERIFY(!text.setMaxWidth(500));
    QVERIFY(text.setMaxWidth(10));

    BubbleText broken(BubbleText::Content::of(botSays(u"many words "_s.repeated(30))), testStyle());
    QVERIFY(broken.setMaxWidth(300));
    const int height = broken.size().height();
    QVERIFY(broken.setMaxWidth(150));
    QVERIFY(broken.size().height() > height);
    QVERIFY(broken.setMaxWidth(300));
    QCOMPARE(broken.size().height(), height);
}

void tst_BubbleText::theFirstStrongLetterDirects()
{
    // In a message of two lines the shorter one stands at the side where reading begins.
    const auto startsRight = [](const QString &words) {
        BubbleText text(BubbleText::Content::of(iSay(words)), testStyle());
        text.setMaxWidth(400);
        const double y = text.size().height() * 0.75;
        return !text.isOver({2, y}) && text.isOver({text.size().width() - 4.0, y});
    };
    QVERIFY(!startsRight(u"hello hello hello hello\nhi"_s));
    QVERIFY(startsRight(u"שלום שלום שלום שלום\nכן"_s));
    QVERIFY(startsRight(u"1. שלום hello hello hello\nhi"_s));
    QVERIFY(!startsRight(u"hello שלום שלום שלום\nכן"_s));
}

void tst_BubbleText::saysWhenThereIsNothingToSay()
{
    const BubbleText text(BubbleText::Content::of(botSays({})), testStyle());
    QCOMPARE(text.content().kind, BubbleText::Content::Kind::Aside);
    QVERIFY(!text.content().text.isEmpty());
}

void tst_BubbleText::tellsThatTheRestIsMissing()
{
    BubbleText text(BubbleText::Content::of(botSays(u"word "_s.repeated(25'000))), testStyle());
    const QString all = text.plainText({0, text.length()});
    QVERIFY(all.size() < 110'000);
    QVERIFY(all.right(100).contains(u"Copy message"_s));
}

void tst_BubbleText::findsPositionsAndWords()
{
    BubbleText text(BubbleText::Content::of(iSay(u"first second"_s)), testStyle());
    text.setMaxWidth(400);
    QCOMPARE(text.positionAt({-10, 5}), 0);
    QCOMPARE(text.positionAt({5, -10}), 0);
    QCOMPARE(text.positionAt({5, 10'000}), text.length());
    QCOMPARE(text.positionAt({10'000, text.size().height() / 2.0}), text.length());
    const BubbleText::Selection word = text.wordAt(8);
    QCOMPARE(text.plainText(word), u"second"_s);
}

void tst_BubbleText::ticksAreSeenWhateverWasPaintedBefore()
{
    const ChatStyle style = testStyle();
    const auto painted = [&](const QString &markdown) {
        BubbleText text(BubbleText::Content::of(botSays(markdown)), style);
        text.setMaxWidth(400);
        QImage image(text.size(), QImage::Format_RGB32);
        image.fill(style.colors().botBubble);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen); // both left by whoever painted the ground
        painter.setBrush(style.colors().botBubble);
        text.paint(painter, image.rect(), {}, {}, style);
        return image;
    };
    const QImage open = painted(u"- [ ] done"_s);
    const QImage done = painted(u"- [x] done"_s);
    QCOMPARE(open.size(), done.size());
    QVERIFY(open != done);
}

void tst_BubbleText::paintsASelectionInItsColour()
{
    const ChatStyle style = testStyle();
    BubbleText text(BubbleText::Content::of(botSays(u"word"_s)), style);
    text.setMaxWidth(400);
    const auto has = [&](const BubbleText::Selection &selection) {
        QImage image(text.size(), QImage::Format_RGB32);
        image.fill(style.colors().botBubble);
        QPainter painter(&image);
        text.paint(painter, image.rect(), selection, {}, style);
        painter.end();
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, image.height() / 2) == style.colors().selection)
                return true;
        }
        return false;
    };
    QVERIFY(!has({}));
    QVERIFY(has({0, 1000}));
}

void tst_BubbleText::cacheKeepsWithinItsLimit()
{
    LayoutCache cache(100'000);
    const ChatStyle style = testStyle();
    for (int i = 0; i < 100; ++i) {
        cache.text(QString::number(i), {u"some words"_s}, style);
        cache.trim(3);
        QVERIFY(cache.bytes() <= 100'000);
    }
    QVERIFY(cache.count() > 3);
    QVERIFY(cache.count() < 100);
    // What is in use stays, whatever it takes.
    for (int i = 0; i < 5; ++i)
        cache.text(u"long %1"_s.arg(i), {QString(5'000, u'x')}, style);
    cache.trim(5);
    QCOMPARE(cache.count(), 5);
    QVERIFY(cache.bytes() > 100'000);
    cache.clear();
    QCOMPARE(cache.bytes(), 0);
}

void tst_BubbleText::cacheNoticesOtherWords()
{
    LayoutCache cache(1'000'000);
    const ChatStyle style = testStyle();
    const BubbleText *first = &cache.text(u"k"_s, {u"one"_s}, style);
    QCOMPARE(&cache.text(u"k"_s, {u"one"_s}, style), first);
    QCOMPARE(cache.text(u"k"_s, {u"two"_s}, style).content().text, u"two"_s);
    QCOMPARE(
        cache.text(u"k"_s, {u"two"_s, BubbleText::Content::Kind::Markdown}, style).content().kind,
        BubbleText::Content::Kind::Markdown);
    QCOMPARE(cache.count(), 1);
}

QTEST_MAIN(tst_BubbleText)
#include "tst_bubbletext.moc"
