#include "ui/compose/suggestedactionsbar.h"
#include "ui/content/contentloader.h"

#include <QtCore/QBuffer>
#include <QtCore/QJsonObject>
#include <QtGui/QImage>
#include <QtNetwork/QNetworkAccessManager>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include <memory>

using namespace Qt::StringLiterals;
using botline::ChatStyle;
using botline::ContentLoader;
using botline::SuggestedActionsBar;
using botline::directline::CardAction;

namespace {

CardAction action(const QString &type, const QString &title, const QJsonValue &value = {})
{
    return *CardAction::fromJson(
        QJsonObject{{u"type"_s, type}, {u"title"_s, title}, {u"value"_s, value}});
}

} // namespace

class TestSuggestedActionsBar : public QObject
{
    Q_OBJECT

private:
    QNetworkAccessManager m_network;
    ContentLoader m_content{m_network};
    std::unique_ptr<QWidget> m_window;
    SuggestedActionsBar *m_bar = nullptr;
    QPushButton *m_below = nullptr;

    QList<QPushButton *> chips() const
    {
        QList<QPushButton *> shown = m_bar->findChildren<QPushButton *>();
        shown.removeIf([](const QPushButton *chip) { return chip->isHidden(); });
        return shown;
    }

    void activate()
    {
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

private Q_SLOTS:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        auto *column = new QVBoxLayout(m_window.get());
        column->addStretch(1);
        m_bar = new SuggestedActionsBar(ChatStyle(false, 100, QApplication::font()), m_content);
        m_below = new QPushButton(u"below"_s);
        column->addWidget(m_bar);
        column->addWidget(m_below);
        m_window->resize(600, 500);
    }
    void cleanup() { m_window.reset(); }

    void C106_showsWhatIsSetAndVanishesWithIt()
    {
        QVERIFY(m_bar->isHidden());
        m_bar->setActions({action(u"imBack"_s, u"Yes"_s), action(u"imBack"_s, u"No"_s)});
        QVERIFY(!m_bar->isHidden());
        QCOMPARE(chips().size(), 2);
        // A newer message of the bot brings others.
        m_bar->setActions({action(u"imBack"_s, u"Maybe"_s)});
        QCOMPARE(chips().size(), 1);
        QCOMPARE(chips().constFirst()->text(), u"Maybe"_s);
        // Something was sent.
        m_bar->setActions({});
        QVERIFY(m_bar->isHidden());
        QCOMPARE(chips().size(), 0);
    }

    void C106_clickingTellsTheActionAndMayClearTheBar()
    {
        const CardAction yes = action(u"imBack"_s, u"Yes"_s, u"yes!"_s);
        m_bar->setActions({yes, action(u"imBack"_s, u"No"_s)});
        connect(m_bar, &SuggestedActionsBar::actionRequested, m_bar,
                [this] { m_bar->setActions({}); });
        QSignalSpy requested(m_bar, &SuggestedActionsBar::actionRequested);
        activate();
        QTest::mouseClick(chips().constFirst(), Qt::LeftButton);
        QCOMPARE(requested.count(), 1);
        QCOMPARE(requested.constFirst().constFirst().value<CardAction>(), yes);
        QVERIFY(m_bar->isHidden());
    }

    void picturesStandBeforeTheirWords()
    {
        QImage square(8, 8, QImage::Format_RGB32);
        square.fill(Qt::darkCyan);
        QByteArray png;
        QBuffer buffer(&png);
        buffer.open(QIODevice::WriteOnly);
        square.save(&buffer, "png");
        CardAction pictured = action(u"imBack"_s, u"The night train to the coast"_s, u"train"_s);
        pictured.image = u"data:image/png;base64,"_s + QString::fromLatin1(png.toBase64());
        CardAction foreign = action(u"imBack"_s, u"Ferry"_s, u"ferry"_s);
        foreign.image = u"https://elsewhere.invalid/ferry.png"_s;
        m_bar->setActions({pictured, foreign});
        m_window->show();
        const int before = chips().constFirst()->sizeHint().width();
        QTRY_VERIFY(!chips().constFirst()->icon().isNull());
        QVERIFY(chips().constFirst()->sizeHint().width() > before);
        QCOMPARE(chips().constFirst()->text(), pictured.title);
        // Not without leave; the words say it all.
        QVERIFY(chips().constLast()->icon().isNull());
        QVERIFY(chips().constLast()->isEnabled());
    }

