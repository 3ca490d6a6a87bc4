#include "ui/style/chatstyle.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace botline;

class tst_ChatStyle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrast_data();
    void contrast();
    void avatarsAreReadableAndStable();
    void initials_data();
    void initials();
    void zoomScalesFontsAndSizes();
    void styleSheetIsComplete();
};

void tst_ChatStyle::contrast_data()
{
    QTest::addColumn<QColor>("front");
    QTest::addColumn<QColor>("back");
    QTest::addColumn<double>("needed");
    for (const bool dark : {false, true}) {
        const ChatColors c = ChatStyle(dark, 100, QFont()).colors();
        const auto row = [dark](const QByteArray &name, const QColor &front, const QColor &back,
                                double needed) {
            QTest::addRow("%s %s", dark ? "dark" : "light", name.constData())
                << front << back << needed;
        };
        row("text on a match", c.matchText, c.match, 4.5);
        row("text on the current match", c.matchText, c.currentMatch, 4.5);
        for (const auto &[name, back] : {std::pair{"window", c.window},
                                         {"surface", c.surface},
                                         {"bot bubble", c.botBubble},
                                         {"hover", c.hover}}) {
            const auto on = [name = name](const char *what) {
                return QByteArray(what) + " on " + name;
            };
            row(on("text"), c.text, back, 4.5);
            row(on("muted"), c.muted, back, 4.5);
            row(on("link"), c.link, back, 4.5);
            row(on("error"), c.error, back, 4.5);
            row(on("warning"), c.warning, back, 4.5);
            row(on("success"), c.success, back, 4.5);
        }
        row("text on user bubble", c.userText, c.userBubble, 4.5);
        row("muted on user bubble", c.mutedOnUser, c.userBubble, 4.5);
        row("text on code", c.text, c.codeBackground, 4.5);
        row("selected text", c.selectedText, c.selection, 4.5);
        row("border on window", c.border, c.window, 3.0);
        row("border on surface", c.border, c.surface, 3.0);
        row("focus on window", c.link, c.window, 3.0);
        row("focus on bot bubble", c.link, c.botBubble, 3.0);
    }
}

void tst_ChatStyle::contrast()
{
    QFETCH(QColor, front);
    QFETCH(QColor, back);
    QFETCH(double, needed);
    const double ratio = contrastRatio(front, back);
    QVERIFY2(ratio >= needed, qPrintable(u"%1:1"_s.arg(ratio)));
}

void tst_ChatStyle::avatarsAreReadableAndStable()
{
    const ChatStyle style(false, 100, QFont());
    for (int i = 0; i < 200; ++i) {
        const QColor color = style.avatarColor(QString::number(i));
        QVERIFY(contrastRatio(color, Qt::white) >= 4.5);
        QCOMPARE(color, ChatStyle(true, 200, QFont()).avatarColor(QString::number(i)));
    }
}

void tst_ChatStyle::initials_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected");
    QTest::newRow("two words") << u"Practice Bot"_s << u"PB"_s;
    QTest::newRow("one word") << u"weather"_s << u"W"_s;
    QTest::newRow("dashes") << u"my-weather-bot"_s << u"MW"_s;
    QTest::newRow("three words") << u"a b c"_s << u"AB"_s;
    QTest::newRow("polish") << u"żółw łoś"_s << u"ŻŁ"_s;
    QTest::newRow("outside the BMP") << QString::fromUcs4(U"𐐨x") << QString::fromUcs4(U"𐐀");
    QTest::newRow("nothing to take") << u" !? "_s << u"?"_s;
    QTest::newRow("empty") << QString() << u"?"_s;
}

void tst_ChatStyle::initials()
{
    QFETCH(QString, name);
    QFETCH(QString, expected);
    QCOMPARE(ChatStyle::initials(name), expected);
}

void tst_ChatStyle::zoomScalesFontsAndSizes()
{
    QFont font;
    font.setPointSizeF(10);
    const ChatStyle normal(false, 100, font);
    const ChatStyle doubled(false, 200, font);
    QCOMPARE(normal.body().pointSizeF(), 10.0);
    QCOMPARE(doubled.body().pointSizeF(), 20.0);
    QCOMPARE(doubled.px(12), 24);
    QCOMPARE(ChatStyle(false, 50, font).px(1), 1);
    QCOMPARE(normal.bubbleMaxWidth(2000), 480);
    QCOMPARE(normal.bubbleMaxWidth(500), 360);
    QCOMPARE(normal.bubbleMaxWidth(300), 264); // 88 %: nothing to give away
    QCOMPARE(normal.bubbleMaxWidth(380), 300);
    QCOMPARE(ChatStyle(false, 9999, font).zoomPercent(), 300);

    font.setPixelSize(14);
    QCOMPARE(ChatStyle(false, 200, font).body().pixelSize(), 28);
}

void tst_ChatStyle::styleSheetIsComplete()
{
    // Every placeholder got its value.
    const QString sheet = ChatStyle(true, 150, QFont()).styleSheet();
    QVERIFY2(!sheet.contains(u'@'), qPrintable(sheet));
}

QTEST_MAIN(tst_ChatStyle)
#include "tst_chatstyle.moc"
