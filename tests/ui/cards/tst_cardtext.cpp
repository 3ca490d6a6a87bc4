// One text with the same gestures in cards of all kinds and in attachments.
#include "panelbench.h"

#include <QtGui/QAccessible>
#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolTip>

using namespace botline;
using namespace botline::test;

namespace {

// What shows a Markdown text; TEXT stands for it.
struct Around
{
    const char *name;
    QByteArray attachments;
};

QList<Around> allKinds()
{
    return {
        {"hero", cardJson("hero", R"({"title":"Title","text":"TEXT"})")},
        {"thumbnail", cardJson("thumbnail", R"({"text":"TEXT"})")},
        {"receipt", cardJson("receipt", R"({"items":[{"title":"Item","text":"TEXT"}]})")},
        {"adaptive", cardJson("adaptive", R"({"type":"AdaptiveCard","version":"1.5","body":[
             {"type":"TextBlock","wrap":true,"text":"TEXT"}]})")},
        {"attachment", R"([{"contentType":"text/markdown","content":"TEXT"}])"},
    };
}

void addKinds()
{
    QTest::addColumn<QByteArray>("attachments");
    const QList<Around> all = allKinds();
    for (const Around &each : all)
        QTest::newRow(each.name) << each.attachments;
}

} // namespace

class tst_CardText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void linksAsk_data() { addKinds(); }
    void linksAsk();
    void heldKeysOpenOnce_data() { addKinds(); }
    void heldKeysOpenOnce();
    void keysReachEveryLink_data() { addKinds(); }
    void keysReachEveryLink();
    void allCanBeSelectedAndCopied_data() { addKinds(); }
    void allCanBeSelectedAndCopied();
    void copyIsLeftToTheWindowWithoutASelection_data() { addKinds(); }
    void copyIsLeftToTheWindowWithoutASelection();
    void menus_data() { addKinds(); }
    void menus();
    void toolTipsNameTheHost_data() { addKinds(); }
    void toolTipsNameTheHost();
    void isReadAloud_data() { addKinds(); }
    void isReadAloud();
    void heightFollowsWidth();
    void oneLineIsElided();
    void linesCanBeLimited();

private:
    // In a window of its own that is the active one, with a field behind it.
    CardText *show(const QByteArray &markdown);
    std::unique_ptr<CardText> make(const QString &words, bool wrap = true, int maxLines = 0)
    {
        CardText::Shape shape;
        shape.wrap = wrap;
        shape.maxLines = maxLines;
        const ChatStyle style(false, 100, QFont());
        return std::make_unique<CardText>(CardText::literal(words, style, style.colors().text),
                                          style, shape, nullptr);
    }

    std::unique_ptr<PanelBench> m_bench;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<AttachmentsPanel> m_panel;
    QLineEdit *m_after = nullptr;
};

void tst_CardText::init()
{
    m_bench = std::make_unique<PanelBench>();
    m_window = std::make_unique<QWidget>();
    m_window->resize(400, 300);
}

void tst_CardText::cleanup()
{
    m_panel.reset();
    m_window.reset();
    m_bench.reset();
}

CardText *tst_CardText::show(const QByteArray &markdown)
{
    QFETCH(QByteArray, attachments);
    m_panel = m_bench->make(attachments.replace("TEXT", markdown));
    m_panel->setParent(m_window.get());
    m_panel->show();
    m_after = new QLineEdit(m_window.get());
    m_window->show();
    m_window->activateWindow();
    if (!QTest::qWaitForWindowActive(m_window.get()))
        return nullptr;
    return shown<CardText>(*m_panel).constLast();
}

void tst_CardText::linksAsk()
{
    CardText *text = show("[here](https://example.org/a) and there");
    QVERIFY(text);
    const auto &asked = m_bench->asked().openedLinks;
    QTest::mouseClick(text, Qt::LeftButton, {}, QPoint(5, 8));
    QCOMPARE(asked.value(0), QVariantList{u"https://example.org/a"_s});
    QTest::mouseClick(text, Qt::LeftButton, {}, QPoint(90, 8));
    QCOMPARE(asked.size(), 1);
}

void tst_CardText::heldKeysOpenOnce()
{
    CardText *text = show("[here](https://example.org/a)");
    QVERIFY(text);
    m_after->setFocus();
    text->setFocus(Qt::TabFocusReason);
    QTest::keyPress(text, Qt::Key_Return);
    for (int i = 0; i < 3; ++i) {
        QKeyEvent held(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, {}, true);
        QCoreApplication::sendEvent(text, &held);
    }
    QTest::keyRelease(text, Qt::Key_Return);
    QCOMPARE(m_bench->asked().openedLinks.size(), 1);
}

void tst_CardText::keysReachEveryLink()
{
    CardText *text = show("[one](https://one.example/) [**t**wo](https://two.example/)");
    QVERIFY(text);
    const auto &asked = m_bench->asked().openedLinks;
    QCOMPARE(text->focusPolicy(), Qt::StrongFocus);
    m_after->setFocus();
    text->setFocus(Qt::TabFocusReason);
    QTest::keyClick(text, Qt::Key_Return);
    QTest::keyClick(text, Qt::Key_Tab);
    QVERIFY(text->hasFocus());
    QTest::keyClick(text, Qt::Key_Return);
    QCOMPARE(asked.value(0), QVariantList{u"https://one.example/"_s});
    QCOMPARE(asked.value(1), QVariantList{u"https://two.example/"_s});
    QTest::keyClick(text, Qt::Key_Tab);
    QVERIFY(!text->hasFocus());
    // Who comes with the mouse or the window gets to the first link with Tab.
    text->setFocus(Qt::ActiveWindowFocusReason);
    QTest::keyClick(text, Qt::Key_Return);
    QCOMPARE(asked.size(), 2);
    QTest::keyClick(text, Qt::Key_Tab);
    QTest::keyClick(text, Qt::Key_Return);
    QCOMPARE(asked.value(2), QVariantList{u"https://one.example/"_s});
}