    void C108_titlesAreLiteral_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("text");
        QTest::newRow("ampersand") << u"Fish & chips"_s << u"Fish && chips"_s;
        QTest::newRow("html") << u"<b>Bold</b>"_s << u"<b>Bold</b>"_s;
        QTest::newRow("lines") << u"one\ntwo"_s << u"one two"_s;
        QTest::newRow("bidi override") << u"a\u202Eb"_s << u"ab"_s;
    }

    void C108_titlesAreLiteral()
    {
        QFETCH(QString, title);
        QFETCH(QString, text);
        m_window->show();
        m_bar->setActions({action(u"postBack"_s, title, u"x"_s)});
        const QPushButton *chip = chips().constFirst();
        QCOMPARE(chip->text(), text);
        QCOMPARE(chip->accessibleName(), QString(text).replace(u"&&"_s, u"&"_s));
        QVERIFY(chip->shortcut().isEmpty());
    }

    void longTitlesAreCutAndToldInTheToolTip()
    {
        m_window->show();
        const QString title = u"<i>long</i> "_s.repeated(16).trimmed();
        m_bar->setActions({action(u"imBack"_s, title)});
        const QPushButton *chip = chips().constFirst();
        QVERIFY(chip->text().endsWith(u'…'));
        QVERIFY(chip->toolTip().contains(u"&lt;i&gt;"_s));
        QVERIFY(!chip->toolTip().contains(u"<i>"_s));
        QCOMPARE(chip->accessibleName(), title);
        m_window->resize(200, 500);
        QTRY_VERIFY(chip->width() <= m_bar->width());
    }

    void saysWhatAClickDoes_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<bool>("enabled");
        QTest::addColumn<QString>("words");

        const auto row = [](const char *name, const QString &type, const QJsonValue &value,
                            bool enabled, const QString &words) {
            QTest::newRow(name) << type << value << enabled << words;
        };
        row("same as title", u"imBack"_s, u"Go"_s, true, {});
        row("other text", u"imBack"_s, u"go now"_s, true, u"Sends “go now”"_s);
        row("postBack", u"postBack"_s, QJsonObject{}, true, u"Sends your choice"_s);
        row("link", u"openUrl"_s, u"https://example.org/x?y=1"_s, true, u"example.org"_s);
        row("C104 javascript", u"openUrl"_s, u"javascript:alert(1)"_s, false, u" "_s);
        row("C104 file", u"openUrl"_s, u"file:///etc/passwd"_s, false, u" "_s);
        row("link is no string", u"openUrl"_s, 5, false, u" "_s);
        row("C105 signin over http", u"signin"_s, u"http://example.org"_s, false, u"https"_s);
        row("signin", u"signin"_s, u"https://login.example.org"_s, true, u"login.example.org"_s);
        row("C105 call", u"call"_s, u"https://example.org"_s, false, u" "_s);
        row("call", u"call"_s, u"tel:+48123"_s, true, u"+48123"_s);
        row("image without address", u"showImage"_s, {}, false, u"no address"_s);
        row("invoke", u"invoke"_s, QJsonObject{}, false, u"does not support"_s);
        row("unknown", u"dance"_s, u"x"_s, false, u"“dance”"_s);
    }

    void saysWhatAClickDoes()
    {
        QFETCH(QString, type);
        QFETCH(QJsonValue, value);
        QFETCH(QString, words);
        m_window->show();
        m_bar->setActions({action(type, u"Go"_s, value)});
        const QPushButton *chip = chips().constFirst();
        QTEST(chip->isEnabled(), "enabled");
        QVERIFY2(chip->toolTip().contains(words), qPrintable(chip->toolTip()));
        QCOMPARE(chip->toolTip().isEmpty(), words.isEmpty());
        QVERIFY(chip->accessibleDescription().contains(words.trimmed()));
    }

    void showsAtMostFifty()
    {
        QList<CardAction> many;
        for (int i = 0; i < 60; ++i)
            many.append(action(u"imBack"_s, QString::number(i)));
        m_window->show();
        m_bar->setActions(many);
        QCOMPARE(chips().size(), 50);
        // And leaves room for the conversation.
        m_window->resize(200, 500);
        QTRY_VERIFY(m_bar->height() < 200);
    }

    void arrowsMoveAndEnterPicks()
    {
        m_bar->setActions({action(u"invoke"_s, u"no"_s), action(u"imBack"_s, u"a"_s),
                           action(u"imBack"_s, u"b"_s), action(u"invoke"_s, u"no"_s),
                           action(u"imBack"_s, u"c"_s)});
        activate();
        const QList<QPushButton *> all = chips();
        QSignalSpy requested(m_bar, &SuggestedActionsBar::actionRequested);
        m_below->setFocus();
        // One stop for Tab: the first chip that can be used.
        QTest::keyClick(m_below, Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), all.at(1));
        const std::pair<Qt::Key, int> steps[]
            = {{Qt::Key_Left, 1}, {Qt::Key_Right, 2}, {Qt::Key_Down, 4}, {Qt::Key_Right, 4},
               {Qt::Key_Home, 1}, {Qt::Key_End, 4},   {Qt::Key_Up, 2}};
        for (const auto &[key, index] : steps) {
            QTest::keyClick(QApplication::focusWidget(), key);
            QCOMPARE(QApplication::focusWidget(), all.at(index));
        }
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Enter);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QCOMPARE(requested.count(), 3);
        for (const QList<QVariant> &arguments : requested)
            QCOMPARE(arguments.constFirst().value<CardAction>().title, u"b"_s);
        // Tab leaves the bar and comes back to where one was.
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), m_below);
        QTest::keyClick(m_below, Qt::Key_Backtab);
        QCOMPARE(QApplication::focusWidget(), all.at(2));
    }

    void arrowsAreMirrored()
    {
        m_window->setLayoutDirection(Qt::RightToLeft);
        m_bar->setActions({action(u"imBack"_s, u"a"_s), action(u"imBack"_s, u"b"_s)});
        activate();
        chips().at(0)->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left);
        QCOMPARE(QApplication::focusWidget(), chips().at(1));
        QVERIFY(chips().at(1)->x() < chips().at(0)->x());
    }

    void arrivingChipsTakeNoFocus()
    {
        activate();
        m_below->setFocus();
        m_bar->setActions({action(u"imBack"_s, u"a"_s)});
        QCOMPARE(QApplication::focusWidget(), m_below);
        // But somebody inside the bar stays in it.
        chips().constFirst()->setFocus();
        m_bar->setActions({action(u"imBack"_s, u"b"_s)});
        QCOMPARE(QApplication::focusWidget(), chips().constFirst());
        QCOMPARE(chips().constFirst()->text(), u"b"_s);
    }

    void wrapsInANarrowWindow()
    {
        QList<CardAction> several;
        for (int i = 0; i < 4; ++i)
            several.append(action(u"imBack"_s, u"Suggestion number %1"_s.arg(i)));
        m_window->show();
        m_bar->setActions(several);
        QTRY_VERIFY(chips().constFirst()->y() < chips().constLast()->y() || m_bar->height() < 60);
        m_window->resize(250, 500);
        QTRY_VERIFY(chips().constFirst()->y() < chips().constLast()->y());
        for (const QPushButton *chip : chips())
            QVERIFY(chip->geometry().right() <= chip->parentWidget()->width());
    }
};

QTEST_MAIN(TestSuggestedActionsBar)
#include "tst_suggestedactionsbar.moc"
