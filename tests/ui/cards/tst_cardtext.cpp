#include "panelbench.h"

#include <QtGui/QClipboard>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>

using namespace botline;
using namespace botline::test;

class tst_CardText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void heightFollowsWidth();
    void linksAsk();
    void keysReachEveryLink();
    void wordsCanBeSelectedAndCopied();
    void oneLineIsElided();
    void linesCanBeLimited();
    void isReadAloud();

private:
    std::unique_ptr<CardText> make(const QString &words, CardText::Format format, bool wrap = true,
                                   int maxLines = 0)
    {
        CardText::Look look;
        look.font = m_context->style.body();
        look.color = m_context->style.colors().text;
        look.wrap = wrap;
        look.maxLines = maxLines;
        auto text = std::make_unique<CardText>(m_context, words, format, look);
        text->resize(200, text->heightForWidth(200));
        text->show();
        return text;
    }

    PanelBench m_bench;
    CardEvents m_events;
    CardContextPtr m_context;
};

void tst_CardText::init()
{
    m_context = std::make_shared<const CardContext>(
        CardContext{ChatStyle(false, 100, QFont()), m_bench.content(), m_bench.states(),
                    m_bench.actions(), m_events, u"row"_s});
}

void tst_CardText::heightFollowsWidth()
{
    const auto text = make(u"one two three four five six seven"_s, CardText::Format::Literal);
    const int natural = text->naturalWidth();
    const int line = text->heightForWidth(natural);
    QCOMPARE(text->heightForWidth(natural * 2), line);
    QVERIFY(text->heightForWidth(natural / 2) >= 2 * line - 2);
    QCOMPARE(text->heightForWidth(natural), line); // asking changes nothing
    QCOMPARE(text->heightForWidth(0), 0);
}

void tst_CardText::linksAsk()
{
    const auto text
        = make(u"[here](https://example.org/a) and there"_s, CardText::Format::Markdown);
    auto &asked = m_bench.actions().openedLinks;
    asked.clear();
    QTest::mouseClick(text.get(), Qt::LeftButton, {}, QPoint(5, 8));
    QCOMPARE(asked.value(0), QVariantList{u"https://example.org/a"_s});
    QTest::mouseClick(text.get(), Qt::LeftButton, {}, QPoint(90, 8));
    QCOMPARE(asked.size(), 1);
    const auto refused = make(u"[here](javascript:x)"_s, CardText::Format::Markdown);
    QTest::mouseClick(refused.get(), Qt::LeftButton, {}, QPoint(5, 8));
    QCOMPARE(asked.size(), 1);
}

void tst_CardText::keysReachEveryLink()
{
    QWidget window;
    const auto text = make(u"[one](https://one.example/) [**t**wo](https://two.example/)"_s,
                           CardText::Format::Markdown);
    text->setParent(&window);
    text->show();
    QLineEdit after(&window);
    window.show();
    window.activateWindow();
    QTRY_VERIFY(window.isActiveWindow());
    auto &asked = m_bench.actions().openedLinks;
    asked.clear();

    QCOMPARE(text->focusPolicy(), Qt::StrongFocus);
    after.setFocus();
    text->setFocus(Qt::TabFocusReason);
    QTest::keyClick(text.get(), Qt::Key_Return);
    QTest::keyClick(text.get(), Qt::Key_Tab);
    QVERIFY(text->hasFocus());
    QTest::keyClick(text.get(), Qt::Key_Return);
    QCOMPARE(asked.value(0), QVariantList{u"https://one.example/"_s});
    QCOMPARE(asked.value(1), QVariantList{u"https://two.example/"_s});
    QTest::keyClick(text.get(), Qt::Key_Tab);
    QVERIFY(after.hasFocus());
    // Whoever comes with the mouse or the window gets to the first link with Tab.
    text->setFocus(Qt::ActiveWindowFocusReason);
    QTest::keyClick(text.get(), Qt::Key_Return);
    QCOMPARE(asked.size(), 2);
    QTest::keyClick(text.get(), Qt::Key_Tab);
    QTest::keyClick(text.get(), Qt::Key_Return);
    QCOMPARE(asked.value(2), QVariantList{u"https://one.example/"_s});
    // Without links there is nothing to stop at.
    QVERIFY(!(make(u"words"_s, CardText::Format::Markdown)->focusPolicy() & Qt::TabFocus));
    text->setParent(nullptr);
}

void tst_CardText::wordsCanBeSelectedAndCopied()
{
    const auto text = make(u"first\nsecond"_s, CardText::Format::Literal);
    QTest::mouseDClick(text.get(), Qt::LeftButton, {}, QPoint(5, 8));
    QTest::keyClick(text.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"first"_s);
    QTest::keyClick(text.get(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(text.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"first\nsecond"_s);
}

void tst_CardText::oneLineIsElided()
{
    const QString words = u"many words "_s.repeated(20);
    const auto text = make(words, CardText::Format::Literal, false);
    const auto shortText = make(u"few"_s, CardText::Format::Literal, false);
    QCOMPARE(text->heightForWidth(100), shortText->heightForWidth(100));
    QVERIFY(text->naturalWidth() > 400);
    QCOMPARE(text->accessibleName(), words.trimmed());
    // What is whole has no dots behind it.
    shortText->place(QRect(0, 0, 200, shortText->heightForWidth(200)));
    const QImage image = shortText->grab().toImage();
    for (int y = 0; y < image.height(); ++y) {
        for (int x = image.width() / 2; x < image.width(); ++x)
            QCOMPARE(image.pixel(x, y), image.pixel(image.width() - 1, 0));
    }
}

void tst_CardText::linesCanBeLimited()
{
    const QString words = u"many words "_s.repeated(40);
    const int three = make(words, CardText::Format::Literal, true, 3)->heightForWidth(100);
    const int five = make(words, CardText::Format::Literal, true, 5)->heightForWidth(100);
    const int all = make(words, CardText::Format::Literal)->heightForWidth(100);
    QVERIFY(three < five && five < all);
    QCOMPARE(make(u"few"_s, CardText::Format::Literal, true, 3)->heightForWidth(100),
             make(u"few"_s, CardText::Format::Literal)->heightForWidth(100));
}

void tst_CardText::isReadAloud()
{
    CardPart::installAccessibility();
    const auto text
        = make(u"**Bold** and [link](https://example.org)"_s, CardText::Format::Markdown);
    const QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(text.get());
    QVERIFY(spoken);
    QCOMPARE(spoken->role(), QAccessible::StaticText);
    QCOMPARE(spoken->text(QAccessible::Name), u"Bold and link"_s);
}

QTEST_MAIN(tst_CardText)
#include "tst_cardtext.moc"