void tst_CardText::allCanBeSelectedAndCopied()
{
    CardText *text = show("first second");
    QVERIFY(text);
    QVERIFY(!(text->focusPolicy() & Qt::TabFocus)); // without links nothing to stop at
    QTest::mouseDClick(text, Qt::LeftButton, {}, QPoint(5, 8));
    QTest::keyClick(text, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"first"_s);
    QTest::mouseClick(text, Qt::LeftButton, {}, QPoint(5, 8));
    QTest::keyClick(text, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(text, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"first second"_s);
}

void tst_CardText::copyIsLeftToTheWindowWithoutASelection()
{
    CardText *text = show("first second");
    QVERIFY(text);
    const auto keeps = [text] {
        QKeyEvent event(QEvent::ShortcutOverride, Qt::Key_C, Qt::ControlModifier);
        event.ignore();
        QCoreApplication::sendEvent(text, &event);
        return event.isAccepted();
    };
    QVERIFY(!keeps());
    QTest::keyClick(text, Qt::Key_A, Qt::ControlModifier);
    QVERIFY(keeps());
}

void tst_CardText::menus()
{
    CardText *text = show("[here](https://example.org/a) and there");
    QVERIFY(text);
    // The titles; empty when the menu of the message opens instead.
    const auto menuAt = [text](const QPoint &point) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, point, text->mapToGlobal(point));
        QCoreApplication::sendEvent(text, &event);
        QStringList titles;
        QMenu *menu = text->findChild<QMenu *>();
        if (menu) {
            for (const QAction *action : menu->actions()) {
                if (!action->isSeparator())
                    titles.append(action->text());
            }
            delete menu;
        }
        return titles;
    };
    QCOMPARE(menuAt(QPoint(90, 8)), QStringList());
    QCOMPARE(menuAt(QPoint(5, 8)),
             (QStringList{u"Open link"_s, u"Copy link address"_s, u"Select all"_s}));
    QTest::keyClick(text, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(menuAt(QPoint(90, 8)), (QStringList{u"Copy"_s, u"Select all"_s}));
    QCOMPARE(menuAt(QPoint(5, 8)),
             (QStringList{u"Open link"_s, u"Copy link address"_s, u"Copy"_s, u"Select all"_s}));
}

void tst_CardText::toolTipsNameTheHost()
{
    CardText *text = show("[https://bank.example](https://evil.example/bank.example)");
    QVERIFY(text);
    QHelpEvent help(QEvent::ToolTip, QPoint(5, 8), text->mapToGlobal(QPoint(5, 8)));
    QCoreApplication::sendEvent(text, &help);
    QVERIFY2(QToolTip::text().contains(u"evil.example"_s), qPrintable(QToolTip::text()));
    QVERIFY(!QToolTip::text().contains(u"bank"_s));
    QToolTip::hideText();
}

void tst_CardText::isReadAloud()
{
    CardText *text = show("**Bold** and [link](https://example.org)");
    QVERIFY(text);
    const QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(text);
    QVERIFY(spoken);
    QCOMPARE(spoken->role(), QAccessible::StaticText);
    QCOMPARE(spoken->text(QAccessible::Name), u"Bold and link"_s);
}

void tst_CardText::heightFollowsWidth()
{
    const auto text = make(u"one two three four five six seven"_s);
    const int natural = text->sizeHint().width();
    const int line = text->heightForWidth(natural);
    QCOMPARE(text->heightForWidth(natural * 2), line);
    QVERIFY(text->heightForWidth(natural / 2) >= 2 * line - 2);
    QCOMPARE(text->heightForWidth(natural), line); // asking changes nothing
}

void tst_CardText::oneLineIsElided()
{
    const QString words = u"many words "_s.repeated(20);
    const auto text = make(words, false);
    const auto shortText = make(u"few"_s, false);
    QCOMPARE(text->heightForWidth(100), shortText->heightForWidth(100));
    QVERIFY(text->sizeHint().width() > 400);
    QCOMPARE(text->accessibleName(), words.trimmed());
    // What is whole has no dots behind it.
    shortText->resize(200, shortText->heightForWidth(200));
    const QImage image = shortText->grab().toImage();
    for (int y = 0; y < image.height(); ++y) {
        for (int x = image.width() / 2; x < image.width(); ++x)
            QCOMPARE(image.pixel(x, y), image.pixel(image.width() - 1, 0));
    }
}

void tst_CardText::linesCanBeLimited()
{
    const QString words = u"many words "_s.repeated(40);
    const int three = make(words, true, 3)->heightForWidth(100);
    const int five = make(words, true, 5)->heightForWidth(100);
    const int all = make(words)->heightForWidth(100);
    QVERIFY(three < five && five < all);
    QCOMPARE(make(u"few"_s, true, 3)->heightForWidth(100), make(u"few"_s)->heightForWidth(100));
}

QTEST_MAIN(tst_CardText)
#include "tst_cardtext.moc"
