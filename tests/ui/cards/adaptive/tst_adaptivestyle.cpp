#include "ui/cards/adaptive/adaptivestyle.h"
#include "ui/cards/widgets/buttoncolors.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace botline;
using namespace botline::adaptive;

namespace {

constexpr double kText = 4.5; // WCAG 2.x AA; our sizes for large text reach it, too

QColor over(const QColor &upper, const QColor &lower, double share)
{
    const auto mix = [share](float a, float b) {
        return float(a * share + b * (1 - share));
    };
    return QColor::fromRgbF(mix(upper.redF(), lower.redF()), mix(upper.greenF(), lower.greenF()),
                            mix(upper.blueF(), lower.blueF()));
}

const char *nameOf(Surface surface)
{
    static constexpr std::array kNames{"inherited", "default", "emphasis", "accent",
                                       "good",      "warning", "attention"};
    return kNames.at(size_t(surface));
}

} // namespace

// Every word of a card can be read wherever it may stand, in light and in dark.
class TestAdaptiveStyle : public QObject
{
    Q_OBJECT

private:
    // Of the words, on what is really painted: the style's ground is an assumption.
    static void verify(const QColor &ink, const QColor &ground, const QString &what)
    {
        const double ratio = contrastRatio(ink, ground);
        QVERIFY2(
            ratio >= kText,
            qPrintable(u"%1: %2 on %3 is %4"_s.arg(what, ink.name(), ground.name()).arg(ratio)));
    }

    static void grounds_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<int>("outer");
        QTest::addColumn<int>("inner");
        for (const bool dark : {false, true}) {
            for (int outer = 0; outer <= int(Surface::Attention); ++outer) {
                for (int inner = 0; inner <= int(Surface::Attention); ++inner)
                    QTest::addRow("%s %s in %s", dark ? "dark" : "light", nameOf(Surface(inner)),
                                  nameOf(Surface(outer)))
                        << dark << outer << inner;
            }
        }
    }

private Q_SLOTS:
    void texts_data() { grounds_data(); }
    void texts()
    {
        QFETCH(const bool, dark);
        QFETCH(const int, outer);
        QFETCH(const int, inner);
        const AdaptiveStyle style(ChatStyle(dark, 100, QFont()));
        const ChatColors &colors = style.chat().colors();
        const QColor assumed
            = style.ground(Surface(inner), style.ground(Surface(outer), style.ground()));
        for (const QColor &base : {style.ground(), colors.window, colors.surface}) {
            const QColor real = style.ground(Surface(inner), style.ground(Surface(outer), base));
            for (int color = 0; color <= int(TextColor::Attention); ++color) {
                for (const bool subtle : {false, true})
                    verify(style.textColor(TextColor(color), subtle, assumed), real,
                           u"color %1, subtle %2"_s.arg(color).arg(subtle));
            }
            verify(style.linkColor(assumed), real, u"link"_s);
            verify(style.errorColor(assumed), real, u"error text"_s);
            // Choices stand on the ground of their box.
            verify(colors.text, real, u"title of a choice"_s);
            verify(buttonColors(CardButton::Look::Flat, {}, style.linkColor(assumed), style.chat())
                       .ink,
                   real, u"flat button"_s);
        }
    }

    // Whatever the picture shows, at each of its pixels.
    void textsOnPictures_data() { grounds_data(); }
    void textsOnPictures()
    {
        QFETCH(const bool, dark);
        QFETCH(const int, outer);
        QFETCH(const int, inner);
        const AdaptiveStyle style(ChatStyle(dark, 100, QFont()));
        const ChatColors &colors = style.chat().colors();
        const QColor assumed = style.ground(
            Surface(inner), style.groundUnderPicture(style.ground(Surface(outer), style.ground())));
        for (const QColor &pixel : {QColor(Qt::black), QColor(Qt::white), QColor(Qt::gray),
                                    QColor(Qt::red), QColor(Qt::green), QColor(Qt::blue),
                                    QColor(Qt::yellow), QColor(Qt::cyan), QColor(Qt::magenta)}) {
            for (const QColor &base : {style.ground(), colors.window, colors.surface}) {
                const QColor real = style.ground(
                    Surface(inner),
                    over(pixel, style.ground(Surface(outer), base), style.pictureShare()));
                for (int color = 0; color <= int(TextColor::Attention); ++color) {
                    for (const bool subtle : {false, true})
                        verify(style.textColor(TextColor(color), subtle, assumed), real,
                               u"color %1, subtle %2, pixel %3"_s.arg(color).arg(subtle).arg(
                                   pixel.name()));
                }
                verify(style.linkColor(assumed), real, u"link"_s);
                verify(style.errorColor(assumed), real, u"error text"_s);
            }
        }
    }

    void buttons_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<int>("look");
        for (const bool dark : {false, true}) {
            for (int look = 0; look <= int(CardButton::Look::Destructive); ++look)
                QTest::addRow("%s look %d", dark ? "dark" : "light", look) << dark << look;
        }
    }
    void buttons()
    {
        QFETCH(const bool, dark);
        QFETCH(const int, look);
        const ChatStyle style(dark, 100, QFont());
        const auto looked = CardButton::Look(look);
        for (const bool enabled : {false, true}) {
            for (const bool hot : {false, true}) {
                using Submission = CardStates::Submission;
                for (const auto submission : {Submission::None, Submission::Sending,
                                              Submission::Sent, Submission::Unconfirmed}) {
                    const ButtonColors colors
                        = buttonColors(looked, {enabled, hot, submission}, {}, style);
                    verify(colors.ink, colors.ground,
                           u"enabled %1, hot %2, submission %3"_s.arg(enabled).arg(hot).arg(
                               int(submission)));
                }
            }
        }
    }

    void fieldsAndNotes_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void fieldsAndNotes()
    {
        QFETCH(const bool, dark);
        const AdaptiveStyle style(ChatStyle(dark, 100, QFont()));
        const ChatColors &colors = style.chat().colors();
        verify(colors.text, colors.window, u"what is typed"_s);
        verify(colors.muted, colors.window, u"placeholder"_s);
        verify(colors.selectedText, colors.selection, u"highlighted text"_s);
        verify(style.textColor(TextColor::Default, true, colors.codeBackground),
               colors.codeBackground, u"note"_s);
        verify(colors.muted, colors.codeBackground, u"picture that is missing"_s);
        verify(colors.link, colors.codeBackground, u"picture that waits for leave"_s);
        for (const QColor &base : {style.ground(), colors.window, colors.surface})
            verify(style.textColor(TextColor::Default, true, style.ground()), base, u"remarks"_s);
    }
};

QTEST_MAIN(TestAdaptiveStyle)
#include "tst_adaptivestyle.moc"
